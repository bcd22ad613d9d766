/**
 * @file Trains one child and returns its reward (the seed project's NetworkManager): the paper's recipe, section 5.1;
 * the reward is the last epoch's accuracy on the validation images.
 */
import { canonicalKey } from '../../src/core/canonical.ts';
import { formatCell, type Cell } from '../../src/core/cell.ts';
import { initialWeights } from '../../src/core/initial-weights.ts';
import { parameterCount, type LayerTable } from '../../src/core/layers.ts';
import { layerTable } from '../../src/core/macro.ts';
import { stream } from '../../src/core/rng.ts';
import { cosineDecay } from '../../src/core/schedule.ts';
import type { SearchConfig } from '../../src/contract/config.ts';
import { ChildFailure, toFailure, type Failure } from '../../src/contract/failures.ts';
import type { ImageSet } from '../data/image-set.ts';
import type { ChildNetwork } from '../network/child-network.ts';
import type { Checkpoints } from '../store/checkpoint.ts';
import { evaluationBatches, trainingBatches } from './batches.ts';
import { Pace } from './pace.ts';
import { splitImages, type Split } from './split.ts';

/** Makes the network of a table with the given initial weights on the current device. */
export type NetworkFactory = (
  table: LayerTable,
  images: ImageSet,
  weights: readonly Float32Array[],
  config: SearchConfig,
) => ChildNetwork | Promise<ChildNetwork>;

/** Where a child stands, told after every few steps. */
export interface TrainProgress {
  readonly epoch: number;
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  readonly examplesPerSecond: number;
  readonly curve: readonly number[];
  readonly parameters: number;
}

/** What came of a child. */
export interface Reward {
  /** Last epoch's validation accuracy; absent when it failed. */
  readonly accuracy?: number;
  readonly failure?: Failure;
  readonly curve: readonly number[];
  readonly durationMs: number;
  readonly parameters: number;
  /** Training examples a second, evaluation excluded. */
  readonly examplesPerSecond: number;
}

/**
 * How long a device may take for the steps between two readbacks, s: ten minutes of a running thread (ours; a software device takes
 * seconds for each), so that neither sleep nor a slow device is taken for a hang.
 */
const PATIENCE_S = 600;

/** Trains children on one data set, one at a time. */
export class NetworkManager {
  readonly #images: ImageSet;
  readonly #split: Split;
  readonly #config: SearchConfig;
  readonly #create: NetworkFactory;
  readonly #check: () => void;
  readonly #pace: Pace;

  /**
   * @param check throws a `ChildFailure` if the device has failed since it was opened.
   * @param pace full speed unless given.
   * @throws {RangeError} when the data set or the batch does not fit the configuration.
   */
  constructor(options: {
    images: ImageSet;
    config: SearchConfig;
    create: NetworkFactory;
    check: () => void;
    pace?: Pace;
  }) {
    const { images, config } = options;
    this.#split = splitImages(images.labels.length, config);
    if (config.batchSize > this.#split.training.length) {
      throw new RangeError(
        `config: batchSize must be at most the ${this.#split.training.length} training images; got ${config.batchSize}`,
      );
    }
    this.#images = images;
    this.#config = config;
    this.#create = options.create;
    this.#check = options.check;
    this.#pace = options.pace ?? new Pace();
  }

