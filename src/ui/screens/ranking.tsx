/** @file All cells of a run: a scatter and a table with one filter for both; hover or focus on either shows the cell. */
import { useComputed, useSignal } from '@preact/signals';
import { parseCell } from '../../core/cell.ts';
import type { TrainRecord } from '../../contract/records.ts';
import { ScatterPlot } from '../charts/scatter.tsx';
import { measuredRanks } from '../derive.ts';
import { accuracyDigits, counted, hundredths } from '../format.ts';
import { showCell } from '../navigation.ts';
import { CellGlyphs } from '../parts/glyph.tsx';
import { SavePlot } from '../parts/save-plot.tsx';
import { domain, run, trained } from '../state.ts';
import { runDetail, runName } from '../words.ts';
import { CellTable, type SortKey } from './cell-table.tsx';

/** A trained cell with its places in the run. */
export interface RankedCell {
  readonly record: TrainRecord;
  /** 0-based, in the order trained. */
  readonly index: number;
  /** 1-based, by measured accuracy. */
  readonly rank: number;
}

/** The screen. */
export function RankingScreen() {
  if (run.value === undefined || trained.value.length === 0) {
    return (
      <div class="main empty">
        <h1>Which cells did best?</h1>
        <p class="subtitle">Every cell that is trained appears here, with what the surrogate expected of it.</p>
      </div>
    );
  }
  return <Ranking />;
}

function Ranking() {
  const filter = useSignal('');
  const level = useSignal<number | undefined>(undefined);
  const sort = useSignal<{ key: SortKey; isDescending: boolean }>({ key: 'rank', isDescending: false });
  const isSorted = useSignal(false);
  const pointed = useSignal<number | undefined>(undefined);
  const cells = useComputed(() => rankedCells(trained.value));
  const shown = useComputed(
    () => new Set(cells.value.filter((cell) => matches(cell, filter.value, level.value)).map(({ index }) => index)),
  );
  const rows = useComputed(() =>
    sorted(
      cells.value.filter(({ index }) => shown.value.has(index)),
      sort.value,
    ),
  );
  const { head } = run.value!;
  const levelsSeen = [...new Set(cells.value.map(({ record }) => record.level))];
  return (
    <div class="main ranking">
      <div class="title-row">
        <div>
          <h1>Which cells did best?</h1>
          <p class="subtitle">
            {runName(head)}: {runDetail(head)}. {counted(cells.value.length, 'cell')} trained.
          </p>
        </div>
        <div class="filters">
          <label>
            <span class="visually-hidden">Find in notation</span>
            <input
              type="search"
              placeholder="Find an operator or notation"
              value={filter.value}
              onInput={(event) => (filter.value = event.currentTarget.value)}
            />
          </label>
          <label>
            <span class="visually-hidden">Level</span>
            <select
              value={level.value ?? ''}
              onChange={(event) =>
                (level.value = event.currentTarget.value === '' ? undefined : Number(event.currentTarget.value))
              }
            >
              <option value="">all levels</option>
              {levelsSeen.map((b) => (
                <option key={b} value={b}>
                  level {b}
                </option>
              ))}
            </select>
          </label>
        </div>
      </div>
      <div class="ranking-panes">
        <section class="scatter-pane" aria-labelledby="scatter-heading">
          <div class="row-between">
            <h2 id="scatter-heading">{isSorted.value ? 'Sorted, best first' : 'In the order trained'}</h2>
            <SavePlot selector=".scatter-pane svg" name="ranking" />
            <button
              type="button"
              class="text-button"
              aria-pressed={isSorted.value}
              onClick={() => (isSorted.value = !isSorted.value)}
            >
              {isSorted.value ? 'Show in the order trained' : 'Sort by accuracy'}
            </button>
          </div>
          <ScatterPlot
            cells={cells.value}
            shown={shown.value}
            domain={domain.value}
            isSorted={isSorted.value}
            pointed={pointed}
          />
          <PointedCell cells={cells.value} pointed={pointed} fallback={rows.value[0]} />
        </section>
        <CellTable
          rows={rows.value}
          sort={sort.value}
          onSort={(key) => (sort.value = { key, isDescending: sort.value.key === key && !sort.value.isDescending })}
          pointed={pointed}
        />
      </div>
    </div>
  );
}

/** All trained cells with their ranks. */
export function rankedCells(records: readonly TrainRecord[]): RankedCell[] {
  const ranks = measuredRanks(records);
  return records.map((record, index) => ({ record, index, rank: ranks[index]! }));
}

function matches({ record }: RankedCell, text: string, level: number | undefined): boolean {
  return (level === undefined || record.level === level) && record.notation.includes(text.trim());
}

function sorted(
  cells: readonly RankedCell[],
  { key, isDescending }: { key: SortKey; isDescending: boolean },
): RankedCell[] {
  const valueOf = ({ record, index, rank }: RankedCell): number => {
    if (key === 'rank') return rank;
    if (key === 'index') return index;
    if (key === 'difference') return (record.accuracy ?? -1) - (record.predicted ?? 2);
    return record[key] ?? -1;
  };
  return [...cells].sort((a, b) => (isDescending ? -1 : 1) * (valueOf(a) - valueOf(b)) || a.index - b.index);
}

interface PointedProps {
  /** All cells, by index. */
  cells: readonly RankedCell[];
  pointed: { value: number | undefined };
  /** Shown while none is pointed at. */
  fallback: RankedCell | undefined;
}

function PointedCell({ cells, pointed, fallback }: PointedProps) {
  const cell = pointed.value === undefined ? fallback : cells[pointed.value];
  if (cell === undefined) return <p class="note">No cell matches the filter.</p>;
  const { record, index, rank } = cell;
  const digits = accuracyDigits(run.value!.head.config);
  return (
    <div class="pointed-cell">
      <CellGlyphs cell={parseCell(record.notation)} />
      <span class="notation">{record.notation}</span>
      <span>
        {record.accuracy === undefined ? (
          <b class="bad">{record.failure?.reason ?? 'failed'}</b>
        ) : (
          <b class="measured">{hundredths(record.accuracy, digits)} %</b>
        )}
        {record.predicted !== undefined && (
          <span class="predicted"> predicted {hundredths(record.predicted, digits)} %</span>
        )}
        , rank {rank}, level {record.level}{' '}
        <button type="button" class="text-button" onClick={() => showCell(index)}>
          Open
        </button>
      </span>
    </div>
  );
}
