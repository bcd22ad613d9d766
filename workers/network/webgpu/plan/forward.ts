/** @file The forward pass, in training and in evaluation. Read beside `tfjs/layers.ts`, its reference. */
import type { Layer } from '../../../../src/core/network/layers.ts';
import { addBias, addBiasGrid } from '../kernels/bias.ts';
import { gather, gatherFields, globalPoolForward } from '../kernels/head.ts';
import { gridOf } from '../kernels/kernel.ts';
import * as pointwise from '../kernels/pointwise.ts';
import { whole } from '../runtime/memory.ts';
import type { Recorder } from '../runtime/program.ts';
import { recordBatchNormForward, recordBatchNormNorms, statisticsOf, type BatchNormMode } from './batch-norm.ts';
import type { PlanContext } from './context.ts';
import * as convolution from './convolution.ts';
import * as depthwise from './depthwise.ts';
import { recordAdd, recordConcat, recordDrops } from './elementwise.ts';
import * as pooling from './pooling.ts';
import { readingOf } from './reading.ts';
import { filterOf, type DenseConvLayer, type LayerOf } from './shapes.ts';

/** Records one layer's forward dispatches: none for a layer whose output is another's. */
export function recordForward(context: PlanContext, out: Recorder, layer: Layer, mode: BatchNormMode): void {
  const { allocation, buffers, shapes } = context;
  if (allocation.owners[layer.id] !== layer.id) return;
  const { unstored } = allocation;
  if (layer.kind === 'batchNorm' && unstored.has(layer.id)) return recordBatchNormNorms(context, out, layer, mode);
  const y = buffers.activation(layer.id);
  const x = (i = 0) => buffers.activation(layer.inputs[i]!);
  switch (layer.kind) {
    case 'image':
      return recordGather(context, out, layer);
    case 'conv':
    case 'dense':
      return recordConvolution(context, out, layer, mode);
    case 'depthwise': {
      const shape = shapes.depthwise(layer);
      const input = readingOf(buffers, layer.inputs[0]!);
      const { kernel, fields, grid } = depthwise.selectForward(context.source.tuning, shape, input.isNormalised);
      const ranges = [input.range, buffers.weight(layer.filter), ...input.norms, y];
      return out.dispatch(kernel, { ...shape, ...fields, ...input.fields }, ranges, grid);
    }
    case 'batchNorm':
      return recordBatchNormForward(context, out, layer, mode);
    case 'relu':
      return recordRelu(context, out, layer);
    case 'maxPool':
    case 'avgPool':
      return allocation.pooledSums.has(layer.id) ? undefined : recordPool(context, out, layer, layer);
    case 'add':
      if (mode === 'training') recordDrops(context, out, layer, (input) => buffers.activation(input));
      return recordSum(context, out, layer);
    case 'concat':
      return recordConcat(context, out, layer);
    case 'globalAveragePool': {
      const shape = shapes.globalPool(layer);
      return out.dispatch(globalPoolForward, shape, [x(), y], gridOf(shape.n * shape.cq));
    }
    default:
      return layer satisfies never;
  }
}

function recordRelu({ buffers }: PlanContext, out: Recorder, layer: LayerOf<'relu'>): void {
  const y = buffers.activation(layer.id);
  const size = y.size / buffers.vec4Bytes;
  out.dispatch(pointwise.relu, { size }, [buffers.activation(layer.inputs[0]!), y], gridOf(size));
}

/** Gathers, augments and normalises the batch's images. */
function recordGather({ source: { images }, shapes, buffers }: PlanContext, out: Recorder, layer: LayerOf<'image'>) {
  const count = shapes.pixels(layer);
  const ranges = [whole(images.front), whole(images.back), whole(buffers.step), buffers.activation(layer.id)];
  out.dispatch(gather, gatherFields(count, images.half, images.normalisation), ranges, gridOf(count));
}

function recordConvolution(context: PlanContext, out: Recorder, layer: DenseConvLayer, mode: BatchNormMode): void {
  const { source, shapes, buffers } = context;
  const shape = shapes.convolution(layer);
  const y = buffers.activation(layer.id);
  const input = readingOf(buffers, layer.inputs[0]!);
  const sums = mode === 'training' ? statisticsOf(context, layer) : undefined;
  const io = { isNormalised: input.isNormalised, hasStatistics: sums !== undefined };
  const { kernel, fields, grid } = convolution.selectForward(source.tuning, shape, io);
  const ranges = [input.range, buffers.weight(filterOf(layer)), ...input.norms, ...(sums?.ranges ?? []), y];
  out.dispatch(kernel, { ...shape, ...fields, ...input.fields, ...sums?.fields }, ranges, grid);
  if (layer.kind === 'dense' || layer.bias === undefined) return; // the loss adds the logits' bias
  const bias = shapes.bias(layer);
  out.dispatch(addBias, bias, [buffers.weight(layer.bias), y], addBiasGrid(bias.count, bias.cq));
}

/** A sum: by the pool that is one of its summands, or a dispatch of its own. */
function recordSum(context: PlanContext, out: Recorder, layer: LayerOf<'add'>): void {
  const { layers, allocation } = context;
  const own = layer.inputs.find((input) => allocation.pooledSums.get(input) === layer.id);
  if (own === undefined) return recordAdd(context, out, layer);
  return recordPool(context, out, layers[own] as LayerOf<'maxPool' | 'avgPool'>, layer);
}

/** A pool, whose outputs are stored as those of `stored`: its own, or a sum's. */
function recordPool(
  { source, shapes, buffers }: PlanContext,
  out: Recorder,
  layer: LayerOf<'maxPool' | 'avgPool'>,
  stored: LayerOf<'maxPool' | 'avgPool' | 'add'>,
): void {
  const shape = shapes.window(layer);
  const input = readingOf(buffers, layer.inputs[0]!);
  const other = stored.inputs.find((id) => stored !== layer && id !== layer.id);
  const addend = other === undefined ? undefined : readingOf(buffers, other);
  const kind = addend === undefined ? 'none' : addend.isNormalised ? 'normalised' : 'own';
  const io = { isNormalised: input.isNormalised, addend: kind } as const;
  const fields = { ...shape, ...input.fields, addendNorm: addend?.fields.norm ?? 0 };
  const norms = input.isNormalised ? input.norms : (addend?.norms ?? []); // of one buffer, bound whole
  const argmax = layer.kind === 'maxPool' ? [buffers.argmax(layer.id)] : [];
  const read = [input.range, ...(addend === undefined ? [] : [addend.range]), ...norms];
  const { kernel, grid } = pooling.selectForward(source.tuning, layer.kind, layer.stride, shape, io);
  out.dispatch(kernel, fields, [...read, buffers.activation(stored.id), ...argmax], grid);
}
