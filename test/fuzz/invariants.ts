/** @file What a run is, whoever wrote it: what every reader of runs must hold to. Written apart from the readers' own checks. */
import { isDeepStrictEqual } from 'node:util';
import { canonicalKey } from '../../src/core/space/canonical.ts';
import { parseCell } from '../../src/core/space/cell.ts';
import { parseConfig } from '../../src/contract/config.ts';
import type { LogRecord, Run } from '../../src/contract/records.ts';
import { parseRunFile } from '../../src/contract/read-run-file.ts';
import { trainRecords } from '../../src/contract/run-file.ts';
import { toRunFile } from '../../src/contract/to-run-file.ts';
import { domainOf } from '../../src/ui/model/axis.ts';
import { currentLevel, levelsOf, measuredRanks, progressOf } from '../../src/ui/model/derive.ts';

/** @throws {Error} naming what does not hold. */
export function requireRun(run: Run, hasNoCurves = false): void {
  const { config } = run.head;
  const isWhole = config.strategy === 'random' || config.strategy === 'evolution';
  require(JSON.stringify(parseConfig(config)) === JSON.stringify(config), 'settings are not as parsed');
  require(new Date(run.head.startedAt).toISOString() === run.head.startedAt, 'startedAt is no date');
  requireFinite(run);
  const designs = new Set<string>();
  let hasCurves = false; // a run that was continued from a link without curves has some from there on
  for (const [i, record] of run.log.entries()) {
    if (record.type === 'done')
      require(run.log.slice(i + 1).every(({ type }) => type === 'incident'), 'records follow the end');
    if (record.type === 'done' || record.type === 'incident') continue;
    const { level } = record;
    require(Number.isInteger(level) && level >= 1 && level <= config.blocks, `level ${level}`);
    require(record.durationMs >= 0, `durationMs ${record.durationMs}`);
    if (record.type === 'train') {
      const cell = parseCell(record.notation, config);
      require(cell.length === level && (!isWhole || level === config.blocks), `level ${level} of ${record.notation}`);
      const key = canonicalKey(cell);
      require(!designs.has(key), `${record.notation} twice`);
      designs.add(key);
      require((record.accuracy === undefined) !== (record.failure === undefined), 'accuracy and failure');
      require(record.curve.length <= config.epochs && !(hasNoCurves && record.curve.length > 0), 'curve');
      const { accuracy, curve } = record;
      const isRewarded = config.reward === 'best' ? curve.includes(accuracy!) : curve.at(-1) === accuracy;
      hasCurves ||= curve.length > 0;
      require(accuracy === undefined || !hasCurves || isRewarded, `accuracy of ${record.notation}`);
      for (const share of [record.accuracy ?? 0, ...record.curve])
        require(share >= 0 && share <= 1, `accuracy ${share}`);
    }
    if (record.type === 'rank') requireRanking(record, run);
  }
  requireShown(run);
}

function requireRanking(record: LogRecord & { type: 'rank' }, { head: { config } }: Run): void {
  const keys = record.kept.map(({ notation }) => canonicalKey(parseCell(notation, config)));
  require(new Set(keys).size === keys.length, 'a cell is kept twice');
  require(record.kept.every(({ notation }) => parseCell(notation).length === record.level), 'level of a kept cell');
  require(record.candidates >= record.kept.length, 'fewer candidates than kept cells');
}

/** It comes back from a file, and what screens derive of it can be drawn. */
function requireShown(run: Run): void {
  const again = parseRunFile(JSON.stringify(toRunFile(run)), 'run.json');
  require(isDeepStrictEqual(again, JSON.parse(JSON.stringify(run))), 'run.json gives another run');
  const levels = levelsOf(run);
  require(levels.length > 0 && currentLevel(levels) !== undefined, 'there is no level to show');
  const records = trainRecords(run);
  const shown = levels.reduce((sum, { trained }) => sum + trained.length, 0);
  require(shown === records.length, `${shown} of ${records.length} cells are in a level`);
  require(measuredRanks(records).every((rank) => rank >= 1), 'a rank is missing');
  const { low, high } = domainOf(levels);
  require(low >= 0 && high > low && high <= 1, `accuracies from ${low} to ${high} are drawn`);
  require(Number.isFinite(progressOf(levels).planned), 'planned children');
}

function requireFinite(value: unknown): void {
  if (typeof value === 'number')
    require(Number.isFinite(value) && Math.abs(value) <= Number.MAX_VALUE, `number ${value}`);
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) requireFinite(part);
}

function require(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}
