/** @file The optimizer step: sums the gradient's slices, clips, and updates every parameter in one dispatch. */
import { average } from '../kernels/average.ts';
import { gridOf } from '../kernels/kernel.ts';
import {
  adamUpdate,
  addSlices,
  addSquares,
  clipFactor,
  momentumUpdate,
  REGION,
  SQUARES,
} from '../kernels/optimizer.ts';
import { VEC4, whole, type Arena, type BufferRange } from '../runtime/memory.ts';
import type { Recorder } from '../runtime/program.ts';
import type { PlanBuffers } from './buffers.ts';
import type { PlanContext } from './context.ts';
import { lossScale } from './source.ts';

/** Buffers of the optimizer, all laid out as the weights are. */
export interface OptimizerBuffers {
  /** Sum of the gradient's slices: where it is clipped, and in a probe. */
  readonly gradient: GPUBuffer | undefined;
  /** Velocity, or Adam's first moments. */
  readonly first: GPUBuffer;
  /** Adam's second moments. */
  readonly second: GPUBuffer | undefined;
  /** Averages of the weights and of the moving statistics; undefined without averaging. */
  readonly averages: Averages | undefined;
}

/** Moving averages over steps, laid out as what they are of. */
interface Averages {
  readonly weights: GPUBuffer;
  readonly moving: GPUBuffer;
}

/** Records the update of all parameters; allocates what it needs. */
export function recordUpdate(arena: Arena, { source, buffers }: PlanContext, out: Recorder): OptimizerBuffers {
  const { optimizer, isProbe } = source;
  const total = buffers.weightVec4s;
  const bytes = total * VEC4;
  const groups = total / REGION;
  const unscale = 1 / lossScale(source);
  const first = arena.allocate(bytes);
  const second = optimizer.optimizer === 'adam' ? arena.allocate(bytes) : undefined;
  const table = whole(arena.upload(regionTable(buffers)));
  const slices = whole(buffers.weightGradients);
  const grid = gridOf(total);
  const clips = optimizer.clipNorm > 0;
  const gradient = clips || isProbe === true ? arena.allocate(bytes) : undefined;
  let read = [slices];
  if (gradient !== undefined) {
    const squares = whole(arena.allocate(4 * total));
    out.dispatch(addSlices, { groups, unscale }, [slices, table, whole(gradient), squares], grid);
    if (clips) read = [whole(gradient), recordClipFactor(arena, out, squares, total, optimizer.clipNorm)];
  }
  const update = (second === undefined ? momentumUpdate : adamUpdate)(clips ? 'clipped' : 'slices');
  const written = [buffers.weights, first, ...(second === undefined ? [] : [second])].map(whole);
  const fields = { groups, weightDecay: optimizer.weightDecay, unscale };
  out.dispatch(update, fields, [...read, table, whole(buffers.step), ...written], grid);
  const averages = (optimizer.averaging ?? 0) > 0 ? recordAverages(arena, buffers, out) : undefined;
  return { gradient, first, second, averages };
}

/** Averages what the step has changed. */
function recordAverages(arena: Arena, { weights, batchNorms, step }: PlanBuffers, out: Recorder): Averages {
  const [ofWeights, ofMoving] = [weights, batchNorms.moving].map((value) => {
    const averaged = arena.allocate(value.size);
    const size = value.size / VEC4;
    out.dispatch(average, { size }, [step, value, averaged].map(whole), gridOf(size));
    return averaged;
  });
  return { weights: ofWeights!, moving: ofMoving! };
}

/** One row for each {@link REGION} vec4f of weights (`kernels/optimizer.ts` has its columns). */
function regionTable({ regions, slices, sliceOffsets }: PlanBuffers): Uint32Array<ArrayBuffer> {
  const rows = regions.flatMap(({ reserved, decay }, i) =>
    Array.from({ length: reserved / REGION }, (_, group) => [
      sliceOffsets[i]! + group * REGION,
      slices[i]!,
      reserved,
      decay ? 1 : 0,
    ]),
  );
  return Uint32Array.from(rows.flat());
}

/** The factor that clips the gradient by its global norm, from the squares of its `count` vec4f. */
function recordClipFactor(
  arena: Arena,
  out: Recorder,
  squares: BufferRange,
  count: number,
  clipNorm: number,
): BufferRange {
  const groups = Math.ceil(count / SQUARES);
  const sums = whole(arena.allocate(4 * groups));
  const factor = whole(arena.allocate(4));
  out.dispatch(addSquares, { count }, [squares, sums], [groups, 1, 1]);
  out.dispatch(clipFactor, { count: groups, clipNorm }, [sums, factor], [1, 1, 1]);
  return factor;
}
