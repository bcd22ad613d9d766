/** @file Batch normalisation of a plan: one dispatch for all batch norms that the allocation fuses. */
import * as bn from '../kernels/batch-norm.ts';
import { MAX_SLICES, sumsGrid, transformGrid } from '../kernels/batch-norm-sums.ts';
import { VEC4, whole } from '../runtime/memory.ts';
import type { Recorder } from '../runtime/program.ts';
import { appliesRelu } from './graph.ts';
import type { PlanContext } from './context.ts';
import type { Gradients } from './gradients.ts';
import type { LayerOf } from './shapes.ts';

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

/** Records all batch norms fused with this one, at the last of them: one dispatch for those whose output gradients lie in one buffer. */
export function recordBatchNormGradient(
  context: PlanContext,
  out: Recorder,
  layer: LayerOf<'batchNorm'>,
  gradients: Gradients,
): void {
  const ids = context.allocation.fused.get(layer.id)!;
  if (ids.at(-1) !== layer.id) return;
  const sources = new Set(ids.map((id) => gradients.read(id).buffer));
  for (const source of sources) {
    const own = ids.filter((id) => gradients.read(id).buffer === source);
    recordGradientFrom(context, out, own, { layer, source, gradients });
  }
}

/** The batch norms `ids`, whose output gradients all lie in `source`. */
function recordGradientFrom(
  context: PlanContext,
  out: Recorder,
  ids: readonly number[],
  { layer, source, gradients }: { layer: LayerOf<'batchNorm'>; source: GPUBuffer; gradients: Gradients },
): void {
  const { layers, buffers, shapes } = context;
  const { tuning } = context.source;
  const { table, moments, partials } = buffers.batchNorms;
  const firstVec4Of = (id: number): number => gradients.read(id).offset / (shapes.plane(id) * VEC4);
  const fields = fieldsOf(context, layer, buffers.batchNorms.addRows(ids, firstVec4Of));
  const inputs = ids.map((id) => layers[id]!.inputs[0]!);
  const written = inputs.map((input) => gradients.write(input));
  const { range, isAdded } = written[0]!; // a fused batch norm is its input's only reader
  const x = buffers.activationBuffer(inputs[0]!);
  const common = [whole(source), x, whole(moments), whole(buffers.weights), whole(table), whole(partials)];
  const { isWorkgroupReduced } = tuning;
  const sums = sumsGrid(isWorkgroupReduced, fields.slices, fields.cq);
  out.dispatch(bn.batchNormGradientSums(isWorkgroupReduced), fields, common, sums);
  out.dispatch(
    bn.batchNormInputGradient(tuning.batchNorm, { isMasked: false, isAdded }),
    fields,
    [...common, whole(range.buffer), whole(buffers.weightGradients)],
    transformGrid(isWorkgroupReduced, fields.count, fields.cq),
  );
}
