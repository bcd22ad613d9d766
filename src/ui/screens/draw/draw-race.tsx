/** @file The race of the drawn cell against the surrogate's pick of the same size, and the races so far. */
import { RACE_SEEDS, type RaceResult } from '../../../contract/drawn-cells.ts';
import { splitSizes } from '../../../contract/split-sizes.ts';
import type { Run } from '../../../contract/records.ts';
import { trainRecords } from '../../../contract/run-file.ts';
import { canonicalKey } from '../../../core/space/canonical.ts';
import { parseCell, type Cell } from '../../../core/space/cell.ts';
import { mean, standardError } from '../../../core/stats.ts';
import { raceDrawn, stopRace } from '../../actions/draw.ts';
import { firstPick } from '../../model/draw.ts';
import { duration, hundredths, points } from '../../model/format.ts';
import { CellGlyphs } from '../../parts/glyph.tsx';
import { Icon, Ring } from '../../parts/icon.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { race, races, type CellRace } from '../../state/draw.ts';
import { device, runStatus } from '../../state/state.ts';
import { draw } from '../../messages/draw.ts';

export function DrawRace({ run, cell }: { run: Run; cell: Cell }) {
  return (
    <section class="draw-race">
      <h2>{draw.value.race.title}</h2>
      {race.value === undefined ? <Start run={run} cell={cell} /> : <UnderWay of={race.value} />}
      {races.value.length > 0 && <History />}
    </section>
  );
}

function Start({ run, cell }: { run: Run; cell: Cell }) {
  const pick = firstPick(run, cell.length);
  if (pick === undefined) return <p class="note">{draw.value.race.noPick(cell.length)}</p>;
  const rival = parseCell(pick.notation);
  if (canonicalKey(rival) === canonicalKey(cell)) return <p class="note">{draw.value.race.same}</p>;
  const name = draw.value.side.cell(pick.number);
  const { config, data } = run.head;
  const { confirmation } = splitSizes({ ...config, confirmations: Math.max(1, config.confirmations) }, data.images);
  const isBusy = runStatus.value !== 'open';
  return (
    <>
      <div class="race-cells">
        <span>
          <span class="note">{draw.value.race.yours}</span>
          <CellGlyphs cell={cell} />
        </span>
        <span class="note">{draw.value.race.against}</span>
        <span>
          <span class="note">{name}</span>
          <CellGlyphs cell={rival} />
        </span>
      </div>
      <button
        type="button"
        class="button live race-start"
        disabled={isBusy}
        onClick={() => void raceDrawn(cell, { notation: pick.notation, name })}
      >
        <Icon name="play" size={14} /> {draw.value.race.start(RACE_SEEDS, timeOf(run, cell.length))}
      </button>
      <p class="note">{isBusy ? draw.value.race.busy : draw.value.race.note(confirmation)}</p>
    </>
  );
}

/** What a race took if its trainings took as long as this size's did in the run; undefined where that was another device, or none was trained. */
function timeOf({ head, log }: Run, blocks: number): string | undefined {
  if (head.device.description !== device.value?.description) return undefined;
  const times = trainRecords({ log })
    .filter(({ level }) => level === blocks)
    .map(({ durationMs }) => durationMs);
  return times.length === 0 ? undefined : duration(Math.max(1_000, 2 * RACE_SEEDS * mean(times)));
}

/** Accuracies of one of a race's cells. */
const accuraciesOf = (results: readonly RaceResult[], cell: number): number[] =>
  results.flatMap((result) => (result.cell === cell ? (result.accuracy ?? []) : []));

function UnderWay({ of: { rival, progress } }: { of: CellRace }) {
  const { results, now } = progress;
  return (
    <div class="race-now" aria-live="polite">
      {[draw.value.race.yours, rival].map((name, cell) => (
        <p key={cell}>
          <Ring
            share={
              (results.filter((result) => result.cell === cell).length + (now?.cell === cell ? now.share : 0)) /
              RACE_SEEDS
            }
            size={20}
          />
          <b>{name}</b>
          <span class="measured">
            {accuraciesOf(results, cell)
              .map((accuracy) => hundredths(accuracy))
              .join(', ')}
          </span>
        </p>
      ))}
      <p class="note">{draw.value.race.now(results.length, 2 * RACE_SEEDS)}</p>
      <button type="button" class="button" onClick={stopRace}>
        <Icon name="stop" size={14} /> {draw.value.race.stop}
      </button>
    </div>
  );
}

function History() {
  return (
    <>
      <h2>{draw.value.race.history}</h2>
      <div class="table-scroll">
        <table class="data-table">
          <TableHead names={draw.value.race.columns} />
          <tbody>
            {races.value.map(({ cells, progress }, i) => {
              const [yours, rivals] = [0, 1].map((cell) => accuraciesOf(progress.results, cell)) as [
                number[],
                number[],
              ];
              const isWhole = yours.length > 0 && rivals.length > 0;
              return (
                <tr key={i} data-testid="race-row">
                  <th scope="row" class="number">
                    {parseCell(cells[0]).length}
                  </th>
                  <td class="number measured">{figureOf(yours)}</td>
                  <td class="number measured">{figureOf(rivals)}</td>
                  <td class="number">{isWhole ? points(mean(yours) - mean(rivals)) : ''}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p class="note">{draw.value.race.historyNote}</p>
    </>
  );
}

function figureOf(accuracies: readonly number[]): string {
  if (accuracies.length === 0) return draw.value.race.failed;
  const deviation = accuracies.length < 2 ? undefined : standardError(accuracies) * Math.sqrt(accuracies.length);
  return draw.value.race.deviation(
    hundredths(mean(accuracies)),
    deviation === undefined ? undefined : hundredths(deviation),
  );
}
