/**
 * @file A child network as a static execution plan: every step replays recorded dispatches over fixed buffers. The executor of
 * WebGPU devices; `TfjsNetwork` is its reference.
 */
import { parameterCount, type Layer, type LayerTable } from '../../../src/core/network/layers.ts';
import { movingMomentum } from '../../../src/core/network/schedule.ts';
import type { Precision } from '../../../src/contract/config.ts';
import type { ImageSet } from '../../data/image-set.ts';
import type { BatchPlan } from '../../data/batch-plan.ts';
import type { ChildNetwork, ChildState, StepSettings, Totals } from '../child-network.ts';
import { ADAM, averagingDecay, type TrainingOptions } from '../optimizer.ts';
import { compile, type CompiledPlan } from './plan/compile.ts';
import type { PlanSource } from './plan/source.ts';
import { gpuImages } from './runtime/images.ts';
import { Arena, copyToReadback, exchange, readBack, VEC4 } from './runtime/memory.ts';
import type { Pipelines } from './runtime/pipelines.ts';
import type { Program } from './runtime/program.ts';
import { StepQueue } from './runtime/step-queue.ts';
import { DeviceRate } from './runtime/work.ts';
import type { Tuning } from './tuning/tuning.ts';
import { batchNorms, layOutParameters, readParameters } from './plan/weights.ts';

/** The device, with what its plans share: compiled kernels and their tuning. */
export interface PlanDevice {
  readonly gpu: GPUDevice;
  readonly pipelines: Pipelines;
  readonly tuning: Tuning;
  /** How fast the device was found to be; absent: nothing is known of it. */
  readonly rate?: DeviceRate;
}

interface PlanOptions extends TrainingOptions {
  /** How activations and their gradients are stored; f32 unless given. */
  readonly precision?: Precision;
  /** Images of a batch; smaller ones are possible in evaluation only. */
  readonly batchSize: number;
}

/** Executor of a compiled plan. Steps are queued and submitted in batches. */
export class GpuNetwork implements ChildNetwork {
  readonly parameters: number;
  readonly #gpu: GPUDevice;
  readonly #arena: Arena;
  readonly #table: LayerTable;
  readonly #compiled: CompiledPlan;
  readonly #training: readonly Program[];
  readonly #evaluation: Program;
  readonly #batchSize: number;
  /** Decay of averaged weights; 0: none. */
  readonly #averaging: number;
  readonly #queue: StepQueue;
  /** Whether the averages stand where the weights are, which evaluation reads. */
  #isAveraged = false;
  #steps = 0;
  #examples = 0;

  private constructor(
    gpu: GPUDevice,
    arena: Arena,
    table: LayerTable,
    compiled: CompiledPlan,
    programs: { training: readonly Program[]; evaluation: Program },
    { n, optimizer }: PlanSource,
    rate: DeviceRate,
  ) {
    this.#gpu = gpu;
    this.#arena = arena;
    this.#table = table;
    this.#compiled = compiled;
    this.#training = programs.training;
    this.#evaluation = programs.evaluation;
    this.#batchSize = n;
    this.#averaging = optimizer.averaging ?? 0;
    this.#queue = new StepQueue(gpu, compiled, rate);
    this.parameters = parameterCount(table);
  }

  /**
   * Records and compiles a table, with these initial weights.
   * @throws {RangeError} when the device cannot bind what it needs.
   */
  static async create(
    { gpu, pipelines, tuning, rate = new DeviceRate() }: PlanDevice,
    table: LayerTable,
    images: ImageSet,
    weights: readonly Float32Array[],
    options: PlanOptions,
  ): Promise<GpuNetwork> {
    const arena = new Arena(gpu);
    const { batchSize: n, precision = 'f32' } = options;
    const source = { table, n, images: gpuImages(gpu, images), optimizer: options, tuning, precision };
    try {
      return await GpuNetwork.#build({ gpu, pipelines, tuning, rate }, arena, source, weights);
    } catch (error) {
      arena.dispose(); // what was allocated before the one that failed
      throw error;
    }
  }

