/** @file Two hundred random children, two steps each, one after the other: GPU bytes, pipelines and compile time must stay flat. */
import * as tf from '@tensorflow/tfjs-core';
import { formatCell } from '../../src/core/space/cell.ts';
import { initialWeights } from '../../src/core/network/initial-weights.ts';
import { layerTable, type NetworkConfig } from '../../src/core/network/macro.ts';
import { PAPER_OPERATORS } from '../../src/core/space/operators.ts';
import { stream } from '../../src/core/random/rng.ts';
import { StateSpace } from '../../src/core/space/state-space.ts';
import { IMAGE_BYTES } from '../data/image-set.ts';
import type { Device } from '../device/device.ts';
import { GpuNetwork } from '../network/webgpu/gpu-network.ts';

interface MemoryBenchReport {
  readonly device: string;
  readonly children: readonly {
    readonly cell: string;
    /** GPU bytes of all buffers alive after the child was disposed. */
    readonly bytesAfter: number;
    readonly bytesHeld: number;
    readonly newPipelines: number;
    /** Milliseconds to record and compile it. */
    readonly createMs: number;
    readonly tensors: number;
  }[];
}

/** Trains `count` random children of B = 1 to 5. Counts the device's own buffers, made and destroyed. */
export async function benchMemory(device: Device, count: number, network: NetworkConfig): Promise<MemoryBenchReport> {
  const { plan, gpu } = device;
  if (plan === undefined || gpu === undefined) throw new Error('bench: needs WebGPU');
  const buffers = countBuffers(gpu);
  const random = stream(1, 'bench');
  const images = { labels: new Uint8Array(8), pixels: new Uint8Array(8 * IMAGE_BYTES) };
  const optimizer = { optimizer: 'momentum', weightDecay: 1e-4, clipNorm: 5, batchSize: 4 } as const;
  const children = [];
  for (let i = 0; i < count; i++) {
    const blocks = 1 + (i % 5);
    const space = new StateSpace({ blocks, lookback: network.lookback, operators: [...PAPER_OPERATORS] });
    const cell = space.random(blocks, random);
    const table = layerTable(cell, network);
    const before = plan.pipelines.count;
    const started = performance.now();
    const child = await GpuNetwork.create(plan, table, images, initialWeights(table, random), optimizer);
    const createMs = performance.now() - started;
    for (let step = 0; step < 2; step++)
      child.trainStep({ indices: Uint32Array.of(0, 1, 2, 3) }, { learningRate: 0.01 });
    await child.readTotals();
    const bytesHeld = child.bytes;
    child.dispose();
    device.check();
    children.push({
      cell: formatCell(cell),
      bytesAfter: buffers.bytes(),
      bytesHeld,
      newPipelines: plan.pipelines.count - before,
      createMs,
      tensors: tf.memory().numTensors,
    });
  }
  buffers.stop();
  return { device: device.report.description, children };
}

/** Bytes of the buffers made from now on that are not destroyed. */
export function countBuffers(gpu: GPUDevice): { bytes(): number; stop(): void } {
  let alive = 0;
  const { createBuffer } = gpu;
  gpu.createBuffer = (descriptor) => {
    const buffer = createBuffer.call(gpu, descriptor);
    alive += descriptor.size;
    const { destroy } = buffer;
    let isAlive = true;
    buffer.destroy = () => {
      if (isAlive) alive -= descriptor.size;
      isAlive = false;
      return destroy.call(buffer);
    };
    return buffer;
  };
  return {
    bytes: () => alive,
    stop: () => {
      gpu.createBuffer = createBuffer;
    },
  };
}
