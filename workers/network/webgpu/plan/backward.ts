/**
 * @file The loss and the backward pass: layers in the reverse of the forward order. The first reader of an activation (backward) overwrites
 * its gradient, later ones add to it.
 */
import type { Layer } from '../../../../src/core/network/layers.ts';
import { biasGradient, biasGradientGrid } from '../kernels/bias.ts';
import { crossEntropy, globalPoolGradient } from '../kernels/head.ts';
import { gridOf, type GradientStore } from '../kernels/kernel.ts';
import * as pointwise from '../kernels/pointwise.ts';
import { VEC4, whole } from '../runtime/memory.ts';
import type { Recorder } from '../runtime/program.ts';
import { recordBatchNormGradient } from './batch-norm.ts';
import type { PlanContext } from './context.ts';
import * as convolution from './convolution.ts';
import * as depthwise from './depthwise.ts';
import { recordAddGradient, recordConcatGradient } from './elementwise.ts';
import type { Gradients } from './gradients.ts';
import * as pooling from './pooling.ts';
import { filterOf, type DenseConvLayer, type LayerOf } from './shapes.ts';

/** Softmax cross-entropy and its totals; in training also the logits' gradient. The auxiliary classifier has no part in totals and evaluation. */
export function recordLoss(
  { source, shapes, buffers }: PlanContext,
  recorders: { readonly training: Recorder; readonly evaluation: Recorder },
  layer: LayerOf<'dense'>,
  gradients: Gradients,
): void {
  const { labelSmoothing: smoothing = 0, auxiliaryWeight = 0 } = source.optimizer;
  const isAuxiliary = layer.id === source.table.auxiliary;
  const ranges = [
    buffers.activation(layer.id),
    buffers.weight(layer.bias),
    whole(source.images.labels),
    whole(buffers.step),
    gradients.write(layer.id).range,
    buffers.weightGradient(layer.bias),
    whole(buffers.totals),
  ];
  const fields = { n: source.n, classes: layer.shape[2], plane: shapes.plane(layer.id) };
  const weight = isAuxiliary ? auxiliaryWeight : 1;
  const training = { ...fields, train: 1, counts: isAuxiliary ? 0 : 1, smoothing, weight };
  recorders.training.dispatch(crossEntropy, training, ranges, [1, 1, 1]);
  if (isAuxiliary) return;
  const evaluation = { ...fields, train: 0, counts: 1, smoothing: 0, weight };
  recorders.evaluation.dispatch(crossEntropy, evaluation, ranges, [1, 1, 1]);
}

/** Records one layer's gradients: of its parameters, and of the inputs that need one. */
export function recordGradient(context: PlanContext, out: Recorder, layer: Layer, gradients: Gradients): void {
  switch (layer.kind) {
    case 'image':
      return;
    case 'conv':
    case 'dense':
      return recordConvolutionGradient(context, out, layer, gradients);
    case 'depthwise':
      return recordDepthwiseGradient(context, out, layer, gradients);
    case 'batchNorm':
      return recordBatchNormGradient(context, out, layer, gradients);
    case 'relu':
      return recordReluGradient(context, out, layer, gradients);
    case 'maxPool':
    case 'avgPool':
      return recordPoolGradient(context, out, layer, gradients);
    case 'add':
      return recordAddGradient(context, out, layer, gradients);
    case 'concat':
      return recordConcatGradient(context, out, layer, gradients);
    case 'globalAveragePool':
      return recordGlobalPoolGradient(context, out, layer, gradients);
    default:
      return layer satisfies never;
  }
}

/** How the gradient of an input that was read through {@link LayerShapes.floor} is stored. */
const storeOf = ({ shapes }: PlanContext, input: number, isAdded: boolean): GradientStore => ({
  isMasked: shapes.floor(input) === 0,
  isAdded,
});

