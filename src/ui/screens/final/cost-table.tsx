/** @file What a final training has cost, from the search on. */
import { final as words } from '../../messages/final.ts';
import type { FinalRun } from '../../../contract/final-records.ts';
import type { RunCost } from '../../../contract/records.ts';
import { costRows, petaflop } from '../../model/final.ts';
import { compact, duration } from '../../model/format.ts';

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
          {rows.map(({ name, cost }) => (
            <tr key={name} class={name === 'Total' ? 'total' : undefined}>
              <th scope="row">{name}</th>
              <td class="number">{duration(1000 * cost.deviceSeconds)}</td>
              <td class="number">{compact(cost.examples)}</td>
              <td class="number">{petaflop(cost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
