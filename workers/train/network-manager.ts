/**
 * @file Trains one child and returns its reward (titu1994's NetworkManager): the paper's macro, section 5.1;
 * the reward is the last epoch's accuracy on the validation images, or the best epoch's where the configuration says so.
 */
import { formatCell, type Cell } from '../../src/core/space/cell.ts';
import { initialWeights } from '../../src/core/network/initial-weights.ts';
import { parameterCount, type LayerTable } from '../../src/core/network/layers.ts';
import { layerTable } from '../../src/core/network/macro.ts';
import type { PixelNormalisation } from '../../src/core/network/normalisation.ts';
import { cosineDecay } from '../../src/core/network/schedule.ts';
import { streamsOf, type Streams } from '../../src/core/streams/streams.ts';
import type { SearchConfig } from '../../src/contract/config.ts';
import { stepsOfEpoch } from '../../src/contract/split-sizes.ts';
import { ChildFailure, toFailure } from '../../src/contract/failures.ts';
import type { ImageSet } from '../data/image-set.ts';
import { pixelNormalisation } from '../data/normalisation.ts';
import type { BatchPlan } from '../data/batch-plan.ts';
import type { ChildNetwork, Totals } from '../network/child-network.ts';
import type { Checkpoints, Checkpoint } from '../store/checkpoint.ts';
import { checkpointMismatch } from './checkpoint-mismatch.ts';
import { DeviceTime } from './device-time.ts';
import type { Reward, TrainProgress } from './reward.ts';
import { runSteps, type StepLoop } from './run-steps.ts';
import type { TimeoutOptions } from './timeout.ts';
import { evaluationBatches, trainingBatches } from './batches.ts';
import { Throttle } from './throttle.ts';
import { splitImages, type Split } from './split.ts';
import { checkpointName, FIRST_TRAINING, isCheckpointOf, streamName, type Training } from './training.ts';

/** Makes the network of a table with the given initial weights on the current device. */
export type NetworkFactory = (
  table: LayerTable,
  images: ImageSet,
  weights: readonly Float32Array[],
  config: SearchConfig,
) => ChildNetwork | Promise<ChildNetwork>;

export interface ManagerOptions {
  readonly images: ImageSet;
  readonly config: SearchConfig;
  /** The run's random streams; the newest version unless given. */
  readonly streams?: Streams;
  readonly create: NetworkFactory;
  /** Throws a `ChildFailure` if the device has failed since it was opened. */
  check(): void;
  /** How long to wait for the device; ten minutes unless given. */
  readonly timeout?: TimeoutOptions;
  /** Full speed unless given. */
  readonly throttle?: Throttle;
}

/** A child between its first epoch and its reward. */
interface ChildInTraining {
  /** Names the random streams of its weights, batches and augmentation. */
  readonly key: string;
  readonly identity: Pick<Checkpoint, 'notation' | 'repeat' | 'purpose'>;
  /** Whether the weights of the best epoch are kept, because they are rewarded and read afterwards. */
  readonly keepsBest: boolean;
  /** Validation accuracy after each epoch. */
  readonly curve: number[];
  best?: readonly Float32Array[];
  /** Working time before the checkpoint that it was resumed from, ms. */
  priorMs: number;
  /** Working time, ms. */
  workedMs(): number;
  examplesPerSecond: number;
}

/** Trains children on one data set, one at a time. */
export class NetworkManager {
  readonly #images: ImageSet;
  readonly #split: Split;
  readonly #config: SearchConfig;
  readonly #streams: Streams;
  readonly #create: NetworkFactory;
  readonly #check: () => void;
  readonly #throttle: Throttle;
  readonly #time: DeviceTime;