function recordConvolutionGradient(
  context: PlanContext,
  out: Recorder,
  layer: DenseConvLayer,
  gradients: Gradients,
): void {
  const { source, shapes, buffers } = context;
  const input = layer.inputs[0]!;
  const [x, dy] = [buffers.activation(input), gradients.read(layer.id)];
  const filter = filterOf(layer);
  if (source.table.parameters[filter]!.isFrozen) return; // nothing before it is trained
  const shape = shapes.convolution(layer);
  const { kernel, fields, grid } = convolution.selectFilterGradient(source.tuning, shape);
  const size = buffers.regions[filter]!.reserved;
  out.dispatch(kernel, { ...shape, ...fields, size }, [x, dy, buffers.weightGradient(filter)], grid);
  if (layer.kind === 'conv' && layer.bias !== undefined) {
    const bias = shapes.bias(layer);
    out.dispatch(biasGradient, bias, [dy, buffers.weightGradient(layer.bias)], biasGradientGrid(bias.cq));
  }
  if (!gradients.needs(input)) return;
  const { range: dx, isAdded } = gradients.write(input);
  const store = storeOf(context, input, isAdded);
  const ofInput = convolution.selectInputGradient(source.tuning, shape, store);
  const ranges = [dy, buffers.weight(filter), ...(store.isMasked ? [x] : []), dx];
  out.dispatch(ofInput.kernel, { ...shape, ...ofInput.fields }, ranges, ofInput.grid);
}

function recordDepthwiseGradient(
  context: PlanContext,
  out: Recorder,
  layer: LayerOf<'depthwise'>,
  gradients: Gradients,
): void {
  const { source, shapes, buffers } = context;
  const input = layer.inputs[0]!;
  const [x, dy] = [buffers.activation(input), gradients.read(layer.id)];
  const shape = shapes.depthwise(layer);
  const { kernel, fields, grid } = depthwise.selectFilterGradient(source.tuning, shape);
  const size = buffers.regions[layer.filter]!.reserved;
  out.dispatch(kernel, { ...shape, ...fields, size }, [x, dy, buffers.weightGradient(layer.filter)], grid);
  if (!gradients.needs(input)) return;
  const { range: dx, isAdded } = gradients.write(input);
  const store = storeOf(context, input, isAdded);
  const ofInput = depthwise.selectInputGradient(source.tuning, shape, store);
  const ranges = [dy, buffers.weight(layer.filter), ...(store.isMasked ? [x] : []), dx];
  out.dispatch(ofInput.kernel, { ...shape, ...ofInput.fields }, ranges, ofInput.grid);
}

function recordReluGradient(
  { buffers }: PlanContext,
  out: Recorder,
  layer: LayerOf<'relu'>,
  gradients: Gradients,
): void {
  const dy = gradients.read(layer.id);
  const { range: dx, isAdded } = gradients.write(layer.inputs[0]!);
  const size = dy.size / VEC4;
  const kernel = pointwise.reluGradient({ isMasked: false, isAdded });
  out.dispatch(kernel, { size }, [dy, buffers.activation(layer.id), dx], gridOf(size));
}

function recordPoolGradient(
  { source, shapes, buffers }: PlanContext,
  out: Recorder,
  layer: LayerOf<'maxPool' | 'avgPool'>,
  gradients: Gradients,
): void {
  const dy = gradients.read(layer.id);
  const { range: dx, isAdded } = gradients.write(layer.inputs[0]!);
  const shape = shapes.window(layer);
  const store = { isMasked: false, isAdded };
  const { kernel, grid } = pooling.selectInputGradient(source.tuning, layer.kind, layer.stride, shape, store);
  const argmax = layer.kind === 'maxPool' ? [buffers.argmax(layer.id)] : [];
  out.dispatch(kernel, shape, [dy, ...argmax, dx], grid);
}

function recordGlobalPoolGradient(
  context: PlanContext,
  out: Recorder,
  layer: LayerOf<'globalAveragePool'>,
  gradients: Gradients,
): void {
  const input = layer.inputs[0]!;
  const dy = gradients.read(layer.id);
  const { range: dx, isAdded } = gradients.write(input);
  const shape = context.shapes.globalPool(layer);
  const store = storeOf(context, input, isAdded);
  const ranges = [dy, ...(store.isMasked ? [context.buffers.activation(input)] : []), dx];
  out.dispatch(globalPoolGradient(store), shape, ranges, gridOf(shape.n * shape.pixels * shape.cq));
}
