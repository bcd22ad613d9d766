/** @file ONNX's numbers: of the fields of its messages and of its types (onnx.proto of ONNX 1.8, whose names these are). */

/** The operator set that is written: of ONNX 1.8 (2020), which every runtime in use has. */
export const OPSET = 13;
/** The file format of that release. */
export const IR_VERSION = 7;
export const PRODUCER = 'progressive-nas';
/** The input and the output. */
export const [IMAGE, PROBABILITIES] = ['image', 'probabilities'];

export const MODEL = { irVersion: 1, producerName: 2, docString: 6, graph: 7, opsetImport: 8, metadataProps: 14 };
export const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12 };
export const NODE = { input: 1, output: 2, name: 3, opType: 4, attribute: 5 };
export const ATTRIBUTE = { name: 1, i: 3, ints: 8, type: 20 };
export const ATTRIBUTE_TYPE = { int: 2, ints: 7 };
export const TENSOR = { dims: 1, dataType: 2, name: 8, rawData: 9 };
export const FLOAT = 1;
export const VALUE_INFO = { name: 1, type: 2 };
export const TYPE = { tensorType: 1 };
export const TENSOR_TYPE = { elemType: 1, shape: 2 };
export const SHAPE = { dim: 1 };
export const DIMENSION = { value: 1, param: 2 };
export const OPSET_ID = { domain: 1, version: 2 };
export const ENTRY = { key: 1, value: 2 };
