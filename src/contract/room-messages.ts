/**
 * @file What travels in a room, as schemas: every message is another machine's, and is parsed before it is used. All are JSON, and small: no
 * weights and no images.
 */
import * as v from 'valibot';
import { STREAM_VERSIONS } from '../core/streams/streams.ts';
import { parseWith, SearchConfigSchema, type SearchConfig } from './config.ts';
import { DataIdentitySchema, DeviceIdentitySchema, FailureSchema } from './records.ts';

/** Longest message that is read, characters (ours: a result with a curve of 300 epochs has 8,000). */
const MAX_LENGTH = 256_000;
/** Longest text: a name, a device's description (ours). */
const MAX_TEXT = 200;
/** Most workers of a room (ours). */
export const MOST_MEMBERS = 2_000;
/** Most epochs of a curve, above any setting. */
const MAX_EPOCHS = 10_000;

const text = v.pipe(v.string(), v.maxLength(MAX_TEXT));
const amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const curve = v.pipe(v.array(share), v.maxLength(MAX_EPOCHS));
const hex = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`)));
const device = v.object({ ...DeviceIdentitySchema.entries, backend: text, description: text });
/** A user's public key, as nats-server names it. */
const key = v.pipe(v.string(), v.regex(/^U[A-Z2-7]{55}$/));
/** Version and digest of the code that trains. */
const code = v.pipe(v.string(), v.regex(/^[\w.+-]{1,60}$/));
const name = v.pipe(v.string(), v.maxLength(40));

/** What a job trains a cell for. `check`: once more as the first time, on another device, to compare. */
const PURPOSES = ['train', 'retrain', 'confirm', 'check'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** A job's name, of what it trains: the same after a reload. */
const jobId = v.pipe(v.string(), v.regex(/^(train|retrain|confirm|check)-\d{1,3}-[0-9a-f]{16}$/));

/** One training: all that determines it. */
export const JobSchema = v.object({
  run: text,
  id: jobId,
  /** Names the result's subject. */
  token: hex(32),
  purpose: v.picklist(PURPOSES),
  /** Which retraining or confirmation, from 1; 0 for the others. */
  repeat: amount,
  level: amount,
  notation: v.pipe(v.string(), v.maxLength(2000)),
  predicted: v.optional(finite),
  /** Its place among its command's `children`, from 0. */
  child: amount,
  children: amount,
  /** Of `check`: who trained it first, and must not now. */
  notBy: v.optional(key),
  /** Epochs after which it is stopped; absent: after all. */
  epochs: v.optional(amount),
  config: SearchConfigSchema,
  streams: v.picklist(STREAM_VERSIONS),
  data: DataIdentitySchema,
  code,
});
export type Job = v.InferOutput<typeof JobSchema>;

/** What came of a job. A failure of the cell is a result too. */
export const ResultSchema = v.object({
  run: text,
  id: jobId,
  notation: v.pipe(v.string(), v.maxLength(2000)),
  accuracy: v.optional(share),
  failure: v.optional(v.object({ ...FailureSchema.entries, message: v.pipe(v.string(), v.maxLength(1000)) })),
  curve,
  durationMs: v.pipe(finite, v.minValue(0)),
  parameters: amount,
  device,
  /** What it was trained on, and by. */
  data: hex(64),
  code,
});
export type Result = v.InferOutput<typeof ResultSchema>;

/** What a worker is at. */
export const ProgressSchema = v.object({
  doing: v.picklist(['loading', 'waiting', 'training', 'paused', 'left']),
  job: v.optional(jobId),
  notation: v.optional(v.pipe(v.string(), v.maxLength(2000))),
  level: v.optional(amount),
  /** Of the job's trainings, or of the images loaded: from 0 to 1. */
  done: v.optional(share),
  epoch: v.optional(amount),
  epochs: v.optional(amount),
  examplesPerSecond: v.optional(v.pipe(finite, v.minValue(0))),
  curve: v.optional(curve),
});
export type Progress = v.InferOutput<typeof ProgressSchema>;

/** Who asks to join. */
export const JoinSchema = v.object({
  /** The public key that it will connect with. */
  key,
  name,
  code,
  /** The images that it has been told to train on; absent where it takes the room's. */
  data: v.optional(hex(64)),
});
export type Join = v.InferOutput<typeof JoinSchema>;

/** The answer: who is let in knows the run, and others why not. `waiting`: the class has not begun, and asking again helps. */
export const JoinAnswerSchema = v.variant('type', [
  v.object({ type: v.literal('joined') }),
  v.object({ type: v.literal('waiting') }),
  v.object({ type: v.literal('refused'), reason: v.pipe(v.string(), v.maxLength(1000)) }),
]);
export type JoinAnswer = v.InferOutput<typeof JoinAnswerSchema>;

/** The run that a room is at. */
export const RoomRunSchema = v.object({
  run: text,
  room: text,
  config: SearchConfigSchema,
  data: DataIdentitySchema,
  code,
  /** `open` until the search has come to its end, or was stopped. */
  state: v.picklist(['open', 'closed']),
});
export type RoomRun = v.InferOutput<typeof RoomRunSchema>;

/** Who has joined, in order. */
export const RosterSchema = v.array(v.object({ key, name }));
export type Roster = v.InferOutput<typeof RosterSchema>;

/** Names one page that coordinates, from when it opens the room until another does. */
const session = hex(32);

/** What a page that coordinates asks of the terminal that has opened the room. */
export const LeadRequestSchema = v.variant('type', [
  /** Whether it can coordinate here at all. */
  v.object({ type: v.literal('look'), code }),
  /** Begins a run in the room, or goes on with it. What the room has of another run is deleted. */
  v.object({ type: v.literal('open'), session, run: text, code, data: hex(64) }),
  /** Makes these, and no others, the server's workers. */
  v.object({ type: v.literal('admit'), session, members: v.pipe(RosterSchema, v.maxLength(MOST_MEMBERS)) }),
]);
export type LeadRequest = v.InferOutput<typeof LeadRequestSchema>;

/** The terminal's answer to each, or why not. */
export const LeadAnswerSchema = v.variant('type', [
  v.object({ type: v.literal('room'), room: text, board: text }),
  v.object({ type: v.literal('opened'), secret: text, members: RosterSchema }),
  v.object({ type: v.literal('admitted') }),
  v.object({ type: v.literal('refused'), reason: v.pipe(v.string(), v.maxLength(1000)) }),
]);
export type LeadAnswer = v.InferOutput<typeof LeadAnswerSchema>;

/** Where the search stands. */
export const RoomStateSchema = v.object({
  phase: v.picklist(['gathering', 'train', 'retrain', 'confirm', 'fit', 'rank', 'paused', 'finished']),
  level: amount,
  /** Jobs of the command under way: all, measured, and waiting for a worker. */
  jobs: amount,
  measured: amount,
  waiting: amount,
});
export type RoomState = v.InferOutput<typeof RoomStateSchema>;

/** Every cell measured so far, in order: [level, accuracy, predicted or null, the trainer's place in the roster or -1]. */
export const CellsSchema = v.object({
  cells: v.array(v.tuple([amount, v.nullable(share), v.nullable(finite), v.pipe(v.number(), v.safeInteger())])),
  /** The best by accuracy. */
  best: v.optional(v.object({ notation: v.pipe(v.string(), v.maxLength(2000)), place: amount })),
  /** Cells trained twice, on two devices: the second's accuracy less the first's. */
  differences: v.array(v.pipe(v.number(), v.minValue(-1), v.maxValue(1))),
});
export type Cells = v.InferOutput<typeof CellsSchema>;

/** What the board asks for. */
export const ControlSchema = v.object({ type: v.picklist(['pause', 'continue', 'stop']) });
export type Control = v.InferOutput<typeof ControlSchema>;

/** @throws {RangeError} for a search whose children start as trained networks: devices of a room exchange none. */
export function requireForRoom({ start }: Pick<SearchConfig, 'start'>): void {
  if (start === 'warm') throw new RangeError('config: start must be cold in a room; got warm');
}

/** A message as it is sent. */
export const encode = (message: unknown): string => JSON.stringify(message);

/**
 * Reads a message.
 * @param place what it is called in errors.
 * @throws {RangeError} naming the place, what was required and what came.
 */
export function decode<S extends v.GenericSchema>(schema: S, message: string, place: string): v.InferOutput<S> {
  const { length } = message;
  if (length > MAX_LENGTH) throw new RangeError(`${place}: must have at most ${MAX_LENGTH} characters; got ${length}`);
  return parseWith(schema, parseJson(message, place), place);
}

function parseJson(message: string, place: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    throw new RangeError(`${place}: must be JSON; got ${message.length} characters that are not`);
  }
}
