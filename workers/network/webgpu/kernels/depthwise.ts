/**
 * @file Depthwise convolution, SAME, multiplier 1: y[n, oy, ox, c] = sum over ky, kx of x[n, oy s + ky d - p, ox s + kx d - p, c]
 * w[ky, kx, c], with relu(x) for x where the layer before is a ReLU; and its input gradient. Filters lie as [c/4][k][k] of vec4f over c.
 *
 * Kernel size, stride and dilation are in the text (a dozen pipelines in all), so that the taps are unrolled. A thread computes a block of
 * values and loads each input once; all threads of a workgroup have the same filter, loaded by subgroup broadcast. The input gradient at stride 1
 * is the same with a flipped filter; at stride 2 it reads the windows over its block.
 */
import {
  blockSums,
  eachWindowOver,
  blockCoordinates,
  storeBlock,
  type Block,
  type Phase,
  type Windows,
} from './blocks.ts';
import { addOverGroup, sumsMemory } from './batch-norm-sums.ts';
import { declareNorm, normalised, normBuffers, normFields, normName } from './normalised.ts';
import {
  read,
  memoizeKernel,
  broadcastValues,
  storeBuffers,
  storeFields,
  storeGradient,
  storeName,
  unroll,
  write,
  type GradientStore,
  type Kernel,
  type BroadcastWidth,
} from './kernel.ts';

export const DEPTHWISE_FIELDS = 'n h w cq oh ow py px xPlane yPlane floor:f32'.split(' ');

/** Tile of a thread: its block of outputs, or inputs of a gradient, and the lanes of a broadcast of filters. */
export interface DepthwiseTile {
  readonly block: Block;
  readonly broadcastWidth: BroadcastWidth;
}

/** The kernel's name. */
export const depthwiseName = (kind: string, { kernel, stride, dilation }: Windows): string =>
  `${kind} ${kernel}x${kernel} stride ${stride} dilation ${dilation}`;

const tileName = ({ block: { rows, columns }, broadcastWidth }: DepthwiseTile): string =>
  ` ${rows} by ${columns}${broadcastWidth === 1 ? '' : ` broadcast ${broadcastWidth}`}`;

/**
 * Sums inputs, column by column, into the thread's outputs; `input` is the value at `at`. The weights of the previous column serve the second
 * column of outputs.
 */
function strip(
  { kernel, stride, dilation }: Windows,
  { block, broadcastWidth }: DepthwiseTile,
  isFlipped: boolean,
  input: string,
): string {
  const { rows, columns } = block;
  const inputs = (rows - 1) * stride + (kernel - 1) * dilation + 1;
  const last = `${kernel - 1}u`;
  const weights = broadcastValues(
    broadcastWidth,
    'weight',
    kernel,
    (ky) => `f[taps + ${kernel}u * (${isFlipped ? `${last} - ` : ''}${ky}) + kx]`,
  );
  return `
  let taps = c * ${kernel ** 2}u;
  ${blockSums({ rows, columns })}
  ${columns === 1 ? '' : unroll(kernel, (ky) => `var before${ky} = vec4f(0.0);`)}
  for (var column = 0u; column < ${kernel + columns - 1}u; column++) {
    let kx = ${isFlipped ? `${last} - min(column, ${last})` : `min(column, ${last})`};
    ${weights.load}
    ${unroll(kernel, (ky) => `let w${ky} = ${columns === 1 ? weights.value(ky) : `select(vec4f(0.0), ${weights.value(ky)}, column <= ${last})`};`)}
    let across = left + i32(column) * ${dilation};
    if (across >= 0 && across < width) {
      ${unroll(inputs, (row) => {
        const uses = Array.from({ length: rows }, (_, j) => [j, (row - j * stride) / dilation] as const).filter(
          ([, ky]) => Number.isInteger(ky) && ky >= 0 && ky < kernel,
        );
        if (uses.length === 0) return '';
        return `if (top + ${row} >= 0 && top + ${row} < height) {
          let at = base + u32((top + ${row}) * width + across); let v = ${input};
          ${uses.map(([j, ky]) => `s${j}_0 = fma(v, w${ky}, s${j}_0);${columns === 1 ? '' : ` s${j}_1 = fma(v, before${ky}, s${j}_1);`}`).join(' ')} }`;
      })}
    }
    ${columns === 1 ? '' : unroll(kernel, (ky) => `before${ky} = w${ky};`)}
  }`;
}

