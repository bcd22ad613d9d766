/** @file By operator: whether its cells were predicted too high or too low. The viewer, which is small, leaves this to the page. */
import { surrogate } from '../../messages/surrogate.ts';
import { Glyph } from '../../parts/glyph.tsx';
import { parseCell } from '../../../core/space/cell.ts';
import { mean } from '../../../core/stats.ts';
import { points } from '../../model/format.ts';
import { OPERATORS, type OperatorName } from '../../../core/space/operators.ts';
import { trained } from '../../state/state.ts';

/** Width of half the error's axis, px. */
const HALF = 110;

export function ByOperator() {
  const errors = new Map<OperatorName, number[]>();
  for (const { notation, predicted, accuracy, epochs } of trained.value) {
    if (predicted === undefined || accuracy === undefined || epochs !== undefined) continue; // of one stopped early it says little
    const used = new Set(parseCell(notation).flatMap((block) => block.map(({ operator }) => operator)));
    for (const operator of used) {
      const own = errors.get(operator) ?? [];
      own.push(accuracy - predicted);
      errors.set(operator, own);
    }
  }
  const rows = OPERATORS.flatMap((operator) => {
    const own = errors.get(operator);
    return own === undefined ? [] : [{ operator, cells: own.length, error: mean(own) }];
  }).sort((a, b) => b.error - a.error);
  const most = Math.max(0.001, ...rows.map(({ error }) => Math.abs(error)));
  return (
    <section aria-labelledby="hopeful-heading">
      <h2 id="hopeful-heading">{surrogate.value.errors.title}</h2>
      <p class="note">{surrogate.value.errors.note}</p>
      <div class="table-scroll" tabIndex={0} role="group" aria-label={surrogate.value.errors.table}>
        <table class="data-table error-table">
          <thead>
            <tr>
              <th scope="col">{surrogate.value.errors.operator}</th>
              <th scope="col" class="number">
                {surrogate.value.errors.cells}
              </th>
              <th scope="col" class="number">
                {surrogate.value.errors.points}
              </th>
              <th aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {rows.map(({ operator, cells, error }) => (
              <tr key={operator}>
                <th scope="row">
                  <Glyph name={operator} /> {operator}
                </th>
                <td class="number">{cells}</td>
                <td class="number">{points(error)}</td>
                <td aria-hidden="true">
                  <svg width={2 * HALF} height="12">
                    <path class="axis-line" d={`M${HALF + 0.5} -6V18`} />
                    <path class="error-stem" d={`M${HALF} 6H${HALF + (HALF - 6) * (error / most)}`} />
                    <circle class="disc" cx={HALF + (HALF - 6) * (error / most)} cy="6" r="3.5" />
                  </svg>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
