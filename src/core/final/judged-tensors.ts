/** @file The tensors of the network that is judged, out of those of the network that was trained: without what is there for training alone. */
import type { LayerTable } from '../network/layers.ts';

/**
 * @param tensors of the trained network: by parameter, then moving mean and variance of each batch norm.
 * @returns the same of the judged network, whose parameters and batch norms are among those of the trained one by name.
 */
export function judgedTensors(
  trained: LayerTable,
  judged: LayerTable,
  tensors: readonly Float32Array[],
): readonly Float32Array[] {
  const byName = new Map(tensorNames(trained).map((name, i) => [name, tensors[i]!]));
  return tensorNames(judged).map((name) => byName.get(name)!);
}

function tensorNames({ parameters, layers }: LayerTable): string[] {
  const norms = layers.filter(({ kind }) => kind === 'batchNorm');
  return [...parameters, ...norms.flatMap(({ name }) => [{ name: `${name} mean` }, { name: `${name} variance` }])].map(
    ({ name }) => name,
  );
}
