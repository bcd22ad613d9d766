/**
 * @file Fits the default surrogate's prior to the cells of the recorded search, into `workers/surrogate/blend/prior.json`.
 * Run: npx tsx src/build/make-prior.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { priorOf } from './prior.ts';

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const prior = priorOf(readFileSync(at('public/tour.json'), 'utf8'));
writeFileSync(at('workers/surrogate/blend/prior.json'), `${JSON.stringify(prior)}\n`);
process.stdout.write(`${prior.subCells.length} sub-cells of up to ${prior.largest} blocks\n`);
