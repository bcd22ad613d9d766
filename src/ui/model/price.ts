/**
 * @file Estimates how long a search takes, as a range: before it starts, from this device's speed in an earlier run or in a probe, and while it runs,
 * from what its own children took. Pure. Fetched after the first paint, which shows no price.
 */
import { firstLevel } from '../../core/space/blocks.ts';
import { formatCell, parseCell, type Cell } from '../../core/space/cell.ts';
import { ACQUISITION_BATCH } from '../../core/search/bananas.ts';
import { grownCosts, someOf } from '../../core/space/level-cost.ts';
import { confirmedFinalists, wholeTrainings } from '../../core/search/halving.ts';
import { retrainingsBy } from '../../core/search/retraining.ts';
import type { Speed } from '../../contract/api.ts';
import { trainsWholeCells, type SearchConfig, type StrategyName } from '../../contract/config.ts';
import type { Run, TrainRecord } from '../../contract/records.ts';
import { confirmRecords, retrainRecords, trainRecords } from '../../contract/run-file.ts';
import { blocksAt, plannedChildren, type Level } from './derive.ts';
import { cellMultiplyAdds, childMs, FIT_MS, fitSpeed, RANK_MS, surrogateFactorOf, type DeviceSpeed } from './speed.ts';

export { sizedConfig } from './sized.ts';
export { speedOf } from './speed.ts';

/** From the least to the most that is likely, ms. */
export interface Price {
  readonly least: number;
  readonly most: number;
}

/**
 * How heavy the picked cells are, as `favour` of {@link grownCosts}, from and to. Simulated over measured multiply-adds, at these two ends: of 904
 * cells of a search in PNAS's space (archsearch, test/bench/RECORDS.md; the network of the paper or of `demo`) 0.73 and 0.96; of the tour's first
 * recording 1.07 and 1.19; of three searches with titu1994's network 0.3 to 1.0 and 1.0 to 5. Controls take any of the candidates; those that go on from
 * good cells lean to better ones.
 */
const FAVOUR: Readonly<Record<StrategyName, Readonly<Record<SearchConfig['macro'], readonly [number, number]>>>> = {
  pnas: { pnas: [3, 48], titu1994: [0.5, 3] },
  random: { pnas: [1, 1], titu1994: [1, 1] },
  evolution: { pnas: [1, 3], titu1994: [0.5, 3] },
  shuffled: { pnas: [1, 1], titu1994: [1, 1] },
  'local-search': { pnas: [1, 3], titu1994: [0.5, 3] },
  bananas: { pnas: [1, 3], titu1994: [0.5, 3] },
  external: { pnas: [1, 1], titu1994: [1, 1] },
};
/** How far a measured speed may be off when other networks are trained, either way (ours). */
const DOUBT = 1.15;

/** Cells of a level that an estimate samples, at most (ours: a layer table takes about 0.2 ms). */
const SAMPLED_CELLS = 32;
/** The progress of a search. */
interface Standing {
  /** The newest level whose cells are known, and all of them; the first so many are trained. */
  readonly level: number;
  readonly cells: readonly Cell[];
  /** Children of each level, and those trained, in trainings to the end. */
  readonly planned: ReadonlyMap<number, number>;
  readonly trained: ReadonlyMap<number, number>;
  readonly retrained: number;
  readonly confirmed: number;
  /** Levels fitted to, and levels ranked. */
  readonly fits: number;
  readonly ranks: number;
  /** How far the child in training is, 0 to 1. */
  readonly done: number;
  /** Devices that share the trainings of a level. */
  readonly devices: number;
}

const prices = new Map<string, Price>();

/** The duration of a whole search. @param devices of this speed that train at once. */
export function priceOf(config: SearchConfig, speed: DeviceSpeed, devices = 1): Price {
  if (config.minutes > 0) return { least: 60_000 * config.minutes, most: 60_000 * config.minutes };
  const name = JSON.stringify([{ ...config, seed: 0 }, speed, devices]);
  const price =
    prices.get(name) ??
    rangeOf(config, speed, {
      level: 1,
      cells: firstLevel(config),
      planned: wholeChildren(plannedChildren(config), config),
      trained: new Map(),
      retrained: 0,
      confirmed: 0,
      fits: 0,
      ranks: 0,
      done: 0,
      devices,
    });
  prices.set(name, price);
  return price;
}

/**
 * What is left of a run; undefined where nothing tells how fast it is.
 * @param done share of the child in training that is done, 0 to 1.
 * @param other this device's speed in an earlier run or in a probe, for as long as the run has no child.
 */
export function remainingOf(run: Run, levels: readonly Level[], done: number, other?: DeviceSpeed): Price | undefined {
  const { config } = run.head;
  if (config.minutes > 0) {
    const left = Math.max(0, 60_000 * config.minutes - spentMs(run));
    return { least: left, most: left };
  }
  const measured = trainRecords(run).filter(({ accuracy }) => accuracy !== undefined);
  const own = fitSpeed(measured, config);
  const speed =
    own === undefined ? other : { ...own, surrogateFactor: surrogateFactorOf(run) ?? other?.surrogateFactor };
  if (speed === undefined) return undefined;
  const newest = levels.findLast(({ rank }) => rank !== undefined);
  const notations = newest?.children.flatMap(({ notation }) => notation ?? []);
  return rangeOf(config, speed, {
    level: newest?.level ?? 1,
    cells: notations?.map((notation) => parseCell(notation)) ?? firstLevel(config),
    planned: wholeChildren(new Map(levels.map(({ level, children }) => [level, children.length])), config),
    trained: new Map(levels.map(({ level, state, trained }) => [level, trainedShare(state, trained, config)])),
    retrained: retrainRecords(run).length,
    confirmed: confirmRecords(run).length,
    fits: levels.filter(({ fit }) => fit !== undefined).length,
    ranks: levels.filter(({ rank }) => rank !== undefined).length,
    done,
    devices: 1,
  });
}

