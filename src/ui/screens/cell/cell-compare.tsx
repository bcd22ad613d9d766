/** @file The cell on show beside the one it grew from and beside PNASNet-5, in a network of the same settings. */
import { cells } from '../../messages/cells.ts';
import { canonicalKey } from '../../../core/space/canonical.ts';
import { formatCell, parseCell, type Cell } from '../../../core/space/cell.ts';
import { multiplyAdds, parameterCount } from '../../../core/network/layers.ts';
import { layerTable, type NetworkConfig } from '../../../core/network/macro.ts';
import { PNASNET_5 } from '../../../core/space/pnasnet5.ts';
import { accuracyDigits, compact, percent } from '../../model/format.ts';
import { showCell } from '../../state/navigation.ts';
import { CellGlyphs } from '../../parts/glyph.tsx';
import { run, trained } from '../../state/state.ts';
import '../../styles/cell-compare.css';

interface Row {
  readonly name: string;
  readonly cell: Cell;
  /** Whether it is the one on show, not to be opened. */
  readonly isThis?: boolean;
}

/** A table of two or three cells; a smaller one that was trained can be opened. */
export function CellCompare({ cell, config }: { cell: Cell; config: NetworkConfig }) {
  const pnasnet = parseCell(PNASNET_5);
  const rows: Row[] = [{ name: cells.value.compared.this, cell, isThis: true }];
  if (cell.length > 1) rows.push({ name: cells.value.compared.smaller, cell: cell.slice(0, -1) });
  if (config.macro === 'pnas' && config.lookback >= 2 && formatCell(cell) !== PNASNET_5) {
    rows.push({ name: 'PNASNet-5', cell: pnasnet });
  }
  if (rows.length === 1) return null;
  return (
    <section class="cell-compare" aria-labelledby="cell-compare-heading">
      <h2 id="cell-compare-heading">{cells.value.compared.title}</h2>
      <div class="table-scroll" tabIndex={0} role="group" aria-label={cells.value.compared.table}>
        <table class="data-table">
          <thead>
            <tr>
              <th scope="col">{cells.value.compared.cell}</th>
              <th scope="col">{cells.value.compared.blocks}</th>
              <th scope="col" class="number">
                {cells.value.compared.measured}
              </th>
              <th scope="col" class="number">
                {cells.value.parameters}
              </th>
              <th scope="col" class="number">
                {cells.value.compared.work}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <CompareRow key={row.name} row={row} config={config} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function CompareRow({ row: { name, cell, isThis = false }, config }: { row: Row; config: NetworkConfig }) {
  const table = layerTable(cell, config);
  const key = canonicalKey(cell);
  const records = trained.value;
  const child = records.findIndex(({ notation, level }) => {
    return level === cell.length && canonicalKey(parseCell(notation)) === key;
  });
  const accuracy = records[child]?.accuracy;
  return (
    <tr>
      <th scope="row">
        {child >= 0 && !isThis ? (
          <button type="button" class="text-button" onClick={() => showCell(child)}>
            {name}
          </button>
        ) : (
          name
        )}
      </th>
      <td>
        <CellGlyphs cell={cell} />
      </td>
      <td class="number measured">
        {accuracy === undefined ? (
          <span class="note">{cells.value.compared.notTrained}</span>
        ) : (
          percent(accuracy, accuracyDigits(run.value!.head.config))
        )}
      </td>
      <td class="number">{compact(parameterCount(table))}</td>
      <td class="number">{compact(multiplyAdds(table))}</td>
    </tr>
  );
}
