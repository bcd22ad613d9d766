/** @file The networks of a final training, each design by its seeds. */
import { final as words } from '../../messages/final.ts';
import { parseCell } from '../../../core/space/cell.ts';
import type { FinalRun } from '../../../contract/final-records.ts';
import { squaresOf } from '../../model/final.ts';
import { compact } from '../../model/format.ts';
import { CellGlyphs } from '../../parts/glyph.tsx';
import { Icon } from '../../parts/icon.tsx';
import { designName } from '../../words/final.ts';

/** @param training the place of the network under way. */
export function NetworksTable({ run, training }: { run: FinalRun; training: number | undefined }) {
  const { head } = run;
  const squares = squaresOf(run, training);
  return (
    <section class="final-networks" aria-labelledby="networks-heading">
      <div class="row-between">
        <h2 id="networks-heading">{words.value.table.title}</h2>
        {head.designs.length * head.config.seeds > 1 && <span class="note">{words.value.table.order}</span>}
      </div>
      <div class="table-scroll" tabIndex={0} role="group" aria-label={words.value.table.networks}>
        <table class="data-table">
          <thead>
            <tr>
              <th scope="col">{words.value.table.design}</th>
              <th scope="col">{words.value.table.cell}</th>
              <th scope="col" class="number">
                F
              </th>
              <th scope="col" class="number">
                {words.value.table.weights}
              </th>
              <th scope="col" class="number">
                {words.value.table.work}
              </th>
              <th scope="col">{words.value.table.seeds}</th>
            </tr>
          </thead>
          <tbody>
            {head.designs.map(({ design, notation, filters, parameters, multiplyAdds }) => (
              <tr key={design}>
                <th scope="row">{designName(design, head)}</th>
                <td>
                  <CellGlyphs cell={parseCell(notation)} />
                </td>
                <td class="number">{filters}</td>
                <td class="number">{compact(parameters)}</td>
                <td class="number">{compact(multiplyAdds)}</td>
                <td>
                  <span class="network-squares">
                    {squares.get(design)!.map(({ network, state }) => (
                      <span key={network} class={`network-square ${state}`}>
                        {state === 'failed' ? <Icon name="cross" size={10} /> : network + 1}
                        <span class="visually-hidden">{`, ${words.value.table.states[state]}`}</span>
                      </span>
                    ))}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
