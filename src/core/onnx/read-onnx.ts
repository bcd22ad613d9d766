/**
 * @file Reads an ONNX file that `write-onnx.ts` wrote back into the network, so that an exported model can be tried without a runtime. What
 * others wrote is refused: a network here has these operators in this form, and a file may come from anybody.
 */
import * as v from 'valibot';
import { sizeOf, type Shape } from '../network/layers.ts';
import type { InferenceGraph, InferenceLayer } from '../inference/graph.ts';
import { fromUtf8 } from '../export/utf8.ts';
import { outputsLast } from './filter-layout.ts';
import { NodeSchema, type OnnxNode } from './node-schema.ts';
import { readIntegers, readMessage, type Message } from './protobuf.ts';
import * as onnx from './schema.ts';
import { window } from './write-onnx.ts';

/** An image as it is classified: at most so many pixels a side (ours). */
const MAX_SIDE = 64;
/** Most multiply-adds of one image (ours): twenty times PNASNet-5's for CIFAR-10, so that no file can hold a page for minutes. */
const MAX_MULTIPLY_ADDS = 10e9;
/** Most values of all activations together (ours): 400 MB. */
const MAX_ACTIVATIONS = 1e8;

/** What a file holds. */
interface OnnxModel {
  readonly graph: InferenceGraph;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Tensor {
  readonly dims: readonly number[];
  readonly values: Float32Array;
}

/** @throws {RangeError} for anything but a whole file of {@link toOnnx}, naming what was required and what came. */
export function readOnnx(data: Uint8Array): OnnxModel {
  const model = readMessage(data);
  const producer = textOf(model, onnx.MODEL.producerName);
  if (producer !== onnx.PRODUCER) throw new RangeError('model: must be an ONNX file that was exported here');
  const opset = messagesOf(model, onnx.MODEL.opsetImport).map((one) => numberOf(one, onnx.OPSET_ID.version));
  if (opset.length !== 1 || opset[0] !== onnx.OPSET) {
    throw new RangeError(`model: needs operator set ${onnx.OPSET}; got ${opset.join(', ') || 'none'}`);
  }
  const [graph] = messagesOf(model, onnx.MODEL.graph);
  if (graph === undefined) throw new RangeError('model: needs a graph; got none');
  const entries = messagesOf(model, onnx.MODEL.metadataProps);
  return {
    graph: readGraph(graph),
    metadata: Object.fromEntries(entries.map((one) => [textOf(one, onnx.ENTRY.key), textOf(one, onnx.ENTRY.value)])),
  };
}

function readGraph(graph: Message): InferenceGraph {
  const builder = new GraphBuilder(imageShape(graph), tensorsOf(graph));
  const nodes = messagesOf(graph, onnx.GRAPH.node).map(readNode);
  if (nodes.at(-1)?.operator !== 'Softmax') throw new RangeError('model: must end in probabilities');
  for (const node of nodes) builder.add(node);
  return builder.layers;
}

/** Adds layers one at a time, each checked against what it reads. */
class GraphBuilder {
  readonly layers: InferenceLayer[];
  /** Of each tensor that a node has made, the layer. */
  readonly #places = new Map<string, number>([[onnx.IMAGE, 0]]);
  readonly #tensors: ReadonlyMap<string, Tensor>;
  #multiplyAdds = 0;
  #activations = 0;

  constructor(shape: Shape, tensors: ReadonlyMap<string, Tensor>) {
    this.layers = [{ kind: 'image', name: onnx.IMAGE, inputs: [], shape }];
    this.#tensors = tensors;
  }

  /** @throws {RangeError} */
  add(node: OnnxNode): void {
    const last = this.layers.at(-1)!;
    if (last.kind === 'dense' && node.operator !== 'Softmax') throw new RangeError(`model: ${node.name} comes after the last layer`); // prettier-ignore
    const inputs = layerInputs(node).map((name) => {
      const place = this.#places.get(name);
      if (place === undefined) throw new RangeError(`model: ${node.name} reads ${name}, which no node before it makes`);
      return place;
    });
    const isAlias = node.operator === 'Flatten' || node.operator === 'Softmax';
    if (!isAlias) this.#push(this.#layer(node, inputs));
    this.#places.set(node.outputs[0], isAlias ? inputs[0]! : this.layers.length - 1);
  }

