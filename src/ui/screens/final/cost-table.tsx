/** @file What a final training has cost, from the search on. */
import { final as words } from '../../messages/final.ts';
import type { FinalRun } from '../../../contract/final-records.ts';
import type { RunCost } from '../../../contract/records.ts';
import { costRows, petaflop, type CostPart } from '../../model/final.ts';
import { compact, count, decimal, duration, significant } from '../../model/format.ts';

/** @param own what the training itself took, where its log can't say. */
export function CostTable({ run, own }: { run: FinalRun; own?: RunCost }) {
  const rows = costRows(run, own);
  return (
    <section class="final-cost" aria-labelledby="cost-heading">
      <h2 id="cost-heading">{words.value.cost.title}</h2>
      <table class="data-table">
        <thead>
          <tr>
            <td />
            <th scope="col" class="number">
              {words.value.cost.time}
            </th>
            <th scope="col" class="number">
              {words.value.cost.examples}
            </th>
            <th scope="col" class="number">
              PFLOP
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ part, cost }) => (
            <tr key={part} class={part === 'total' ? 'total' : undefined}>
              <th scope="row">{partName(part, run)}</th>
              <td class="number">{duration(1000 * cost.deviceSeconds)}</td>
              <td class="number">{compact(cost.examples)}</td>
              <td class="number">{petaflopWords(petaflop(cost))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const partName = (part: CostPart, { head }: FinalRun): string =>
  part === 'search' ? words.value.cost.search(head.origin!.cells) : words.value.cost[part];

/** Less is not told. */
const LEAST_PETAFLOP = 0.01;

/** `171`, `0.053`. */
function petaflopWords(value: number): string {
  if (value < LEAST_PETAFLOP) return words.value.cost.below(decimal(LEAST_PETAFLOP, 2));
  return value >= 10 ? count(Math.round(value)) : significant(value, 2);
}
