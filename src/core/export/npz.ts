/** @file A trained network's tensors as NumPy's `.npz`, by the names that `load_weights` of the Python files asks for. */
import { sizeOf, type Layer, type LayerTable } from '../network/layers.ts';
import { littleEndian } from './little-endian.ts';
import { toUtf8 } from './utf8.ts';
import { zip, type PackedFile } from './zip.ts';

/** The file that `load_weights` reads. */
export const NPZ_FILE = 'weights.npz';

/** A tensor by its role in a layer: its place among the values, and its shape. */
type Tensor = readonly [role: string, index: number, shape: readonly number[]];

/**
 * @param values the trained tensors in the table's order, then moving mean and variance of each batch norm
 *   (`ChildNetwork.readWeights`).
 * @throws {RangeError} when their number or sizes are not the table's.
 */
export function toNpz(table: LayerTable, values: readonly Float32Array[]): Uint8Array<ArrayBuffer> {
  const norms = table.layers.filter(({ kind }) => kind === 'batchNorm');
  const expected = table.parameters.length + 2 * norms.length;
  if (values.length !== expected) throw new RangeError(`export: needs ${expected} tensors; got ${values.length}`);
  const files = table.layers.flatMap((layer) =>
    tensorsOf(layer, table, norms).map(([role, index, shape]): PackedFile => {
      const name = `${layer.name.replaceAll('/', '.').replaceAll(' ', '_')}/${role}`;
      const own = values[index]!;
      if (own.length !== sizeOf(shape)) {
        throw new RangeError(`export: ${name} needs ${sizeOf(shape)} values; got ${own.length}`);
      }
      return { name: `${name}.npy`, bytes: npy(own, shape) };
    }),
  );
  return zip(files);
}

/** Keras's roles, in the order of its `weights`. */
function tensorsOf(layer: Layer, { parameters }: LayerTable, norms: readonly Layer[]): Tensor[] {
  const tensor = (role: string, index: number): Tensor => [role, index, parameters[index]!.shape];
  switch (layer.kind) {
    case 'conv':
      return [tensor('kernel', layer.filter), ...(layer.bias === undefined ? [] : [tensor('bias', layer.bias)])];
    case 'depthwise':
      return [tensor('depthwise_kernel', layer.filter)];
    case 'batchNorm': {
      const moving = parameters.length + 2 * norms.indexOf(layer);
      const shape = [layer.shape[2]];
      const moments: Tensor[] = [['moving_mean', moving, shape], ['moving_variance', moving + 1, shape]]; // prettier-ignore
      return [tensor('gamma', layer.gamma), tensor('beta', layer.beta), ...moments];
    }
    case 'dense':
      return [tensor('kernel', layer.weights), tensor('bias', layer.bias)];
    default:
      return [];
  }
}

/** A float32 array as `.npy`, version 1.0: a header that ends at a multiple of 64 bytes, then the values in C order. */
function npy(values: Float32Array, shape: readonly number[]): Uint8Array {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.map((size) => `${size},`).join(' ')}), }`;
  const length = 64 * Math.ceil((10 + text.length + 1) / 64) - 10;
  const header = [...toUtf8('NUMPY'), 1, 0, length & 255, length >> 8];
  const padded = toUtf8(`${text.padEnd(length - 1)}\n`);
  return Uint8Array.from([0x93, ...header, ...padded, ...littleEndian([values])]);
}
