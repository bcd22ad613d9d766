/** @file Writes the files of a trained network: ONNX, a tfjs LayersModel, and the PyTorch and Keras files with their weights. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackedFile } from '../../core/export/zip.ts';
import { wrapWriteErrors, writeWhole } from '../../../workers/store/node/write-whole.ts';

/** Writes files into a folder, each whole. */
export async function writeTrained(folder: string, files: readonly PackedFile[]): Promise<void> {
  await wrapWriteErrors(folder, 'nothing was written', mkdir(folder, { recursive: true }));
  for (const { name, bytes } of files) await writeWhole(join(folder, name), bytes);
}
