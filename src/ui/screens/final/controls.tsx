/** @file The cell beside its controls: accuracies by seed, their mean with its interval, and by how much the cell is better. */
import { final as words } from '../../messages/final.ts';
import { parseCell } from '../../../core/space/cell.ts';
import type { ComparedDesign } from '../../../contract/final-outcome.ts';
import type { FinalHead } from '../../../contract/final-records.ts';
import { plusMinus } from '../../model/final.ts';
import { compact, hundredths, percent, points, range } from '../../model/format.ts';
import { CellGlyphs } from '../../parts/glyph.tsx';
import { designName, verdict } from '../../words/final.ts';

interface ControlsProps {
  compared: readonly ComparedDesign[];
  head: FinalHead;
  digits: number;
}

const WIDTH = 180;
const HEIGHT = 20;

export function Controls({ compared, head, digits }: ControlsProps) {
  const { epochs, seeds } = head.config;
  const shares = compared.flatMap(({ accuracies, interval }) => [...accuracies, ...(interval ?? [])]).filter((one) => one !== undefined); // prettier-ignore
  const [low, high] = [Math.min(...shares), Math.max(...shares)];
  const x = (share: number): number => 8 + ((WIDTH - 16) * (share - low)) / Math.max(1e-6, high - low);
  return (
    <section aria-labelledby="controls-heading">
      <div class="row-between">
        <h2 id="controls-heading">{words.value.cellOrRecipe}</h2>
        <span class="note">{words.value.comparedOn(epochs, seeds)}</span>
      </div>
      <p class="note">{verdict(compared, digits)}</p>
      <div class="table-scroll" tabIndex={0} role="group" aria-label={words.value.compared.title}>
        <table class="data-table" data-testid="controls">
          <thead>
            <tr>
              <th scope="col">{words.value.table.design}</th>
              <th scope="col">{words.value.table.cell}</th>
              <th scope="col" class="number">
                {words.value.table.weights}
              </th>
              <th scope="col" class="number">
                {words.value.table.work}
              </th>
              <th scope="col">{range(hundredths(low, digits), percent(high, digits))}</th>
              <th scope="col" class="number">
                {words.value.compared.mean}
              </th>
              <th scope="col" class="number">
                {words.value.compared.lead}
              </th>
            </tr>
          </thead>
          <tbody>
            {compared.map(({ of, accuracies, mean, interval, gap }) => (
              <tr key={of.design}>
                <th scope="row">{designName(of.design, head)}</th>
                <td>
                  <CellGlyphs cell={parseCell(of.notation)} />
                </td>
                <td class="number">{compact(of.parameters)}</td>
                <td class="number">{compact(of.multiplyAdds)}</td>
                <td>
                  <svg
                    class={of.design === 'cell' ? 'seeds own' : 'seeds'}
                    width={WIDTH}
                    height={HEIGHT}
                    aria-hidden="true"
                  >
                    {interval !== undefined && (
                      <path
                        d={`M${x(interval[0])} 10H${x(interval[1])}M${x(interval[0])} 5v10M${x(interval[1])} 5v10`}
                      />
                    )}
                    {accuracies.map(
                      (share, i) => share !== undefined && <circle key={i} cx={x(share)} cy="10" r="3" />,
                    )}
                    {mean !== undefined && <circle class="mean" cx={x(mean)} cy="10" r="4.5" />}
                  </svg>
                </td>
                <td class="number">
                  {mean === undefined ? (
                    <span class="bad">{words.value.compared.failed}</span>
                  ) : (
                    <>
                      <b class="measured">{hundredths(mean, digits)}</b>
                      {plusMinus(interval, digits)}
                    </>
                  )}
                </td>
                <td class="number">
                  {gap !== undefined && (
                    <>
                      <b>{points(gap.mean, digits)}</b>
                      {plusMinus(gap.interval, digits)}
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
