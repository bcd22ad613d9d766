/** @file The scores of all levels as a table. */
import { measuredImages } from '../../../contract/split-sizes.ts';
import { extentOf } from '../../model/axis.ts';
import { FEWEST_REPEATS, mean, spearmanInterval } from '../../../core/stats.ts';
import { count } from '../../model/format.ts';
import { noiseWords } from '../../words/headline.ts';
import { type Level } from '../../model/derive.ts';
import { levels, noise, run } from '../../state/state.ts';
import { TableHead } from '../../parts/table-head.tsx';
import { ceilingOf, ceilingWords, signed, pairsOf } from './scores.ts';

export function InNumbers({ ranked }: { ranked: readonly Level[] }) {
  return (
    <section aria-labelledby="numbers-heading">
      <h2 id="numbers-heading">In numbers</h2>
      <p class="note">
        The ceiling is the best score any predictor could expect, since accuracies are partly chance.{' '}
        {noiseWords(noise.value) ||
          `At most that: only the luck of ${count(measuredImages(run.value!.head))} validation images is counted, until ${FEWEST_REPEATS} cells were retrained.`}{' '}
        Error is the mean distance, in points.
      </p>
      <div class="table-scroll" tabIndex={0} role="group" aria-label="Scores by level">
        <table class="data-table">
          <TableHead names={['level', 'fitted on', 'Spearman', '95 %', 'ceiling', 'error', 'ensemble loss']} />
          <tbody>
            {ranked.map((level) => (
              <NumbersRow key={level.level} level={level} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function NumbersRow({ level }: { level: Level }) {
  const pairs = pairsOf(level.trained);
  const interval = level.spearman === null ? undefined : spearmanInterval(level.spearman, pairs.length);
  const ceiling = ceilingOf(pairs);
  const fit = levels.value.find((other) => other.level === level.level - 1)?.fit;
  return (
    <tr>
      <th scope="row" class="number">
        {level.level}
      </th>
      <td class="number">{fit === undefined ? '' : `${fit.cells} cells`}</td>
      <td class="number">
        <b>{level.spearman === null ? '' : signed(level.spearman)}</b>
      </td>
      <td class="number">{interval === undefined ? '' : `${signed(interval[0])} to ${signed(interval[1])}`}</td>
      <td class="number">
        {ceiling === undefined
          ? 'too few'
          : ceiling.interval === undefined
            ? ceilingWords(ceiling)
            : `${ceiling.value.toFixed(2)} (${ceiling.interval.map((end) => end.toFixed(2)).join(' to ')})`}
      </td>
      <td class="number">
        {(100 * mean(pairs.map(({ predicted, measured }) => Math.abs(measured - predicted)))).toFixed(1)}
      </td>
      <td class="number">{fit === undefined ? '' : lossRange(fit.losses)}</td>
    </tr>
  );
}

/** The losses of the ensemble's members, least to greatest. */
function lossRange(losses: readonly number[]): string {
  if (losses.length === 0) return '';
  const [least, most] = extentOf(losses);
  return least === most ? least.toFixed(3) : `${least.toFixed(3)} to ${most.toFixed(3)}`;
}
