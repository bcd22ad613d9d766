/** @file A race of finished searches in a few numbers each: what was spent, and how good the best cell was estimated to be by then. */
import { confirmedCells } from '../contract/answer.ts';
import { STRATEGIES, type SearchStrategy } from '../contract/config.ts';
import { costOf } from '../contract/cost.ts';
import type { RaceFile, Racer } from '../contract/race-file.ts';
import type { LogRecord, Run } from '../contract/records.ts';
import { isOver, repeatedAccuracies, trainRecords } from '../contract/run-file.ts';
import { measuredImages, splitSizes } from '../contract/split-sizes.ts';
import { estimateCells, measurementNoise, type Measurement } from '../core/search/estimate.ts';
import { parseCell } from '../core/space/cell.ts';

/** Decimals kept of a share: a hundredth of a point. */
const DECIMALS = 4;

/**
 * The race.
 * @throws {RangeError} for a run that has not ended, for one whose settings or images are not the others', and without one of PNAS and one of a control.
 */
export function raceOf(runs: readonly Run[]): RaceFile {
  const first = runs.find(({ head }) => head.config.strategy === 'pnas');
  const control = runs.find(({ head }) => head.config.strategy !== 'pnas');
  if (first === undefined || control === undefined) {
    throw new RangeError('race: needs a run of pnas and one of a control, such as random');
  }
  for (const { head, log } of runs) {
    const name = `race: ${head.config.strategy} with seed ${head.config.seed}`;
    if (!isOver(log)) throw new RangeError(`${name} must have ended`);
    if (settingsOf(head) !== settingsOf(first.head))
      throw new RangeError(`${name} must have the settings and images of the others`);
  }
  const { config, data } = first.head;
  return {
    format: 'pnas-race',
    version: 1,
    config,
    data,
    confirmationImages: splitSizes(config, data.images).confirmation,
    runs: runs
      .map(racerOf)
      .sort((a, b) => STRATEGIES.indexOf(a.strategy) - STRATEGIES.indexOf(b.strategy) || a.seed - b.seed),
  };
}

/** What must be the same in all runs of a race. */
function settingsOf({ config, data, streams }: Run['head']): string {
  const { strategy: _strategy, seed: _seed, ...settings } = config;
  return JSON.stringify([settings, data.sha256, streams]);
}

function racerOf(run: Run): Racer {
  const { config } = run.head;
  const points: [number, number][] = [];
  const levelEnds = new Map<number, number>();
  let spent = 0;
  for (const [place, record] of run.log.entries()) {
    spent += costOf({ head: run.head, log: [record] }).multiplyAdds;
    if (record.type !== 'train') continue;
    levelEnds.set(record.level, spent);
    const estimate = bestEstimate({ head: run.head, log: run.log.slice(0, place + 1) });
    if (estimate !== undefined) points.push([spent, round(estimate)]);
  }
  const [best] = confirmedCells(run);
  return {
    strategy: config.strategy as SearchStrategy,
    seed: config.seed,
    cells: trainRecords(run).length,
    points,
    levelEnds: levelEnds.size > 1 ? [...levelEnds.values()] : [],
    confirmed: best?.accuracies.map(round) ?? [],
  };
}

/** The highest estimate of all cells measured so far, as the search itself makes them at its end; undefined before one is measured. */
function bestEstimate(run: Run): number | undefined {
  const predicted = new Map(trainRecords(run).map((record) => [record.notation, record.predicted]));
  const isMeasurement = (record: LogRecord) => record.type === 'train' || record.type === 'retrain';
  const measurements = run.log.filter(isMeasurement).flatMap(({ notation, level, accuracy }): Measurement[] => {
    if (accuracy === undefined) return [];
    const expected = predicted.get(notation);
    return [{ cell: parseCell(notation), level, accuracy, ...(expected === undefined ? {} : { predicted: expected }) }];
  });
  if (measurements.length === 0) return undefined;
  const noise = measurementNoise(
    measurements.map(({ accuracy }) => accuracy),
    repeatedAccuracies(run),
    measuredImages(run.head),
  );
  return Math.max(...estimateCells(measurements, noise).map(({ mean }) => mean));
}

const round = (value: number): number => Number(Math.min(1, Math.max(0, value)).toFixed(DECIMALS));
