/**
 * @file What the records of a log must be together, beyond the form of each: a run that a search can make. Links and files are checked;
 * what the stores hold was written by this program and is read as it is.
 */
import { canonicalKey } from '../core/space/canonical.ts';
import { parseCell, type Cell } from '../core/space/cell.ts';
import { designFingerprint } from '../core/space/fingerprint.ts';
import { roundsOf } from '../core/search/halving.ts';
import { PROBED_LEVEL } from '../core/search/pnas.ts';
import { checkConfirmations } from './check-confirmations.ts';
import { trainsWholeCells, type SearchConfig } from './config.ts';
import type { LogRecord, RankRecord, TrainRecord } from './records.ts';

/**
 * @param name what the log came from, in errors.
 * @param cells cells of the search space by notation, as far as the log's reader has them; others are parsed.
 * @throws {RangeError} `name: cells.3: ...` or `name: surrogate.0: ...`: the place among the trained cells, or among the others.
 */
export function checkLog(
  log: readonly LogRecord[],
  config: SearchConfig,
  name: string,
  cells: ReadonlyMap<string, Cell> = new Map(),
): void {
  const { blocks, strategy } = config;
  const isWhole = trainsWholeCells(config);
  let hasCurves = false; // runs of the first releases and links without curves have none, at least of the cells before they were continued
  const trained: Designs = new Map();
  const designOf = designsIn(config, cells);
  const stages = new Map<string, TrainRecord[]>();
  const counts = { cells: 0, retrainings: 0, confirmations: 0, surrogate: 0 };
  for (const record of log) {
    if (record.type === 'incident' || record.type === 'done') continue;
    const part = PARTS[record.type];
    const place = `${name}: ${part}.${counts[part]++}`;
    const { level } = record;
    if (level < 1 || level > blocks) throw new RangeError(`${place}: level must be 1 to ${blocks}; got ${level}`);
    if (!(record.durationMs >= 0))
      throw new RangeError(`${place}: durationMs must be at least 0; got ${record.durationMs}`);
    if (record.type === 'rank') checkRanking(record, config, place, designOf);
    if (record.type === 'fit' || record.type === 'rank') continue;
    checkCurve(record, config, hasCurves, place);
    if (record.type !== 'train') continue; // of a cell before, as whoever reads it has seen to
    hasCurves ||= record.curve.length > 0;
    if (record.start === 'warm' && (config.start === 'cold' || level === 1)) throw new RangeError(`${place}: start must be cold; got warm`); // prettier-ignore
    if (checkStage(record, stages, config, place)) continue; // its design is known
    const design = designOf(record.notation, level, place);
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

/**
 * Where children are stopped early, a cell's records are of one round after the other; a failure is its last. Returns whether the record is one of a
 * cell before.
 */
function checkStage(
  record: TrainRecord,
  known: Map<string, TrainRecord[]>,
  config: SearchConfig,
  place: string,
): boolean {
  const { notation, level, epochs } = record;
  const before = known.get(notation) ?? [];
  const rounds = config.stopping === 'none' ? [] : roundsOf(config.epochs).slice(0, -1);
  if (rounds.length === 0 && before.length > 0) return false; // another cell of the same design
  const end = record.accuracy === undefined ? undefined : rounds[before.length];
  const last = before.at(-1);
  if (epochs !== end || (last !== undefined && (last.epochs === undefined || last.level !== level)))
    throw new RangeError(`${place}: epochs must be ${end}; got ${epochs}`);
  known.set(notation, [...before, record]);
  return before.length > 0;
}

/** An accuracy is that of the epoch which the settings reward; a confirmed one is on other images than the curve. */
function checkCurve(
  { type, accuracy, curve }: Pick<TrainRecord, 'accuracy' | 'curve'> & Pick<LogRecord, 'type'>,
  { epochs, reward }: SearchConfig,
  hasCurves: boolean,
  place: string,
): void {
  const { length } = curve;
  if (length > epochs) throw new RangeError(`${place}: curve must have at most ${epochs} epochs; got ${length}`);
  if (type === 'confirm' || accuracy === undefined || !(hasCurves || length > 0)) return;
  const rewarded = reward === 'best' ? curve : curve.slice(-1); // any epoch may be the best: earlier links have the last
  if (!rewarded.includes(accuracy))
    throw new RangeError(`${place}: accuracy must be its curve's ${reward}; got ${accuracy}`);
}

function checkRanking(
  { level, candidates, kept, probes = 0, curve, shadows = [] }: RankRecord,
  { probes: most }: SearchConfig,
  place: string,
  designOf: DesignOf,
): void {
  const mostProbes = level === PROBED_LEVEL ? Math.min(most, kept.length) : 0;
  if (probes > mostProbes) throw new RangeError(`${place}: probes must be at most ${mostProbes}; got ${probes}`);
  const wrong = shadows.find(({ predicted }) => predicted.length !== kept.length);
  if (wrong !== undefined) throw new RangeError(`${place}: shadows must predict the ${kept.length} cells kept; got ${wrong.predicted.length} of ${wrong.surrogate}`); // prettier-ignore

  const ranked: Designs = new Map();
  for (const { notation } of kept) addDesign(ranked, designOf(notation, level, place), place);
  let last = 0;
  for (const [rank] of curve) {
    if (!(rank > last)) throw new RangeError(`${place}: ranks must rise from 1; got ${rank} after ${last}`);
    last = rank;
  }
  const least = Math.max(last, kept.length);
  if (least > candidates) throw new RangeError(`${place}: candidates must be at least ${least}; got ${candidates}`);
}

/** What tells a cell's design: mostly its fingerprint does, and some keys take long. */
interface Design {
  readonly cell: Cell;
  readonly fingerprint: number;
  key?: string;
}

const keyOf = (design: Design): string => (design.key ??= canonicalKey(design.cell));

/** Finds the design of a notation; it must be of the search space and have as many blocks as its level. */
type DesignOf = (notation: string, level: number, place: string) => Design;

/** @param cells those that need not be parsed. */
function designsIn(config: SearchConfig, cells: ReadonlyMap<string, Cell>): DesignOf {
  const known = new Map<string, Design>(); // most cells that were kept are trained
  return (notation, level, place) => {
    let design = known.get(notation);
    if (design === undefined) {
      try {
        const cell = cells.get(notation) ?? parseCell(notation, config);
        design = { cell, fingerprint: designFingerprint(cell) };
      } catch (error) {
        throw new RangeError(`${place}: ${(error as Error).message}`);
      }
      known.set(notation, design);
    }
    const { length } = design.cell;
    if (length !== level) throw new RangeError(`${place}: level must be its ${length} blocks; got ${level}`);
    return design;
  };
}

/** Designs by fingerprint. */
type Designs = Map<number, Design[]>;

function addDesign(designs: Designs, design: Design, place: string): void {
  const { fingerprint } = design;
  const alike = designs.get(fingerprint) ?? [];
  if (alike.some((other) => keyOf(other) === keyOf(design)))
    throw new RangeError(`${place}: must be another design than those before it`);
  alike.push(design);
  designs.set(fingerprint, alike);
}
