import { beforeAll, describe, expect, test } from 'vitest';
import { vec4Count } from '../../../../../workers/network/webgpu/kernels/kernel.ts';
import { compile, type CompiledPlan } from '../../../../../workers/network/webgpu/plan/compile.ts';
import { gpuImages } from '../../../../../workers/network/webgpu/runtime/images.ts';
import { Arena, rangeOf, VEC4, type BufferRange } from '../../../../../workers/network/webgpu/runtime/memory.ts';
import { Pipelines } from '../../../../../workers/network/webgpu/runtime/pipelines.ts';
import {
  candidatesOf,
  DEFAULT_TILINGS,
  FAMILIES,
  type Tilings,
} from '../../../../../workers/network/webgpu/tuning/tilings.ts';
import { tuningFor, type TuningOptions } from '../../../../../workers/network/webgpu/tuning/tuning.ts';
import type { Device } from '../../../../../workers/device/device.ts';
import { subgroupOf } from '../../../../../workers/device/webgpu.ts';
import type { LayerTable } from '../../../../../src/core/network/layers.ts';
import type { Precision } from '../../../../../src/contract/config.ts';
import { packHalves, unpackHalves } from '../../../../support/halves.ts';
import { openQuickCompiler, openTestDevice } from '../../../../support/dawn.ts';
import { goldenCases, goldenTable, relativeError, type GoldenCase } from '../../../../support/golden.ts';

/** Relative error in the 2-norm. A half float is exact to 5e-4, and two layers' errors add up. */
const TOLERANCE = { f32: 1e-4, 'f16-storage': 2e-3 } as const satisfies Record<Precision, number>;
/** Case in which the second ReLU reads 0.00057, where half floats are 0.00098 apart: stored as f16 it is negative, and the gradient is another function's. */
const ROUNDED_TO_ZERO = 4;
const NO_IMAGES = { labels: new Uint8Array(4), pixels: new Uint8Array(4 * 3072) };

let device: Device;
let pipelines: Pipelines;
function take(opened: Device): void {
  device = opened;
  pipelines = new Pipelines(device.gpu!);
}

/** [n, h, w, c] to planes of four channels, and back. */
function toPlanes(values: ArrayLike<number>, [n, h, w, c]: readonly number[], plane: number): Float32Array {
  const planes = new Float32Array(vec4Count(c!) * plane * 4);
  for (let i = 0; i < values.length; i++) {
    const channel = i % c!;
    planes[(Math.floor(channel / 4) * plane + Math.floor(i / c!)) * 4 + (channel % 4)] = values[i]!;
  }
  expect(n! * h! * w! * c!).toBe(values.length);
  return planes;
}
function fromPlanes(planes: Float32Array, [n, h, w, c]: readonly number[], plane: number): Float32Array {
  return Float32Array.from({ length: n! * h! * w! * c! }, (_, i) => {
    const channel = i % c!;
    return planes[(Math.floor(channel / 4) * plane + Math.floor(i / c!)) * 4 + (channel % 4)]!;
  });
}

async function readRange({ buffer, offset, size }: BufferRange): Promise<Float32Array<ArrayBuffer>> {
  const gpu = device.gpu!;
  const copy = gpu.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const encoder = gpu.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, offset, copy, 0, size);
  gpu.queue.submit([encoder.finish()]);
  await copy.mapAsync(GPUMapMode.READ);
  const values = new Float32Array(copy.getMappedRange().slice(0));
  copy.destroy();
  return values;
}

/**
 * Tunings for a graphics card, in the default and in the last candidate of every family, and for SwiftShader, with the subgroups of this
 * device. All candidates have the default's bits: autotune.test.ts.
 */
function tunings(): readonly TuningOptions[] {
  const subgroup = subgroupOf(device.gpu!);
  const last = Object.fromEntries(FAMILIES.map((family) => [family, candidatesOf(family).at(-1)!])) as Tilings;
  return [
    { isSoftware: false, isSwiftShader: false, subgroup: 1 },
    { isSoftware: false, isSwiftShader: false, subgroup, tilings: last },
    { isSoftware: true, isSwiftShader: true, subgroup: Math.min(4, subgroup) },
    // as cards have whose subgroups are small, or are not told
    { isSoftware: false, isSwiftShader: false, subgroup: Math.min(4, subgroup), tilings: { ...DEFAULT_TILINGS, wide: '4x2', narrow: '4x2 broadcast', depthwise: '4x2 broadcast' } }, // prettier-ignore
  ];
}

