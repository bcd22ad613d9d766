/**
 * @file Opens the device: WebGPU on a GPUDevice of our own (raised limits, a `lost` handler, every uncaptured error
 * noticed), or else the fastest other tfjs backend. tfjs neither checks for a null adapter nor notices a lost device.
 */
import * as tf from '@tensorflow/tfjs'; // the whole package: it registers the gradients, the webgl and the cpu backend
import { ChildFailure } from '../../src/contract/failures.ts';
import type { DeviceReport } from '../../src/contract/events.ts';
import { isSecure } from '../../src/contract/secure-context.ts';
import type { Pass, Passes } from '../store/store.ts';
import type { PlanDevice } from '../network/webgpu/gpu-network.ts';
import type { Kernel } from '../network/webgpu/kernels/kernel.ts';
import { isConvVariants, autotune } from '../network/webgpu/tuning/autotune.ts';
import { Pipelines } from '../network/webgpu/runtime/pipelines.ts';
import { broadcastWidthOf, selfTestTunings, tuningFor } from '../network/webgpu/tuning/tuning.ts';
import { testedIdentity } from './tested-identity.ts';
import { fastestFallback, openFallback, type FallbackName } from './fallback.ts';
import { selfTest } from './self-test.ts';

tf.enableProdMode(); // no advice on the console, no checks of every value

/** An opened device. */
export interface Device {
  readonly report: DeviceReport;
  /** The GPUDevice that tfjs runs on; absent on other backends. */
  readonly gpu?: GPUDevice;
  /** What a child's static plan needs of the device; absent where children train on composed tfjs ops. */
  readonly plan?: PlanDevice;
  /** Throws that failure if it has happened. tfjs drops a whole command buffer on such errors and goes on. */
  check(): void;
}

/** What to open. */
export interface DeviceOptions {
  /** Use this backend and no other. Default: WebGPU, else the fastest rung below it. */
  readonly backend?: 'webgpu' | FallbackName;
  /** Trust the device without the self-test: for tests that open many. */
  readonly isTrusted?: boolean;
  /** Remembers devices that passed the self-test beyond this thread; a failure is remembered nowhere. */
  readonly passes?: Passes;
  /** Changes kernels before they are compiled: for tests that break one. */
  readonly rewrite?: (kernel: Kernel) => Kernel;
  /** What else is asked of a device than {@link selfTest} and {@link autotune}, which compile for long: for tests of when each is. */
  readonly trials?: { readonly selfTest?: typeof selfTest; readonly autotune?: typeof autotune };
}

/**
 * Opens a device and makes it tfjs's backend.
 * @throws {Error} `device: ...` when the backend asked for cannot be had.
 */
export async function openDevice(options: DeviceOptions = {}): Promise<Device> {
  if (options.backend === undefined || options.backend === 'webgpu') {
    const adapter = await requestAdapter();
    const device = typeof adapter === 'string' ? adapter : await openWebGpu(adapter, options);
    if (typeof device !== 'string') return device;
    if (options.backend === 'webgpu') throw new Error(`device: WebGPU is required; ${device}`);
    const { name, tried } = await fastestFallback();
    return onFallback(name, [`No WebGPU: ${device}. Training runs on the fastest of what else there is.`, tried]);
  }
  return openBackend(options.backend);
}

/** The adapter, or a sentence why there is none. */
async function requestAdapter(): Promise<GPUAdapter | string> {
  if (typeof navigator === 'undefined' || navigator.gpu === undefined) {
    return !isSecure()
      ? 'this page was not loaded securely (https or localhost), so the browser hides WebGPU'
      : 'this browser has no WebGPU (navigator.gpu is missing)';
  }
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  return adapter ?? 'the browser has WebGPU but found no graphics adapter for it';
}

/** Every limit the adapter offers that training profits from. */
const RAISED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupStorageSize',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

const WANTED_FEATURES: readonly GPUFeatureName[] = ['subgroups', 'shader-f16', 'timestamp-query'];

/** What has passed the self-test in this thread: another device of that adapter, opened after a loss, need not pass again. */
const trusted = new Map<string, Pass>();

