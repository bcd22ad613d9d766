/** @file Data sets: listed, imported, deleted. */
import { batch } from '@preact/signals';
import type { DataIdentity } from '../../contract/records.ts';
import type { DataPack } from '../../contract/data-manifest.ts';
import { isTestBatch } from '../../contract/api.ts';
import type { ImportProgress } from '../../contract/api.ts';
import { notices } from '../messages/notices.ts';
import { ask, callback } from './bridge.ts';
import { reportErrors } from './report-errors.ts';
import * as state from '../state/state.ts';

export async function loadDataSets(): Promise<void> {
  await reportErrors(async () => {
    const { items, unreadable } = await ask((api) => api.dataSets(document.baseURI));
    state.dataSets.value = items;
    state.setUnreadable('dataSet', unreadable);
    state.packs.value = await ask((api) => api.packs(document.baseURI));
  });
}

/** Rows of the mosaic of the first visit. */
const MOSAIC_ROWS = 7;

/** Reads the images of the first visit: of the sample as it is kept, so that it is fetched once. */
export async function loadMosaic(): Promise<void> {
  state.mosaic.value = await ask((api) => api.samplePictures(MOSAIC_ROWS)).catch(() => undefined); // the frame stays empty
}

/** Imports CIFAR-10, as an archive or as record files. The test batch is left out: a search must not see it. */
export async function importFiles(files: readonly File[]): Promise<void> {
  const left = files.some(({ name }) => isTestBatch(name)) ? ` ${notices.value.testLeftOut}` : '';
  const sizeBytes = files.reduce((sum, { size }) => sum + size, 0);
  await importData(sizeBytes, (onProgress) => ask((api) => api.importFiles('CIFAR-10', files, onProgress)), left);
}

/** Imports a data set that the page's host offers. */
export async function importPack(pack: DataPack): Promise<void> {
  await importData(pack.sizeBytes, (onProgress) => ask((api) => api.importPack(pack, document.baseURI, onProgress)));
}

/** Imports a data set of so many bytes, shows its progress, and chooses it. */
async function importData(
  sizeBytes: number,
  take: (onProgress: (progress: ImportProgress) => void) => Promise<DataIdentity>,
  remark = '',
): Promise<void> {
  let isUnderWay = true; // what is said of progress comes by another way than the answer, and may come after it
  const onProgress = callback((progress: ImportProgress) => {
    if (isUnderWay) state.importProgress.value = progress;
  });
  state.importProgress.value = { bytes: 0, sizeBytes, images: 0, durationMs: 0 }; // at once: what never begins can be cancelled too
  await reportErrors(async () => {
    const identity = await take(onProgress);
    batch(() => {
      state.dataSets.value = [...state.dataSets.value.filter(({ sha256 }) => sha256 !== identity.sha256), identity];
      state.packs.value = state.packs.value.filter(({ sha256 }) => sha256 !== identity.sha256);
      state.chosenData.value = identity.sha256;
      state.notice.value = {
        kind: 'info',
        text: `${notices.value.imagesStored(identity.images)}${remark}`,
      };
    });
  });
  isUnderWay = false;
  state.importProgress.value = undefined;
}

/** Cancels the import; nothing of it is kept. */
export async function cancelImport(): Promise<void> {
  await reportErrors(() => ask((api) => api.cancelImport()));
}

/** Deletes a stored data set; runs made on it stay, but cannot be resumed. */
export async function deleteData(sha256: string): Promise<void> {
  await reportErrors(async () => {
    await ask((api) => api.deleteDataSet(sha256));
    batch(() => {
      state.dataSets.value = state.dataSets.value.filter((set) => set.sha256 !== sha256);
      if (state.chosenData.value === sha256) state.chosenData.value = undefined;
      state.notice.value = { kind: 'info', text: notices.value.imagesDeleted };
    });
    state.packs.value = await ask((api) => api.packs(document.baseURI));
  });
}