  /**
   * Trains the cell's network from scratch. A child that cannot be trained is a result with a reason.
   * @param onTrained is given the trained network before it is released.
   * @param checkpoints where to save after each epoch but the last, and to go on from. What they throw is thrown.
   */
  async getRewards(
    cell: Cell,
    onProgress: (progress: TrainProgress) => void = () => {},
    onTrained: (network: ChildNetwork) => Promise<void> = async () => {},
    checkpoints?: Checkpoints,
  ): Promise<Reward> {
    const table = layerTable(cell, this.#config);
    const parameters = parameterCount(table);
    const curve: number[] = [];
    const notation = formatCell(cell);
    const clock = this.#workClock();
    let started = clock();
    let examplesPerSecond = 0;
    const end = (result: Pick<Reward, 'accuracy' | 'failure'>): Reward => {
      const durationMs = Math.round(clock() - started);
      return { ...result, curve, durationMs, parameters, examplesPerSecond };
    };
    let network: ChildNetwork | undefined;
    try {
      const key = canonicalKey(cell);
      const weights = initialWeights(table, stream(this.#config.seed, 'init', key));
      network = await this.#create(table, this.#images, weights, this.#config);
      const saved = await checkpoints?.load();
      if (saved?.notation === notation) {
        network.writeState(saved.state);
        curve.push(...saved.curve);
        started -= saved.durationMs;
      }
      for (let epoch = curve.length; epoch < this.#config.epochs; epoch++) {
        const told = (partial: Omit<TrainProgress, 'epoch' | 'curve' | 'parameters'>): void => {
          examplesPerSecond = partial.examplesPerSecond;
          onProgress({ ...partial, epoch, curve, parameters });
        };
        await this.#trainEpoch(network, key, epoch, told);
        curve.push(await this.#evaluate(network));
        if (checkpoints === undefined || curve.length === this.#config.epochs) continue;
        const state = await network.readState();
        this.#check();
        await checkpoints.save({ notation, curve: [...curve], durationMs: clock() - started, state });
      }
      this.#check();
      await onTrained(network);
      return end({ accuracy: curve.at(-1)! });
    } catch (error) {
      return end({ failure: toFailure(error) });
    } finally {
      network?.dispose();
    }
  }

  async #trainEpoch(
    network: ChildNetwork,
    key: string,
    epoch: number,
    told: (progress: Omit<TrainProgress, 'epoch' | 'curve' | 'parameters'>) => void,
  ): Promise<void> {
    const { learningRate, finalLearningRateShare, epochs } = this.#config;
    const batches = trainingBatches(this.#split.training, { ...this.#config, key, epoch });
    const clock = this.#workClock();
    const started = clock();
    let [examples, unread, worked] = [0, 0, started];
    for (const [step, batch] of batches.entries()) {
      const done = epoch * batches.length + step;
      const rate = cosineDecay(learningRate, finalLearningRateShare, done, epochs * batches.length);
      network.trainStep(batch, { learningRate: rate });
      examples += batch.indices.length;
      if (++unread < this.#pace.stepsPerRead && step + 1 < batches.length) continue;
      unread = 0;
      const totals = await withPatience(network.readTotals());
      this.#check();
      if (!Number.isFinite(totals.loss)) {
        throw new ChildFailure('nan-loss', `the loss became ${totals.loss} in epoch ${epoch + 1}, step ${step + 1}`);
      }
      const examplesPerSecond = (1000 * examples) / (clock() - started);
      told({ step: step + 1, steps: batches.length, loss: totals.loss / totals.examples, examplesPerSecond });
      await this.#pace.rest(clock() - worked);
      worked = clock();
    }
  }

  /** Share of the validation images whose largest logit is the label's. */
  async #evaluate(network: ChildNetwork): Promise<number> {
    const clock = this.#workClock();
    let [correct, unread, worked] = [0, 0, clock()];
    const batches = evaluationBatches(this.#split.validation, this.#config.batchSize);
    for (const [step, batch] of batches.entries()) {
      network.evaluateStep(batch);
      if (++unread < this.#pace.stepsPerRead && step + 1 < batches.length) continue;
      unread = 0;
      correct += (await withPatience(network.readTotals())).correct;
      await this.#pace.rest(clock() - worked);
      worked = clock();
    }
    return correct / this.#split.validation.length;
  }

  /** Milliseconds worked, from now: time, less the rests. */
  #workClock(): () => number {
    const { restedMs } = this.#pace;
    const started = performance.now();
    return () => performance.now() - started - (this.#pace.restedMs - restedMs);
  }
}

/** Waits for the device. @throws {ChildFailure} `timed-out` when it does not answer in {@link PATIENCE_S}. */
async function withPatience<T>(answer: Promise<T>): Promise<T> {
  let seconds = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const hung = new Promise<never>((_resolve, reject) => {
    // Counted tick by tick: a sleeping machine or a frozen tab does not tick.
    timer = setInterval(() => {
      if (++seconds >= PATIENCE_S)
        reject(new ChildFailure('timed-out', `device: must finish its steps within ${PATIENCE_S} s; it has not`));
    }, 1000);
  });
  try {
    return await Promise.race([answer, hung]);
  } finally {
    clearInterval(timer);
  }
}
