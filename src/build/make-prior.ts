/**
 * @file Fits the default surrogate's prior, `workers/surrogate/blend/prior.json`, to a search of a kept study. Another prior than the one that is there needs
 * another version of the streams (`src/core/streams/streams.ts`). Run: npx tsx src/build/make-prior.ts
 */
import { writeFileSync } from 'node:fs';
import { readPriorSearch, priorOf } from './prior.ts';

const prior = await priorOf(await readPriorSearch());
writeFileSync(new URL('../../workers/surrogate/blend/prior.json', import.meta.url), `${JSON.stringify(prior)}\n`);
process.stdout.write(`${prior.subCells.length} sub-cells of up to ${prior.largest} blocks\n`);
