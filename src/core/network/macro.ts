/**
 * @file Cell -> the network's layer table (paper, section 3.2 and figure 2; sizes checked against the published
 * parameter counts of PNASNet-5). Pure arithmetic: no tensors.
 */
import { unusedBlocks, type Block, type Cell } from '../space/cell.ts';
import type { LayerTable, PathDrops } from './layers.ts';
import { factorisedReduction, PNAS_LAYERS, project, TITU1994_LAYERS } from './operator-layers.ts';
import { prune } from './prune.ts';
import type { MacroName } from './macro-names.ts';
import { TableBuilder } from './table-builder.ts';

/** How cells become a network. */
export interface NetworkConfig {
  readonly macro: MacroName;
  /** N: cells per stage; the network has 3N. Unused by `titu1994`. Paper: 2 in the search, 3 for PNASNet-5. */
  readonly repeats: number;
  /** F: filters of the first stage; doubled at each stride-2 cell. Paper: 24 in the search, 48 for PNASNet-5. `titu1994`: 32. */
  readonly filters: number;
  /** L: how many earlier cells a cell can read. Paper: 2. Larger gives skip connections across cells. */
  readonly lookback: number;
  /** What a cell concatenates: all block outputs (the authors' code), or only those no other block reads. */
  readonly cellOutput: 'all' | 'unused';
  /** `whitening`: a first convolution of frozen filters, then 1x1 (`pnas` alone); absent: `trained`. */
  readonly stem?: 'trained' | 'whitening';
  /** A second classifier behind two thirds of the cells, for training alone (`pnas` alone); absent: none. */
  readonly hasAuxiliary?: boolean;
  /** Whether sums drop inputs in training (`pnas` alone); absent: no. */
  readonly dropsPaths?: boolean;
}

/** CIFAR-10's image and classes. */
export const IMAGE_SIZE = 32;
export const IMAGE_CHANNELS = 3;
export const CLASSES = 10;
/** The stem has this many times F filters (authors' cifar stem, `stem_multiplier`). */
const STEM_MULTIPLIER = 3;
/** Stages of the macro network, each but the first opened by a stride-2 cell. */
export const STAGES = 3;

/** The layer table of a cell's network; layers that do not reach the logits are pruned. */
export function layerTable(cell: Cell, config: NetworkConfig): LayerTable {
  return prune(config.macro === 'titu1994' ? titu1994Table(cell, config) : pnasTable(cell, config));
}

function pnasTable(cell: Cell, config: NetworkConfig): LayerTable {
  const t = new TableBuilder();
  const image = t.image(IMAGE_SIZE, IMAGE_SIZE, IMAGE_CHANNELS);
  const first = config.stem === 'whitening' ? whiteningStem : stem;
  const outputs = [first(t, image, config.filters)]; // of every cell so far, the stem first
  for (let index = 0; index < STAGES * config.repeats; index++) {
    const stage = Math.floor(index / config.repeats);
    const stride = stage > 0 && index % config.repeats === 0 ? 2 : 1;
    outputs.push(pnasCell(t, cell, outputs, index, config.filters * 2 ** stage, stride, config));
  }
  const auxiliary = config.hasAuxiliary === true ? auxiliaryHead(t, outputs, config.repeats) : undefined;
  head(t, t.relu(outputs.at(-1)!, 'head/relu'));
  return t.build('warm-up', auxiliary);
}

/** Sides of the patches that a whitening stem looks at, and its filters: of each principal direction one filter and its negative. */
export const PATCH = 3;
export const WHITENING_FILTERS = 2 * PATCH * PATCH * IMAGE_CHANNELS;

/**
 * A convolution that whitens patches, not trained; ReLU, and 1x1 to the stem's filters (Jordan 2024, section 3.2, for 3x3 patches; there, a
 * network of trained convolutions follows).
 */
function whiteningStem(t: TableBuilder, image: number, filters: number): number {
  const white = t.conv(image, 'stem/whitening', [PATCH, PATCH], [1, 1], WHITENING_FILTERS, { init: 'whitening' });
  const y = t.relu(white, 'stem/relu');
  return t.batchNorm(t.conv(y, 'stem/conv', [1, 1], [1, 1], STEM_MULTIPLIER * filters), 'stem/bn');
}

/** Filters of the auxiliary classifier (slim, `_build_aux_head`). */
const AUXILIARY_FILTERS = [128, 768] as const;

/**
 * Logits from the last cell before the second halving of sizes, or the last before it that the network reads. Slim has a 5x5 average pool of stride 3
 * and a convolution of its whole 4x4 output; here a 3x3 pool of stride 2, a 3x3 convolution of stride 2 and a mean: layers that the network has.
 */
function auxiliaryHead(t: TableBuilder, outputs: readonly number[], repeats: number): number {
  const reaches = t.reaching(outputs.at(-1)!);
  const from = outputs.slice(0, 1 + (STAGES - 1) * repeats).findLast((id) => reaches[id]!)!;
  const pooled = t.pool(t.relu(from, 'auxiliary/relu'), 'auxiliary/pool', 'avgPool', 2);
  const narrow = t.conv(pooled, 'auxiliary/conv1', [1, 1], [1, 1], AUXILIARY_FILTERS[0]);
  const y = t.relu(t.batchNorm(narrow, 'auxiliary/bn1'), 'auxiliary/relu1');
  const wide = t.conv(y, 'auxiliary/conv2', [3, 3], [2, 2], AUXILIARY_FILTERS[1]);
  const z = t.relu(t.batchNorm(wide, 'auxiliary/bn2'), 'auxiliary/relu2');
  return t.dense(t.globalAveragePool(z, 'auxiliary/mean'), 'auxiliary/logits', CLASSES);
}

