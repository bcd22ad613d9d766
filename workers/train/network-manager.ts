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
import { streamsOf, type Streams } from '../../src/core/random/streams.ts';
import type { SearchConfig } from '../../src/contract/config.ts';
import { stepsOfEpoch } from '../../src/contract/split-sizes.ts';
import { ChildFailure, toFailure, type Failure } from '../../src/contract/failures.ts';
import type { ImageSet } from '../data/image-set.ts';
import { pixelNormalisation } from '../data/normalisation.ts';
import type { BatchPlan, ChildNetwork, Totals } from '../network/child-network.ts';
import type { Checkpoint, Checkpoints } from '../store/checkpoint.ts';
import { withTimeout, type TimeoutOptions } from './timeout.ts';
import { evaluationBatches, trainingBatches } from './batches.ts';
import { Throttle } from './throttle.ts';
import { splitImages, type Split } from './split.ts';
import { checkpointName, FIRST_TRAINING, isCheckpointOf, streamName } from './training.ts';

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
  /** Validation accuracy of the epoch that `SearchConfig.reward` names; absent when it failed. */
  readonly accuracy?: number;
  readonly failure?: Failure;
  readonly curve: readonly number[];
  readonly durationMs: number;
  readonly parameters: number;
  /** Training examples a second, evaluation excluded. */
  readonly examplesPerSecond: number;
}

export interface ManagerOptions {
  readonly images: ImageSet;
  readonly config: SearchConfig;
  /** The run's; the newest unless given. */
  readonly streams?: Streams;
  readonly create: NetworkFactory;
  /** Throws a `ChildFailure` if the device has failed since it was opened. */
  check(): void;
  /** How long to wait for the device. */
  readonly patience?: TimeoutOptions;
  /** How hard to work the device; full speed unless given. */
  readonly pace?: Throttle;
}

/** Trains children on one data set, one at a time. */
export class NetworkManager {
  readonly #images: ImageSet;
  readonly #split: Split;
  readonly #config: SearchConfig;
  readonly #streams: Streams;
  readonly #create: NetworkFactory;
  readonly #check: () => void;
  readonly #pace: Throttle;
  readonly #patience: TimeoutOptions;
  /** Time slept through that the clock has counted, ms. */
  #sleptMs = 0;

