/**
 * @file Makes the tour's race of real searches: `public/race.json` of the `run.json` files of PNAS and its controls, which differ in strategy and
 * seed alone. Run: npx tsx src/build/make-race.ts <run.json>...
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseRunFile } from '../contract/read-run-file.ts';
import { raceOf } from './race.ts';

const paths = process.argv.slice(2);
if (paths.length === 0) throw new Error('make-race: needs the run.json files of the searches');
const race = raceOf(paths.map((path) => parseRunFile(readFileSync(path, 'utf8'), path)));
writeFileSync(new URL('../../public/race.json', import.meta.url), `${JSON.stringify(race)}\n`);
