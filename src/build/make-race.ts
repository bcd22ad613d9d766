/**
 * @file Puts a race of real searches beside the recorded search of the tour, in `public/tour.json`: of the `run.json` files of PNAS and its controls, which differ
 * in strategy and seed alone. Run: npx tsx src/build/make-race.ts <run.json>...
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseRunFile } from '../contract/read-run-file.ts';
import { raceOf } from './race.ts';

const paths = process.argv.slice(2);
if (paths.length === 0) throw new Error('make-race: needs the run.json files of the searches');
const race = raceOf(paths.map((path) => parseRunFile(readFileSync(path, 'utf8'), path)));
const tour = new URL('../../public/tour.json', import.meta.url);
const recorded = JSON.parse(readFileSync(tour, 'utf8')) as object;
writeFileSync(tour, `${JSON.stringify({ ...recorded, race }, null, 2)}\n`);
