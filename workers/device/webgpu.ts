/**
 * @file Opens WebGPU for tfjs and for plans, on a GPUDevice of our own: raised limits, losses and errors recorded, kernels tuned, the self-test
 * passed. tfjs neither checks for a null adapter nor notices a lost device.
 */
import { isSoftware } from './software.ts';
import * as tf from '@tensorflow/tfjs-core';
import type { DeviceReport } from '../../src/contract/events.ts';
import { ChildFailure } from '../../src/contract/failures.ts';
import { autotune } from '../network/webgpu/autotune/autotune.ts';
import type { PlanDevice } from '../network/webgpu/gpu-network.ts';
import type { Kernel } from '../network/webgpu/kernels/kernel.ts';
import { Pipelines } from '../network/webgpu/runtime/pipelines.ts';
import { CARD_SUBMISSION_MS, DeviceRate, SOFTWARE_SUBMISSION_MS } from '../network/webgpu/runtime/work.ts';
import { isTilings } from '../network/webgpu/tuning/tilings.ts';
import { selfTestTunings, tuningFor, type TuningOptions } from '../network/webgpu/tuning/tuning.ts';
import type { Pass, Passes } from '../store/store.ts';
import { isFirefox, pollWhileAwaited } from './firefox-poll.ts';
import { selfTest } from './self-test.ts';
import { testedIdentity } from './tested-identity.ts';

/** An opened WebGPU device that passed the self-test, or is trusted without. */
interface WebGpuDevice {
  readonly report: DeviceReport;
  readonly gpu: GPUDevice;
  readonly plan: PlanDevice;
  /** Throws the first failure that the device reported, if any. */
  check(): void;
}

export interface WebGpuOptions {
  /** Trust the device without the self-test: for tests that open many. */
  readonly isTrusted?: boolean;
  /** Stores which devices passed the self-test beyond this thread; failures are not stored. */
  readonly passes?: Passes;
  /** Changes kernels before they are compiled: for tests that break one. */
  readonly rewrite?: (kernel: Kernel) => Kernel;
  /** Replaces {@link selfTest} and {@link autotune}, which compile for long: for tests of when each runs. */
  readonly trials?: { readonly selfTest?: typeof selfTest; readonly autotune?: typeof autotune };
}

/** Opens the adapter's device and makes it tfjs's backend. @returns a sentence why not where it fails the self-test. */
export async function openWebGpu(adapter: GPUAdapter, options: WebGpuOptions): Promise<WebGpuDevice | string> {
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const gpu = await requestGpu(adapter);
  if (isFirefox()) pollWhileAwaited(gpu);
  const failures = new FailureMonitor(gpu);
  if (tf.findBackendFactory('webgpu') !== null) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(gpu, adapter.info), 3);
  await tf.setBackend('webgpu');
  await tf.ready();
  const description = describe(adapter.info);
  const tested = await tuneAndTest(gpu, adapter, options);
  const wrong = tested.wrong ?? failures.first?.message;
  if (wrong !== undefined) {
    tf.removeBackend('webgpu');
    gpu.destroy();
    return `${description} did not pass the self-test: ${wrong}`;
  }
  await tested.remember();
  const software = isSoftware(adapter);
  const note = software
    ? `${tested.note}, but this is a software device, many times slower than a graphics card.`
    : `${tested.note}.`;
  const { plan } = tested;
  const report = { backend: 'webgpu', description, software, notes: [note, plan.tuning.note] } as const;
  return { gpu, plan, check: () => failures.check(), report };
}

/** Every limit that training profits from. */
const RAISED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupStorageSize',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

const WANTED_FEATURES: readonly GPUFeatureName[] = ['subgroups', 'shader-f16', 'timestamp-query'];

/** A device with all that the adapter offers of both. */
export const requestGpu = (adapter: GPUAdapter): Promise<GPUDevice> =>
  adapter.requestDevice({
    requiredFeatures: WANTED_FEATURES.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(RAISED_LIMITS.map((limit) => [limit, adapter.limits[limit] as number])),
  });

/** Records errors and the loss of a device: tfjs drops a whole command buffer on an error and goes on. */
class FailureMonitor {
  #failure: ChildFailure | undefined;

  constructor(gpu: GPUDevice) {
    gpu.addEventListener('uncapturederror', (event) => {
      const { error } = event as GPUUncapturedErrorEvent;
      const reason = error instanceof GPUOutOfMemoryError ? 'out-of-memory' : 'gpu-error';
      this.#failure ??= new ChildFailure(reason, `device: must compute without errors; it reported ${error.message}`);
    });
    void gpu.lost.then(({ message }) => {
      this.#failure = new ChildFailure('device-lost', `device: was lost; ${message}`);
    });
  }

  get first(): ChildFailure | undefined {
    return this.#failure;
  }

