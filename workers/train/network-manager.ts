/**
 * @file Trains one child and returns its reward (titu1994's NetworkManager): the paper's macro, section 5.1;
 * the reward is the last epoch's accuracy on the validation images, or the best epoch's where the configuration says so.
 */
import { formatCell, type Cell } from '../../src/core/space/cell.ts';
import { grownWeights, type TrainedWeights } from '../../src/core/network/grown-weights.ts';
import { initialWeights } from '../../src/core/network/initial-weights.ts';
import { parameterCount, type LayerTable } from '../../src/core/network/layers.ts';
import { layerTable } from '../../src/core/network/macro.ts';
import type { PixelNormalisation } from '../../src/core/network/normalisation.ts';
import { cosineDecay, triangular } from '../../src/core/network/schedule.ts';
import { streamsOf, type Streams } from '../../src/core/streams/streams.ts';
import type { Guesses } from '../../src/contract/events.ts';
import type { Epoch } from '../../src/contract/final-records.ts';
import type { TrainingConfig } from '../../src/contract/training-config.ts';
import { stepsOfEpoch } from '../../src/contract/split-sizes.ts';
import { ChildFailure, toFailure } from '../../src/contract/failures.ts';
import type { ImageSet } from '../data/image-set.ts';
import { pixelNormalisation } from '../data/normalisation.ts';
import type { BatchPlan } from '../data/batch-plan.ts';
import type { ChildNetwork, Totals } from '../network/child-network.ts';
import type { Checkpoints, Checkpoint } from '../store/checkpoint.ts';
import { checkpointMismatch } from './checkpoint-mismatch.ts';
import { DeviceTime } from './device-time.ts';
import { guess, guessedImages, GUESS_INTERVAL_MS } from './guesses.ts';
import type { Reward, TrainProgress } from './reward.ts';
import { runSteps, type StepLoop } from './run-steps.ts';
import type { TimeoutOptions } from './timeout.ts';
import { evaluationBatches, trainingBatches } from './batches.ts';
import { Throttle } from './throttle.ts';
import { splitImages, type Split } from './split.ts';
import { needsWhitening, whiteningFilters } from './whitening.ts';
import { checkpointName, FIRST_TRAINING, isCheckpointOf, streamName, type Training } from './training.ts';

/** Makes the network of a table with the given initial weights on the current device. */
export type NetworkFactory = (
  table: LayerTable,
  images: ImageSet,
  weights: readonly Float32Array[],
  config: TrainingConfig,
) => ChildNetwork | Promise<ChildNetwork>;

export interface ManagerOptions {
  readonly images: ImageSet;
  readonly config: TrainingConfig;
  /** The run's random streams; the newest version unless given. */
  readonly streams?: Streams;
  readonly create: NetworkFactory;
  /** Throws a `ChildFailure` if the device has failed since it was opened. */
  check(): void;
  /** How long to wait for the device; ten minutes unless given. */
  readonly timeout?: TimeoutOptions;
  /** Full speed unless given. */
  readonly throttle?: Throttle;
  /** Asked every few steps: whether to save the network within an epoch. Never unless given. */
  shouldSave?(): boolean;
  /** Told after an epoch what the child answers for a few validation images. It is not asked unless given. */
  onGuesses?(guesses: Guesses): void;
}

/** Sums over the steps of an epoch. */
interface EpochSums {
  readonly loss: number;
  readonly correct: number;
  readonly examples: number;
}

const NO_SUMS: EpochSums = { loss: 0, correct: 0, examples: 0 };

