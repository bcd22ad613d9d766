/** @file The first weights of a network that starts as a smaller one, trained: it computes the same until its first step. */
import { sizeOf, type LayerTable } from './layers.ts';

/** A trained network: the values of its parameters, in the table's order, then the moving mean and variance of each batch norm. */
export interface TrainedWeights {
  readonly table: LayerTable;
  readonly values: readonly Float32Array[];
}

/** Arrays of {@link TrainedWeights}. */
export function weightsIn({ parameters, layers }: LayerTable): number {
  return parameters.length + 2 * layers.filter(({ kind }) => kind === 'batchNorm').length;
}

/**
 * The weights of a network whose cell is that of another with blocks added behind it: what has the same name is the other's. A tensor that reads more channels, as a
 * cell's output has, reads the new ones, which come last, with weights of 0. New tensors are as drawn, new moving statistics 0 and 1.
 * @param fresh values of the parameters as drawn.
 * @throws {RangeError} where a tensor of the same name differs in more than the channels that it reads: only networks of the macro `pnas` that hand on all blocks grow so.
 */
export function grownWeights(
  { table: from, values }: TrainedWeights,
  table: LayerTable,
  fresh: readonly Float32Array[],
): Float32Array[] {
  const known = new Map(from.parameters.map(({ name, shape }, i) => [name, { shape, values: values[i]! }]));
  const parameters = table.parameters.map(({ name, shape }, i) => {
    const own = known.get(name);
    return own === undefined ? fresh[i]! : widened(own.values, own.shape, shape, name);
  });
  const moving = new Map(movingOf({ table: from, values }));
  for (const { name, shape, kind } of table.layers) {
    if (kind !== 'batchNorm') continue;
    const channels = shape[2];
    parameters.push(...(moving.get(name) ?? [new Float32Array(channels), new Float32Array(channels).fill(1)]));
  }
  return parameters;
}

/** The moving mean and variance of each batch norm, by its name. */
function movingOf({ table, values }: TrainedWeights): [string, readonly Float32Array[]][] {
  const norms = table.layers.filter(({ kind }) => kind === 'batchNorm');
  return norms.map(({ name }, i) => [name, values.slice(table.parameters.length + 2 * i).slice(0, 2)]);
}

/** A filter [kh, kw, cin, cout] or weights [cin, cout] with more input channels, those of the smaller first. */
function widened(values: Float32Array, from: readonly number[], to: readonly number[], name: string): Float32Array {
  if (String(from) === String(to)) return values;
  const axis = to.length - 2;
  const isSame =
    from.length === to.length && axis >= 0 && to.every((size, i) => (i === axis ? size > from[i]! : size === from[i]));
  if (!isSame || name.includes('/depthwise'))
    throw new RangeError(`network: ${name} [${from.join(', ')}] cannot grow into [${to.join(', ')}]`);
  const grown = new Float32Array(sizeOf(to));
  const [rows, columns] = [from[axis]!, to.at(-1)!];
  const windows = sizeOf(to.slice(0, axis));
  for (let window = 0; window < windows; window++) {
    const own = values.subarray(window * rows * columns, (window + 1) * rows * columns);
    grown.set(own, window * to[axis]! * columns);
  }
  return grown;
}
