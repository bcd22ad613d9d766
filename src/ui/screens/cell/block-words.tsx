/** @file The selected block in words: what each half reads, what its operator does, what it costs. */
import type { Cell } from '../../../core/space/cell.ts';
import type { CellSpan, LayerTable } from '../../../core/network/layers.ts';
import { cellFlow, type NetworkConfig } from '../../../core/network/macro.ts';
import type { OperatorName } from '../../../core/space/operators.ts';
import { count, shape } from '../../model/format.ts';
import { operatorPath, parametersUnder } from '../../model/layer-paths.ts';
import { Glyph } from '../../parts/glyph.tsx';

const flatSeparable = (kernel: string): string =>
  `Depthwise separable, once: ${kernel} on each channel alone, 1x1 across channels, batch norm, ReLU.`;

/** What each operator does in the flat network, always with stride 2. */
const FLAT_OPERATOR_WORDS: Readonly<Record<OperatorName, string>> = {
  identity: 'A 1x1 convolution with a bias, nothing after it: at stride 2 the input cannot be handed on as it is.',
  '3x3 dconv': flatSeparable('3x3'),
  '5x5 dconv': flatSeparable('5x5'),
  '7x7 dconv': flatSeparable('7x7'),
  '1x7-7x1 conv': 'A row of seven, batch norm, ReLU, then a column of seven, batch norm, ReLU.',
  '3x3 conv': 'A full 3x3 convolution over all channels, batch norm, ReLU.',
  '3x3 dilated conv': flatSeparable('3x3 with every second pixel left out'),
  '3x3 maxpool': 'The largest of 3x3 neighbours, on each channel alone. Nothing to learn.',
  '3x3 avgpool': 'The mean of 3x3 neighbours, on each channel alone. Nothing to learn.',
};

/** What each operator does in the paper's network. */
const OPERATOR_WORDS: Readonly<Record<OperatorName, string>> = {
  identity: 'Hands its input on unchanged; a 1x1 convolution only where the size must shrink.',
  '3x3 dconv': 'Depthwise separable, applied twice: ReLU, 3x3 on each channel alone, 1x1 across channels, batch norm.',
  '5x5 dconv': 'Depthwise separable, applied twice: ReLU, 5x5 on each channel alone, 1x1 across channels, batch norm.',
  '7x7 dconv': 'Depthwise separable, applied twice: ReLU, 7x7 on each channel alone, 1x1 across channels, batch norm.',
  '1x7-7x1 conv':
    'ReLU, a row of seven, then a column of seven, batch norm. Sees 7×7 pixels with 14 weights per channel pair.',
  '3x3 conv': 'ReLU, a full 3x3 convolution over all channels, batch norm.',
  '3x3 dilated conv':
    'ReLU, 3x3 with every second pixel left out on each channel alone, 1x1 across channels, batch norm.',
  '3x3 maxpool': 'The largest of 3x3 neighbours, on each channel alone. Nothing to learn.',
  '3x3 avgpool': 'The mean of 3x3 neighbours, on each channel alone. Nothing to learn.',
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
  const source = (input: number): string =>
    input < 0 ? (input === -1 ? 'the cell before' : `the output of ${-input} cells before`) : `block ${input}`;
  const [left, right] = halves;
  const { isSummed } = cellFlow(cell, config);
  const reads = !isSummed
    ? 'In this network every operator reads the cell’s input, and the outputs of all are concatenated.'
    : left.input === right.input
      ? `Both operators read ${source(left.input)}.`
      : `The first operator reads ${source(left.input)}, the second ${source(right.input)}.`;
  return (
    <section class="block-words" aria-live="off">
      <div>
        <h2>
          Block {block} <span class="note">added at level {block + 1}</span>
        </h2>
        <p>
          {reads} {sum === undefined ? '' : `Their outputs have one shape, ${shape(sum.shape)}, and are added.`}
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
              <span class="quiet">{parameters === 0 ? 'no parameters' : `${count(parameters)} parameters`}</span>
              <br />
              {(isSummed ? OPERATOR_WORDS : FLAT_OPERATOR_WORDS)[operator]}
            </p>
          </div>
        );
      })}
    </section>
  );
}
