/**
 * @file The loss and the backward pass: layers in the reverse of the forward order. The first reader of an activation (backward) overwrites
 * its gradient, later ones add to it.
 */
import type { Layer } from '../../../../src/core/network/layers.ts';
import { biasGradient, biasGradientGrid } from '../kernels/bias.ts';
import { crossEntropy, globalPoolGradient } from '../kernels/head.ts';
import { gridOf, type GradientStore } from '../kernels/kernel.ts';
import * as pointwise from '../kernels/pointwise.ts';
import { whole, type BufferRange } from '../runtime/memory.ts';
import type { Recorder } from '../runtime/program.ts';
import { foldedBy, gradientSumsOf, recordBatchNormGradient } from './batch-norm.ts';
import type { PlanContext } from './context.ts';
import * as convolution from './convolution.ts';
import * as depthwise from './depthwise.ts';
import { recordAddGradient, recordConcatGradient } from './elementwise.ts';
import type { Gradients } from './gradients.ts';
import * as pooling from './pooling.ts';
import { readingOf } from './reading.ts';
import { lossScale } from './source.ts';
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
  const scaled = weight * lossScale(source);
  const training = { ...fields, train: 1, counts: isAuxiliary ? 0 : 1, smoothing, weight: scaled };
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

/** How the gradient of an input that was read through {@link LayerShapes.floor} is stored, and what a mask binds and has as field. */
function storeOf({ shapes, buffers }: PlanContext, input: number, isAdded: boolean) {
  const { range, isNormalised, norms, fields } = readingOf(buffers, input);
  const store: GradientStore = { isMasked: shapes.floor(input) === 0, isAdded, isNormalised };
  return { store, ranges: store.isMasked ? [range, ...norms] : [], fields };
}

function recordConvolutionGradient(
  context: PlanContext,
  out: Recorder,
  layer: DenseConvLayer,
  gradients: Gradients,
): void {
  const { source, shapes, buffers } = context;
  const input = layer.inputs[0]!;
  const [x, dy] = [readingOf(buffers, input), gradients.read(layer.id)];
  const filter = filterOf(layer);
  if (source.table.parameters[filter]!.isFrozen) return; // nothing before it is trained
  const shape = shapes.convolution(layer);
  if (gradients.needs(input) && convolution.sharesGradient(source.tuning, shape)) {
    recordSharedGradient(context, out, layer, gradients);
    return recordBiasGradient(context, out, layer, dy);
  }
  const { kernel, fields, grid } = convolution.selectFilterGradient(source.tuning, shape, x.isNormalised);
  const size = buffers.regions[filter]!.reserved;
  const read = [x.range, dy, ...x.norms, buffers.weightGradient(filter)];
  out.dispatch(kernel, { ...shape, ...fields, ...x.fields, size }, read, grid);
  recordBiasGradient(context, out, layer, dy);
  if (!gradients.needs(input)) return;
  const { range: dx, isAdded } = gradients.write(input);
  const stored = storeOf(context, input, isAdded);
  const ofInput = convolution.selectInputGradient(source.tuning, shape, stored.store);
  const ranges = [dy, buffers.weight(filter), ...stored.ranges, dx];
  out.dispatch(ofInput.kernel, { ...shape, ...ofInput.fields, ...stored.fields }, ranges, ofInput.grid);
}

function recordBiasGradient(
  { shapes, buffers }: PlanContext,
  out: Recorder,
  layer: DenseConvLayer,
  dy: BufferRange,
): void {
  if (layer.kind !== 'conv' || layer.bias === undefined) return;
  const bias = shapes.bias(layer);
  out.dispatch(biasGradient, bias, [dy, buffers.weightGradient(layer.bias)], biasGradientGrid(bias.cq));
}

/** Both gradients of a 1x1 convolution in one dispatch. */
function recordSharedGradient(context: PlanContext, out: Recorder, layer: DenseConvLayer, gradients: Gradients): void {
  const { source, shapes, buffers } = context;
  const input = layer.inputs[0]!;
  const filter = filterOf(layer);
  const shape = shapes.convolution(layer);
  const [x, dy, folded] = [readingOf(buffers, input), gradients.read(layer.id), foldedBy(context, layer)];
  const { range: dx, isAdded } = gradients.write(input);
  const { store } = storeOf(context, input, isAdded);
  const io = { isNormalised: x.isNormalised, isFolded: folded !== undefined };
  const { kernel, fields, grid } = convolution.selectBackward(source.tuning, shape, io, store);
  const size = buffers.regions[filter]!.reserved;
  const ranges = [
    x.range,
    dy,
    buffers.weight(filter),
    ...x.norms,
    ...(folded?.ranges ?? []),
    dx,
    buffers.weightGradient(filter),
  ];
  out.dispatch(kernel, { ...shape, ...fields, ...x.fields, ...folded?.fields, size }, ranges, grid);
}

function recordDepthwiseGradient(
  context: PlanContext,
  out: Recorder,
  layer: LayerOf<'depthwise'>,
  gradients: Gradients,
): void {
  const { source, shapes, buffers } = context;
  const input = layer.inputs[0]!;
  const [x, dy] = [readingOf(buffers, input), gradients.read(layer.id)];
  const shape = shapes.depthwise(layer);
  const size = buffers.regions[layer.filter]!.reserved;
  const [f, df] = [buffers.weight(layer.filter), buffers.weightGradient(layer.filter)];
  const recordFilterGradient = (): void => {
    const { kernel, fields, grid } = depthwise.selectFilterGradient(source.tuning, shape, x.isNormalised);
    out.dispatch(kernel, { ...shape, ...fields, ...x.fields, size }, [x.range, dy, ...x.norms, df], grid);
  };
  if (!gradients.needs(input)) return recordFilterGradient();
  const { range: dx, isAdded } = gradients.write(input);
  const norm = buffers.normOf(input);
  const sums = norm === undefined ? undefined : gradientSumsOf(context, norm);
  const stored = storeOf(context, input, isAdded);
  const store = { ...stored.store, isSummed: sums !== undefined };
  const written = [dx, ...(sums?.ranges ?? [])];
  if (!source.tuning.sharesGradients) {
    recordFilterGradient();
    const { kernel, fields, grid } = depthwise.selectInputGradient(source.tuning, shape, store);
    const ranges = [dy, f, ...stored.ranges, ...written];
    return out.dispatch(kernel, { ...shape, ...fields, ...stored.fields }, ranges, grid);
  }
  const { kernel, fields, grid } = depthwise.selectBackward(source.tuning, shape, x.isNormalised, store);
  const read = stored.ranges.length > 0 ? [...stored.ranges, ...written] : [...written, x.range, ...x.norms];
  out.dispatch(kernel, { ...shape, ...fields, ...x.fields, ...sums?.fields, size }, [dy, f, ...read, df], grid);
}

function recordReluGradient(
  { buffers }: PlanContext,
  out: Recorder,
  layer: LayerOf<'relu'>,
  gradients: Gradients,
): void {
  const dy = gradients.read(layer.id);
  const { range: dx, isAdded } = gradients.write(layer.inputs[0]!);
  const size = dy.size / buffers.vec4Bytes;
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
  const { store, ranges: mask } = storeOf(context, input, isAdded);
  const ranges = [dy, ...mask, dx];
  out.dispatch(globalPoolGradient(store), shape, ranges, gridOf(shape.n * shape.pixels * shape.cq));
}