/** The device, or a sentence why it is not to be trusted. */
async function openWebGpu(adapter: GPUAdapter, options: DeviceOptions): Promise<Device | string> {
  const { isTrusted, rewrite, passes } = options;
  const trials = { selfTest, autotune, ...options.trials };
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const gpu = await adapter.requestDevice({
    requiredFeatures: WANTED_FEATURES.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(RAISED_LIMITS.map((limit) => [limit, adapter.limits[limit] as number])),
  });
  let failure: ChildFailure | undefined;
  gpu.addEventListener('uncapturederror', (event) => {
    const { error } = event as GPUUncapturedErrorEvent;
    const reason = error instanceof GPUOutOfMemoryError ? 'out-of-memory' : 'gpu-error';
    failure ??= new ChildFailure(reason, `device: must compute without errors; it reported ${error.message}`);
  });
  void gpu.lost.then(({ message }) => {
    failure = new ChildFailure('device-lost', `device: was lost; ${message}`);
  });
  if (tf.findBackendFactory('webgpu') !== null) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(gpu, adapter.info), 3);
  await tf.setBackend('webgpu');
  await tf.ready();
  const software = isSoftware(adapter);
  const isSwiftShader = /swiftshader/i.test(describe(adapter.info));
  const pipelines = new Pipelines(gpu, rewrite);
  const subgroup = subgroupOf(gpu);
  const memorable = isTrusted === true || rewrite !== undefined ? undefined : await testedIdentity(adapter);
  const known = memorable === undefined ? undefined : (trusted.get(memorable) ?? (await passOf(memorable, passes)));
  const asks = !software && isTrusted !== true && !isConvVariants(known?.cuts);
  // a card that is lost meanwhile has failed, as the self-test will say
  const asked = asks
    ? await trials.autotune(gpu, pipelines, broadcastWidthOf(subgroup)).catch(() => undefined)
    : known?.cuts;
  const cuts = isConvVariants(asked) ? asked : undefined;
  const kind = { isSoftware: software, isSwiftShader, subgroup, ...(cuts !== undefined && { cuts }) };
  const plan = { gpu, pipelines, tuning: tuningFor(kind) };
  const isKnown = known !== undefined && !asks;
  const wrong =
    isTrusted === true || isKnown
      ? undefined
      : await trials.selfTest(plan, selfTestTunings(kind)).catch((error: unknown) => String(error));
  if (wrong !== undefined || failure !== undefined) {
    tf.removeBackend('webgpu');
    gpu.destroy();
    return `${describe(adapter.info)} did not pass the self-test: ${wrong ?? failure!.message}`;
  }
  if (memorable !== undefined) {
    const pass = cuts === undefined ? {} : { cuts };
    trusted.set(memorable, pass);
    if (!isKnown) await passes?.add(memorable, pass).catch(() => {}); // where nothing can be stored it is tested again
  }
  const passed = isKnown ? 'The self-test was passed earlier, in this browser on this device' : 'The self-test passed';
  return {
    gpu,
    plan,
    check: () => {
      if (failure === undefined) return;
      const thrown = failure;
      if (thrown.reason === 'out-of-memory') failure = undefined; // the child's own: the device goes on without it
      throw thrown;
    },
    report: {
      backend: 'webgpu',
      description: describe(adapter.info),
      software,
      notes: [
        software ? `${passed}, but this is a software device, many times slower than a graphics card.` : `${passed}.`,
        plan.tuning.note,
      ],
    },
  };
}

/** What is remembered of a device; undefined where nothing is, or nothing can be read. */
async function passOf(identity: string, passes: Passes | undefined): Promise<Pass | undefined> {
  return passes?.get(identity).catch(() => undefined);
}

/** The named rung. @throws {Error} where it does not work. */
async function openBackend(name: FallbackName): Promise<Device> {
  const wrong = await openFallback(name);
  if (wrong !== undefined) throw new Error(`device: the backend ${name} was asked for; it ${wrong}`);
  return onFallback(name, []);
}

function onFallback(name: FallbackName, notes: readonly string[]): Device {
  const description = { wasm: 'one processor core', webgl: 'tfjs webgl', cpu: 'one processor core, plain JavaScript' };
  return {
    check: () => {},
    report: { backend: name, description: description[name], software: name !== 'webgl', notes },
  };
}

/** Software devices announce themselves as fallback adapters, or by the names of the known rasterisers. */
function isSoftware(adapter: GPUAdapter): boolean {
  const { info } = adapter;
  return (
    info.isFallbackAdapter ||
    /swiftshader|llvmpipe|lavapipe|basic render/i.test(`${info.description} ${info.architecture}`)
  );
}

/** Threads of the smallest subgroup the device makes; 1 where it has none or does not say. */
export function subgroupOf({ features, adapterInfo }: GPUDevice): number {
  return features.has('subgroups') ? (adapterInfo.subgroupMinSize ?? 1) : 1;
}

function describe(info: GPUAdapterInfo): string {
  const words = info.description !== '' ? info.description : [info.vendor, info.architecture].filter(Boolean).join(' ');
  return words === '' ? 'unnamed graphics adapter' : words;
}