  #push(layer: InferenceLayer): void {
    const [h, w, c] = layer.shape;
    if (layer.kind === 'conv') this.#multiplyAdds += h * w * layer.filter.length;
    if (layer.kind === 'depthwise') this.#multiplyAdds += h * w * layer.filter.length;
    this.#activations += h * w * c;
    if (this.#multiplyAdds > MAX_MULTIPLY_ADDS) throw new RangeError(`model: must need at most ${MAX_MULTIPLY_ADDS} multiply-adds for an image`); // prettier-ignore
    if (this.#activations > MAX_ACTIVATIONS) throw new RangeError(`model: must need at most ${MAX_ACTIVATIONS} values for an image`); // prettier-ignore
    this.layers.push(layer);
  }

  #layer(node: OnnxNode, inputs: readonly number[]): InferenceLayer {
    const shapes = inputs.map((place) => this.layers[place]!.shape);
    const shape = shapes[0]!;
    const { name } = node;
    switch (node.operator) {
      case 'Conv':
        return this.#convolution(node, inputs, shape);
      case 'MaxPool':
      case 'AveragePool': {
        const { kernel_shape: kernel, strides, pads } = node.attributes;
        const kind = node.operator === 'MaxPool' ? 'maxPool' : 'avgPool';
        requireSame(name, { kernel, stride: strides, dilation: 1 }, shape, pads);
        if (strides[0] !== strides[1])
          throw new RangeError(`model: ${name} must have one stride; got ${strides.join()}`);
        return { kind, name, inputs, shape: strided(shape, strides, shape[2]), stride: strides[0] };
      }
      case 'Relu':
        return { kind: 'relu', name, inputs, shape };
      case 'Add':
        requireShapes(name, shapes, (own) => own.join() === shape.join());
        return { kind: 'add', name, inputs, shape };
      case 'Concat': {
        requireShapes(name, shapes, ([h, w]) => h === shape[0] && w === shape[1]);
        const channels = shapes.reduce((sum, [, , c]) => sum + c, 0);
        return { kind: 'concat', name, inputs, shape: [shape[0], shape[1], channels] };
      }
      case 'GlobalAveragePool':
        return { kind: 'globalAveragePool', name, inputs, shape: [1, 1, shape[2]] };
      case 'Gemm': {
        const [, weights, bias] = node.inputs;
        requireShapes(name, shapes, ([h, w]) => h === 1 && w === 1);
        const classes = this.#tensor(bias, [undefined]).dims[0]!;
        const { values } = this.#tensor(weights, [sizeOf(shape), classes]);
        const own = { weights: values, bias: this.#tensor(bias, [classes]).values };
        return { kind: 'dense', name, inputs, shape: [1, 1, classes], ...own };
      }
      case 'Flatten':
      case 'Softmax':
        throw new RangeError(`model: ${name} is no layer`);
      default:
        return node satisfies never;
    }
  }

  #convolution(node: Extract<OnnxNode, { operator: 'Conv' }>, inputs: readonly number[], shape: Shape): InferenceLayer {
    const { name } = node;
    const { kernel_shape: kernel, strides: stride, dilations, pads, group } = node.attributes;
    const dilation = dilations[0];
    if (dilation !== dilations[1])
      throw new RangeError(`model: ${name} must have one dilation; got ${dilations.join()}`);
    if (group !== 1 && group !== shape[2]) throw new RangeError(`model: ${name} must have 1 or ${shape[2]} groups; got ${group}`); // prettier-ignore
    requireSame(name, { kernel, stride, dilation }, shape, pads);
    const kind = group === 1 ? 'conv' : 'depthwise';
    const [, weights, bias] = node.inputs;
    const channels = kind === 'conv' ? shape[2] : 1;
    const { dims, values } = this.#tensor(weights, [kind === 'conv' ? undefined : shape[2], channels, ...kernel]);
    const outputs = dims[0]!;
    return {
      kind,
      name,
      inputs,
      shape: strided(shape, stride, outputs),
      kernel,
      stride,
      dilation,
      filter: outputsLast(values, outputs, channels),
      bias: this.#tensor(bias, [outputs]).values,
    };
  }

  /** @param dims what they must be; undefined is any. @throws {RangeError} */
  #tensor(name: string, dims: readonly (number | undefined)[]): Tensor {
    const tensor = this.#tensors.get(name);
    if (tensor === undefined) throw new RangeError(`model: has no tensor ${name}`);
    const isSame =
      tensor.dims.length === dims.length && dims.every((size, i) => (size ?? tensor.dims[i]) === tensor.dims[i]);
    if (!isSame) throw new RangeError(`model: ${name} must be [${dims.map((size) => size ?? 'any').join(', ')}]; got [${tensor.dims.join(', ')}]`); // prettier-ignore
    return tensor;
  }
}

/** The tensors that a node reads from other nodes, without its weights. */
function layerInputs({ operator, inputs }: OnnxNode): readonly string[] {
  return operator === 'Conv' || operator === 'Gemm' ? [inputs[0]] : inputs;
}

function strided([h, w]: Shape, [down, across]: readonly [number, number], channels: number): Shape {
  return [Math.ceil(h / down), Math.ceil(w / across), channels];
}

