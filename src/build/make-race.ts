/**
 * @file Puts a race of real searches beside the recorded search of the tour, in `public/tour.json`: of PNAS and its controls, which differ in strategy and seed
 * alone. Run: npx tsx src/build/make-race.ts <run.json, or a folder of runs such as a study's>...
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { parseRunFile } from '../contract/read-run-file.ts';
import type { Run } from '../contract/records.ts';
import { isOver } from '../contract/run-file.ts';
import { FileStore } from '../../workers/store/node/file-store.ts';
import { raceOf } from './race.ts';

/** The runs of a file or a folder that have ended; of a study that goes on, the others are left for later. */
async function runsOf(path: string): Promise<Run[]> {
  if (!statSync(path).isDirectory()) return [parseRunFile(readFileSync(path, 'utf8'), path)];
  const store = new FileStore(path);
  const heads = (await store.runs()).items;
  const runs = await Promise.all(heads.map(({ id }) => store.run(id)));
  return runs.filter(({ log }) => isOver(log));
}

const paths = process.argv.slice(2);
if (paths.length === 0) throw new Error('make-race: needs run.json files, or a folder of runs');
const race = raceOf((await Promise.all(paths.map(runsOf))).flat());
const tour = new URL('../../public/tour.json', import.meta.url);
const recorded = JSON.parse(readFileSync(tour, 'utf8')) as object;
writeFileSync(tour, `${JSON.stringify({ ...recorded, race }, null, 2)}\n`);
const names = race.runs.map(({ strategy, seed }) => `${strategy} ${seed}`);
process.stdout.write(`${names.length} searches: ${names.join(', ')}\n`);