  /** @throws {RangeError} when the data set or the batch does not fit the configuration. */
  constructor(options: ManagerOptions) {
    const { images, config, streams = streamsOf(), throttle = new Throttle(), timeout } = options;
    this.#split = splitImages(images.labels.length, config, streams);
    if (config.batchSize > this.#split.training.length) {
      throw new RangeError(
        `config: batchSize must be at most the ${this.#split.training.length} training images; got ${config.batchSize}`,
      );
    }
    const normalisation = pixelNormalisation(config.normalisation, images, this.#split.training);
    this.#images = { ...images, normalisation };
    this.#config = config;
    this.#streams = streams;
    this.#create = options.create;
    this.#check = options.check;
    this.#throttle = throttle;
    this.#time = new DeviceTime(throttle, timeout);
  }

  /** The normalisation of pixels before the networks read them. */
  get normalisation(): PixelNormalisation {
    return this.#images.normalisation!;
  }

  /**
   * Trains the cell's network from scratch. A child that cannot be trained is a result with a reason.
   * @param onTrained called with the trained network before it is disposed of, with the weights of the epoch that is rewarded.
   * @param checkpoints where to save after each epoch but the last, and to resume from. Their errors are rethrown.
   * @param training which training of the cell it is. Weights, batches and augmentation depend on it, the split does not.
   */
  async getRewards(
    cell: Cell,
    onProgress: (progress: TrainProgress) => void = () => {},
    onTrained?: (network: ChildNetwork) => Promise<void>,
    checkpoints?: Checkpoints,
    training = FIRST_TRAINING,
  ): Promise<Reward> {
    const table = layerTable(cell, this.#config);
    const parameters = parameterCount(table);
    const child = this.#startChild(cell, training, onTrained !== undefined);
    const end = (result: Pick<Reward, 'accuracy' | 'failure'>): Reward => {
      const { curve, examplesPerSecond } = child;
      return { ...result, curve, durationMs: Math.round(child.workedMs()), parameters, examplesPerSecond };
    };
    let network: ChildNetwork | undefined;
    try {
      network = await this.#createNetwork(table, child.key);
      await this.#resume(child, network, checkpoints);
      for (let epoch = child.curve.length; epoch < this.#config.epochs; epoch++) {
        await this.#trainEpoch(network, child.key, epoch, (progress) => {
          child.examplesPerSecond = progress.examplesPerSecond;
          onProgress({ ...progress, epoch, curve: child.curve, parameters });
        });
        child.curve.push(await this.#evaluate(network, this.#split.validation, epoch));
        if (child.keepsBest && bestEpoch(child.curve) === epoch)
          child.best = await this.#time.wait(network.readWeights());
        if (epoch + 1 < this.#config.epochs) await this.#save(child, network, checkpoints);
      }
      await this.#requireFiniteWeights(network);
      this.#check();
      if (child.best !== undefined) network.writeWeights(child.best);
      await onTrained?.(network);
      const rewarded = this.#config.reward === 'best' ? bestEpoch(child.curve) : child.curve.length - 1;
      if (training.purpose === undefined) return end({ accuracy: child.curve[rewarded]! });
      return end({ accuracy: await this.#evaluate(network, this.#split.confirmation, rewarded) });
    } catch (error) {
      return end({ failure: toFailure(error) });
    } finally {
      network?.dispose();
    }
  }

  #startChild(cell: Cell, training: Training, isReadAfterwards: boolean): ChildInTraining {
    const notation = formatCell(cell);
    const clock = this.#time.startClock();
    const child: ChildInTraining = {
      key: streamName(this.#streams.keyOf(cell), training),
      identity: checkpointName(notation, training),
      keepsBest: this.#config.reward === 'best' && (isReadAfterwards || training.purpose === 'confirm'),
      curve: [],
      priorMs: 0,
      workedMs: () => child.priorMs + clock(),
      examplesPerSecond: 0,
    };
    return child;
  }

  #createNetwork(table: LayerTable, key: string): Promise<ChildNetwork> {
    const { stream, classifier } = this.#streams;
    const weights = initialWeights(table, stream(this.#config.seed, 'init', key), classifier);
    return this.#time.wait(Promise.resolve(this.#create(table, this.#images, weights, this.#config)));
  }

  /** Brings the network and its record to the last checkpoint of this child, if there is one that fits. */
  async #resume(child: ChildInTraining, network: ChildNetwork, checkpoints: Checkpoints | undefined): Promise<void> {
    const saved = await checkpoints?.load();
    if (saved === undefined || !isCheckpointOf(saved, child.identity)) return;
    if (child.keepsBest && saved.best === undefined) return;
    const steps = saved.curve.length * stepsOfEpoch(this.#split.training.length, this.#config);
    const mismatch = checkpointMismatch(saved, await this.#time.wait(network.readState()), steps);
    if (mismatch !== undefined) {
      checkpoints?.onRefused?.(mismatch);
      return;
    }
    network.writeState(saved.state);
    child.curve.push(...saved.curve);
    child.best = saved.best;
    child.priorMs = saved.durationMs;
  }

  async #save(child: ChildInTraining, network: ChildNetwork, checkpoints: Checkpoints | undefined): Promise<void> {
    if (checkpoints === undefined) return;
    const state = await this.#time.wait(network.readState());
    this.#check();
    const checkpoint = { ...child.identity, curve: [...child.curve], durationMs: child.workedMs(), state };
    await checkpoints.save(child.keepsBest ? { ...checkpoint, best: child.best } : checkpoint);
  }

  async #trainEpoch(
    network: ChildNetwork,
    key: string,
    epoch: number,
    reportProgress: (progress: Omit<TrainProgress, 'epoch' | 'curve' | 'parameters'>) => void,
  ): Promise<void> {
    const { learningRate, finalLearningRateShare, epochs } = this.#config;
    const batches = trainingBatches(this.#split.training, { ...this.#config, streams: this.#streams, key, epoch });
    const clock = this.#time.startClock();
    const started = clock();
    let examples = 0;
    const queueStep = (batch: BatchPlan, step: number): void => {
      const done = epoch * batches.length + step;
      const rate = cosineDecay(learningRate, finalLearningRateShare, done, epochs * batches.length);
      network.trainStep(batch, { learningRate: rate });
    };
    await this.#runSteps(network, batches, queueStep, (totals, step) => {
      requireFiniteLoss(totals, `in epoch ${epoch + 1}, step ${step + 1}`);
      examples += totals.examples;
      const examplesPerSecond = (1000 * examples) / (clock() - started);
      reportProgress({ step: step + 1, steps: batches.length, loss: totals.loss / totals.examples, examplesPerSecond });
    });
  }

  /**
   * Share of the images whose largest logit is the label's.
   * @throws {ChildFailure} `nan-loss` when logits are not finite, as they can become in the epoch's last update: the argmax of NaNs would
   * be the first class, and a tenth of the images count as correct.
   */
  async #evaluate(network: ChildNetwork, images: Uint32Array, epoch: number): Promise<number> {
    let correct = 0;
    const batches = evaluationBatches(images, this.#config.batchSize);
    const queueStep = (batch: BatchPlan): void => network.evaluateStep(batch);
    await this.#runSteps(network, batches, queueStep, (totals) => {
      requireFiniteLoss(totals, `on the images held out after epoch ${epoch + 1}`);
      correct += totals.correct;
    });
    return correct / images.length;
  }

  #runSteps(
    network: ChildNetwork,
    batches: readonly BatchPlan[],
    queueStep: StepLoop['queueStep'],
    onTotals: StepLoop['onTotals'],
  ): Promise<void> {
    const [throttle, time, checkDevice] = [this.#throttle, this.#time, this.#check];
    return runSteps(batches, { network, throttle, time, checkDevice, queueStep, onTotals });
  }

  /** Needed besides the loss: a ReLU may turn a NaN into 0 (WGSL leaves `max` of a NaN open), and the loss stay finite. */
  async #requireFiniteWeights(network: ChildNetwork): Promise<void> {
    const values = await this.#time.wait(network.readWeights());
    const place = values.findIndex((own) => !own.every(Number.isFinite));
    if (place === -1) return;
    const value = values[place]!.find((one) => !Number.isFinite(one));
    throw new ChildFailure(
      'nan-loss',
      `a weight (tensor ${place}) became ${value} by the end of epoch ${this.#config.epochs}`,
    );
  }
}

/** The 0-based first epoch with the highest accuracy: titu1994 keeps weights only when the accuracy improves. */
function bestEpoch(curve: readonly number[]): number {
  return curve.indexOf(Math.max(...curve));
}

/** @throws {ChildFailure} `nan-loss`. */
function requireFiniteLoss({ loss }: Totals, place: string): void {
  if (!Number.isFinite(loss)) throw new ChildFailure('nan-loss', `the loss became ${loss} ${place}`);
}