/** Children of each level in trainings to the end: those that are stopped early are parts of one, as many as in new runs. */
function wholeChildren(children: ReadonlyMap<number, number>, config: SearchConfig): ReadonlyMap<number, number> {
  if (config.stopping === 'none') return children;
  const finalistsAt = confirmedFinalists(config);
  return new Map(
    [...children].map(([level, count]) => [level, wholeTrainings(count, config.epochs, finalistsAt(level))]),
  );
}

/** The same of those that a level has trained, all of them where it is over. */
function trainedShare(
  state: Level['state'],
  trained: readonly TrainRecord[],
  { stopping, epochs: all }: SearchConfig,
): number {
  if (stopping === 'none') return trained.length;
  if (state === 'trained') return Infinity;
  return trained.reduce((sum, { epochs = all }) => sum + epochs / all, 0);
}

/** What all trainings, fits and rankings of a run took, ms. */
function spentMs({ log }: Run): number {
  return log.reduce((sum, record) => sum + ('durationMs' in record ? record.durationMs : 0), 0);
}

function rangeOf(config: SearchConfig, speed: DeviceSpeed, standing: Standing): Price {
  const [least, most] = FAVOUR[config.strategy][config.macro];
  const surrogate = surrogateMs(config, speed, standing);
  return {
    least: trainingMs(config, speed, standing, least) / DOUBT + surrogate,
    most: trainingMs(config, speed, standing, most) * DOUBT + surrogate,
  };
}

/** Time to train the remaining children, retrainings and confirmations; these are taken to be of the last level, whose cells cost most. */
function trainingMs(config: SearchConfig, speed: Speed, standing: Standing, favour: number): number {
  const msAt = levelMs(config, speed, standing, favour);
  const cells = [...standing.planned.values()].reduce((sum, children) => sum + children, 0);
  const confirmations = Math.min(config.confirmations, cells) * config.confirmationSeeds;
  /** How many trainings one device does while all do these: no level ends before one of them. */
  const turns = (trainings: number): number =>
    Math.max(Math.min(1, trainings), Math.max(0, trainings) / standing.devices);
  let total = turns(confirmations - standing.confirmed) * msAt([...standing.planned.keys()].at(-1)!);
  let done = standing.done;
  for (const [level, children] of standing.planned) {
    const ms = msAt(level);
    const trained = standing.trained.get(level) ?? 0;
    if (trained < children) {
      total += turns(children - trained - done) * ms;
      done = 0; // it is a child of the first of these levels
    }
    const due = trainsWholeCells(config) ? config.retrainings : retrainingsBy(level, config);
    const before = trainsWholeCells(config) ? 0 : retrainingsBy(level - 1, config);
    total += turns(due - Math.max(before, standing.retrained)) * ms;
  }
  const last = msAt([...standing.planned.keys()].at(-1)!);
  return Math.max(0, total - done * last); // what is left of it is done of a retraining or a confirmation
}

/** What a child of each level takes on average: of a known level one of those to come, later ones as simulated. */
function levelMs(
  config: SearchConfig,
  speed: Speed,
  { level, cells, trained }: Standing,
  favour: number,
): (level: number) => number {
  const cost = (cell: Cell): number => cellMultiplyAdds(formatCell(cell), config);
  const left = cells.slice(Math.min(cells.length, Math.floor(trained.get(level) ?? 0)));
  const some = someOf(left.length > 0 ? left : cells, SAMPLED_CELLS);
  const own = some.reduce((sum, cell) => sum + cost(cell), 0) / some.length;
  const grown = grownCosts(cells, config.blocks - level, config, cost, favour);
  return (other) => childMs(other > level ? grown[other - level - 1]! : own, config, speed);
}

/** Time of the remaining fits and rankings. */
function surrogateMs(
  config: SearchConfig,
  { surrogateFactor = 1 }: DeviceSpeed,
  { planned, trained, fits, ranks }: Standing,
): number {
  if (config.strategy === 'bananas') return acquisitionMs(config, planned, trained) * surrogateFactor;
  if (config.strategy !== 'pnas') return 0;
  let [total, cells] = [0, 0];
  for (const [level, children] of planned) {
    cells += children;
    if (level === config.blocks) break;
    if (level > fits) total += cells * FIT_MS[config.surrogate];
    if (level > ranks) total += children * blocksAt(config, level) * RANK_MS[config.surrogate];
  }
  return total * surrogateFactor;
}

/** Fits to come of a search that fits to all its children again and again; it predicts few cells. */
function acquisitionMs(config: SearchConfig, planned: Standing['planned'], trained: Standing['trained']): number {
  let total = 0;
  for (const [level, children] of planned) {
    for (
      let cells = Math.max(ACQUISITION_BATCH, trained.get(level) ?? 0);
      cells < children;
      cells += ACQUISITION_BATCH
    ) {
      total += cells * FIT_MS[config.surrogate];
    }
  }
  return total;
}
