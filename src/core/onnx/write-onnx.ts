/**
 * @file A trained network as an ONNX file. Input `image` [n, 3, h, w], float32 pixels from 0 to 255; output `probabilities` [n, classes]. Every
 * tensor is NCHW, as ONNX has them, so filters are transposed.
 */
import { sizeOf, type Shape } from '../network/layers.ts';
import { samePadding, type Convolution, type InferenceGraph, type InferenceLayer } from '../inference/graph.ts';
import { littleEndian } from '../export/little-endian.ts';
import { outputsFirst } from './filter-layout.ts';
import { bytes, integer, integers, joined, message, text } from './protobuf.ts';
import * as onnx from './schema.ts';

type Attributes = Readonly<Record<string, number | readonly number[]>>;

/** @param metadata goes into the file's `metadata_props`. */
export function toOnnx(
  graph: InferenceGraph,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const [image, last] = [graph[0]!, graph.at(-1)!];
  const [height, width, channels] = image.shape;
  const batch = 'n';
  return joined([
    integer(onnx.MODEL.irVersion, onnx.IR_VERSION),
    text(onnx.MODEL.producerName, onnx.PRODUCER),
    text(onnx.MODEL.docString, `Input ${onnx.IMAGE} [n, ${channels}, ${height}, ${width}]: pixels from 0 to 255. Output ${onnx.PROBABILITIES} [n, classes].`), // prettier-ignore
    message(
      onnx.MODEL.graph,
      ...nodesOf(graph),
      text(onnx.GRAPH.name, 'network'),
      ...graph.flatMap((layer) => initialisersOf(layer)),
      tensorInfo(onnx.GRAPH.input, onnx.IMAGE, [batch, channels, height, width]),
      tensorInfo(onnx.GRAPH.output, onnx.PROBABILITIES, [batch, last.shape[2]]),
    ),
    message(onnx.MODEL.opsetImport, text(onnx.OPSET_ID.domain, ''), integer(onnx.OPSET_ID.version, onnx.OPSET)),
    ...Object.entries(metadata).map(([key, value]) =>
      message(onnx.MODEL.metadataProps, text(onnx.ENTRY.key, key), text(onnx.ENTRY.value, value)),
    ),
  ]);
}

/** A tensor's name: the layer whose output it is. */
const outputName = (layer: InferenceLayer): string => (layer.kind === 'image' ? onnx.IMAGE : layer.name);

function nodesOf(graph: InferenceGraph): Uint8Array[] {
  return graph.flatMap((layer) => {
    const inputs = layer.inputs.map((place) => outputName(graph[place]!));
    const [shape] = layer.inputs.map((place) => graph[place]!.shape);
    const { name } = layer;
    const weights = [`${name}/weights`, `${name}/bias`];
    switch (layer.kind) {
      case 'image':
        return [];
      case 'conv':
      case 'depthwise': {
        const group = layer.kind === 'conv' ? 1 : layer.shape[2];
        return [node('Conv', name, [...inputs, ...weights], [name], { ...window(layer, shape!), group })];
      }
      case 'maxPool':
      case 'avgPool': {
        const stride = [layer.stride, layer.stride] as const;
        const { dilations: _, ...sizes } = window({ kernel: [3, 3], stride, dilation: 1 }, shape!);
        return layer.kind === 'maxPool'
          ? [node('MaxPool', name, inputs, [name], sizes)]
          : [node('AveragePool', name, inputs, [name], { ...sizes, count_include_pad: 0 })];
      }
      case 'relu':
        return [node('Relu', name, inputs, [name])];
      case 'add':
        return [node('Add', name, inputs, [name])];
      case 'concat':
        return [node('Concat', name, inputs, [name], { axis: 1 })];
      case 'globalAveragePool':
        return [node('GlobalAveragePool', name, inputs, [name])];
      case 'dense': {
        const [features, logits] = [`${name}/features`, `${name}/logits`];
        return [
          node('Flatten', features, inputs, [features], { axis: 1 }),
          node('Gemm', name, [features, ...weights], [logits]),
          node('Softmax', onnx.PROBABILITIES, [logits], [onnx.PROBABILITIES], { axis: 1 }),
        ];
      }
      default:
        return layer satisfies never;
    }
  });
}

/** Sizes of a window over an input; padding before, then after. */
export function window(
  { kernel, stride, dilation }: Pick<Convolution, 'kernel' | 'stride' | 'dilation'>,
  [h, w]: Shape,
) {
  const [top, bottom] = samePadding(h, kernel[0], stride[0], dilation);
  const [left, right] = samePadding(w, kernel[1], stride[1], dilation);
  return {
    kernel_shape: kernel,
    strides: stride,
    dilations: [dilation, dilation] as const,
    pads: [top, left, bottom, right] as const,
  };
}

function node(
  operator: string,
  name: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Attributes = {},
): Uint8Array {
  return message(
    onnx.GRAPH.node,
    ...inputs.map((input) => text(onnx.NODE.input, input)),
    ...outputs.map((output) => text(onnx.NODE.output, output)),
    text(onnx.NODE.name, name),
    text(onnx.NODE.opType, operator),
    ...Object.entries(attributes).map(([key, value]) => attribute(key, value)),
  );
}

function attribute(name: string, value: number | readonly number[]): Uint8Array {
  const { i, ints, type } = onnx.ATTRIBUTE;
  const fields =
    typeof value === 'number'
      ? [integer(i, value), integer(type, onnx.ATTRIBUTE_TYPE.int)]
      : [integers(ints, value), integer(type, onnx.ATTRIBUTE_TYPE.ints)];
  return message(onnx.NODE.attribute, text(onnx.ATTRIBUTE.name, name), ...fields);
}

/** The tensors that a layer's nodes read besides its inputs. */
function initialisersOf(layer: InferenceLayer): Uint8Array[] {
  if (layer.kind !== 'conv' && layer.kind !== 'depthwise' && layer.kind !== 'dense') return [];
  const outputs = layer.shape[2];
  const bias = tensor(`${layer.name}/bias`, [outputs], layer.bias);
  if (layer.kind === 'dense') {
    return [tensor(`${layer.name}/weights`, [layer.weights.length / outputs, outputs], layer.weights), bias];
  }
  const { kernel, filter } = layer;
  const inputs = layer.kind === 'conv' ? filter.length / outputs / sizeOf(kernel) : 1; // per group
  return [tensor(`${layer.name}/weights`, [outputs, inputs, ...kernel], outputsFirst(filter, outputs, inputs)), bias];
}

function tensor(name: string, dims: readonly number[], values: Float32Array): Uint8Array {
  return message(
    onnx.GRAPH.initializer,
    integers(onnx.TENSOR.dims, dims),
    integer(onnx.TENSOR.dataType, onnx.FLOAT),
    text(onnx.TENSOR.name, name),
    bytes(onnx.TENSOR.rawData, littleEndian([values])),
  );
}

function tensorInfo(field: number, name: string, dims: readonly (string | number)[]): Uint8Array {
  const { value, param } = onnx.DIMENSION;
  const shape = dims.map((dim) => message(onnx.SHAPE.dim, typeof dim === 'number' ? integer(value, dim) : text(param, dim))); // prettier-ignore
  const tensorType = message(
    onnx.TYPE.tensorType,
    integer(onnx.TENSOR_TYPE.elemType, onnx.FLOAT),
    message(onnx.TENSOR_TYPE.shape, ...shape),
  );
  return message(field, text(onnx.VALUE_INFO.name, name), message(onnx.VALUE_INFO.type, tensorType));
}
