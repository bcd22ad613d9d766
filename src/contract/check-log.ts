/**
 * @file What the records of a log must be together, beyond the form of each: a run that a search can make. Links and files are checked;
 * what the stores hold was written by this program and is read as it is.
 */
import { canonicalKey } from '../core/space/canonical.ts';
import { parseCell } from '../core/space/cell.ts';
import { checkConfirmations } from './check-confirmations.ts';
import type { SearchConfig } from './config.ts';
import type { LogRecord, RankRecord } from './records.ts';

/**
 * @param name what the log came from, in errors.
 * @throws {RangeError} `name: cells.3: ...` or `name: surrogate.0: ...`: the place among the trained cells, or among the others.
 */
export function checkLog(log: readonly LogRecord[], config: SearchConfig, name: string): void {
  const { blocks, epochs, strategy } = config;
  const isWhole = strategy === 'random' || strategy === 'evolution'; // all cells have B blocks
  const trained = new Set<string>();
  const known: Designs = new Map();
  const counts = { cells: 0, retrainings: 0, confirmations: 0, surrogate: 0 };
  for (const record of log) {
    if (record.type === 'incident' || record.type === 'done') continue;
    const part = PARTS[record.type];
    const place = `${name}: ${part}.${counts[part]++}`;
    const { level } = record;
    if (level < 1 || level > blocks) throw new RangeError(`${place}: level must be 1 to ${blocks}; got ${level}`);
    if (!(record.durationMs >= 0))
      throw new RangeError(`${place}: durationMs must be at least 0; got ${record.durationMs}`);
    if (record.type === 'rank') checkRanking(record, config, place, known);
    if (record.type === 'fit' || record.type === 'rank') continue;
    const { length } = record.curve;
    if (length > epochs) throw new RangeError(`${place}: curve must have at most ${epochs} epochs; got ${length}`);
    if (record.type !== 'train') continue; // of a cell before, as whoever reads it has seen to
    const design = designOf(record.notation, level, config, place, known);
    if (isWhole && level < blocks) throw new RangeError(`${place}: level of a ${strategy} search must be ${blocks}; got ${level}`); // prettier-ignore
    addDesign(trained, design, place);
  }
  checkConfirmations(log, config, name);
}

/** Where a run file has each kind of record. */
const PARTS = {
  train: 'cells',
  retrain: 'retrainings',
  confirm: 'confirmations',
  fit: 'surrogate',
  rank: 'surrogate',
} as const;

function checkRanking(
  { level, candidates, kept, curve }: RankRecord,
  config: SearchConfig,
  place: string,
  known: Designs,
): void {
  const designs = new Set<string>();
  for (const { notation } of kept) addDesign(designs, designOf(notation, level, config, place, known), place);
  let last = 0;
  for (const [rank] of curve) {
    if (!(rank > last)) throw new RangeError(`${place}: ranks must rise from 1; got ${rank} after ${last}`);
    last = rank;
  }
  const most = Math.max(last, kept.length);
  if (most > candidates) throw new RangeError(`${place}: candidates must be at least ${most}; got ${candidates}`);
}

/** Blocks and key of each notation met: most cells that were kept are trained, and the key of some takes long. */
type Designs = Map<string, { readonly blocks: number; readonly key: string }>;

/** The cell's key; it must be of the search space and have as many blocks as its level. */
function designOf(notation: string, level: number, config: SearchConfig, place: string, known: Designs): string {
  let design = known.get(notation);
  if (design === undefined) {
    try {
      const cell = parseCell(notation, config);
      design = { blocks: cell.length, key: canonicalKey(cell) };
    } catch (error) {
      throw new RangeError(`${place}: ${(error as Error).message}`);
    }
    known.set(notation, design);
  }
  const { blocks, key } = design;
  if (blocks !== level) throw new RangeError(`${place}: level must be its ${blocks} blocks; got ${level}`);
  return key;
}

function addDesign(designs: Set<string>, key: string, place: string): void {
  if (designs.has(key)) throw new RangeError(`${place}: must be another design than those before it`);
  designs.add(key);
}