  static async #build(
    { gpu, pipelines, rate }: Required<PlanDevice>,
    arena: Arena,
    source: PlanSource,
    weights: readonly Float32Array[],
  ): Promise<GpuNetwork> {
    const { table } = source;
    const compiled = compile(arena, source);
    const [forward, backward, update, evaluation] = await Promise.all(
      [compiled.forward, compiled.backward, compiled.update, compiled.evaluation].map((recorder) =>
        recorder.finish(gpu, pipelines, arena),
      ),
    );
    const programs = { training: [forward!, backward!, update!], evaluation: evaluation! };
    const network = new GpuNetwork(gpu, arena, table, compiled, programs, source, rate);
    const moving = batchNorms(table).flatMap(({ shape }) => [
      new Float32Array(shape[2]),
      new Float32Array(shape[2]).fill(1),
    ]);
    network.writeWeights([...weights, ...moving]);
    return network;
  }

  /** Dispatches of one training step. */
  get dispatches(): number {
    return this.#training.reduce((sum, { length }) => sum + length, 0);
  }

  /** What a training step takes on the model's device, ms. */
  get modelMs(): number {
    return this.#training.flatMap(({ modelMs }) => modelMs).reduce((sum, ms) => sum + ms, 0);
  }

  /** Bytes of GPU memory held, the images excluded. */
  get bytes(): number {
    return this.#arena.bytes;
  }

  trainStep(batch: BatchPlan, { learningRate, dropPath, dropSeed }: StepSettings): void {
    if (batch.indices.length !== this.#batchSize) {
      throw new RangeError(`plan: a training batch must have ${this.#batchSize} images; got ${batch.indices.length}`);
    }
    this.#useAverages(false);
    const momentum = movingMomentum(this.#steps, this.#table.movingMomentum);
    this.#steps++;
    const corrections = [1 / (1 - ADAM.beta1 ** this.#steps), 1 / (1 - ADAM.beta2 ** this.#steps)];
    this.#examples += batch.indices.length;
    const averaging = averagingDecay(this.#averaging, this.#steps);
    const first = [learningRate, momentum, ...corrections];
    this.#queue.enqueue(this.#training, batch, { first, averaging, dropPath, dropSeed });
  }

  evaluateStep(batch: BatchPlan): void {
    if (batch.indices.length > this.#batchSize) {
      throw new RangeError(`plan: a batch must have at most ${this.#batchSize} images; got ${batch.indices.length}`);
    }
    this.#useAverages(true);
    this.#examples += batch.indices.length;
    this.#queue.enqueue([this.#evaluation], batch);
  }

  async predict(batch: BatchPlan): Promise<Float32Array> {
    this.evaluateStep(batch);
    const { layers } = this.#table;
    const last = layers.at(-1) as Extract<Layer, { kind: 'dense' }>;
    const { range, slot } = this.#compiled.activation(last.id); // [classes / 4][plane] of vec4f, without the bias
    const bias = this.#compiled.regions[last.bias]!;
    const [[logits, biases]] = await Promise.all([
      this.#readCopies(() => [
        copyToReadback(this.#gpu, range.buffer, range.size, { from: range.offset }),
        copyToReadback(this.#gpu, this.#compiled.weights, VEC4 * bias.size, { from: VEC4 * bias.from }),
      ]),
      this.readTotals(),
    ]);
    const classes = last.shape[2];
    return Float32Array.from({ length: batch.indices.length * classes }, (_, i) => {
      const [image, k] = [Math.floor(i / classes), i % classes];
      return logits![4 * (Math.floor(k / 4) * slot.layout.plane + image) + (k % 4)]! + biases![k]!;
    });
  }

  /** Exchanges weights and moving statistics with their averages, where they are averaged and stand in the other place. */
  #useAverages(isAveraged: boolean): void {
    const { averages, weights, batchNorms: statistics } = this.#compiled;
    if (averages === undefined || this.#isAveraged === isAveraged) return;
    this.#isAveraged = isAveraged;
    const exchanged = this.#queue.afterSteps(() => {
      const encoder = this.#gpu.createCommandEncoder();
      exchange(encoder, this.#arena, weights, averages.weights);
      exchange(encoder, this.#arena, statistics.moving, averages.moving);
      this.#gpu.queue.submit([encoder.finish()]);
    });
    exchanged.catch(() => {}); // the network was disposed of
  }

  /** The values of copies that are made when all steps queued so far are submitted. */
  async #readCopies(copy: () => GPUBuffer[]): Promise<Float32Array[]> {
    return Promise.all((await this.#queue.afterSteps(copy)).map(readBack));
  }

  /** The buffers' values after the steps queued so far. */
  #readBuffers(buffers: readonly GPUBuffer[]): Promise<Float32Array[]> {
    return this.#readCopies(() => buffers.map((buffer) => copyToReadback(this.#gpu, buffer, buffer.size)));
  }

  async readTotals(): Promise<Totals> {
    const examples = this.#examples;
    this.#examples = 0;
    const { totals } = this.#compiled;
    const [read] = await this.#readCopies(() => [copyToReadback(this.#gpu, totals, 8, { thenClear: true })]);
    const [loss, correct] = read!;
    return { loss: loss!, correct: Math.round(correct!), examples };
  }

  async readWeights(): Promise<Float32Array[]> {
    this.#useAverages(true);
    return this.#readTensors(this.#compiled.weights, this.#compiled.batchNorms.moving);
  }

  async #readTensors(weights: GPUBuffer, ofMoving: GPUBuffer): Promise<Float32Array[]> {
    const { batchNorms: statistics } = this.#compiled;
    const [values, moving] = await this.#readBuffers([weights, ofMoving]);
    const moments = batchNorms(this.#table).flatMap(({ id, shape: [, , channels] }) => {
      const { mean, variance } = statistics.movingOf(id);
      return [mean, variance].map((at) => moving!.slice(4 * at, 4 * at + channels));
    });
    return [...readParameters(this.#compiled.regions, values!), ...moments];
  }

  writeWeights(weights: readonly Float32Array[]): void {
    const { averages, batchNorms: statistics } = this.#compiled;
    this.#writeTensors(this.#compiled.weights, statistics.moving, weights);
    if (averages !== undefined) this.#writeTensors(averages.weights, averages.moving, weights);
  }

  #writeTensors(ofWeights: GPUBuffer, ofMoving: GPUBuffer, weights: readonly Float32Array[]): void {
    this.#queue.submitAll();
    const { regions, batchNorms: statistics } = this.#compiled;
    this.#writeParameters(ofWeights, weights.slice(0, regions.length));
    const moving = new Float32Array(statistics.moving.size / 4);
    for (const [i, { id }] of batchNorms(this.#table).entries()) {
      const { mean, variance } = statistics.movingOf(id);
      moving.set(weights[regions.length + 2 * i]!, 4 * mean);
      moving.set(weights[regions.length + 2 * i + 1]!, 4 * variance);
    }
    this.#gpu.queue.writeBuffer(ofMoving, 0, moving);
  }

  async readState(): Promise<ChildState> {
    this.#useAverages(false);
    const { averages, weights, batchNorms: statistics, regions } = this.#compiled;
    const [trained, averaged, moments] = await Promise.all([
      this.#readTensors(weights, statistics.moving),
      averages === undefined ? [] : this.#readTensors(averages.weights, averages.moving),
      this.#readBuffers(this.#moments()),
    ]);
    const tensors = [...trained, ...moments.flatMap((values) => readParameters(regions, values)), ...averaged];
    return { steps: this.#steps, tensors };
  }

  writeState({ steps, tensors }: ChildState): void {
    this.#useAverages(false);
    const { averages, regions } = this.#compiled;
    const weights = regions.length + 2 * batchNorms(this.#table).length;
    this.writeWeights(tensors.slice(0, weights));
    let from = weights;
    for (const buffer of this.#moments()) this.#writeParameters(buffer, tensors.slice(from, (from += regions.length)));
    if (averages !== undefined) this.#writeTensors(averages.weights, averages.moving, tensors.slice(from));
    this.#steps = steps;
  }

  /** The optimizer's state: velocity, or first and second moments. */
  #moments(): GPUBuffer[] {
    const { first, second } = this.#compiled;
    return second === undefined ? [first] : [first, second];
  }

  #writeParameters(buffer: GPUBuffer, tensors: readonly Float32Array[]): void {
    const values = layOutParameters(this.#table, this.#compiled.regions, tensors, buffer.size / 4);
    this.#gpu.queue.writeBuffer(buffer, 0, values);
  }

  dispose(): void {
    this.#queue.dispose();
    this.#arena.dispose();
  }
}
