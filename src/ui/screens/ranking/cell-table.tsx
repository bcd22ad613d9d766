/** @file The table of a run's cells. Only the rows in sight are in the page, so that a thousand cells scroll and sort at once. */
import { ranking } from '../../messages/ranking.ts';
import { useComputed, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { parseCell } from '../../../core/space/cell.ts';
import type { TrainRecord } from '../../../contract/records.ts';
import { CAN_RUN } from '../../model/can-run.ts';
import { accuracyDigits, compact, count, hundredths, points, preciseDuration } from '../../model/format.ts';
import { showCell, showForeignCell } from '../../state/navigation.ts';
import { CellGlyphs } from '../../parts/glyph.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { RankedCell, Sort, SortKey } from '../../model/ranked.ts';
import { confirmed, run } from '../../state/state.ts';

const COLUMNS = [
  'rank',
  'index',
  'level',
  'predicted',
  'accuracy',
  'difference',
  'parameters',
  'durationMs',
] as const satisfies readonly SortKey[];

/** Columns that a phone leaves out: the plot and the blocks show them. */
const SPARE_COLUMNS: ReadonlySet<SortKey> = new Set(['index', 'level']);

/** Height of a row, px; the style sheet says the same (`.cells-table tbody tr`). */
const ROW = 36;
/** Rows kept above and below those in sight, so that the keyboard finds a next one. */
const SPARE = 8;

interface TableProps {
  rows: readonly RankedCell[];
  sort: Sort;
  /** Whether a column says which file a cell is from. */
  hasFiles: boolean;
  onSort: (key: SortKey) => void;
  pointed: { value: number | undefined };
}

/** The table; a row is one `ROW` high. */
export function CellTable({ rows, sort, hasFiles, onSort, pointed }: TableProps) {
  const [ref, first, last] = useRowsInSight(rows.length);
  return (
    <div ref={ref} class="table-scroll" tabIndex={0} role="group" aria-label={ranking.value.table}>
      <table class="data-table cells-table" aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            <th scope="col">{ranking.value.blocks}</th>
            {CAN_RUN && hasFiles && <th scope="col">{ranking.value.from}</th>}
            {COLUMNS.map((key) => (
              <th
                key={key}
                scope="col"
                class={SPARE_COLUMNS.has(key) ? 'number spare' : 'number'}
                aria-sort={sort.key !== key ? 'none' : sort.isDescending ? 'descending' : 'ascending'}
              >
                <button type="button" class="sort-button" onClick={() => onSort(key)}>
                  {ranking.value.columns[key]}
                  {sort.key === key && <Icon name={sort.isDescending ? 'down' : 'up'} size={10} />}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <Gap rows={first} />
        <tbody>
          {rows.slice(first, last).map((cell, i) => (
            <Row key={cell.index} cell={cell} at={first + i} hasFiles={hasFiles} pointed={pointed} />
          ))}
        </tbody>
        <Gap rows={rows.length - last} />
      </table>
    </div>
  );
}

/** Room for rows that are out of sight. */
function Gap({ rows }: { rows: number }) {
  if (rows === 0) return null;
  return (
    <tbody aria-hidden="true">
      <tr style={{ height: `${rows * ROW}px` }} />
    </tbody>
  );
}

/** A ref for the box that scrolls, and the rows to draw in it: [first, last). */
function useRowsInSight(rows: number): [RefObject<HTMLDivElement | null>, first: number, last: number] {
  const ref = useRef<HTMLDivElement>(null);
  const first = useSignal(0);
  const inSight = useSignal(12); // until the box is measured
  useLayoutEffect(() => {
    const box = ref.current!;
    const look = (): void => {
      first.value = Math.floor(box.scrollTop / ROW);
      inSight.value = Math.ceil(box.clientHeight / ROW);
    };
    const observer = new ResizeObserver(look);
    observer.observe(box);
    box.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, []);
  const from = Math.max(0, Math.min(first.value, rows - inSight.value) - SPARE);
  return [ref, from, Math.min(rows, first.value + inSight.value + SPARE)];
}

interface RowProps {
  cell: RankedCell;
  /** 0-based, in the table as it is sorted. */
  at: number;
  hasFiles: boolean;
  pointed: { value: number | undefined };
}

function Row({ cell, at, hasFiles, pointed }: RowProps) {
  const { record, index, place, rank } = cell;
  const source = CAN_RUN ? cell.source : undefined;
  const digits = digitsOf(cell);
  const look = useComputed(() => (pointed.value === index ? 'pointed' : '')); // changes the row's class, and draws no row again
  return (
    <tr aria-rowindex={at + 2} data-testid="cell-row" class={look} onMouseEnter={() => (pointed.value = index)}>
      <th scope="row">
        <button
          type="button"
          class="result"
          title={record.notation}
          aria-label={ranking.value.openCell(record.notation)}
          onFocus={() => (pointed.value = index)}
          onClick={() => openCell(cell)}
        >
          <CellGlyphs cell={parseCell(record.notation)} />
        </button>
      </th>
      {CAN_RUN && hasFiles && <td class="cell-source">{source?.name ?? ranking.value.thisRun}</td>}
      <td class="number">{rank}</td>
      <td class="number spare">{place + 1}</td>
      <td class="number spare">{record.level}</td>
      <td class="number predicted">{record.predicted === undefined ? '' : hundredths(record.predicted, digits)}</td>
      <td class="number">
        <Measured record={record} digits={digits} />
        {record.start && <small title={ranking.value.warmNote}> {ranking.value.warm}</small>}
        <Confirmation record={record} digits={digits} />
      </td>
      <td class="number">
        {record.accuracy === undefined || record.predicted === undefined || record.epochs !== undefined
          ? ''
          : points(record.accuracy - record.predicted, digits)}
      </td>
      <td class="number" title={count(record.parameters)}>
        {source === undefined ? compact(record.parameters) : ''}
      </td>
      <td class="number">{source === undefined ? preciseDuration(record.durationMs) : ''}</td>
    </tr>
  );
}

/** What a cell was worth when it was trained again at the end of the search. */
function Confirmation({ record, digits }: { record: TrainRecord; digits: 1 | 2 }) {
  const cell = confirmed.value.find((other) => other.record === record);
  if (cell === undefined) return null;
  return <small title={ranking.value.confirmed}> ✓ {hundredths(cell.mean, digits)}</small>; // prettier-ignore
}

function Measured({ record: { accuracy, epochs, failure }, digits }: { record: TrainRecord; digits: 1 | 2 }) {
  if (epochs !== undefined)
    return (
      <span title={ranking.value.stoppedEarly}>{ranking.value.atEpochs(hundredths(accuracy!, digits), epochs)}</span>
    );
  if (accuracy !== undefined) return <b class="measured">{hundredths(accuracy, digits)}</b>;
  if (failure === undefined) return null; // of a file of predictions
  return (
    <span class="bad" title={failure.message}>
      {failure.reason}
    </span>
  );
}

/** Decimals worth showing of a cell's accuracies, in per cent. */
export function digitsOf({ source }: RankedCell): 1 | 2 {
  return !CAN_RUN || source === undefined ? accuracyDigits(run.value!.head.config) : 2;
}

/** Shows a cell on the screen Cell. */
export function openCell({ record, index, source }: RankedCell): void {
  if (!CAN_RUN || source === undefined) showCell(index);
  else showForeignCell(record.notation, source.name);
}
