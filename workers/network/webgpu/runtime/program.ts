/**
 * @file A list of dispatches over fixed buffers, recorded once and replayed every step: one command buffer, nothing built
 * or uploaded on the way.
 */
import { packFields, roundUp, type Grid, type Kernel } from '../kernels/kernel.ts';
import type { Arena, BufferRange } from './memory.ts';
import type { Pipelines } from './pipelines.ts';

/** Bytes between two dispatches' uniform blocks: the alignment every device can do. */
const BLOCK_BYTES = 256;

interface Call {
  readonly kernel: Kernel;
  readonly fields: ArrayBuffer;
  readonly ranges: readonly BufferRange[];
  readonly grid: Grid;
}

/** Collects dispatches. */
export class Recorder {
  readonly #calls: Call[] = [];

  /**
   * @param fields a value for each of the kernel's; more may be given.
   * @param ranges what is bound to the kernel's buffers, in their order.
   * @param grid without workgroups there is nothing to do: the weights of a network without any.
   * @throws {Error} when one buffer would be both read and written, which WebGPU forbids.
   */
  dispatch(kernel: Kernel, fields: Readonly<Record<string, number>>, ranges: readonly BufferRange[], grid: Grid): void {
    if (ranges.length !== kernel.buffers.length) {
      throw new Error(`kernel ${kernel.name}: must get ${kernel.buffers.length} buffers; got ${ranges.length}`);
    }
    const written = ranges.filter((_, i) => kernel.buffers[i]!.access === 'read_write');
    const isShared = written.some(({ buffer }) => ranges.filter((range) => range.buffer === buffer).length > 1);
    if (isShared) throw new Error(`kernel ${kernel.name}: must not read or write one buffer through two bindings`);
    if (grid.includes(0)) return;
    this.#calls.push({ kernel, fields: packFields(kernel, fields), ranges, grid });
  }

  /** Compiles what is new and binds everything; what it needs of memory is the arena's. */
  async finish(gpu: GPUDevice, pipelines: Pipelines, arena: Arena): Promise<Program> {
    const compiled = await Promise.all(this.#calls.map(({ kernel }) => pipelines.get(kernel)));
    const blocks = new Uint8Array(Math.max(1, this.#calls.length) * BLOCK_BYTES);
    for (const [i, { fields }] of this.#calls.entries()) blocks.set(new Uint8Array(fields), i * BLOCK_BYTES);
    const uniforms = arena.uniforms(blocks);
    const dispatches = this.#calls.map(({ fields, ranges, grid }, i) => {
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

/** One dispatch with all that it reads and writes. */
interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly grid: Grid;
}

/** Recorded dispatches, ready to be encoded. */
export class Program {
  readonly #dispatches: readonly Dispatch[];

  constructor(dispatches: readonly Dispatch[]) {
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
