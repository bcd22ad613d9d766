/**
 * @file Removes what does not reach logits. A cell whose blocks all read H_{c-2} leaves every other cell of the
 * chain unread; such layers would never be trained, so they are neither built nor counted.
 */
import type { Layer, LayerTable, Parameter } from './layers.ts';
import { layersReaching } from './reaching.ts';

/** The table without layers, and parameters of layers, that no classifier depends on; ids renumbered. */
export function prune(table: LayerTable): LayerTable {
  const { auxiliary } = table;
  const logits = [table.layers.length - 1, ...(auxiliary === undefined ? [] : [auxiliary])];
  const reaches = layersReaching(table.layers, [0, ...logits]); // the image stays layer 0
  const ids: number[] = []; // new id of each old one, also of those removed: that of the next kept layer
  let kept = 0;
  for (const alive of reaches) ids.push(alive ? kept++ : kept);
  ids.push(kept);
  const parameters: Parameter[] = [];
  const renumbered = (parameter: number): number => parameters.push(table.parameters[parameter]!) - 1;
  const layers = table.layers
    .filter((_, id) => reaches[id]!)
    .map((layer): Layer => {
      const moved = { id: ids[layer.id]!, inputs: layer.inputs.map((input) => ids[input]!) };
      switch (layer.kind) {
        case 'conv': {
          const filter = renumbered(layer.filter);
          return { ...layer, ...moved, filter, ...(layer.bias === undefined ? {} : { bias: renumbered(layer.bias) }) };
        }
        case 'depthwise':
          return { ...layer, ...moved, filter: renumbered(layer.filter) };
        case 'batchNorm':
          return { ...layer, ...moved, gamma: renumbered(layer.gamma), beta: renumbered(layer.beta) };
        case 'dense':
          return { ...layer, ...moved, weights: renumbered(layer.weights), bias: renumbered(layer.bias) };
        default:
          return { ...layer, ...moved };
      }
    });
  const cells = table.cells.map((cell) => ({ ...cell, from: ids[cell.from]!, to: ids[cell.to]! }));
  return { ...table, layers, parameters, cells, ...(auxiliary === undefined ? {} : { auxiliary: ids[auxiliary]! }) };
}
