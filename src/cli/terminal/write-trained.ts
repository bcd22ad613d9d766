/** @file Writes a trained network: a tfjs LayersModel, and the PyTorch and Keras files that read its weights. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cell } from '../../core/space/cell.ts';
import { toLayersModel, WEIGHTS_FILE } from '../../core/export/layers-model.ts';
import { toKeras, toPyTorch } from '../../core/export/python.ts';
import { WEIGHT_LOADERS } from '../../core/export/python-weights.ts';
import { layerTable, type NetworkConfig } from '../../core/network/macro.ts';
import type { PixelNormalisation } from '../../core/network/normalisation.ts';
import { wrapWriteErrors, writeWhole } from '../../../workers/store/node/write-whole.ts';

/**
 * Writes the files into a folder.
 * @param values the weights, as `ChildNetwork.readWeights` returns them.
 * @param pixels the normalisation that the network was trained with.
 */
export async function writeTrained(
  folder: string,
  cell: Cell,
  config: NetworkConfig,
  values: readonly Float32Array[],
  pixels: PixelNormalisation,
): Promise<void> {
  const { model, weights } = toLayersModel(layerTable(cell, config), values);
  await wrapWriteErrors(folder, 'nothing was written', mkdir(folder, { recursive: true }));
  await writeWhole(join(folder, WEIGHTS_FILE), weights);
  await writeWhole(join(folder, 'model.json'), JSON.stringify(model)); // names the weights, which are there by now
  await writeWhole(join(folder, 'network_pytorch.py'), toPyTorch(cell, config, WEIGHT_LOADERS, pixels));
  await writeWhole(join(folder, 'network_keras.py'), toKeras(cell, config, WEIGHT_LOADERS, pixels));
}
