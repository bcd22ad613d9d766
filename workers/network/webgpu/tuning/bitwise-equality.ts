/**
 * @file Whether a cut of dense convolutions gives the bits that any other does: forward and gradient, pointwise, 3x3, at both strides, in every
 * tile that the cut takes. A run must repeat whichever cut a device was given, and a tile that is wrong on one must not train there.
 */
import type { GradientStore, LaneSharing } from '../kernels/kernel.ts';
import { forwardWithTiling, inputGradientWithTiling, type ConvTiling, type ConvShape } from '../kernels/conv-tiling.ts';
import { Arena, copyOut, mapped, rangeOf, VEC4, whole } from '../runtime/memory.ts';
import type { Pipelines } from '../runtime/pipelines.ts';
import { randomBuffer } from './matrix-product.ts';
import { Recorder } from '../runtime/program.ts';
import { CONV_VARIANTS, type ConvVariant } from './tuning.ts';

/** Two images of 8 x 8 pixels and a plane's padding: with more than a workgroup's pixels, and less than two. */
const [N, SIZE] = [2, 8];
const PLANE = N * SIZE * SIZE;
/** Channel groups, each another tile of a staged cut, and one that leaves a rest. */
export const GROUPS: readonly number[] = [2, 4, 6, 8, 11];
const KERNELS = [[1, 1], [3, 1], [3, 2]] as const; // prettier-ignore

const PLAIN: GradientStore = { isMasked: false, isAdded: false };

const shapeOf = (groups: number, kernel: number, stride: number): ConvShape => {
  const out = SIZE / stride;
  const padding = Math.floor(Math.max((out - 1) * stride + kernel - SIZE, 0) / 2);
  const sides = { n: N, h: SIZE, w: SIZE, oh: out, ow: out, kh: kernel, kw: kernel, sh: stride, sw: stride };
  return { ...sides, py: padding, px: padding, ciq: groups, coq: groups, xPlane: PLANE, yPlane: PLANE };
};

/** The cut that others are compared with: the plainest. */
const REFERENCE: ConvVariant = '4x2';

/** Tells of a cut whether its bits are those of the others; false also where it does not compile. Each is computed once, with these channel groups. */
export function bitComparer(
  gpu: GPUDevice,
  pipelines: Pipelines,
  sharing: LaneSharing,
  groups: readonly number[] = GROUPS,
): (name: ConvVariant) => Promise<boolean> {
  const computed = new Map<ConvVariant, Promise<Uint32Array | undefined>>();
  const bits = (name: ConvVariant): Promise<Uint32Array | undefined> => {
    const known =
      computed.get(name) ??
      bitsOf(gpu, pipelines, (quads) => CONV_VARIANTS[name](quads, sharing), groups).catch(() => undefined);
    computed.set(name, known);
    return known;
  };
  return async (name) => {
    const [own, others] = [await bits(name), await bits(REFERENCE)];
    return own !== undefined && others !== undefined && own.every((bit, i) => bit === others[i]);
  };
}

/** All outputs and gradients, one after the other. */
async function bitsOf(
  gpu: GPUDevice,
  pipelines: Pipelines,
  cutOf: (quads: number) => ConvTiling,
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
      for (const [kernel, stride] of KERNELS) {
        const shape = shapeOf(groups, kernel, stride);
        const cut = cutOf(groups);
        for (const { kernel: pass, grid } of [
          forwardWithTiling(cut, shape),
          inputGradientWithTiling(cut, shape, PLAIN),
        ]) {
          const ranges = [whole(read), whole(filters), rangeOf(results, at, groups * PLANE)];
          recorder.dispatch(pass, { ...shape, floor: 0 }, ranges, grid);
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
    return new Uint32Array((await mapped(copyOut(gpu, results, results.size))).buffer);
  } finally {
    arena.dispose();
  }
}
