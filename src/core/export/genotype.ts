/**
 * @file A cell as other projects write it: the genotype of DARTS (Liu et al. 2019; its `genotypes.py`) and the choices of
 * NNI's NAS spaces. Both count nodes from 0: H_{c-2}, H_{c-1}, then the blocks. Normal and reduction cells are one design.
 */
import { unusedBlocks, type Cell, type Half } from '../space/cell.ts';
import type { NetworkConfig } from '../network/macro.ts';
import type { OperatorName } from '../space/operators.ts';

/** DARTS's and NNI's names; `conv_3x3` is not among DARTS's own primitives. */
const PRIMITIVES: Readonly<Record<OperatorName, string>> = {
  identity: 'skip_connect',
  '3x3 dconv': 'sep_conv_3x3',
  '5x5 dconv': 'sep_conv_5x5',
  '7x7 dconv': 'sep_conv_7x7',
  '1x7-7x1 conv': 'conv_7x1_1x7',
  '3x3 conv': 'conv_3x3',
  '3x3 dilated conv': 'dil_conv_3x3',
  '3x3 maxpool': 'max_pool_3x3',
  '3x3 avgpool': 'avg_pool_3x3',
};

/** The two inputs of a cell there. */
const CELL_INPUTS = 2;

function nodeOf({ input }: Half): number {
  if (input < -CELL_INPUTS) {
    throw new RangeError(`genotype: a cell may read H_{c-1} and H_{c-2} only; this one reads H_{c${input}}`);
  }
  return input + CELL_INPUTS; // -2 is node 0, -1 is node 1, block 0 is node 2
}

/**
 * DARTS: a Python `Genotype(...)`, two edges a block.
 * @throws {RangeError} when the cell reads further back than H_{c-2}.
 */
export function toGenotype(cell: Cell, cellOutput: NetworkConfig['cellOutput'] = 'all'): string {
  const edges = cell.flat().map((half) => `('${PRIMITIVES[half.operator]}', ${nodeOf(half)})`);
  const blocks = cellOutput === 'all' ? [...cell.keys()] : unusedBlocks(cell);
  const concat = `[${blocks.map((block) => block + CELL_INPUTS).join(', ')}]`;
  const design = `[${edges.join(', ')}]`;
  return `Genotype(normal=${design}, normal_concat=${concat}, reduce=${design}, reduce_concat=${concat})\n`;
}

/**
 * NNI: JSON of its choices, `normal/op_<node>_<half>` and `normal/input_<node>_<half>`.
 * @throws {RangeError} when the cell reads further back than H_{c-2}.
 */
export function toNni(cell: Cell): string {
  const choices = ['normal', 'reduce'].flatMap((kind) =>
    cell.flatMap((block, index) =>
      block.flatMap((half, side) => {
        const place = `${index + CELL_INPUTS}_${side}`;
        return [
          [`${kind}/op_${place}`, PRIMITIVES[half.operator]],
          [`${kind}/input_${place}`, [nodeOf(half)]],
        ];
      }),
    ),
  );
  return `${JSON.stringify(Object.fromEntries(choices), undefined, 2)}\n`;
}