  /** @throws {RangeError} when the data set or the batch does not fit the configuration. */
  constructor(options: ManagerOptions) {
    const { images, config, streams = streamsOf(), patience } = options;
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
    this.#pace = options.pace ?? new Throttle();
    this.#patience = {
      ...patience,
      onSleep: (sleptMs, countedMs) => {
        this.#sleptMs += countedMs;
        patience?.onSleep?.(sleptMs, countedMs);
      },
    };
  }

  /** What the networks see of a pixel. */
  get normalisation(): PixelNormalisation {
    return this.#images.normalisation!;
  }

  /**
   * Trains the cell's network from scratch. A child that cannot be trained is a result with a reason.
   * @param onTrained is given the trained network before it is released, with the weights of the epoch that is rewarded.
   * @param checkpoints where to save after each epoch but the last, and to go on from. What they throw is thrown.
   * @param training which training of the cell it is. Weights, batches and augmentation are named by it, the images not.
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
    const isConfirmation = training.purpose === 'confirm';
    const keepsBest = this.#config.reward === 'best' && (isConfirmation || onTrained !== undefined);
    let best: readonly Float32Array[] | undefined; // weights of the best epoch, where they are used
    try {
      const key = streamName(this.#streams.keyOf(cell), training);
      const weights = initialWeights(
        table,
        this.#streams.stream(this.#config.seed, 'init', key),
        this.#streams.classifier,
      );
      network = await this.#wait(Promise.resolve(this.#create(table, this.#images, weights, this.#config)));
      const saved = await checkpoints?.load();
      const isOfChild =
        saved !== undefined && isCheckpointOf(saved, notation, training) && (!keepsBest || saved.best !== undefined);
      const unfit = isOfChild ? await this.#unfitness(saved, network) : undefined;
      if (unfit !== undefined) checkpoints?.onRefused?.(unfit);
      else if (isOfChild) {
        network.writeState(saved.state);
        curve.push(...saved.curve);
        best = saved.best;
        started -= saved.durationMs;
      }
      for (let epoch = curve.length; epoch < this.#config.epochs; epoch++) {
        const told = (partial: Omit<TrainProgress, 'epoch' | 'curve' | 'parameters'>): void => {
          examplesPerSecond = partial.examplesPerSecond;
          onProgress({ ...partial, epoch, curve, parameters });
        };
        await this.#trainEpoch(network, key, epoch, told);
        curve.push(await this.#evaluate(network, this.#split.validation, epoch));
        if (keepsBest && bestEpoch(curve) === epoch) best = await this.#wait(network.readWeights());
        if (checkpoints === undefined || curve.length === this.#config.epochs) continue;
        const state = await this.#wait(network.readState());
        this.#check();
        const child = checkpointName(notation, training);
        const saving = { ...child, curve: [...curve], durationMs: clock() - started, state };
        await checkpoints.save(keepsBest ? { ...saving, best } : saving);
      }
      await this.#requireFiniteWeights(network);
      this.#check();
      if (best !== undefined) network.writeWeights(best);
      await onTrained?.(network);
      const rewarded = this.#config.reward === 'best' ? bestEpoch(curve) : curve.length - 1;
      if (!isConfirmation) return end({ accuracy: curve[rewarded]! });
      return end({ accuracy: await this.#evaluate(network, this.#split.confirmation, rewarded) });
    } catch (error) {
      return end({ failure: toFailure(error) });
    } finally {
      network?.dispose();
    }
  }

  /** Why a checkpoint of this cell is not of this network at these settings; undefined when it is. */
  async #unfitness({ curve, state, best = [] }: Checkpoint, network: ChildNetwork): Promise<string | undefined> {
    const steps = curve.length * stepsOfEpoch(this.#split.training.length, this.#config);
    if (state.steps !== steps) return `it must be after ${steps} steps; got ${state.steps}`;
    const { tensors } = await this.#wait(network.readState());
    if (tensors.length !== state.tensors.length) {
      return `it must have the network's ${tensors.length} tensors; got ${state.tensors.length}`;
    }
    const isBestUnfit = best.some(({ length }, i) => length !== tensors[i]?.length);
    if (isBestUnfit) return 'its best weights must be of the network’s sizes';
    const at = tensors.findIndex(({ length }, i) => length !== state.tensors[i]!.length);
    if (at < 0) return undefined;
    return `its tensor ${at} must have ${tensors[at]!.length} values; got ${state.tensors[at]!.length}`;
  }

  async #trainEpoch(
    network: ChildNetwork,
    key: string,
    epoch: number,
    told: (progress: Omit<TrainProgress, 'epoch' | 'curve' | 'parameters'>) => void,
  ): Promise<void> {
    const { learningRate, finalLearningRateShare, epochs } = this.#config;
    const batches = trainingBatches(this.#split.training, { ...this.#config, streams: this.#streams, key, epoch });
    const clock = this.#workClock();
    const started = clock();
    let examples = 0;
    const take = (batch: BatchPlan, step: number): void => {
      const done = epoch * batches.length + step;
      const rate = cosineDecay(learningRate, finalLearningRateShare, done, epochs * batches.length);
      network.trainStep(batch, { learningRate: rate });
    };
    await this.#run(network, batches, take, (totals, step) => {
      requireFiniteLoss(totals, `in epoch ${epoch + 1}, step ${step + 1}`);
      examples += totals.examples;
      const examplesPerSecond = (1000 * examples) / (clock() - started);
      told({ step: step + 1, steps: batches.length, loss: totals.loss / totals.examples, examplesPerSecond });
    });
  }

  /**
   * Share of the images whose largest logit is the label's.
   * @throws {ChildFailure} `nan-loss` when logits are not finite, as after a last update that no training step has seen: their largest
   * would be the first class, and a tenth of the images "right".
   */
  async #evaluate(network: ChildNetwork, images: Uint32Array, epoch: number): Promise<number> {
    let correct = 0;
    const batches = evaluationBatches(images, this.#config.batchSize);
    const take = (batch: BatchPlan): void => network.evaluateStep(batch);
    await this.#run(network, batches, take, (totals) => {
      requireFiniteLoss(totals, `on the images held out after epoch ${epoch + 1}`);
      correct += totals.correct;
    });
    return correct / images.length;
  }

  /** A ReLU may take a NaN for 0 (WGSL leaves the `max` of one open), so that no loss shows a weight that is none. */
  async #requireFiniteWeights(network: ChildNetwork): Promise<void> {
    const values = await this.#wait(network.readWeights());
    const place = values.findIndex((own) => !own.every(Number.isFinite));
    if (place === -1) return;
    const value = values[place]!.find((one) => !Number.isFinite(one));
    throw new ChildFailure(
      'nan-loss',
      `a weight (tensor ${place}) became ${value} by the end of epoch ${this.#config.epochs}`,
    );
  }

  /**
   * Takes steps, of which every few are read together. The next few are queued before the answer is waited for, so that the device is never
   * idle while an answer travels; no more than those, so that the queue is bounded. At a gentle pace nothing is queued ahead.
   */
  async #run(
    network: ChildNetwork,
    batches: readonly BatchPlan[],
    take: (batch: BatchPlan, step: number) => void,
    read: (totals: Totals, step: number) => void,
  ): Promise<void> {
    const clock = this.#workClock();
    let [unread, worked] = [0, clock()];
    let asked: { readonly totals: Promise<Totals>; readonly step: number } | undefined;
    const answer = async (): Promise<void> => {
      if (asked === undefined) return;
      const { totals, step } = asked;
      asked = undefined;
      const got = await this.#wait(totals);
      this.#check();
      read(got, step);
    };
    for (const [step, batch] of batches.entries()) {
      take(batch, step);
      if (++unread < this.#pace.stepsPerRead && step + 1 < batches.length) continue;
      unread = 0;
      const next = { totals: network.readTotals(), step };
      next.totals.catch(() => {}); // whoever fails before it is waited for tells why
      await answer();
      asked = next;
      if (this.#pace.isLowPriority || step + 1 === batches.length) await answer();
      await this.#pace.rest(clock() - worked);
      worked = clock();
    }
  }

  /** Milliseconds worked, from now: time, less the rests and what was slept through. */
  #workClock(): () => number {
    const idleMs = (): number => this.#pace.restedMs + this.#sleptMs;
    const before = idleMs();
    const started = performance.now();
    return () => Math.max(0, performance.now() - started - (idleMs() - before));
  }

  #wait<T>(answer: Promise<T>): Promise<T> {
    return withTimeout(answer, this.#patience);
  }
}

/** The first epoch, from 0, that reached the highest accuracy: titu1994 keeps weights only when it improves. */
function bestEpoch(curve: readonly number[]): number {
  return curve.indexOf(Math.max(...curve));
}

/** @throws {ChildFailure} `nan-loss`. */
function requireFiniteLoss({ loss }: Totals, place: string): void {
  if (!Number.isFinite(loss)) throw new ChildFailure('nan-loss', `the loss became ${loss} ${place}`);
}
