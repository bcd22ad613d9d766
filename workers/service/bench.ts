/** @file The bench of the worker's device: one at a time, never beside a search of any tab. */
import { BENCH_CANCELLED } from '../../src/contract/api.ts';
import { browserName, systemName } from '../../src/contract/browser-name.ts';
import type { BenchProgress, DeviceBench } from '../../src/contract/device-bench.ts';
import { runLock } from '../../src/contract/run-owner.ts';
import { webLocks } from '../../src/contract/secure-context.ts';
import type { Device } from '../device/device.ts';

/** Why there is none while a search runs. */
export const SEARCH_RUNS = 'bench: needs the device for itself; pause the search first';

/** The worker's bench. */
export class Bench {
  #current: AbortController | undefined;

  get isUnderWay(): boolean {
    return this.#current !== undefined;
  }

  /** @throws {Error} while a search runs in a tab whose locks can be seen, or a bench; {@link BENCH_CANCELLED} when cancelled. */
  async measure(
    openDevice: () => Promise<Device>,
    onProgress?: (progress: BenchProgress) => void,
  ): Promise<DeviceBench> {
    if (this.#current !== undefined) throw new Error('bench: one is under way');
    const own = (this.#current = new AbortController());
    try {
      if (await isSearchHeld()) throw new Error(SEARCH_RUNS);
      const device = await openDevice();
      if (device.plan === undefined) throw new Error(`bench: needs WebGPU; ${device.report.notes.join(' ')}`);
      const { benchDevice } = await import('../bench/device-bench.ts'); // with it, tfjs's layers: for those who measure
      const { userAgent } = navigator;
      const told = { browser: browserName(userAgent), system: systemName(userAgent) };
      return await benchDevice(device, { ...told, onProgress, signal: own.signal });
    } finally {
      this.#current = undefined;
    }
  }

  cancel(): void {
    this.#current?.abort(new Error(BENCH_CANCELLED));
  }
}

/** Whether any tab of this origin is at a run. */
async function isSearchHeld(): Promise<boolean> {
  const { held = [] } =
    (await webLocks()
      ?.query()
      .catch(() => undefined)) ?? {};
  return held.some(({ name }) => name?.startsWith(runLock('')) === true);
}
