/** @file Which batch norms are fused: done by one dispatch, over one buffer of inputs and one of outputs. */
import { PLANE_ALIGNMENT, roundUp, vec4Count } from '../kernels/kernel.ts';
import { VEC4 } from '../runtime/memory.ts';
import { appliesRelu, type Graph } from './graph.ts';

/**
 * All batch norms in groups to fuse. Those of a group have one step, size of images, ReLU behind and buffer of outputs; each reads a
 * convolution of its own.
 * @param concatOf the concatenation that a layer is written into.
 * @param maxBytes of a group's inputs, in a batch of `n` images.
 */
export function fuseBatchNorms(
  graph: Graph,
  concatOf: (id: number) => number | undefined,
  n: number,
  maxBytes: number,
): number[][] {
  const { layers, readers, steps, order } = graph;
  const groups = new Map<string, { ids: number[]; bytes: number }[]>();
  for (const layer of order.map((id) => layers[id]!)) {
    if (layer.kind !== 'batchNorm') continue;
    const input = layer.inputs[0]!;
    const isSingle = layers[input]!.kind !== 'conv' || readers[input]!.length > 1;
    const [h, w, c] = layer.shape;
    const isBeforeRelu = appliesRelu(layer.id, graph);
    const key = isSingle
      ? `${layer.id}`
      : [steps[layer.id], h, w, isBeforeRelu, graph.unstored.has(layer.id), concatOf(layer.id)].join();
    const bytes = vec4Count(c) * roundUp(n * h * w, PLANE_ALIGNMENT) * VEC4;
    const known = groups.get(key) ?? [];
    groups.set(key, known);
    const last = known.at(-1);
    if (last === undefined || last.bytes + bytes > maxBytes) known.push({ ids: [layer.id], bytes });
    else {
      last.ids.push(layer.id);
      last.bytes += bytes;
    }
  }
  return [...groups.values()].flat().map(({ ids }) => ids);
}
