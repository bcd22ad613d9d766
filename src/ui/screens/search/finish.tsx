/** @file A search that has ended: what it found, how sure that is, and what to do with it. */
import { searching } from '../../messages/searching.ts';
import type { ComponentChildren } from 'preact';
import { lotOf } from '../../../contract/probes.ts';
import { measuredImages, splitSizes } from '../../../contract/split-sizes.ts';
import { multiplyAdds } from '../../../core/network/layers.ts';
import { layerTable } from '../../../core/network/macro.ts';
import { parseCell } from '../../../core/space/cell.ts';
import { finishWords } from '../../words/finish.ts';
import { accuracyDigits, compact, hundredths, percent, points } from '../../model/format.ts';
import { MarkedText } from '../../parts/marked-text.tsx';
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
    <section class="finish-card" aria-label={searching.value.bestCell} data-testid="finish">
      <div>
        <p class="quiet">{searching.value.ofCells(trained.value.length, cell !== undefined)}</p>
        <h2>
          <button type="button" class="text-button" onClick={() => showCell(place)}>
            {searching.value.cellTitle(place + 1)}
          </button>{' '}
          <span class="note">
            {searching.value.levelName(record.level)}, {searching.value.blocks(record.level)}
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
          <MarkedText
            text={searching.value.size(
              compact(record.parameters),
              compact(multiplyAdds(layerTable(parseCell(record.notation), head.config))),
            )}
          />
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
  const help = helpWords();
  return (
    <aside class="side finish-side" aria-label={searching.value.outcome}>
      {confirmed.value.length > 0 && (
        <>
          <h2>{searching.value.trainedAgain}</h2>
          <Confirmed />
          <Tie />
        </>
      )}
      <Beaten />
      <h2>{searching.value.whatNext}</h2>
      <ul class="plain finish-steps">
        {help !== undefined && (
          <Step name={searching.value.didItHelp} note={help}>
            <button type="button" class="button" onClick={() => show('surrogate')}>
              {searching.value.look}
            </button>
          </Step>
        )}
        {more}
      </ul>
    </aside>
  );
}

/** What its picks are better by than cells drawn by lot, where some were; undefined where too few cells were measured to tell anything. */
function helpWords(): string | undefined {
  const gain = levels.value.map(({ rank, trained: records }) => lotOf(rank, records)?.gain).find((one) => one);
  if (gain === undefined)
    return levels.value.some(({ spearman }) => spearman !== null) ? searching.value.howItOrdered : undefined;
  return searching.value.gain(points(gain.value), points(gain.interval[0]), points(gain.interval[1]));
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
  const numbers = ties.map(({ record }) => trained.value.indexOf(record) + 1);
  return <p class="note">{searching.value.tie(numbers)}</p>;
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
      <h2>{searching.value.beat}</h2>
      <p>
        <MarkedText
          text={searching.value.beaten(
            first.level,
            figure(first.mean),
            last.level,
            figure(last.mean),
            measuredImages(run.value!.head),
          )}
        />
      </p>
    </>
  );
}
