/** @file The worker's device: opened when it is first asked for, kept, opened anew after a loss. */
import { openDevice, type Device } from '../device/device.ts';
import type { Passes } from '../store/store.ts';

/** A browser whose graphics process has just died finds no adapter for a moment: tries and the time between them, ms (ours). */
const REOPEN_TRIES = 5;
const REOPEN_WAIT_MS = 1000;

export class OwnDevice {
  readonly #passes: () => Promise<Passes | undefined>;
  #device: Promise<Device> | undefined;

  /** @param passes where passed self-tests are remembered. */
  constructor(passes: () => Promise<Passes | undefined>) {
    this.#passes = passes;
  }

  get(): Promise<Device> {
    return this.#device ?? this.#keep(this.#passes().then((passes) => openDevice({ passes })));
  }

  /** After a loss. @throws {Error} when WebGPU cannot be had any more. */
  reopen(): Promise<Device> {
    return this.#keep(reopened());
  }

  /** Keeps a device that opens; one that does not is tried again when next asked for. */
  #keep(device: Promise<Device>): Promise<Device> {
    this.#device = device;
    device.catch(() => {
      if (this.#device === device) this.#device = undefined;
    });
    return device;
  }
}

/** @throws {Error} the last failure, when it cannot be had. */
async function reopened(): Promise<Device> {
  for (let left = REOPEN_TRIES - 1; ; left--) {
    try {
      return await openDevice({ backend: 'webgpu' });
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, REOPEN_WAIT_MS));
    }
  }
}
