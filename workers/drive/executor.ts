/** @file What executes a search's commands: NetworkManager and Encoder on the current device. */
import { formatCell, type Cell } from '../../src/core/space/cell.ts';
import type { AcquireCommand, Candidate, Parent, RankCommand, TrainedCell } from '../../src/core/search/commands.ts';
import type { TrainedWeights } from '../../src/core/network/grown-weights.ts';
import { layerTable } from '../../src/core/network/macro.ts';
import type { SearchSpace } from '../../src/core/space/search-space.ts';
import { StateSpace } from '../../src/core/space/state-space.ts';
import type { Rng } from '../../src/core/random/rng.ts';
import type { Streams } from '../../src/core/streams/streams.ts';
import type { SearchConfig } from '../../src/contract/config.ts';
import type { Activity, ChildProgress } from '../../src/contract/events.ts';
import { aimOf } from '../../src/contract/pareto.ts';
import type { TrainRecord } from '../../src/contract/records.ts';
import type { Point } from '../../src/core/search/hypervolume.ts';
import { Encoder, type FitData } from '../surrogate/encoder.ts';
import { predictShadows, shadowsOf } from '../surrogate/shadows.ts';
import type { ParetoAim } from '../surrogate/pareto-picks.ts';
import type { Ranking, RankRequest } from '../surrogate/rank-level.ts';
import { createYieldPoint } from '../scheduling/yield-point.ts';
import type { NetworkManager } from '../train/network-manager.ts';
import type { TrainProgress } from '../train/reward.ts';
import type { Training } from '../train/training.ts';
import type { Checkpoint, Checkpoints, Children } from '../store/checkpoint.ts';
import { Paused, type Executor } from './drive.ts';
import { KeptChildren } from './kept-children.ts';
import type { PickAheadOptions } from './pick-ahead.ts';

/** The share of a level's children that the blend spends on operators and inputs rarely tried (ours; POPNAS: 16 on top of 128). */
const EXPLORED_SHARE = 1 / 16;

export interface ExecutorOptions {
  readonly config: SearchConfig;
  /** The run's. */
  readonly streams: Streams;
  /** What is searched; the configuration's cells unless given. */
  readonly space?: SearchSpace;
  readonly manager: Pick<NetworkManager, 'getRewards'>;
  /** Whether tfjs's current backend is WebGPU on a graphics card. */
  readonly onGpu: boolean;
  /** Where the child in training is kept. */
  readonly checkpoints: Checkpoints;
  /** Where children are kept that may be trained on; without it, these begin again. */
  readonly children?: Children;
  onProgress(progress: ChildProgress): void;
  onActivity(activity: Activity): void;
  /** Told every candidate of a level, in the order ranked. */
  onRanked?(candidate: Required<Candidate>): void;
  /** Asked between pieces of a fit or a ranking: true abandons it, and it is done again when the run goes on. */
  shouldPause(): boolean;
}

/** What came of training a child. */
type Measurement = Omit<TrainRecord, 'type' | 'predicted' | 'retries'>;

/** An executor and how to leave it. */
export interface OpenExecutor extends Executor {
  /** What a ranking would keep if these cells were all that is trained; changes nothing. */
  readonly rankAhead: PickAheadOptions['rankAhead'];
  dispose(): void;
}

