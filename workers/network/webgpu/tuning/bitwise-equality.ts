/**
 * @file Bitwise equality of the kernel variants of dense convolutions: forward and gradient, pointwise and 3x3, at both strides, in every tile of
 * a variant. A run must repeat whatever variant a device runs, and a tile that is wrong on a device must not train there.
 */
import {
  selectTiledForward,
  selectTiledInputGradient,
  type ConvShape,
  type ConvTiling,
} from '../kernels/conv-tiling.ts';
import type { BroadcastWidth, GradientStore } from '../kernels/kernel.ts';
import { Arena, copyToReadback, rangeOf, readBack, VEC4, whole } from '../runtime/memory.ts';
import type { Pipelines } from '../runtime/pipelines.ts';
import { Recorder } from '../runtime/program.ts';
import { randomBuffer } from './matrix-product.ts';
import { CONV_VARIANTS, type ConvVariant } from './tuning.ts';

/** Two images of 8 x 8 pixels and a plane's padding: with more than a workgroup's pixels, and less than two. */
const [N, SIZE] = [2, 8];
const PLANE = N * SIZE * SIZE;
/** Channel groups: each makes another tile of a staged variant, and one leaves a remainder. */
export const GROUPS: readonly number[] = [2, 4, 6, 8, 11];
const KERNELS = [[1, 1], [3, 1], [3, 2]] as const; // prettier-ignore

const PLAIN: GradientStore = { isMasked: false, isAdded: false };

const shapeOf = (groups: number, kernel: number, stride: number): ConvShape => {
  const out = SIZE / stride;
  const padding = Math.floor(Math.max((out - 1) * stride + kernel - SIZE, 0) / 2);
  const sides = { n: N, h: SIZE, w: SIZE, oh: out, ow: out, kh: kernel, kw: kernel, sh: stride, sw: stride };
  return { ...sides, py: padding, px: padding, ciq: groups, coq: groups, xPlane: PLANE, yPlane: PLANE };
};

/** The simplest variant, which others are compared with. */
const REFERENCE: ConvVariant = '4x2';

/**
 * A function that says whether a variant computes the reference's bits; false also where it does not compile. Each variant runs once.
 * @param groups channel groups to compare at.
 */
export function bitwiseComparer(
  gpu: GPUDevice,
  pipelines: Pipelines,
  broadcastWidth: BroadcastWidth,
  groups: readonly number[] = GROUPS,
): (name: ConvVariant) => Promise<boolean> {
  const computed = new Map<ConvVariant, Promise<Uint32Array | undefined>>();
  const bitsOf = (name: ConvVariant): Promise<Uint32Array | undefined> => {
    const known =
      computed.get(name) ??
      computeBits(gpu, pipelines, (vec4s) => CONV_VARIANTS[name](vec4s, broadcastWidth), groups).catch(() => undefined);
    computed.set(name, known);
    return known;
  };
  return async (name) => {
    const [bits, reference] = [await bitsOf(name), await bitsOf(REFERENCE)];
    return bits !== undefined && reference !== undefined && bits.every((bit, i) => bit === reference[i]);
  };
}

/** All outputs and gradients, one after the other. */
async function computeBits(
  gpu: GPUDevice,
  pipelines: Pipelines,
  tilingOf: (vec4s: number) => ConvTiling,
  allGroups: readonly number[],
): Promise<Uint32Array> {
  const arena = new Arena(gpu);
  try {
    const most = Math.max(...allGroups);
    const read = randomBuffer(arena, most * PLANE);
    const filters = randomBuffer(arena, 9 * 4 * most * most);
    const results = arena.allocate(
      2 * KERNELS.length * allGroups.reduce((sum, groups) => sum + groups, 0) * PLANE * VEC4,
    );
    const recorder = new Recorder();
    let at = 0;
    for (const groups of allGroups) {
      for (const [size, stride] of KERNELS) {
        const shape = shapeOf(groups, size, stride);
        const tiling = tilingOf(groups);
        const selected = [selectTiledForward(tiling, shape), selectTiledInputGradient(tiling, shape, PLAIN)];
        for (const { kernel, grid } of selected) {
          const ranges = [whole(read), whole(filters), rangeOf(results, at, groups * PLANE)];
          recorder.dispatch(kernel, { ...shape, floor: 0 }, ranges, grid);
          at += groups * PLANE;
        }
      }
    }
    const program = await recorder.finish(gpu, pipelines, arena);
    const encoder = gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    program.encode(pass);
    pass.end();
    gpu.queue.submit([encoder.finish()]);
    return new Uint32Array((await readBack(copyToReadback(gpu, results, results.size))).buffer);
  } finally {
    arena.dispose();
  }
}
