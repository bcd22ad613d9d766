/** @file A recorded run of the paper's size: 136 cells of one block and 256 of each size up to five, 589,824 candidates of each level. */
import { readFile } from 'node:fs/promises';
import { toRunFile } from '../../src/contract/to-run-file.ts';
import type { Run } from '../../src/contract/records.ts';
import { PRESETS } from '../../src/contract/presets.ts';
import { madeUpRun } from './runs.ts';

/** What 256 cells of four blocks grow to at most with eight operators: 256 x 48^2. */
const CANDIDATES = 589_824;
/** Trained cells of a whole run. */
export const CELLS = 1_160;

/** The run. @param cells trained cells it has; all unless given, and then it is finished. */
export function bigRun(cells = CELLS): Run {
  const { head, log } = madeUpRun({
    config: {
      ...PRESETS.paper,
      // as small as a child can be: the run can be gone on with on a software device
      macro: 'titu1994',
      filters: 2,
      epochs: 1,
      batchSize: 10,
      images: 20,
      validationImages: 10,
      surrogate: 'parent',
    },
    parts: 5_000,
    failures: 0.01,
  });
  const records = log.map((record) => (record.type === 'rank' ? { ...record, candidates: CANDIDATES } : record));
  let trained = 0;
  const end = records.findIndex((record) => record.type === 'train' && ++trained > cells);
  return { head, log: end === -1 ? records : records.slice(0, end) };
}

/** The run as `run.json`, made on the sample, so that it can be gone on with. */
export async function bigRunFile(cells?: number): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const { head, log } = bigRun(cells);
  const { data } = JSON.parse(await readFile('public/tour.json', 'utf8')) as { data: Run['head']['data'] };
  const text = JSON.stringify(toRunFile({ head: { ...head, data }, log }));
  return { name: 'run.json', mimeType: 'application/json', buffer: Buffer.from(text) };
}