/** Workgroups [blocks of outputs, c/4]. */
export const depthwiseForward = memoizeKernel(
  (kind: Windows, tile: DepthwiseTile, isNormalised: boolean = false): Kernel => {
    const { block, broadcastWidth } = tile;
    return {
      name: depthwiseName('depthwiseForward', kind) + tileName(tile) + normName(isNormalised),
      fields: [...DEPTHWISE_FIELDS, ...normFields(isNormalised)],
      buffers: [read('x', 'activation'), read('f'), ...normBuffers(isNormalised), write('y', 'activation')],
      subgroups: broadcastWidth > 1,
      body: `
  ${blockCoordinates(block, 'p.oh', 'p.ow')}
  let top = i32(row0) * ${kind.stride} - i32(p.py); let left = i32(column0) * ${kind.stride} - i32(p.px);
  let width = i32(p.w); let height = i32(p.h); let base = c * p.xPlane + n * p.h * p.w;
  ${declareNorm(isNormalised, 'c')}
  ${strip(kind, tile, false, `max(${normalised(isNormalised, 'x[at]')}, vec4f(p.floor))`)}
  ${storeBlock(block, ['p.oh', 'p.ow', 'c * p.yPlane + (n * p.oh + row0) * p.ow + column0'], (at, sum) => `y[${at}] = ${sum};`)}`,
    };
  },
);

/**
 * Workgroups [blocks of inputs, c/4]. Where it is summed, each leaves the sums of the gradient, and of it times xhat, for the batch norm that the input
 * was read through, as [c/4][blockStride][2] of vec4f: a pass over both tensors less.
 */
export const depthwiseInputGradient = memoizeKernel(
  (kind: Windows, tile: DepthwiseTile, phase: Phase, store: GradientStore): Kernel => {
    const { block, broadcastWidth } = tile;
    const isFlipped = kind.stride === 1;
    const { isSummed = false } = store;
    return {
      name:
        depthwiseName('depthwiseInputGradient', kind) +
        tileName(tile) +
        (isFlipped ? '' : ` phase ${phase.join(' ')}`) +
        storeName(store),
      fields: [...DEPTHWISE_FIELDS, ...storeFields(store), ...(isSummed ? ['total', 'blockStride'] : [])],
      buffers: [
        read('dy', 'activation'),
        read('f'),
        ...storeBuffers(store),
        ...(isSummed ? [read('moments'), write('blockSums')] : []),
      ],
      subgroups: broadcastWidth > 1,
      prelude: sumsMemory(isSummed),
      body: `
  ${blockCoordinates(block, 'p.h', 'p.w')}
  ${isFlipped ? flipped(kind, tile) : strided(kind, tile, phase)}
  ${isSummed ? 'let mean = moments[p.norm + c]; let inverse = moments[p.total + p.norm + c]; var a = vec4f(0.0); var b = vec4f(0.0);' : ''}
  ${storeBlock(block, ['p.h', 'p.w', 'c * p.xPlane + (n * p.h + row0) * p.w + column0'], (at, sum) => storeGradient(store, at, sum))}
  ${isSummed ? `{ ${addOverGroup('let to = 2u * (c * p.blockStride + group.x); blockSums[to] = first; blockSums[to + 1u] = second;')} }` : ''}`,
    };
  },
);

function flipped(kind: Windows, tile: DepthwiseTile): string {
  const reach = (kind.kernel - 1) * kind.dilation;
  return `
  let top = i32(row0) + i32(p.py) - ${reach}; let left = i32(column0) + i32(p.px) - ${reach};
  let width = i32(p.ow); let height = i32(p.oh); let base = c * p.yPlane + n * p.oh * p.ow;
  ${strip(kind, tile, true, 'dy[at]')}`;
}

function strided(kind: Windows, { block, broadcastWidth }: DepthwiseTile, phase: Phase): string {
  const { kernel } = kind;
  const weights = broadcastValues(broadcastWidth, 'weight', kernel ** 2, (k) => `f[c * ${kernel ** 2}u + ${k}]`);
  return `
  ${weights.load}
  ${unroll(kernel ** 2, (k) => `let w${k} = ${weights.value(k)};`)}
  ${blockSums(block)}
  ${eachWindowOver(
    block,
    kind,
    phase,
    (k, uses) => `let v${k} = select(vec4f(0.0), dy[source${k}], inside${k});
  ${uses.map(({ row, column, tap: [ky, kx] }) => `s${row}_${column} = fma(v${k}, w${ky * kernel + kx}, s${row}_${column});`).join(' ')}`,
  )}`;
}
