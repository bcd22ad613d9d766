/** @file Room in the browser's storage. */
import { storageUse } from '../../src/contract/secure-context.ts';
import { megabytes } from '../store/indexed-db.ts';
import { StorageFull } from '../store/store.ts';

/** Room left untouched for logs and checkpoints, bytes (ours: a paper-sized child's checkpoint has 7 MB). */
const SPARE_BYTES = 20e6;

/** @throws {StorageFull} when the browser says beforehand that so much more will not fit. */
export async function requireRoom(bytes: number): Promise<void> {
  const { quota, usage } = await storageUse();
  if (quota === undefined || usage === undefined) return;
  const [needed, free] = [bytes + SPARE_BYTES, Math.max(0, quota - usage)];
  if (free < needed) throw new StorageFull(`it needs ${megabytes(needed)} MB and has ${megabytes(free)} MB`);
}
