/**
 * @file Dispatches over fixed buffers, recorded once and replayed every step without building or uploading anything.
 */
import { roundUp, type Element, type Grid, type Kernel } from '../kernels/kernel.ts';
import { blockBytes, packBlock, siblingsOf, storingHalves } from '../kernels/shader.ts';
import { VEC4, whole, type Arena, type BufferRange } from './memory.ts';
import type { Pipelines } from './pipelines.ts';
import { joinSiblings, type RecordedDispatch } from './siblings.ts';
import { modelledMs } from './work.ts';

/** Alignment of two dispatches' uniform blocks, bytes, that every device supports. */
const BLOCK_ALIGNMENT = 256;

/** Records dispatches. */
export class Recorder {
  readonly #recorded: RecordedDispatch[] = [];
  readonly #joinsSiblings: boolean;
  readonly #storesHalves: boolean;

  /**
   * @param options.joinsSiblings whether dispatches are reordered so that siblings are one.
   * @param options.storesHalves whether the buffers of activations and their gradients hold f16.
   */
  constructor({ joinsSiblings = false, storesHalves = false } = {}) {
    this.#joinsSiblings = joinsSiblings;
    this.#storesHalves = storesHalves;
  }

  /** What is dispatched, in order. */
  get dispatches(): readonly RecordedDispatch[] {
    return this.#joinsSiblings ? joinSiblings(this.#recorded) : this.#recorded;
  }

  /** Records what `record` dispatches, which together does so many multiply-adds. */
  recordWork(multiplyAdds: number, record: () => void): void {
    const before = this.#recorded.length;
    record();
    const own = this.#recorded.splice(before);
    const share = multiplyAdds / own.length;
    for (const { parts, ...dispatch } of own) {
      this.#recorded.push({ ...dispatch, parts: parts.map((part) => ({ ...part, multiplyAdds: share })) });
    }
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
    const stored = this.#storesHalves ? storingHalves(kernel) : kernel;
    this.#recorded.push({ kernel: stored, grid, parts: [{ fields, ranges, multiplyAdds: 0 }] });
  }

  /** Compiles new kernels and binds all buffers; allocates the uniforms from the arena. */
  async finish(gpu: GPUDevice, pipelines: Pipelines, arena: Arena): Promise<Program> {
    const dispatches = this.dispatches.map(bindable);
    const compiled = await Promise.all(dispatches.map(({ kernel }) => pipelines.get(kernel)));
    const offsets: number[] = [];
    let end = 0;
    for (const { kernel } of dispatches) {
      offsets.push(end);
      end += roundUp(blockBytes(kernel), BLOCK_ALIGNMENT);
    }
    const blocks = new Uint8Array(Math.max(BLOCK_ALIGNMENT, end));
    for (const [i, { block }] of dispatches.entries()) blocks.set(block, offsets[i]);
    const uniforms = arena.uniforms(blocks);
    const bound = dispatches.map(({ block, ranges, grid, modelMs }, i): BoundDispatch => {
      const pipeline = compiled[i]!;
      const bindGroup = gpu.createBindGroup({
        layout: pipeline.getBindGroupLayout(0),
        entries: [
          { binding: 0, resource: { buffer: uniforms, offset: offsets[i]!, size: block.byteLength } },
          ...ranges.map((resource, j) => ({ binding: j + 1, resource })),
        ],
      });
      return { pipeline, bindGroup, grid, modelMs };
    });
    return new Program(bound);
  }
}

/** The kernel, uniform block, ranges and workgroups of a dispatch. */
interface BindableDispatch {
  readonly kernel: Kernel;
  readonly block: Uint8Array;
  readonly ranges: readonly BufferRange[];
  readonly grid: Grid;
  readonly modelMs: number;
}

/** A dispatch of one part binds its ranges, one of several the whole buffers. */
function bindable({ kernel, grid, parts }: RecordedDispatch): BindableDispatch {
  const [{ ranges }] = parts as [RecordedDispatch['parts'][number]];
  const [x, y, depth] = grid;
  const ms = modelledMs(parts);
  if (parts.length === 1) {
    const bound = ranges.map((range) => (range.isBoundWhole === true ? whole(range.buffer) : range));
    return {
      kernel,
      grid,
      ranges: bound,
      block: packBlock(kernel, [{ ...parts[0]!, starts: [] }], depth),
      modelMs: ms,
    };
  }
  const siblings = siblingsOf(kernel);
  const values = parts.map((part) => ({
    fields: part.fields,
    starts: part.ranges.map(({ offset, isBoundWhole = false }, i) =>
      isBoundWhole ? 0 : offset / bytesOf(kernel.buffers[i]!.element, kernel),
    ),
  }));
  return {
    kernel: siblings,
    grid: [x, y, depth * parts.length],
    ranges: ranges.map(({ buffer }) => whole(buffer)),
    block: packBlock(siblings, values, depth),
    modelMs: ms,
  };
}

/** Bytes of an element of a buffer. */
const BYTES = { mat4x4f: 64, vec4f: VEC4, vec4u: 16, f32: 4, u32: 4, activation: VEC4 } as const satisfies Record<Element, number>; // prettier-ignore
const bytesOf = (element: Element, { storesHalves = false }: Kernel): number =>
  element === 'activation' && storesHalves ? VEC4 / 2 : BYTES[element];

/** A dispatch with its bind group, ready to be encoded. */
interface BoundDispatch {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly grid: Grid;
  readonly modelMs: number;
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

  /** How long each dispatch takes on the model's device, ms. */
  get modelMs(): number[] {
    return this.#dispatches.map((dispatch) => dispatch.modelMs);
  }

  /** Adds all dispatches, or those from `first` on and before `end`, to a pass. */
  encode(pass: GPUComputePassEncoder, first = 0, end = this.#dispatches.length): void {
    let last: GPUComputePipeline | undefined;
    for (const { pipeline, bindGroup, grid } of this.#dispatches.slice(Math.max(0, first), Math.max(0, end))) {
      if (pipeline !== last) pass.setPipeline((last = pipeline));
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(...grid);
    }
  }
}
