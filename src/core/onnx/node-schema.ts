/** @file The nodes of an exported ONNX file: each operator with its inputs and attributes, and no others. */
import * as v from 'valibot';

const name = v.pipe(v.string(), v.maxLength(300));
const whole = (least: number, most: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most));
/** More than any operator has (ours). */
const sizes = v.strictTuple([whole(1, 16), whole(1, 16)]);
const pads = v.strictTuple([whole(0, 32), whole(0, 32), whole(0, 32), whole(0, 32)]);
const axis = v.strictObject({ axis: v.literal(1) });
const pooled = { kernel_shape: v.strictTuple([v.literal(3), v.literal(3)]), strides: sizes, pads };
const none = v.strictObject({});

function node<Operator extends string, Inputs extends v.GenericSchema, Attributes extends v.GenericSchema>(
  operator: Operator,
  inputs: Inputs,
  attributes: Attributes,
) {
  return v.object({ operator: v.literal(operator), name, inputs, outputs: v.strictTuple([name]), attributes });
}

const one = v.strictTuple([name]);
/** The input, the weights, the bias. */
const weighted = v.strictTuple([name, name, name]);

export const NodeSchema = v.variant('operator', [
  node(
    'Conv',
    weighted,
    v.strictObject({ kernel_shape: sizes, strides: sizes, dilations: sizes, pads, group: whole(1, 100_000) }),
  ),
  node('MaxPool', one, v.strictObject(pooled)),
  node('AveragePool', one, v.strictObject({ ...pooled, count_include_pad: v.literal(0) })),
  node('Relu', one, none),
  node('Add', v.strictTuple([name, name]), none),
  node('Concat', v.pipe(v.array(name), v.minLength(1), v.maxLength(64)), axis),
  node('GlobalAveragePool', one, none),
  node('Flatten', one, axis),
  node('Gemm', weighted, none),
  node('Softmax', one, axis),
]);
export type OnnxNode = v.InferOutput<typeof NodeSchema>;