/** The first convolution. */
export function stem(t: TableBuilder, image: number, filters: number): number {
  return t.batchNorm(t.conv(image, 'stem/conv', [3, 3], [1, 1], STEM_MULTIPLIER * filters), 'stem/bn');
}

/** One cell: matches its inputs, adds its blocks, concatenates their outputs. */
function pnasCell(
  t: TableBuilder,
  cell: Cell,
  outputs: readonly number[],
  cellIndex: number,
  filters: number,
  stride: 1 | 2,
  config: NetworkConfig,
): number {
  const name = `cell${cellIndex}`;
  const from = t.next;
  const nearest = outputs.at(-1)!;
  const size = t.shape(nearest)[0];
  const matched: number[] = []; // H_{c-1} ... H_{c-L}, of equal shape; unread ones are pruned later
  for (let k = 1; k <= config.lookback; k++) {
    const earlier = outputs.at(-k); // absent before the first cell: the authors' code then uses H_{c-1} unchanged
    matched.push(earlier === undefined ? nearest : match(t, earlier, size, `${name}/h-${k}`, filters, k === 1));
  }
  const inputShapes = matched.map((_, i) => t.shape(outputs.at(-i - 1) ?? nearest));
  const blocks: number[] = [];
  for (const [index, block] of cell.entries()) {
    const halves = block.map(({ input, operator }, side) => {
      const x = input < 0 ? matched[-input - 1]! : blocks[input]!;
      const path = `${name}/block${index}/${side === 0 ? 'left' : 'right'}/${operator}`;
      return PNAS_LAYERS[operator](t, x, path, filters, input < 0 ? stride : 1);
    });
    const drops = config.dropsPaths === true ? pathDrops(block, cellIndex, config.repeats) : undefined;
    blocks.push(t.add(halves[0]!, halves[1]!, `${name}/block${index}/add`, drops));
  }
  const handedOn = config.cellOutput === 'all' ? blocks : unusedBlocks(cell).map((index) => blocks[index]!);
  const output = t.concat(handedOn, `${name}/concat`);
  t.endCell({ stride, filters, from, inputShapes });
  return output;
}

/** Operators but identities are dropped (slim, `_apply_conv_operation`), the more the later the cell; undefined where there are none. */
function pathDrops(block: Block, cellIndex: number, repeats: number): PathDrops | undefined {
  const [left, right] = block;
  const isDropped = [left.operator !== 'identity', right.operator !== 'identity'] as const;
  return isDropped.includes(true) ? { isDropped, share: (cellIndex + 1) / (STAGES * repeats) } : undefined;
}

/** The data flow in a cell under a macro, for pictures and descriptions. */
export interface CellFlow {
  /** The cell with the inputs that its operators actually read. */
  readonly cell: Cell;
  /** Whether the two operators of a block are added; else both outputs go to the concatenation. */
  readonly isSummed: boolean;
  /** The blocks whose outputs are concatenated, in order. */
  readonly outputs: readonly number[];
}

/** The flow in a cell: in the flat network every operator reads the cell's input, and nothing is added. */
export function cellFlow(cell: Cell, { macro, cellOutput }: Pick<NetworkConfig, 'macro' | 'cellOutput'>): CellFlow {
  const all = [...cell.keys()];
  if (macro === 'pnas') return { cell, isSummed: true, outputs: cellOutput === 'all' ? all : unusedBlocks(cell) };
  const flat = cell.map(([left, right]): Block => [
    { ...left, input: -1 },
    { ...right, input: -1 },
  ]);
  return { cell: flat, isSummed: false, outputs: all };
}

/**
 * Brings an earlier output to `size` and `filters` (authors' `_cell_base` and `_reduce_prev_layer`): H_{c-1} is always
 * projected; an older one is halved by factorised reductions where its size differs, projected where only its channels do.
 */
export function match(
  t: TableBuilder,
  x: number,
  size: number,
  name: string,
  filters: number,
  nearest: boolean,
): number {
  for (let step = 1; t.shape(x)[0] > size; step++) x = factorisedReduction(t, x, `${name}/reduce${step}`, filters);
  return nearest || t.shape(x)[2] !== filters ? project(t, x, `${name}/match`, filters, 1) : x;
}

/** The network of titu1994's model.py: two flat stride-2 cells; every operator reads the cell's input, all outputs are concatenated. Batch norms are Keras's. */
function titu1994Table(cell: Cell, config: NetworkConfig): LayerTable {
  const t = new TableBuilder();
  let x = t.image(IMAGE_SIZE, IMAGE_SIZE, IMAGE_CHANNELS);
  for (const [index, filters] of [config.filters, 2 * config.filters].entries()) {
    const from = t.next;
    const input = x;
    const outputs = cell.flatMap((block, b) =>
      block.map(({ operator }, side) => {
        const path = `cell${index}/block${b}/${side === 0 ? 'left' : 'right'}/${operator}`;
        return TITU1994_LAYERS[operator](t, input, path, filters, 2);
      }),
    );
    x = t.concat(outputs, `cell${index}/concat`);
    t.endCell({ stride: 2, filters, from, inputShapes: [t.shape(input)] });
  }
  head(t, x, 'glorotUniform');
  return t.build('constant');
}

/** Global average pooling and the logits; the softmax is in the loss. */
export function head(t: TableBuilder, x: number, init?: 'glorotUniform'): number {
  return t.dense(t.globalAveragePool(x, 'head/pool'), 'head/logits', CLASSES, init);
}
