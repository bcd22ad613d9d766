/** @file One message of each kind of a room. */
import { NEWEST_STREAMS } from '../../src/core/streams/streams.ts';
import { PRESETS } from '../../src/contract/presets.ts';
import type {
  Cells,
  Control,
  Job,
  Join,
  JoinAnswer,
  LeadAnswer,
  LeadRequest,
  Progress,
  Result,
  RoomRun,
  RoomState,
  Roster,
} from '../../src/contract/room-messages.ts';

const KEY = `U${'A2'.repeat(27)}A`;
const DATA = { name: 'sample', images: 2500, sha256: '5a'.repeat(32) };
const CODE = '0.1.0+3f1c09ab12de';
const ID = 'train-0-0123456789abcdef';
const NOTATION = '-1,3x3 dconv,-2,identity';

const job: Job = {
  run: 'class',
  id: ID,
  token: '0f'.repeat(16),
  purpose: 'train',
  repeat: 0,
  level: 1,
  notation: NOTATION,
  predicted: 0.5,
  child: 3,
  children: 10,
  config: PRESETS.smoke,
  streams: NEWEST_STREAMS,
  data: DATA,
  code: CODE,
};
const result: Result = {
  run: 'class',
  id: ID,
  notation: NOTATION,
  accuracy: 0.5,
  curve: [0.4, 0.5],
  durationMs: 1234,
  parameters: 1782,
  device: { backend: 'webgpu', description: 'a card', software: false },
  data: DATA.sha256,
  code: CODE,
};
const progress: Progress = {
  doing: 'training',
  job: ID,
  notation: NOTATION,
  level: 1,
  done: 0.25,
  epoch: 1,
  epochs: 4,
  examplesPerSecond: 412,
  curve: [0.4],
};
const join: Join = { key: KEY, name: 'Noor', code: CODE, data: DATA.sha256 };
const answer: JoinAnswer = { type: 'refused', reason: 'other images' };
const run: RoomRun = { run: 'class', room: 'KELP-42QX', config: PRESETS.smoke, data: DATA, code: CODE, state: 'open' };
const roster: Roster = [{ key: KEY, name: 'Noor' }];
const state: RoomState = { phase: 'train', level: 1, jobs: 10, measured: 3, waiting: 2 };
const cells: Cells = {
  cells: [
    [1, 0.5, null, 0],
    [2, null, 0.6, -1],
  ],
  best: { notation: NOTATION, place: 0 },
  differences: [-0.01],
};
const control: Control = { type: 'pause' };

const lead: LeadRequest = { type: 'admit', session: '1e'.repeat(16), members: roster };
const led: LeadAnswer = { type: 'opened', secret: 'a secret', members: roster };

export const MESSAGES = { job, result, progress, join, answer, run, roster, state, cells, control, lead, led };
