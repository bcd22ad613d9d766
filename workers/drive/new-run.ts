/** @file The head of a run that begins now. */
import { version_core } from '@tensorflow/tfjs-core';
import { NEWEST_STREAMS, streamsOf } from '../../src/core/streams/streams.ts';
import type { SearchConfig } from '../../src/contract/config.ts';
import type { DeviceReport } from '../../src/contract/events.ts';
import type { FinalConfig } from '../../src/contract/final-config.ts';
import type { FinalHead, Origin, TestIdentity } from '../../src/contract/final-records.ts';
import { designsOf } from '../../src/core/final/designs.ts';
import { parseCell } from '../../src/core/space/cell.ts';
import type { DataIdentity, RunHead } from '../../src/contract/records.ts';
import { VERSION } from '../../src/contract/version.ts';

interface Beginning {
  readonly id: string;
  readonly data: DataIdentity;
  readonly device: DeviceReport;
  /** What runs the program, as it calls itself: the browser's user agent, or Node's version. */
  readonly runtime: string;
}

type NewRun = Beginning & { readonly config: SearchConfig };
type NewFinal = Beginning & {
  readonly config: FinalConfig;
  readonly test: TestIdentity;
  /** The search that the cell is from; absent: the cell was given by itself. */
  readonly origin?: Origin;
};

/** What a run says of its device where a room trains it: each cell names its own. */
export const ROOM_DEVICE: DeviceReport = {
  backend: 'room',
  description: 'devices of a room',
  software: false,
  notes: [],
};

/** Random streams are the newest, and the time is now. */
export function newHead({ config, ...beginning }: NewRun): RunHead {
  return { ...commonHead(beginning), config };
}

/** The same of a final training; its controls are drawn here. */
export function newFinalHead({ config, test, origin, ...beginning }: NewFinal): FinalHead {
  const { stream } = streamsOf(NEWEST_STREAMS);
  const designs = designsOf(parseCell(config.cell), config, stream(config.seed, 'control'));
  const from = origin === undefined ? {} : { origin };
  return { kind: 'final', ...commonHead(beginning), config, designs, test, ...from };
}

function commonHead({ id, data, device, runtime }: Beginning): Omit<RunHead, 'config'> {
  const { notes: _notes, ...identity } = device;
  return {
    id,
    streams: NEWEST_STREAMS,
    data,
    device: identity,
    environment: { version: VERSION, runtime, tfjs: version_core },
    startedAt: new Date().toISOString(),
  };
}