  check(): void {
    const failure = this.#failure;
    if (failure === undefined) return;
    if (failure.reason === 'out-of-memory') this.#failure = undefined; // the child's own: the device goes on without it
    throw failure;
  }
}

/** What passed the self-test in this thread: another device of that adapter, opened after a loss, need not pass again. */
const trusted = new Map<string, Pass>();

/** The kernels' tuning for the device, and how the self-test of these kernels ended. */
interface Tested {
  readonly plan: PlanDevice;
  /** What the self-test found wrong, or that it failed to run. */
  readonly wrong: string | undefined;
  /** When the self-test was passed; without a full stop. */
  readonly note: string;
  /** Stores that it was passed. */
  remember(): Promise<void>;
}

/** Tunes the kernels and tests them, unless both are stored from an earlier visit; without subgroups where they fail with them. */
async function tuneAndTest(gpu: GPUDevice, adapter: GPUAdapter, options: WebGpuOptions): Promise<Tested> {
  const { isTrusted = false, rewrite, passes } = options;
  const identity = isTrusted || rewrite !== undefined ? undefined : await testedIdentity(adapter);
  const known = identity === undefined ? undefined : (trusted.get(identity) ?? (await readPass(identity, passes)));
  const told = traitsOf(gpu, adapter);
  const plain = { ...told, subgroup: 1 };
  const setup = { gpu, pipelines: new Pipelines(gpu, rewrite), options };
  const first = await tune(setup, known?.withoutSubgroups === true ? plain : told, known);
  const failsWithSubgroups = first.wrong !== undefined && told.subgroup > 1;
  const tested = failsWithSubgroups ? await tune(setup, plain, undefined) : first;
  const { tilings, isKnown, traits, ...found } = tested;
  const remember = async (): Promise<void> => {
    if (identity === undefined) return;
    const pass: Pass = {
      ...(tilings !== undefined && { cuts: tilings }),
      ...(traits.subgroup < told.subgroup && { withoutSubgroups: true }),
    };
    trusted.set(identity, pass);
    if (!isKnown) await passes?.add(identity, pass).catch(() => {}); // where nothing can be stored it is tested again
  };
  const note = isKnown ? 'The self-test was passed earlier on this device' : 'The self-test passed';
  return { ...found, note: traits.subgroup < told.subgroup ? `${note}, without subgroups` : note, remember };
}

/** A device whose kernels are to be tuned. */
interface Setup {
  readonly gpu: GPUDevice;
  readonly pipelines: Pipelines;
  readonly options: WebGpuOptions;
}

/** Tunes the kernels for these traits and tests them, unless a pass is known. */
async function tune({ gpu, pipelines, options }: Setup, traits: TuningOptions, known: Pass | undefined) {
  const { isTrusted = false } = options;
  const trials = { selfTest, autotune, ...options.trials };
  const needsTuning = !traits.isSoftware && !isTrusted && !isTilings(known?.cuts);
  const found = needsTuning
    ? // a card that is lost meanwhile fails the self-test
      await trials.autotune(gpu, pipelines, traits).catch(() => undefined)
    : known?.cuts;
  const tilings = isTilings(found) ? found : undefined;
  const tuned = { ...traits, ...(tilings !== undefined && { tilings }) };
  const rate = new DeviceRate(traits.isSoftware ? SOFTWARE_SUBMISSION_MS : CARD_SUBMISSION_MS);
  const plan = { gpu, pipelines, tuning: tuningFor(tuned), rate };
  const isKnown = known !== undefined && !needsTuning;
  const wrong = isTrusted || isKnown ? undefined : await trials.selfTest(plan, selfTestTunings(tuned)).catch(String);
  return { plan, wrong, tilings, isKnown, traits };
}

/** The stored pass; undefined where there is none, or none can be read. */
async function readPass(identity: string, passes: Passes | undefined): Promise<Pass | undefined> {
  return passes?.get(identity).catch(() => undefined);
}

/** What the tuning depends on, before any timing. */
export const traitsOf = (gpu: GPUDevice, adapter: GPUAdapter): TuningOptions => ({
  isSoftware: isSoftware(adapter),
  isSwiftShader: /swiftshader/i.test(describe(adapter.info)),
  subgroup: subgroupOf(gpu),
});

/** The smallest subgroup that WGSL allows, of devices that do not tell theirs, as Safari 26. */
const LEAST_SUBGROUP = 4;

/** Lanes of the smallest subgroup of the device; 1 where it has none. */
export function subgroupOf({ features, adapterInfo }: Pick<GPUDevice, 'features' | 'adapterInfo'>): number {
  return features.has('subgroups') ? (adapterInfo.subgroupMinSize ?? LEAST_SUBGROUP) : 1;
}

function describe(info: GPUAdapterInfo): string {
  const words = info.description !== '' ? info.description : [info.vendor, info.architecture].filter(Boolean).join(' ');
  return words === '' ? 'unnamed graphics adapter' : words;
}
