/**
 * @file `data.json` beside the page: the data sets that whoever hosts it offers. `pnas data pack` adds to it; as built it is empty. Its packs
 * lie on the page's own origin, so that nobody else learns who takes one.
 */
import * as v from 'valibot';
import { DataIdentitySchema } from './records.ts';

export const MANIFEST_FILE = 'data.json';

/** A data set to be had: who it will be once taken in, and where it lies. */
const DataPackSchema = v.object({
  ...DataIdentitySchema.entries,
  /** Relative to the manifest. */
  url: v.pipe(v.string(), v.minLength(1)),
  sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type DataPack = v.InferOutput<typeof DataPackSchema>;

export const DataManifestSchema = v.object({ packs: v.array(DataPackSchema) });
export type DataManifest = v.InferOutput<typeof DataManifestSchema>;
