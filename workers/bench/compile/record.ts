/** @file Every dispatch of a child's training step, recorded with the plan's own code for a device that allocates nothing. */
import type { Precision } from '../../../src/contract/config.ts';
import type { LayerTable } from '../../../src/core/network/layers.ts';
import type { Kernel, Grid } from '../../network/webgpu/kernels/kernel.ts';
import { siblingsOf } from '../../network/webgpu/kernels/shader.ts';
import { compile } from '../../network/webgpu/plan/compile.ts';
import { gpuImages } from '../../network/webgpu/runtime/images.ts';
import { Arena } from '../../network/webgpu/runtime/memory.ts';
import type { Tuning } from '../../network/webgpu/tuning/tuning.ts';

/** A dispatch of a step: the kernel that is compiled for it, and its parts. */
export interface StepDispatch {
  readonly kernel: Kernel;
  readonly parts: readonly StepPart[];
}

/** What a kernel does of a dispatch of several siblings; the whole dispatch where there are none. */
export interface StepPart {
  readonly kernel: Kernel;
  /** The uniform block, by name. */
  readonly fields: Readonly<Record<string, number>>;
  /** Bytes bound to each of the kernel's buffers. */
  readonly boundBytes: readonly number[];
  readonly grid: Grid;
}

/** What is recorded: a child's layers, at a batch size, with the kernels of a tuning. */
interface StepOptions {
  readonly table: LayerTable;
  readonly batchSize: number;
  readonly tuning: Tuning;
  readonly precision: Precision;
  readonly limits: GPUSupportedLimits;
}

/** The dispatches of one training step in order: forward, backward, update. */
export function recordStep({ table, batchSize, tuning, precision, limits }: StepOptions): StepDispatch[] {
  const gpu = stubDevice(limits);
  const images = gpuImages(gpu, { labels: new Uint8Array(batchSize), pixels: new Uint8Array(batchSize * 3072) });
  const optimizer = { optimizer: 'adam', weightDecay: 0, clipNorm: 0 } as const; // as `bench step`
  const { forward, backward, update } = compile(new Arena(gpu), {
    table,
    n: batchSize,
    images,
    optimizer,
    tuning,
    precision,
  });
  return [forward, backward, update].flatMap(({ dispatches }) =>
    dispatches.map(({ kernel, parts, grid }) => ({
      kernel: parts.length > 1 ? siblingsOf(kernel) : kernel,
      parts: parts.map(({ fields, ranges }) => ({ kernel, fields, boundBytes: ranges.map(({ size }) => size), grid })),
    })),
  );
}

/** Stands for the device: its buffers have sizes and nothing else. */
const stubDevice = (limits: GPUSupportedLimits): GPUDevice =>
  ({
    limits,
    createBuffer: ({ size }: GPUBufferDescriptor) => ({ size, getMappedRange: () => new ArrayBuffer(size), unmap() {}, destroy() {} }), // prettier-ignore
    queue: { writeBuffer() {} },
  }) as unknown as GPUDevice;