export function createExecutor(options: ExecutorOptions): OpenExecutor {
  const { config, streams, manager, onGpu, checkpoints, onProgress, onActivity, onRanked, shouldPause } = options;
  const { seed, surrogate } = config;
  const space = options.space ?? new StateSpace(config);
  const letOthersIn = createYieldPoint();
  const yieldPoint = (): Promise<void> | undefined => {
    if (shouldPause()) throw new Paused();
    return letOthersIn();
  };
  const encoderOptions = { space, seed, streams, surrogate, onGpu };
  const encoder = new Encoder({ ...encoderOptions, yieldPoint });
  const timed = async <T>(work: Promise<T>): Promise<[T, number]> => {
    const started = performance.now();
    const result = await work;
    return [result, Math.round(performance.now() - started)];
  };
  /** Trains a child, its first time unless the place says which other. */
  const measure = async (
    cell: Cell,
    place: Omit<ChildProgress, keyof TrainProgress | 'notation' | 'epochs'>,
    { epochs = config.epochs, ...start }: Omit<Training, 'repeat' | 'purpose'> = {},
    savedIn = checkpoints,
  ): Promise<Measurement> => {
    const notation = formatCell(cell);
    const { accuracy, failure, curve, durationMs, parameters } = await manager.getRewards(
      cell,
      ({ learning: _learning, learningRate: _rate, ...progress }) =>
        onProgress({ ...place, ...progress, notation, epochs, curve: [...progress.curve] }),
      undefined,
      savedIn,
      { repeat: place.repeat ?? 0, purpose: place.purpose, epochs, ...start },
    );
    const early = epochs < config.epochs ? { epochs } : {};
    const outcome = accuracy === undefined ? { failure } : { accuracy, ...early };
    return { notation, level: place.level, curve: [...curve], durationMs, parameters, ...outcome };
  };
  const aim = aimOf(config);
  let points: Point[] = []; // with an aim: cells trained to the end by the last fit
  let fits: FitData[] = []; // what the surrogate was fitted to, oldest first
  const fit: Executor['fit'] = async ({ level, trained }) => {
    const { measured, failed } = dataOf(trained);
    if (measured.length === 0)
      throw new Error(`search: every child up to level ${level} failed; nothing to learn from`);
    const [{ losses }, durationMs] = await timed(encoder.fit(measured, failed));
    fits.push({ measured, failed });
    points = pointsOf(trained);
    return { type: 'fit', level, cells: measured.length + failed.length, losses: [...losses], durationMs };
  };
  const pointsOf = (trained: readonly TrainedCell[]): Point[] =>
    aim === undefined
      ? []
      : trained.flatMap(({ cell, accuracy, epochs }) =>
          accuracy === undefined || epochs !== undefined ? [] : [{ accuracy, cost: aim.costs.of(cell) }],
        );
  const paretoAim = (measured = points): ParetoAim | undefined => aim && { ...aim, measured };
  const requestOf = ({ parents, keep, probes = 0 }: RankCommand, measured?: Point[]): RankRequest => {
    const explore = surrogate === 'blend' ? Math.floor(keep * EXPLORED_SHARE) : 0;
    const lot = probes === 0 ? undefined : { count: probes, rng: streams.stream(seed, 'probes') };
    return { parents, keep, explore, lot, aim: paretoAim(measured) };
  };
  const rankGrown = (command: RankCommand): Promise<Ranking> => {
    const report = (ranked: number): void => onActivity({ phase: 'rank', level: command.level, ranked });
    return encoder.rankLevel({ ...requestOf(command), onRanked, onProgress: report });
  };
  const ownChildren = new KeptChildren(checkpoints, options.children, config);
  /** The weights that a child starts as; missing ones are trained again, and come to the same. */
  const weightsOf = async ({ cell, epochs = config.epochs, parent }: Parent): Promise<TrainedWeights> => {
    const [notation, table] = [formatCell(cell), layerTable(cell, config)];
    let values = await ownChildren.weightsOf(notation, epochs);
    if (values === undefined) {
      const save = async (checkpoint: Checkpoint): Promise<void> => {
        if (shouldPause()) throw new Paused();
        if (checkpoint.curve.length === epochs) await ownChildren.keepParent(checkpoint);
      };
      const start = parent === undefined ? undefined : await weightsOf(parent);
      const again = { load: async () => undefined, save };
      await manager.getRewards(cell, undefined, undefined, again, { repeat: 0, epochs, isKept: true, start });
      values = await ownChildren.weightsOf(notation, epochs);
    }
    if (values === undefined)
      throw new Error(`search: ${notation} must be trained again, for others start as it; it failed this time`);
    return { table, values };
  };
  const names = shadowsOf(config);
  const acquireStream = ({ round }: AcquireCommand): Rng => streams.stream(seed, 'acquire', round);
  return {
    train: async ({ cell, predicted }, { until, parent, parents, ...place }) => {
      const stage = { notation: formatCell(cell), child: place.child, until, parents };
      const savedIn = await ownChildren.begin(stage);
      const start = parent === undefined ? undefined : await weightsOf(parent);
      const training = { epochs: until?.epochs, isKept: config.start === 'warm', start };
      const measured = await measure(cell, { ...place, predicted }, training, savedIn);
      await ownChildren.end(stage, measured);
      const warm = parent === undefined ? {} : { start: 'warm' as const };
      return { type: 'train', ...measured, ...warm, ...(predicted === undefined ? {} : { predicted }) };
    },
    retrain: async (cell, place) => {
      const { parameters: _counted, ...measured } = await measure(cell, place);
      return { type: 'retrain', ...measured, repeat: place.repeat };
    },
    confirm: async (cell, place) => {
      const { parameters: _counted, ...measured } = await measure(cell, { ...place, purpose: 'confirm' });
      return { type: 'confirm', ...measured, repeat: place.repeat };
    },
    fit,
    refit: (commands, next) => {
      fits = commands.map(({ trained }) => dataOf(trained));
      points = pointsOf(commands.at(-1)?.trained ?? []);
      return encoder.refit(fits, next.type);
    },
    rank: async (command) => {
      const { level } = command;
      const [ranking, durationMs] = await timed(
        'parents' in command
          ? rankGrown(command)
          : encoder.acquire({ ...command, rng: acquireStream(command), aim: paretoAim() }),
      );
      const { probes = [] } = ranking;
      const children = [...ranking.kept, ...probes];
      const kept = children.map(({ cell, predicted }) => ({ notation: formatCell(cell), predicted }));
      const cells = children.map(({ cell }) => cell);
      const shadows = await predictShadows(names, cells, fits, { space, seed, streams, onGpu, yieldPoint }); // prettier-ignore
      return {
        type: 'rank',
        level,
        candidates: ranking.candidates,
        kept,
        ...(probes.length > 0 && { probes: probes.length }),
        curve: [...ranking.curve],
        durationMs,
        ...(shadows.length > 0 && { shadows }),
      };
    },
    rankAhead: async (trained, command, isOver) => {
      const yields = createYieldPoint();
      const untilOver = (): Promise<void> | undefined => {
        if (isOver()) throw new Paused();
        return yields();
      };
      const ahead = new Encoder({ ...encoderOptions, yieldPoint: untilOver });
      try {
        const { measured, failed } = dataOf(trained);
        await ahead.fit(measured, failed);
        const { kept, probes = [] } = await ahead.rankLevel(requestOf(command, pointsOf(trained)));
        return [...kept, ...probes];
      } finally {
        ahead.dispose();
      }
    },
    dispose: () => encoder.dispose(),
  };
}

/** What a surrogate learns from: cells measured, and those that failed by themselves. */
function dataOf(trained: readonly TrainedCell[]): FitData {
  return {
    measured: trained.flatMap(({ cell, accuracy }) => (accuracy === undefined ? [] : [{ cell, accuracy }])),
    failed: trained.flatMap(({ cell, failedByItself }) => (failedByItself === true ? [cell] : [])),
  };
}
