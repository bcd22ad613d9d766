/** @file Batch normalisation of a plan: one dispatch for all batch norms that the allocation fuses. */
import * as bn from '../kernels/batch-norm.ts';
import { MAX_SLICES, sumsGrid, transformGrid } from '../kernels/batch-norm-sums.ts';
import { gridOf, vec4Count } from '../kernels/kernel.ts';
import { rangeOf, whole, type BufferRange } from '../runtime/memory.ts';
import type { Layer } from '../../../../src/core/network/layers.ts';
import { blocksOf, blockStride } from './batch-norm-table.ts';
import type { Recorder } from '../runtime/program.ts';
import { appliesRelu } from './graph.ts';
import type { PlanContext } from './context.ts';
import * as convolution from './convolution.ts';
import * as depthwise from './depthwise.ts';
import { needsGradient, type Gradients } from './gradients.ts';
import type { DenseConvLayer, LayerOf } from './shapes.ts';

/** By which moments batch norms normalise: the batch's in training, the moving ones in evaluation. */
export type BatchNormMode = 'training' | 'evaluation';

/** Fields of fused batch norms with `cq` channel groups in all. */
function fieldsOf(
  context: PlanContext,
  layer: LayerOf<'batchNorm'>,
  { firstRow, cq }: { firstRow: number; cq: number },
) {
  const { allocation, shapes, source, buffers } = context;
  const count = shapes.pixels(layer);
  const slices = Math.min(MAX_SLICES, source.tuning.slices(cq, count));
  const relu = appliesRelu(layer.id, allocation) ? 1 : 0;
  return { count, cq, slices, total: buffers.batchNorms.total, relu, plane: shapes.plane(layer.id), firstRow };
}

/** Records all batch norms fused with this one, at the first of them. */
export function recordBatchNormForward(
  context: PlanContext,
  out: Recorder,
  layer: LayerOf<'batchNorm'>,
  mode: BatchNormMode,
): void {
  const { allocation, buffers, source } = context;
  const ids = allocation.fused.get(layer.id)!;
  if (ids[0] !== layer.id) return;
  const { table, moving, moments, partials } = buffers.batchNorms;
  const fields = fieldsOf(context, layer, buffers.batchNorms.forwardRows(ids));
  const [x, y] = [buffers.activationBuffer(layer.inputs[0]!), buffers.activationBuffer(layer.id)];
  const weights = whole(buffers.weights);
  const { isWorkgroupReduced } = source.tuning;
  const grid = transformGrid(isWorkgroupReduced, fields.count, fields.cq);
  if (mode === 'evaluation') {
    const ranges = [x, weights, whole(table), whole(moving), y];
    return out.dispatch(bn.batchNormEvaluate(isWorkgroupReduced), fields, ranges, grid);
  }
  const sums = [x, whole(table), whole(partials)];
  out.dispatch(
    bn.batchNormSums(isWorkgroupReduced),
    fields,
    sums,
    sumsGrid(isWorkgroupReduced, fields.slices, fields.cq),
  );
  const ranges = [x, whole(partials), weights, whole(table), whole(buffers.step), y, whole(moments), whole(moving)];
  return out.dispatch(bn.batchNormForward(source.tuning.batchNorm), fields, ranges, grid);
}

/** What a convolution reads whose batch norm's gradient is folded into its own: its output, and the rows of its dNorms. */
export function foldedBy(context: PlanContext, layer: DenseConvLayer) {
  const [reader] = context.allocation.readers[layer.id]!;
  if (reader === undefined || context.layers[reader]!.kind !== 'batchNorm' || !canFold(context, reader))
    return undefined;
  const { batchNorms } = context.buffers;
  return {
    fields: { dNorm: batchNorms.rowOf(reader) },
    ranges: [context.buffers.activation(layer.id), batchNorms.dNormsOf(reader)],
  };
}

