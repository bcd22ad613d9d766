/** @file The head of a run that begins now. */
import { version_core } from '@tensorflow/tfjs-core';
import { NEWEST_STREAMS } from '../../src/core/streams/streams.ts';
import type { SearchConfig } from '../../src/contract/config.ts';
import type { DeviceReport } from '../../src/contract/events.ts';
import type { DataIdentity, RunHead } from '../../src/contract/records.ts';
import { VERSION } from '../../src/contract/version.ts';

interface NewRun {
  readonly id: string;
  readonly config: SearchConfig;
  readonly data: DataIdentity;
  readonly device: DeviceReport;
  /** What runs the program, as it calls itself: the browser's user agent, or Node's version. */
  readonly runtime: string;
}

/** Random streams are the newest, and the time is now. */
export function newHead({ id, config, data, device, runtime }: NewRun): RunHead {
  const { notes: _notes, ...identity } = device;
  return {
    id,
    streams: NEWEST_STREAMS,
    config,
    data,
    device: identity,
    environment: { version: VERSION, runtime, tfjs: version_core },
    startedAt: new Date().toISOString(),
  };
}