/** Runs one operator forward and backward: its output, the input's gradient, the parameters' gradients. */
async function probe(golden: GoldenCase, table: LayerTable, options: TuningOptions, precision: Precision = 'f32') {
  const gpu = device.gpu!;
  const arena = new Arena(gpu);
  const tuning = tuningFor(options);
  const images = gpuImages(gpu, NO_IMAGES);
  const optimizer = { optimizer: 'momentum', weightDecay: 0, clipNorm: 0 } as const;
  const [n] = golden.xShape;
  const compiled: CompiledPlan = compile(arena, {
    table,
    n,
    images,
    optimizer,
    tuning,
    precision,
    isProbe: true,
  });
  const isHalf = precision === 'f16-storage';
  const write = (range: BufferRange, values: Float32Array): void =>
    gpu.queue.writeBuffer(range.buffer, range.offset, values as Float32Array<ArrayBuffer>);
  const writeActivation = (range: BufferRange, values: Float32Array): void =>
    write(range, isHalf ? packHalves(values) : values);
  const readActivation = async (range: BufferRange): Promise<Float32Array> => {
    const values = await readRange(range);
    return isHalf ? unpackHalves(values) : values;
  };
  const weights = new Float32Array(compiled.weights.size / 4);
  for (const [i, { value }] of Object.values(golden.parameters).entries()) {
    const { from, offsets } = compiled.regions[i]!;
    for (const [j, at] of offsets.entries()) weights[4 * from + at] = value[j]!;
  }
  write(rangeOf(compiled.weights, 0, compiled.weights.size / VEC4), weights);
  const { slot, range } = compiled.activation(0);
  const last = compiled.activation(table.layers.length - 1);
  // the image's own dispatch (the gather) comes first: whatever it makes is overwritten by the case's input
  const programs = await Promise.all(
    [compiled.forward, compiled.backward, compiled.update].map((recorder) => recorder.finish(gpu, pipelines, arena)),
  );
  const run = (program: (typeof programs)[number], from = 0): void => {
    const encoder = gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    program.encode(pass, from);
    pass.end();
    gpu.queue.submit([encoder.finish()]);
  };
  writeActivation(range, toPlanes(golden.x, golden.xShape, slot.layout.plane));
  run(programs[0]!, 1);
  const y = fromPlanes(await readActivation(last.range), golden.yShape, last.slot.layout.plane);
  writeActivation(compiled.probe!.last, toPlanes(golden.dy, golden.yShape, last.slot.layout.plane));
  run(programs[1]!);
  run(programs[2]!);
  const dx = fromPlanes(await readActivation(compiled.probe!.image), golden.xShape, slot.layout.plane);
  const gradient = await readRange(rangeOf(compiled.gradient!, 0, compiled.gradient!.size / VEC4));
  const gradients = compiled.regions.map(({ from, offsets }) =>
    Float32Array.from(offsets, (at) => gradient[4 * from + at]!),
  );
  arena.dispose();
  device.check();
  return { y, dx, gradients };
}

type Result = Awaited<ReturnType<typeof probe>>;

function expectGolden({ y, dx, gradients }: Result, golden: GoldenCase): void {
  expect(relativeError(y, golden.y), 'y').toBeLessThan(TOLERANCE.f32);
  expect(relativeError(dx, golden.dx), 'dx').toBeLessThan(TOLERANCE.f32);
  for (const [i, [name, { gradient }]] of Object.entries(golden.parameters).entries()) {
    expect(relativeError(gradients[i]!, gradient), name).toBeLessThan(TOLERANCE.f32);
  }
}

/** The parameters' gradients together: one of gamma is a sum of terms that are exact to 5e-4 and may nearly cancel, to a twelfth in case 34. */
function expectGoldenHalves({ y, dx, gradients }: Result, golden: GoldenCase, index: number): void {
  const tolerance = TOLERANCE['f16-storage'];
  expect(relativeError(y, golden.y), 'y').toBeLessThan(tolerance);
  if (index === ROUNDED_TO_ZERO) return;
  expect(relativeError(dx, golden.dx), 'dx').toBeLessThan(tolerance);
  const wanted = Object.values(golden.parameters).flatMap(({ gradient }) => gradient);
  const got = gradients.flatMap((gradient) => [...gradient]);
  expect(relativeError(got, wanted), 'gradient').toBeLessThan(tolerance);
}

const CASES = goldenCases().map((golden, index) => ({ index, golden, name: golden.op, stride: golden.stride }));

describe('the plan of an operator equals the float64 values and gradients', () => {
  beforeAll(async () => take(await openQuickCompiler()));

  test.each(CASES)(
    'case $index: $name, stride $stride',
    { timeout: 600_000 }, // a software device compiles the packing of half floats for long
    async ({ golden, index }) => {
      const table = goldenTable(golden);
      const isIdentity = table.layers.length === 1;
      if (isIdentity) return expect(golden.y).toEqual(golden.x); // nothing is computed
      let card: Result | undefined;
      for (const options of tunings()) {
        const result = await probe(golden, table, options);
        if (!options.isSoftware) expect(result).toEqual((card ??= result)); // autotuning may choose any: the bits must be the same
        expectGolden(result, golden);
      }
      const halves = await probe(golden, table, tunings()[0]!, 'f16-storage'); // all candidates differ from it in order alone
      expectGoldenHalves(halves, golden, index);
    },
  );
});

describe("lavapipe's plan of an operator equals them too", () => {
  beforeAll(async () => take(await openTestDevice()));

  test.for(CASES)('case $index: $name, stride $stride', async ({ golden }, { skip }) => {
    skip(
      !/llvmpipe/.test(device.report.description),
      'SwiftShader takes minutes to compile what lavapipe streams at stride 2',
    );
    const table = goldenTable(golden);
    if (table.layers.length === 1) return;
    const subgroup = subgroupOf(device.gpu!);
    expectGolden(await probe(golden, table, { isSoftware: true, isSwiftShader: false, subgroup }), golden);
  });
});
