/**
 * @file Dispatches over fixed buffers, recorded once and replayed every step without building or uploading anything.
 */
import { packFields, roundUp, type Grid, type Kernel } from '../kernels/kernel.ts';
import type { Arena, BufferRange } from './memory.ts';
import type { Pipelines } from './pipelines.ts';

/** Bytes between two dispatches' uniform blocks: the alignment that every device supports. */
const BLOCK_BYTES = 256;

/** A dispatch before its pipeline is compiled; `fields` is its uniform block. */
export interface RecordedDispatch {
  readonly kernel: Kernel;
  readonly fields: ArrayBuffer;
  readonly ranges: readonly BufferRange[];
  readonly grid: Grid;
}

/** Records dispatches. */
export class Recorder {
  readonly #recorded: RecordedDispatch[] = [];

  /** What is recorded so far. */
  get recorded(): readonly RecordedDispatch[] {
    return this.#recorded;
  }

  /**
   * @param fields a value for each of the kernel's; more may be given.
   * @param ranges what is bound to the kernel's buffers, in order.
   * @param grid without workgroups nothing is recorded: the weights of a network without any.
   * @throws {Error} when one buffer would be both read and written, which WebGPU forbids.
   */
  dispatch(kernel: Kernel, fields: Readonly<Record<string, number>>, ranges: readonly BufferRange[], grid: Grid): void {
    if (ranges.length !== kernel.buffers.length) {
      throw new Error(`kernel ${kernel.name}: must get ${kernel.buffers.length} buffers; got ${ranges.length}`);
    }
    const written = ranges.filter((_, i) => kernel.buffers[i]!.access === 'read_write');
    const isAliased = written.some(({ buffer }) => ranges.filter((range) => range.buffer === buffer).length > 1);
    if (isAliased) throw new Error(`kernel ${kernel.name}: must not read or write one buffer through two bindings`);
    if (grid.includes(0)) return;
    this.#recorded.push({ kernel, fields: packFields(kernel, fields), ranges, grid });
  }

  /** Compiles new kernels and binds all buffers; allocates the uniforms from the arena. */
  async finish(gpu: GPUDevice, pipelines: Pipelines, arena: Arena): Promise<Program> {
    const compiled = await Promise.all(this.#recorded.map(({ kernel }) => pipelines.get(kernel)));
    const blocks = new Uint8Array(Math.max(1, this.#recorded.length) * BLOCK_BYTES);
    for (const [i, { fields }] of this.#recorded.entries()) blocks.set(new Uint8Array(fields), i * BLOCK_BYTES);
    const uniforms = arena.uniforms(blocks);
    const dispatches = this.#recorded.map(({ fields, ranges, grid }, i) => {
      const pipeline = compiled[i]!;
      const bindGroup = gpu.createBindGroup({
        layout: pipeline.getBindGroupLayout(0),
        entries: [
          { binding: 0, resource: { buffer: uniforms, offset: i * BLOCK_BYTES, size: roundUp(fields.byteLength, 16) } },
          ...ranges.map((resource, j) => ({ binding: j + 1, resource })),
        ],
      });
      return { pipeline, bindGroup, grid };
    });
    return new Program(dispatches);
  }
}

/** A dispatch with its bind group, ready to be encoded. */
interface BoundDispatch {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly grid: Grid;
}

/** Recorded dispatches, ready to be encoded. */
export class Program {
  readonly #dispatches: readonly BoundDispatch[];

  constructor(dispatches: readonly BoundDispatch[]) {
    this.#dispatches = dispatches;
  }

  /** Number of dispatches. */
  get length(): number {
    return this.#dispatches.length;
  }

  /** Adds all dispatches, or those from `first` on, to a pass. */
  encode(pass: GPUComputePassEncoder, first = 0): void {
    let last: GPUComputePipeline | undefined;
    for (let i = first; i < this.#dispatches.length; i++) {
      const { pipeline, bindGroup, grid } = this.#dispatches[i]!;
      if (pipeline !== last) pass.setPipeline((last = pipeline));
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(...grid);
    }
  }
}
