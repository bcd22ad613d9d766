/** @file How far scores can be trusted, and the scores of all levels as a table, which the viewer, small as it is, leaves to the page. */
import { searching } from '../../messages/searching.ts';
import { surrogate } from '../../messages/surrogate.ts';
import { measuredImages } from '../../../contract/split-sizes.ts';
import { extentOf } from '../../model/axis.ts';
import { FEWEST_REPEATS, mean, spearmanInterval } from '../../../core/stats.ts';
import { decimal, hundredths, range } from '../../model/format.ts';
import { noiseWords } from '../../words/headline.ts';
import { CAN_RUN } from '../../model/can-run.ts';
import { type Level } from '../../model/derive.ts';
import { levels, noise, run } from '../../state/state.ts';
import { TableHead } from '../../parts/table-head.tsx';
import { ceilingOf, ceilingWords, signed, pairsOf } from './scores.ts';

export function InNumbers({ ranked }: { ranked: readonly Level[] }) {
  const { ceiling, bound, title, error } = surrogate.value.numbers;
  const noiseSaid = noiseWords(noise.value) || bound(measuredImages(run.value!.head), FEWEST_REPEATS);
  if (!CAN_RUN) {
    return (
      <p class="note">
        {ceiling} {noiseSaid}
      </p>
    );
  }
  return (
    <section aria-labelledby="numbers-heading">
      <h2 id="numbers-heading">{title}</h2>
      <p class="note">
        {ceiling} {noiseSaid} {error}
      </p>
      <Numbers ranked={ranked} />
    </section>
  );
}

function Numbers({ ranked }: { ranked: readonly Level[] }) {
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label={surrogate.value.numbers.table}>
      <table class="data-table">
        <TableHead names={surrogate.value.numbers.columns} />
        <tbody>
          {ranked.map((level) => (
            <NumbersRow key={level.level} level={level} />
          ))}
        </tbody>
      </table>
    </div>
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
      <td class="number">{fit === undefined ? '' : searching.value.cells(fit.cells)}</td>
      <td class="number">
        {level.spearman === null ? surrogate.value.numbers.tooFew : <b>{signed(level.spearman)}</b>}
      </td>
      <td class="number">{interval === undefined ? '' : range(signed(interval[0]), signed(interval[1]))}</td>
      <td class="number">
        {ceiling === undefined
          ? surrogate.value.numbers.tooFew
          : ceiling.interval === undefined
            ? ceilingWords(ceiling)
            : `${signed(ceiling.value)} (${range(signed(ceiling.interval[0]), signed(ceiling.interval[1]))})`}
      </td>
      <td class="number">{hundredths(mean(pairs.map(({ predicted, measured }) => Math.abs(measured - predicted))))}</td>
      <td class="number">{fit === undefined ? '' : lossRange(fit.losses)}</td>
    </tr>
  );
}

/** The losses of the ensemble's members, least to greatest. */
function lossRange(losses: readonly number[]): string {
  if (losses.length === 0) return '';
  const [least, most] = extentOf(losses);
  return least === most ? decimal(least, 3) : range(decimal(least, 3), decimal(most, 3));
}