/** A child between its first epoch and its reward. */
interface ChildInTraining {
  /** Names the random streams of its weights, batches and augmentation. */
  readonly key: string;
  readonly identity: Pick<Checkpoint, 'notation' | 'repeat' | 'purpose'>;
  /** Whether the weights of the best epoch are kept, because they are rewarded and read afterwards. */
  readonly keepsBest: boolean;
  /** Validation accuracy after each epoch. */
  readonly curve: number[];
  /** The same epochs in full. */
  readonly learning: Epoch[];
  /** Of the epoch under way. */
  sums: EpochSums;
  /** Steps of it that were done before it was resumed. */
  resumedSteps: number;
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
  readonly #config: TrainingConfig;
  readonly #shouldSave: (() => boolean) | undefined;
  readonly #streams: Streams;
  readonly #create: NetworkFactory;
  readonly #check: () => void;
  readonly #throttle: Throttle;
  readonly #time: DeviceTime;
  readonly #onGuesses: ManagerOptions['onGuesses'];
  #guessedAt = -Infinity;

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
    this.#shouldSave = options.shouldSave;
    this.#streams = streams;
    this.#create = options.create;
    this.#check = options.check;
    this.#throttle = throttle;
    this.#time = new DeviceTime(throttle, timeout);
    this.#onGuesses = options.onGuesses;
  }

  /** The normalisation of pixels before the networks read them. */
  get normalisation(): PixelNormalisation {
    return this.#images.normalisation!;
  }

  /**
   * Trains the cell's network, from weights drawn at random unless `training` says what it starts as. A child that cannot be trained is a result with a reason.
   * @param onTrained called with the trained network before it is disposed of, with the weights of the epoch that is rewarded.
   * @param checkpoints where to save after each epoch but the last and whenever `shouldSave` says so, and to resume from. Their errors are rethrown.
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
      const { curve, learning, examplesPerSecond } = child;
      return { ...result, curve, learning, durationMs: Math.round(child.workedMs()), parameters, examplesPerSecond };
    };
    let network: ChildNetwork | undefined;
    try {
      network = await this.#createNetwork(table, child.key, training.start);
      await this.#resume(child, network, checkpoints);
      const { epochs = this.#config.epochs } = training;
      for (let epoch = child.curve.length; epoch < epochs; epoch++) {
        const save = (): Promise<void> => this.#save(child, network!, checkpoints);
        await this.#trainEpoch(network, child, epoch, save, (progress) => {
          child.examplesPerSecond = progress.examplesPerSecond;
          onProgress({ ...progress, epoch, curve: child.curve, learning: child.learning, parameters });
        });
        const weights = await this.#readFiniteWeights(network, epoch);
        endEpoch(child, await this.#evaluate(network, this.#split.validation, epoch));
        await this.#guess(network, child);
        if (child.keepsBest && bestEpoch(child.curve) === epoch) child.best = weights;
        if (epoch + 1 < this.#config.epochs || training.isKept === true) await this.#save(child, network, checkpoints);
      }
      this.#check();
      if (child.best !== undefined) network.writeWeights(child.best);
      await onTrained?.(network);
      const rewarded = this.#config.reward === 'best' ? bestEpoch(child.curve) : child.curve.length - 1;
      if (training.purpose !== 'confirm') return end({ accuracy: child.curve[rewarded]! });
      return end({ accuracy: (await this.#evaluate(network, this.#split.confirmation, rewarded)).accuracy });
    } catch (error) {
      return end({ failure: toFailure(error) });
    } finally {
      network?.dispose();
    }
  }

  /** Tells whoever watches what the child answers now, at most once in {@link GUESS_INTERVAL_MS}. */
  async #guess(network: ChildNetwork, { identity, curve }: ChildInTraining): Promise<void> {
    const now = performance.now();
    if (this.#onGuesses === undefined || now - this.#guessedAt < GUESS_INTERVAL_MS) return;
    this.#guessedAt = now;
    const images = guessedImages(this.#split.validation, this.#images, this.#config.batchSize);
    const guesses = await this.#time.wait(guess(network, images, this.#images));
    this.#onGuesses({ notation: identity.notation, epochs: curve.length, ...guesses });
  }

  #startChild(cell: Cell, training: Training, isReadAfterwards: boolean): ChildInTraining {
    const notation = formatCell(cell);
    const clock = this.#time.startClock();
    const child: ChildInTraining = {
      key: streamName(this.#streams.keyOf(cell), training),
      identity: checkpointName(notation, training),
      keepsBest: this.#config.reward === 'best' && (isReadAfterwards || training.purpose === 'confirm'),
      curve: [],
      learning: [],
      sums: NO_SUMS,
      resumedSteps: 0,
      priorMs: 0,
      workedMs: () => child.priorMs + clock(),
      examplesPerSecond: 0,
    };
    return child;
  }

  async #createNetwork(table: LayerTable, key: string, start: TrainedWeights | undefined): Promise<ChildNetwork> {
    const { stream, classifier } = this.#streams;
    const rng = stream(this.#config.seed, 'init', key);
    const whitening = needsWhitening(table) ? whiteningFilters(this.#images, this.#split.training) : undefined;
    const weights = initialWeights(table, rng, classifier, whitening);
    const created = this.#create(table, this.#images, weights, this.#config);
    const network = await this.#time.wait(Promise.resolve(created));
    if (start !== undefined) network.writeWeights(grownWeights(start, table, weights));
    return network;
  }

  /** Brings the network and its record to the last checkpoint of this child, if there is one that fits. */
  async #resume(child: ChildInTraining, network: ChildNetwork, checkpoints: Checkpoints | undefined): Promise<void> {
    const saved = await checkpoints?.load();
    if (saved === undefined || !isCheckpointOf(saved, child.identity)) return;
    if (child.keepsBest && saved.best === undefined) return;
    const perEpoch = stepsOfEpoch(this.#split.training.length, this.#config);
    const isWithin = child.identity.purpose === 'final';
    const mismatch = checkpointMismatch(saved, await this.#time.wait(network.readState()), perEpoch, isWithin);
    if (mismatch !== undefined) {
      checkpoints?.onRefused?.(mismatch);
      return;
    }
    network.writeState(saved.state);
    child.curve.push(...saved.curve);
    child.resumedSteps = saved.state.steps - saved.curve.length * perEpoch;
    if (saved.learned !== undefined) {
      const { epochs, ...sums } = saved.learned;
      child.learning.push(...epochs);
      child.sums = sums;
    }
    child.best = saved.best;
    child.priorMs = saved.durationMs;
  }

  async #save(child: ChildInTraining, network: ChildNetwork, checkpoints: Checkpoints | undefined): Promise<void> {
    if (checkpoints === undefined) return;
    const state = await this.#time.wait(network.readState());
    this.#check();
    const { identity, curve, learning, sums } = child;
    await checkpoints.save({
      ...identity,
      curve: [...curve],
      durationMs: child.workedMs(),
      state,
      ...(child.keepsBest ? { best: child.best } : {}),
      ...(identity.purpose === 'final' ? { learned: { epochs: [...learning], ...sums } } : {}),
    });
  }

  async #trainEpoch(
    network: ChildNetwork,
    child: ChildInTraining,
    epoch: number,
    save: () => Promise<void>,
    reportProgress: (progress: Omit<TrainProgress, 'epoch' | 'curve' | 'learning' | 'parameters'>) => void,
  ): Promise<void> {
    const { dropPath = 0, epochs, seed } = this.#config;
    const { key } = child;
    const batches = trainingBatches(this.#split.training, { ...this.#config, streams: this.#streams, key, epoch });
    const draw = this.#streams.stream(seed, 'drop', key, epoch);
    const dropSeeds = batches.map(() => (dropPath > 0 ? draw.integer(2 ** 32) : 0));
    const done = child.resumedSteps;
    child.resumedSteps = 0;
    const all = epochs * batches.length;
    const rateAt = (step: number): number => this.#learningRate(epoch * batches.length + step, all);
    const clock = this.#time.startClock();
    const started = clock();
    let examples = 0;
    const queueStep = (batch: BatchPlan, at: number): void => {
      const step = done + at;
      const drops = { dropPath: (dropPath * (epoch * batches.length + step)) / all, dropSeed: dropSeeds[step]! };
      network.trainStep(batch, { learningRate: rateAt(step), ...drops });
    };
    const onTotals = (totals: Totals, at: number): void => {
      const step = done + at + 1;
      requireFiniteLoss(totals, `in epoch ${epoch + 1}, step ${step}`);
      child.sums = addTotals(child.sums, totals);
      examples += totals.examples;
      const examplesPerSecond = (1000 * examples) / (clock() - started);
      const [loss, rate] = [totals.loss / totals.examples, rateAt(step - 1)];
      reportProgress({ step, steps: batches.length, loss, learningRate: rate, examplesPerSecond });
    };
    await this.#runSteps(network, batches.slice(done), { queueStep, onTotals, shouldSave: this.#shouldSave, save });
  }

  /** @param step 0-based among `steps` of the whole training. */
  #learningRate(step: number, steps: number): number {
    const { learningRate, finalLearningRateShare, schedule } = this.#config;
    return schedule === 'triangular'
      ? triangular(learningRate, step, steps)
      : cosineDecay(learningRate, finalLearningRateShare, step, steps);
  }

  /**
   * Share of the images whose largest logit is the label's, and their mean loss.
   * @throws {ChildFailure} `nan-loss` when logits are not finite, as they can become in the epoch's last update: the argmax of NaNs would
   * be the first class, and a tenth of the images count as correct.
   */
  async #evaluate(network: ChildNetwork, images: Uint32Array, epoch: number): Promise<Evaluation> {
    let sums = NO_SUMS;
    const batches = evaluationBatches(images, this.#config.batchSize);
    const queueStep = (batch: BatchPlan): void => network.evaluateStep(batch);
    const onTotals = (totals: Totals): void => {
      requireFiniteLoss(totals, `on the images held out after epoch ${epoch + 1}`);
      sums = addTotals(sums, totals);
    };
    await this.#runSteps(network, batches, { queueStep, onTotals });
    return { accuracy: sums.correct / images.length, loss: sums.loss / images.length };
  }

  #runSteps(
    network: ChildNetwork,
    batches: readonly BatchPlan[],
    loop: Pick<StepLoop, 'queueStep' | 'onTotals' | 'shouldSave' | 'save'>,
  ): Promise<void> {
    const [throttle, time, checkDevice] = [this.#throttle, this.#time, this.#check];
    return runSteps(batches, { network, throttle, time, checkDevice, ...loop });
  }

  /**
   * Weights and moving statistics after an epoch's training. That they are finite is no matter of the loss: a ReLU may turn a NaN into 0 (WGSL leaves
   * `max` of a NaN open), and the loss stay finite.
   * @throws {ChildFailure} `nan-loss`.
   */
  async #readFiniteWeights(network: ChildNetwork, epoch: number): Promise<readonly Float32Array[]> {
    const values = await this.#time.wait(network.readWeights());
    const place = values.findIndex((own) => !own.every(Number.isFinite));
    if (place === -1) return values;
    const value = values[place]!.find((one) => !Number.isFinite(one));
    throw new ChildFailure('nan-loss', `a weight (tensor ${place}) became ${value} by the end of epoch ${epoch + 1}`);
  }
}

/** A network on images that it was not trained on. */
interface Evaluation {
  readonly accuracy: number;
  readonly loss: number;
}

function addTotals(sums: EpochSums, { loss, correct, examples }: Totals): EpochSums {
  return { loss: sums.loss + loss, correct: sums.correct + correct, examples: sums.examples + examples };
}

/** Notes an epoch that is done. */
function endEpoch(child: ChildInTraining, { accuracy, loss }: Evaluation): void {
  const { sums } = child;
  const trained = { loss: sums.loss / sums.examples, accuracy: sums.correct / sums.examples };
  child.learning.push({ ...trained, validationLoss: loss, validationAccuracy: accuracy });
  child.curve.push(accuracy);
  child.sums = NO_SUMS;
}

/** The 0-based first epoch with the highest accuracy: titu1994 keeps weights only when the accuracy improves. */
function bestEpoch(curve: readonly number[]): number {
  return curve.indexOf(Math.max(...curve));
}

/** @throws {ChildFailure} `nan-loss`. */
function requireFiniteLoss({ loss }: Totals, place: string): void {
  if (!Number.isFinite(loss)) throw new ChildFailure('nan-loss', `the loss became ${loss} ${place}`);
}
