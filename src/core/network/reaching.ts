/** @file Which layers of a table others depend on. */
import type { Layer } from './layers.ts';

/** Whether each layer, by id, is one of `ids` or read by one that reaches them. */
export function layersReaching(layers: readonly Layer[], ids: readonly number[]): boolean[] {
  const reaches = layers.map(({ id }) => ids.includes(id));
  for (let id = layers.length - 1; id >= 0; id--) {
    if (reaches[id]!) for (const input of layers[id]!.inputs) reaches[input] = true;
  }
  return reaches;
}
