/** @file Writes a trained network for other tools: ONNX, a tfjs LayersModel, and the PyTorch and Keras files with their weights. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exportedFiles, type ExportableNetwork } from '../../contract/model-exports.ts';
import { wrapWriteErrors, writeWhole } from '../../../workers/store/node/write-whole.ts';

/** Writes the files into a folder, each whole. */
export async function writeTrained(folder: string, network: ExportableNetwork): Promise<void> {
  await wrapWriteErrors(folder, 'nothing was written', mkdir(folder, { recursive: true }));
  for (const { name, bytes } of exportedFiles(network)) await writeWhole(join(folder, name), bytes);
}
