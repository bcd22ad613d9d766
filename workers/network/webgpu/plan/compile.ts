/**
 * @file Compiles a child's layer table to recorded dispatches: forward pass, evaluation, backward pass, optimizer step. Read beside
 * `tfjs/network.ts`, which does the same with tfjs ops and is the reference of its tests.
 */
import type { Arena, BufferRange } from '../runtime/memory.ts';
import { Recorder } from '../runtime/program.ts';
import { allocateActivations, type TensorSlot } from './allocation.ts';
import { recordGradient, recordLoss } from './backward.ts';
import type { BatchNormTable } from './batch-norm-table.ts';
import { PlanBuffers } from './buffers.ts';
import type { PlanContext } from './context.ts';
import { recordForward } from './forward.ts';
import { Gradients } from './gradients.ts';
import { LayerShapes } from './shapes.ts';
import type { PlanSource } from './source.ts';
import { recordUpdate, type OptimizerBuffers } from './update.ts';
import type { Region } from './weights.ts';

/** A compiled plan: what is recorded, and the buffers that whoever runs it reads and writes. */
export interface CompiledPlan extends OptimizerBuffers {
  readonly forward: Recorder;
  readonly evaluation: Recorder;
  readonly backward: Recorder;
  readonly update: Recorder;
  readonly regions: readonly Region[];
  readonly weights: GPUBuffer;
  /** The batch norms' statistics, the moving ones among them. */
  readonly batchNorms: BatchNormTable;
  /** The running step's values (`kernels/head.ts` has their order), copied from {@link stepQueue}. */
  readonly step: GPUBuffer;
  /** The values of up to {@link MAX_QUEUED_STEPS} steps. */
  readonly stepQueue: GPUBuffer;
  readonly totals: GPUBuffer;
  /** The range of a layer's activation. */
  activation(id: number): { readonly range: BufferRange; readonly slot: TensorSlot };
  /** In a probe: where the last layer's gradient is expected, and where the image's is left. */
  readonly probe: { readonly last: BufferRange; readonly image: BufferRange } | undefined;
}

/** Most steps whose values are uploaded in one write (ours). */
const MAX_QUEUED_STEPS = 32;

/** Records all passes of a table. @throws {ChildFailure} `out-of-memory` when the device cannot bind a buffer. */
export function compile(arena: Arena, source: PlanSource): CompiledPlan {
  const context = contextOf(arena, source);
  const { layers, allocation, buffers } = context;
  const options = { joinsSiblings: source.tuning.joinsSiblings, storesHalves: source.precision === 'f16-storage' };
  const record = (): Recorder => new Recorder(options);
  const [forward, evaluation, backward, update] = [record(), record(), record(), record()];
  for (const id of allocation.order) {
    const multiplyAdds = source.n * layers[id]!.multiplyAdds;
    forward.recordWork(multiplyAdds, () => recordForward(context, forward, layers[id]!, 'training'));
    evaluation.recordWork(multiplyAdds, () => recordForward(context, evaluation, layers[id]!, 'evaluation'));
  }
  const probe = recordBackward(arena, context, { forward, evaluation, backward });
  const optimizer = recordUpdate(arena, context, update);
  buffers.batchNorms.upload();
  const { regions, weights, batchNorms, step, totals } = buffers;
  return {
    forward,
    evaluation,
    backward,
    update,
    ...optimizer,
    regions,
    weights,
    batchNorms,
    step,
    totals,
    stepQueue: arena.allocate(MAX_QUEUED_STEPS * step.size),
    activation: (id) => ({ range: buffers.activation(id), slot: allocation.slots[id]! }),
    probe,
  };
}

function contextOf(arena: Arena, source: PlanSource): PlanContext {
  const { table, n } = source;
  const allocation = allocateActivations(table, n, { normalisesReads: source.tuning.normalisesReads });
  const shapes = new LayerShapes(table.layers, n, allocation);
  const buffers = new PlanBuffers(arena, source, allocation, shapes);
  return { source, layers: table.layers, allocation, shapes, buffers };
}

/** Records the loss, which ends the forward pass and the evaluation, and every layer's gradients in reverse order. */
function recordBackward(
  arena: Arena,
  context: PlanContext,
  { forward, evaluation, backward }: Record<'forward' | 'evaluation' | 'backward', Recorder>,
): CompiledPlan['probe'] {
  const { source, layers, allocation } = context;
  const isProbe = source.isProbe === true;
  const gradients = new Gradients(arena, allocation, source.table, {
    ofImage: isProbe,
    vec4Bytes: context.buffers.vec4Bytes,
  });
  const last = layers.at(-1)!;
  const probe = isProbe ? { last: gradients.write(last.id).range } : undefined;
  const { auxiliary } = source.table;
  for (const logits of auxiliary === undefined ? [last] : [last, layers[auxiliary]!]) {
    if (probe !== undefined || logits.kind !== 'dense') continue;
    recordLoss(context, { training: forward, evaluation }, logits, gradients);
  }
  for (const layer of allocation.order.toReversed().map((id) => layers[id]!)) {
    if (allocation.owners[layer.id] !== layer.id) continue;
    const multiplyAdds = 2 * source.n * layer.multiplyAdds; // of the input's gradient and the filter's
    if (gradients.needs(layer.id)) {
      backward.recordWork(multiplyAdds, () => recordGradient(context, backward, layer, gradients));
    }
    if (layer.kind !== 'image' || !isProbe) gradients.release(layer.id);
  }
  return probe === undefined ? undefined : { ...probe, image: gradients.read(0) };
}
