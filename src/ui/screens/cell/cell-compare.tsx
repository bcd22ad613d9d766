/** @file The cell on show beside the one it grew from and beside PNASNet-5, in a network of the same settings. */
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
}

/** A table of two or three cells; a smaller one that was trained can be opened. */
export function CellCompare({ cell, config }: { cell: Cell; config: NetworkConfig }) {
  const pnasnet = parseCell(PNASNET_5);
  const rows: Row[] = [{ name: 'this cell', cell }];
  if (cell.length > 1) rows.push({ name: 'without its last block', cell: cell.slice(0, -1) });
  if (config.macro === 'pnas' && config.lookback >= 2 && formatCell(cell) !== PNASNET_5) {
    rows.push({ name: 'PNASNet-5', cell: pnasnet });
  }
  if (rows.length === 1) return null;
  return (
    <section class="cell-compare" aria-labelledby="cell-compare-heading">
      <h2 id="cell-compare-heading">Compared, with the same settings</h2>
      <div class="table-scroll" tabIndex={0} role="group" aria-label="Cells compared">
        <table class="data-table">
          <thead>
            <tr>
              <th scope="col">cell</th>
              <th scope="col">its blocks</th>
              <th scope="col" class="number">
                measured
              </th>
              <th scope="col" class="number">
                parameters
              </th>
              <th scope="col" class="number">
                multiply-adds
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

function CompareRow({ row: { name, cell }, config }: { row: Row; config: NetworkConfig }) {
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
        {child >= 0 && name !== 'this cell' ? (
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
          <span class="note">not trained here</span>
        ) : (
          percent(accuracy, accuracyDigits(run.value!.head.config))
        )}
      </td>
      <td class="number">{compact(parameterCount(table))}</td>
      <td class="number">{compact(multiplyAdds(table))}</td>
    </tr>
  );
}
