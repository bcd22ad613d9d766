/** @file The selected block in words: what each half reads, what its operator does, what it costs. */
import { charts } from '../../messages/charts.ts';
import { cells } from '../../messages/cells.ts';
import type { Cell } from '../../../core/space/cell.ts';
import type { CellSpan, LayerTable } from '../../../core/network/layers.ts';
import { cellFlow, type NetworkConfig } from '../../../core/network/macro.ts';
import type { OperatorName } from '../../../core/space/operators.ts';
import { shape } from '../../model/format.ts';
import { operatorPath, parametersUnder } from '../../model/layer-paths.ts';
import { Glyph } from '../../parts/glyph.tsx';

/** What an operator does in the paper's network. */
const operatorWords: Readonly<Record<OperatorName, () => string>> = {
  identity: () => cells.value.operators.identity,
  '3x3 dconv': () => cells.value.operators.dconv('3x3'),
  '5x5 dconv': () => cells.value.operators.dconv('5x5'),
  '7x7 dconv': () => cells.value.operators.dconv('7x7'),
  '1x7-7x1 conv': () => cells.value.operators.rows,
  '3x3 conv': () => cells.value.operators.conv,
  '3x3 dilated conv': () => cells.value.operators.dilated,
  '3x3 maxpool': () => cells.value.operators.maxpool,
  '3x3 avgpool': () => cells.value.operators.avgpool,
};

/** The same in the flat network, always with stride 2. */
const flatOperatorWords: Readonly<Record<OperatorName, () => string>> = {
  ...operatorWords,
  identity: () => cells.value.flat.identity,
  '3x3 dconv': () => cells.value.flat.dconv('3x3'),
  '5x5 dconv': () => cells.value.flat.dconv('5x5'),
  '7x7 dconv': () => cells.value.flat.dconv('7x7'),
  '1x7-7x1 conv': () => cells.value.flat.rows,
  '3x3 conv': () => cells.value.flat.conv,
  '3x3 dilated conv': () => cells.value.flat.dconv(cells.value.flat.dilated),
};

interface BlockWordsProps {
  cell: Cell;
  block: number;
  table: LayerTable;
  span: CellSpan;
  config: NetworkConfig;
}

/** The foot of the Cell screen. */
export function BlockWords({ cell, block, table, span, config }: BlockWordsProps) {
  const halves = cell[block]!;
  const sum = table.layers.find(({ name }) => name === `cell${span.index}/block${block}/add`);
  const source = (input: number): string => (input < 0 ? cells.value.outputOf(-input) : charts.value.blockName(input));
  const [left, right] = halves;
  const { isSummed } = cellFlow(cell, config);
  const reads = !isSummed
    ? cells.value.readsInput
    : left.input === right.input
      ? cells.value.bothRead(source(left.input))
      : cells.value.read(source(left.input), source(right.input));
  return (
    <section class="block-words" aria-live="off">
      <div>
        <h2>
          {cells.value.blockTitle(block)} <span class="note">{cells.value.addedAt(block + 1)}</span>
        </h2>
        <p>
          {reads} {sum === undefined ? '' : cells.value.areAdded(shape(sum.shape))}
        </p>
      </div>
      {([0, 1] as const).map((side) => {
        const { operator } = halves[side];
        const parameters = parametersUnder(table, operatorPath(cell, span.index, block, side));
        return (
          <div key={side} class="operator-words">
            <Glyph name={operator} />
            <p>
              <b>{operator}</b>{' '}
              <span class="quiet">
                {parameters === 0 ? cells.value.noParameters : cells.value.someParameters(parameters)}
              </span>
              <br />
              {(isSummed ? operatorWords : flatOperatorWords)[operator]()}
            </p>
          </div>
        );
      })}
    </section>
  );
}