/** Records the norms of all batch norms fused with this one, none of which is stored, at the first of them. */
export function recordBatchNormNorms(
  context: PlanContext,
  out: Recorder,
  layer: LayerOf<'batchNorm'>,
  mode: BatchNormMode,
): void {
  const { allocation, buffers } = context;
  const ids = allocation.fused.get(layer.id)!;
  if (ids[0] !== layer.id) return;
  const { table, moving, moments } = buffers.batchNorms;
  const fields = fieldsOf(context, layer, buffers.batchNorms.forwardRows(ids));
  const [weights, norms] = [whole(buffers.weights), rangeOver(ids.map((id) => buffers.batchNorms.normsOf(id)))];
  if (mode === 'evaluation') {
    return out.dispatch(
      bn.batchNormMovingNorms,
      fields,
      [weights, whole(table), whole(moving), norms],
      gridOf(fields.cq),
    );
  }
  const blocks = blocksOf(allocation.slots[layer.id]!.layout);
  const sums = rangeOver(ids.map((id) => buffers.batchNorms.sumsOf(id, 0, vec4Count(context.layers[id]!.shape[2]))));
  const ranges = [sums, weights, whole(table), whole(buffers.step), whole(moments), whole(moving), norms];
  return out.dispatch(bn.batchNormNorms, { ...fields, blocks }, ranges, [fields.cq, 1, 1]);
}

/** What a convolution whose outputs an unstored batch norm reads, perhaps as a part of a concatenation, sums in its epilogue. */
export function statisticsOf({ layers, allocation, buffers }: PlanContext, layer: Layer) {
  const { readers, unstored, slots, inPlace } = allocation;
  const [reader] = readers[layer.id]!;
  if (layer.kind !== 'conv' || reader === undefined) return undefined;
  const isPart = inPlace.has(layer.id);
  const norm = isPart ? readers[reader]![0] : reader;
  if (norm === undefined || !unstored.has(norm)) return undefined;
  const from = isPart ? slots[layer.id]!.firstVec4 - slots[layers[norm]!.inputs[0]!]!.firstVec4 : 0;
  const { batchNorms } = buffers;
  const row = batchNorms.rowOf(norm) + from;
  const vec4s = vec4Count(layer.shape[2]);
  const moving = { ...rangeOf(batchNorms.moving, row, vec4s), isBoundWhole: true };
  return {
    fields: { row, blockStride: blockStride(slots[norm]!.layout) },
    ranges: [moving, batchNorms.sumsOf(norm, from, vec4s)],
  };
}

/** All of several ranges of a buffer, which is bound whole. */
function rangeOver(ranges: readonly BufferRange[]): BufferRange {
  const offset = Math.min(...ranges.map((range) => range.offset));
  const end = Math.max(...ranges.map((range) => range.offset + range.size));
  return { buffer: ranges[0]!.buffer, offset, size: end - offset, isBoundWhole: true };
}

/** Records all batch norms fused with this one, at the last of them: one dispatch for those whose output gradients lie in one buffer. */
export function recordBatchNormGradient(
  context: PlanContext,
  out: Recorder,
  layer: LayerOf<'batchNorm'>,
  gradients: Gradients,
): void {
  const ids = context.allocation.fused.get(layer.id)!;
  if (ids.at(-1) !== layer.id) return;
  const summed = ids.filter((id) => gradientSumsOf(context, id) !== undefined);
  for (const blocks of new Set(summed.map((id) => gradientSumsOf(context, id)!.blocks))) {
    const alike = summed.filter((id) => gradientSumsOf(context, id)!.blocks === blocks);
    recordSummedGradient(context, out, alike, { layer, gradients, blocks });
  }
  for (const isFolded of [true, false]) {
    const alike = ids.filter((id) => canFold(context, id) === isFolded && !summed.includes(id));
    const sources = new Set(alike.map((id) => gradients.read(id).buffer));
    for (const source of sources) {
      const own = alike.filter((id) => gradients.read(id).buffer === source);
      recordGradientFrom(context, out, own, { layer, source, gradients, isFolded });
    }
  }
}

/**
 * Who sums the gradient of an unstored batch norm as it writes it: the depthwise convolution that alone reads it, through a ReLU. With what it
 * binds and has as fields, and the workgroups whose sums are to be added; undefined where a dispatch of its own sums.
 */
export function gradientSumsOf(context: PlanContext, id: number) {
  const { layers, allocation, shapes, buffers } = context;
  if (!allocation.unstored.has(id) || !canFold(context, id)) return undefined;
  const onlyReader = (of: number): Layer | undefined =>
    allocation.readers[of]!.length === 1 ? layers[allocation.readers[of]![0]!] : undefined;
  const relu = onlyReader(id);
  const reader = relu?.kind === 'relu' ? onlyReader(relu.id) : undefined;
  if (reader?.kind !== 'depthwise') return undefined;
  const store = { isMasked: true, isAdded: false, isNormalised: true, isSummed: true };
  const { grid } = depthwise.selectInputGradient(context.source.tuning, shapes.depthwise(reader), store);
  const { batchNorms } = buffers;
  const vec4s = vec4Count(reader.shape[2]);
  const moments = { ...rangeOf(batchNorms.moments, batchNorms.rowOf(id), vec4s), isBoundWhole: true };
  return {
    blocks: grid[0],
    fields: { total: batchNorms.total, blockStride: blockStride(allocation.slots[id]!.layout) },
    ranges: [moments, batchNorms.sumsOf(id, 0, vec4s)],
  };
}

