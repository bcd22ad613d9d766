/** @file The forward pass, in training and in evaluation. Read beside `tfjs/layers.ts`, its reference. */
import type { Layer } from '../../../../src/core/network/layers.ts';
import { addBias, addBiasGrid } from '../kernels/bias.ts';
import { gather, gatherFields, globalPoolForward } from '../kernels/head.ts';
import { gridOf } from '../kernels/kernel.ts';
import * as pointwise from '../kernels/pointwise.ts';
import { VEC4, whole } from '../runtime/memory.ts';
import type { Recorder } from '../runtime/program.ts';
import { recordBatchNormForward, type BatchNormMode } from './batch-norm.ts';
import type { PlanContext } from './context.ts';
import * as convolution from './convolution.ts';
import * as depthwise from './depthwise.ts';
import { recordAdd, recordConcat, recordDrops } from './elementwise.ts';
import * as pooling from './pooling.ts';
import { filterOf, type DenseConvLayer, type LayerOf } from './shapes.ts';

/** Records one layer's forward dispatches: none for a layer whose output is another's. */
export function recordForward(context: PlanContext, out: Recorder, layer: Layer, mode: BatchNormMode): void {
  const { allocation, buffers, shapes } = context;
  if (allocation.owners[layer.id] !== layer.id) return;
  const y = buffers.activation(layer.id);
  const x = (i = 0) => buffers.activation(layer.inputs[i]!);
  switch (layer.kind) {
    case 'image':
      return recordGather(context, out, layer);
    case 'conv':
    case 'dense':
      return recordConvolution(context, out, layer);
    case 'depthwise': {
      const shape = shapes.depthwise(layer);
      const { kernel, fields, grid } = depthwise.selectForward(context.source.tuning, shape);
      return out.dispatch(kernel, { ...shape, ...fields }, [x(), buffers.weight(layer.filter), y], grid);
    }
    case 'batchNorm':
      return recordBatchNormForward(context, out, layer, mode);
    case 'relu':
      return out.dispatch(pointwise.relu, { size: y.size / VEC4 }, [x(), y], gridOf(y.size / VEC4));
    case 'maxPool':
    case 'avgPool':
      return recordPool(context, out, layer);
    case 'add':
      if (mode === 'training') recordDrops(context, out, layer, (input) => buffers.activation(input));
      return recordAdd(context, out, y, x(0), x(1));
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

/** Gathers, augments and normalises the batch's images. */
function recordGather({ source: { images }, shapes, buffers }: PlanContext, out: Recorder, layer: LayerOf<'image'>) {
  const count = shapes.pixels(layer);
  const ranges = [whole(images.front), whole(images.back), whole(buffers.step), buffers.activation(layer.id)];
  out.dispatch(gather, gatherFields(count, images.half, images.normalisation), ranges, gridOf(count));
}

function recordConvolution({ source, shapes, buffers }: PlanContext, out: Recorder, layer: DenseConvLayer): void {
  const shape = shapes.convolution(layer);
  const y = buffers.activation(layer.id);
  const { kernel, fields, grid } = convolution.selectForward(source.tuning, shape);
  const ranges = [buffers.activation(layer.inputs[0]!), buffers.weight(filterOf(layer)), y];
  out.dispatch(kernel, { ...shape, ...fields }, ranges, grid);
  if (layer.kind === 'dense' || layer.bias === undefined) return; // the loss adds the logits' bias
  const bias = shapes.bias(layer);
  out.dispatch(addBias, bias, [buffers.weight(layer.bias), y], addBiasGrid(bias.count, bias.cq));
}

function recordPool(
  { source, shapes, buffers }: PlanContext,
  out: Recorder,
  layer: LayerOf<'maxPool' | 'avgPool'>,
): void {
  const shape = shapes.window(layer);
  const { kernel, grid } = pooling.selectForward(source.tuning, layer.kind, layer.stride, shape);
  const argmax = layer.kind === 'maxPool' ? [buffers.argmax(layer.id)] : [];
  out.dispatch(kernel, shape, [buffers.activation(layer.inputs[0]!), buffers.activation(layer.id), ...argmax], grid);
}
