/** @file A search that has ended: what it found, how sure that is, and what to do with it. */
import type { ComponentChildren } from 'preact';
import { lotOf } from '../../../contract/probes.ts';
import { measuredImages, splitSizes } from '../../../contract/split-sizes.ts';
import { multiplyAdds } from '../../../core/network/layers.ts';
import { layerTable } from '../../../core/network/macro.ts';
import { parseCell } from '../../../core/space/cell.ts';
import { finishWords } from '../../words/finish.ts';
import { accuracyDigits, compact, count, counted, hundredths, percent, points } from '../../model/format.ts';
import { Estimate } from '../../charts/estimate.tsx';
import { CellGraph } from '../../parts/cell-graph.tsx';
import { show, showCell } from '../../state/navigation.ts';
import { answer, confirmed, levels, run, trained } from '../../state/state.ts';
import { Confirmed } from './confirmed.tsx';
import '../../styles/finish.css';

/** The best cell, confirmed or only measured: the one raised surface of the screen. */
export function FinishCard() {
  if (answer.value === undefined) return null;
  const { head } = run.value!;
  const { record, confirmed: cell } = answer.value;
  const digits = accuracyDigits(head.config);
  const words = finishWords(answer.value, splitSizes(head.config, head.data.images), digits);
  const place = trained.value.indexOf(record);
  return (
    <section class="finish-card" aria-label="The best cell" data-testid="finish">
      <div>
        <p class="quiet">
          Of {counted(trained.value.length, 'cell')}, this one {cell === undefined ? 'measured best' : 'is best'}:
        </p>
        <h2>
          <button type="button" class="text-button" onClick={() => showCell(place)}>
            Cell {place + 1}
          </button>{' '}
          <span class="note">
            level {record.level}, {counted(record.level, 'block')}
          </span>
        </h2>
        <p class="finish-figure">
          <b data-testid="best">{percent(cell?.mean ?? record.accuracy!, digits)}</b>
          {words.spread !== undefined && <span> ± {words.spread}</span>}
        </p>
        <p>{words.how}</p>
        {cell !== undefined && (
          <Estimate
            of={{ ...cell, measured: record.accuracy! }}
            shared={[{ ...cell, measured: record.accuracy! }]}
            width={240}
          />
        )}
        {words.luck !== undefined && <p>{words.luck}</p>}
        <p class="quiet">
          <b>{compact(record.parameters)}</b> parameters,{' '}
          <b>{compact(multiplyAdds(layerTable(parseCell(record.notation), head.config)))}</b> multiply-adds an image
        </p>
      </div>
      <CellGraph cell={parseCell(record.notation)} config={head.config} />
    </section>
  );
}

/**
 * Beside the levels: is it really the best, what did it beat, what next.
 * @param more steps that only a page which can search has.
 */
export function FinishSide({ more }: { more?: ComponentChildren }) {
  return (
    <aside class="side finish-side" aria-label="What the search came to">
      {confirmed.value.length > 0 && (
        <>
          <h2>The best, trained again</h2>
          <Confirmed />
          <Tie />
        </>
      )}
      <Beaten />
      <h2>What next</h2>
      <ul class="plain finish-steps">
        {levels.value.some(({ rank }) => rank !== undefined) && (
          <Step name="Did the surrogate help?" note={helpWords()}>
            <button type="button" class="button" onClick={() => show('surrogate')}>
              Look
            </button>
          </Step>
        )}
        {more}
      </ul>
    </aside>
  );
}

/** What its picks are better by than cells drawn by lot, where some were. */
function helpWords(): string {
  const gain = levels.value.map(({ rank, trained: records }) => lotOf(rank, records)?.gain).find((one) => one);
  if (gain === undefined) return 'How it ordered the cells that it picked.';
  const figures = [gain.value, ...gain.interval].map((share) => points(share));
  return `${figures[0]} points (${figures[1]} to ${figures[2]}): its picks less cells drawn by lot.`;
}

/** What can be done next, and its button. */
export function Step({ name, note, children }: { name: string; note: string; children: ComponentChildren }) {
  return (
    <li class="row-between">
      <span>
        <b>{name}</b>
        <br />
        <span class="note">{note}</span>
      </span>
      {children}
    </li>
  );
}

/** Cells whose interval holds the winner's mean. */
function Tie() {
  const [best, ...others] = confirmed.value;
  const ties = others.filter(({ interval }) => interval !== undefined && interval[1] >= best!.mean);
  if (best === undefined || ties.length === 0) return null;
  const names = ties.map(({ record }) => trained.value.indexOf(record) + 1).join(', ');
  return (
    <p class="note">
      {ties.length === 1 ? 'Cell' : 'Cells'} {names} may be as good: a tie is possible.
    </p>
  );
}

/** What the answer was chosen from, as all of it was measured: once, on the validation images. */
function Beaten() {
  const rows = levels.value.flatMap(({ level, trained: records }) => {
    const accuracies = records.flatMap(({ accuracy }) => accuracy ?? []);
    if (accuracies.length === 0) return [];
    return [{ level, mean: accuracies.reduce((sum, value) => sum + value, 0) / accuracies.length }];
  });
  const { config } = run.value!.head;
  if (rows.length < 2 || config.stopping !== 'none') return null; // children stopped early are measured after fewer epochs
  const figure = (share: number): string => hundredths(share, accuracyDigits(config));
  const [first, last] = [rows[0]!, rows.at(-1)!];
  return (
    <>
      <h2>What it beat</h2>
      <p>
        Cells of level {first.level} measured <b class="measured">{figure(first.mean)} %</b> on average, those of level{' '}
        {last.level} <b class="measured">{figure(last.mean)} %</b>, each once, on{' '}
        {count(measuredImages(run.value!.head))} images.
      </p>
    </>
  );
}