/** The batch norms `ids`, whose gradients were summed in `blocks` blocks as they were written. */
function recordSummedGradient(
  context: PlanContext,
  out: Recorder,
  ids: readonly number[],
  { layer, gradients, blocks }: { layer: LayerOf<'batchNorm'>; gradients: Gradients; blocks: number },
): void {
  const { layers, buffers } = context;
  const { batchNorms } = buffers;
  const fields = fieldsOf(
    context,
    layer,
    batchNorms.addRows(ids, () => 0),
  );
  const sums = rangeOver(ids.map((id) => batchNorms.sumsOf(id, 0, vec4Count(layers[id]!.shape[2]))));
  const read = [whole(batchNorms.moments), whole(buffers.weights), whole(batchNorms.table), sums];
  const ranges = [...read, rangeOver(ids.map((id) => batchNorms.dNormsOf(id))), whole(buffers.weightGradients)];
  out.dispatch(bn.batchNormGradientNorms(true), { ...fields, blocks }, ranges, [fields.cq, 1, 1]);
  for (const id of ids) gradients.lend(layers[id]!.inputs[0]!, id);
}

/** Whether the gradient of a batch norm's input need not be stored, as the 1x1 convolution before computes it as it reads. */
function canFold({ layers, allocation, shapes, source }: PlanContext, id: number): boolean {
  const before = layers[layers[id]!.inputs[0]!]!;
  return (
    before.kind === 'conv' &&
    allocation.readers[before.id]!.length === 1 &&
    !appliesRelu(id, allocation) &&
    needsGradient(source.table, source.isProbe === true)[before.inputs[0]!]! &&
    convolution.sharesGradient(source.tuning, shapes.convolution(before))
  );
}

/** The batch norms `ids`, whose output gradients all lie in `source`. */
function recordGradientFrom(
  context: PlanContext,
  out: Recorder,
  ids: readonly number[],
  {
    layer,
    source,
    gradients,
    isFolded,
  }: { layer: LayerOf<'batchNorm'>; source: GPUBuffer; gradients: Gradients; isFolded: boolean },
): void {
  const { layers, buffers, shapes } = context;
  const { tuning } = context.source;
  const { table, moments, partials } = buffers.batchNorms;
  const firstVec4Of = (id: number): number => gradients.read(id).offset / (shapes.plane(id) * buffers.vec4Bytes);
  const fields = fieldsOf(context, layer, buffers.batchNorms.addRows(ids, firstVec4Of));
  const inputs = ids.map((id) => layers[id]!.inputs[0]!);
  const x = buffers.activationBuffer(inputs[0]!);
  const common = [whole(source), x, whole(moments), whole(buffers.weights), whole(table), whole(partials)];
  const { isWorkgroupReduced } = tuning;
  const sums = sumsGrid(isWorkgroupReduced, fields.slices, fields.cq);
  out.dispatch(bn.batchNormGradientSums(isWorkgroupReduced), fields, common, sums);
  if (isFolded) {
    const dNorms = rangeOver(ids.map((id) => buffers.batchNorms.dNormsOf(id)));
    const ranges = [...common.slice(2), dNorms, whole(buffers.weightGradients)];
    out.dispatch(bn.batchNormGradientNorms(false), fields, ranges, gridOf(fields.cq));
    for (const [i, id] of ids.entries()) gradients.lend(inputs[i]!, id);
    return;
  }
  const written = inputs.map((input) => gradients.write(input));
  const { range, isAdded } = written[0]!; // a fused batch norm is its input's only reader
  out.dispatch(
    bn.batchNormInputGradient(tuning.batchNorm, { isMasked: false, isAdded }),
    fields,
    [...common, whole(range.buffer), whole(buffers.weightGradients)],
    transformGrid(isWorkgroupReduced, fields.count, fields.cq),
  );
}