/** @throws {RangeError} unless the padding is that of a network here. */
function requireSame(name: string, sizes: Parameters<typeof window>[0], shape: Shape, pads: readonly number[]): void {
  const needed = window(sizes, shape).pads;
  if (needed.join() !== pads.join()) throw new RangeError(`model: ${name} must be padded by ${needed.join()}; got ${pads.join()}`); // prettier-ignore
}

function requireShapes(name: string, shapes: readonly Shape[], isRight: (shape: Shape) => boolean): void {
  if (!shapes.every(isRight)) throw new RangeError(`model: ${name} cannot join ${shapes.map((one) => `[${one.join()}]`).join(' and ')}`); // prettier-ignore
}

/** Height, width and channels of the input. */
function imageShape(graph: Message): Shape {
  const [input] = messagesOf(graph, onnx.GRAPH.input);
  const follow = (from: Message | undefined, ...fields: number[]): Message | undefined =>
    fields.reduce<Message | undefined>((at, field) => at && messagesOf(at, field)[0], from);
  const shape = follow(input, onnx.VALUE_INFO.type, onnx.TYPE.tensorType, onnx.TENSOR_TYPE.shape);
  const dims = shape === undefined ? [] : messagesOf(shape, onnx.SHAPE.dim).map((dim) => numberOf(dim, onnx.DIMENSION.value)); // prettier-ignore
  const [, channels = 0, height = 0, width = 0] = dims;
  const isImage = dims.length === 4 && channels === 3 && [height, width].every((side) => side > 0 && side <= MAX_SIDE);
  if (!isImage) throw new RangeError(`model: must read images of 3 colours and at most ${MAX_SIDE} pixels a side`);
  return [height, width, channels];
}

/** @throws {RangeError} for a value that is no number: it would spread to all probabilities. */
function tensorsOf(graph: Message): Map<string, Tensor> {
  return new Map(
    messagesOf(graph, onnx.GRAPH.initializer).map((tensor) => {
      const name = textOf(tensor, onnx.TENSOR.name);
      const dims = readIntegers(tensor, onnx.TENSOR.dims);
      const [raw] = tensor.get(onnx.TENSOR.rawData) ?? [];
      if (numberOf(tensor, onnx.TENSOR.dataType) !== onnx.FLOAT || !(raw instanceof Uint8Array)) {
        throw new RangeError(`model: ${name} must be float32`);
      }
      if (dims.includes(0)) throw new RangeError(`model: ${name} has no values`);
      if (raw.length !== 4 * sizeOf(dims)) throw new RangeError(`model: ${name} must have ${4 * sizeOf(dims)} bytes; got ${raw.length}`); // prettier-ignore
      const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
      const values = Float32Array.from({ length: raw.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
      if (!values.every(Number.isFinite)) throw new RangeError(`model: ${name} has a value that is no number`);
      return [name, { dims, values }] as const;
    }),
  );
}

function readNode(message: Message): OnnxNode {
  const attributes = messagesOf(message, onnx.NODE.attribute).map((attribute) => {
    const isList = numberOf(attribute, onnx.ATTRIBUTE.type) === onnx.ATTRIBUTE_TYPE.ints;
    const value = isList ? readIntegers(attribute, onnx.ATTRIBUTE.ints) : numberOf(attribute, onnx.ATTRIBUTE.i);
    return [textOf(attribute, onnx.ATTRIBUTE.name), value] as const;
  });
  const node = {
    operator: textOf(message, onnx.NODE.opType),
    name: textOf(message, onnx.NODE.name),
    inputs: textsOf(message, onnx.NODE.input),
    outputs: textsOf(message, onnx.NODE.output),
    attributes: Object.fromEntries(attributes),
  };
  const result = v.safeParse(NodeSchema, node);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new RangeError(`model: ${node.name.slice(0, 80) || 'a node'}: ${v.getDotPath(issue) ?? ''} ${issue.message}`.slice(0, 300)); // prettier-ignore
}

function messagesOf(message: Message, field: number): Message[] {
  return (message.get(field) ?? []).map((value) => {
    if (typeof value === 'number') throw new RangeError('model: is damaged; a number stands where a message must');
    return readMessage(value);
  });
}

/** Of protocol buffers, a field that is not there is empty, or 0. */
function textsOf(message: Message, field: number): string[] {
  return (message.get(field) ?? []).map((value) => {
    try {
      if (typeof value !== 'number') return fromUtf8(value);
    } catch {
      // as below
    }
    throw new RangeError('model: is damaged; a name is no text');
  });
}

const textOf = (message: Message, field: number): string => textsOf(message, field).at(-1) ?? '';

function numberOf(message: Message, field: number): number {
  const value = message.get(field)?.at(-1) ?? 0;
  if (typeof value !== 'number') throw new RangeError('model: is damaged; a message stands where a number must');
  return value;
}
