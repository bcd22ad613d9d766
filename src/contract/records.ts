/**
 * @file What outlives the session: the records of a run's log, and the run as a file. A run is its head plus its log;
 * everything shown is computed from these.
 */
import * as v from 'valibot';
import { COSTS } from '../core/network/costs.ts';
import { NEWEST_STREAMS, STREAM_VERSIONS } from '../core/streams/streams.ts';
import { SearchConfigSchema, SURROGATES } from './config.ts';
import { FAILURE_REASONS, INCIDENTS } from './failures.ts';

export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
export const amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Which images a run was made on. */
export const DataIdentitySchema = v.object({
  /** `sample`, or the name given when it was imported. */
  name: v.string(),
  /** Images in the set, and the lower-case hex SHA-256 of their records in order. */
  images: amount,
  sha256: v.pipe(
    v.string(),
    v.check((text) => /^[0-9a-f]{64}$/.test(text), 'must be 64 lower-case hex digits'),
  ),
});
export type DataIdentity = v.InferOutput<typeof DataIdentitySchema>;

/** What a run was trained on. */
export const DeviceIdentitySchema = v.object({
  /** tfjs backend: `webgpu`, `wasm`, `webgl`, `cpu`. */
  backend: v.string(),
  /** What the adapter says of itself. */
  description: v.string(),
  /** Whether it is a software device. */
  software: v.boolean(),
});
export type DeviceIdentity = v.InferOutput<typeof DeviceIdentitySchema>;

/** What a run was begun with. What the driver is called, where it is told, stands in the device's description. */
export const EnvironmentSchema = v.object({
  /** This program's release. */
  version: v.string(),
  /** The browser's user agent, or Node's version and its machine's kind. */
  runtime: v.string(),
  /** tfjs's version. */
  tfjs: v.string(),
});

/** What all trainings of a run took together. */
export const CostSchema = v.object({
  /** Training examples, each as often as it was trained on. */
  examples: v.number(),
  /** Multiply-adds of forward and backward passes, evaluation included. */
  multiplyAdds: v.number(),
  /** Time that trainings, fits and rankings took, s. */
  deviceSeconds: v.number(),
});
export type RunCost = v.InferOutput<typeof CostSchema>;

export const FailureSchema = v.object({ reason: v.picklist(FAILURE_REASONS), message: v.string() });

/** Who trained a cell of a room. */
const TrainerSchema = v.object({ name: v.optional(v.string()), device: v.string() });

/** What came of a training. */
const outcome = {
  /** The reward, on the validation images; absent for a failure. */
  accuracy: v.optional(share),
  failure: v.optional(FailureSchema),
  /** Validation accuracy after each epoch. */
  curve: v.array(share),
  durationMs: v.number(),
  /** How often a failed device was replaced under it, or a worker that died started again; absent: never. */
  retries: v.optional(amount),
  /** Of a room: the device that trained it, and the name that its user gave; absent: the run's device. Links leave it out. */
  trainer: v.optional(TrainerSchema),
};

/** One trained child: its accuracy or its failure. */
const TrainRecordSchema = v.object({
  type: v.literal('train'),
  /** Notation of the cell as trained. */
  notation: v.string(),
  level: amount,
  /** The surrogate's estimate that picked it; absent at level 1. */
  predicted: v.optional(v.number()),
  ...outcome,
  parameters: amount,
  /** Epochs after which it was stopped early; absent: trained to the end, or failed. One that goes on has another record, of all from its beginning. */
  epochs: v.optional(amount),
  /** It started as its parent, trained; absent: with weights drawn at random. */
  start: v.optional(v.literal('warm')),
});
export type TrainRecord = v.InferOutput<typeof TrainRecordSchema>;

/**
 * A cell was trained once more: with initial weights and batches named by `repeat`, on the same images, measured on the same images. It is
 * no other cell: what is said of cells, levels and the best counts first trainings only.
 */
const RetrainRecordSchema = v.object({
  type: v.literal('retrain'),
  /** Notation of the cell, which has a `train` record before. */
  notation: v.string(),
  level: amount,
  /** 1 is the cell's first retraining. */
  repeat: v.pipe(amount, v.minValue(1)),
  ...outcome,
});
export type RetrainRecord = v.InferOutput<typeof RetrainRecordSchema>;

/**
 * A cell was trained again at the end of the search, with initial weights and batches named by `repeat`, and measured on images that took no part
 * in it: `accuracy` is on those. The curve is on the validation images.
 */
const ConfirmRecordSchema = v.object({ ...RetrainRecordSchema.entries, type: v.literal('confirm') });
export type ConfirmRecord = v.InferOutput<typeof ConfirmRecordSchema>;

/** The surrogate was fitted to all cells trained so far. */
export const FitRecordSchema = v.object({
  type: v.literal('fit'),
  level: amount,
  /** Cells it was fitted to. */
  cells: amount,
  /** Mean training loss of each ensemble member. */
  losses: v.array(v.number()),
  durationMs: v.number(),
});
export type FitRecord = v.InferOutput<typeof FitRecordSchema>;

/** What a surrogate that chooses nothing predicted of the cells kept. */
const ShadowRecordSchema = v.object({
  surrogate: v.picklist(SURROGATES),
  /** Accuracies, in the order of the kept cells. */
  predicted: v.array(v.number()),
  /** Fit and prediction. */
  durationMs: v.number(),
});
export type ShadowRecord = v.InferOutput<typeof ShadowRecordSchema>;

/** A level was grown and ranked. */
export const RankRecordSchema = v.object({
  type: v.literal('rank'),
  level: amount,
  /** Distinct candidates ranked. */
  candidates: amount,
  /** The kept ones, best first; then those drawn by lot from the others, best first. */
  kept: v.array(v.object({ notation: v.string(), predicted: v.number() })),
  /** How many of the kept ones, the last, were drawn by lot; absent: none. */
  probes: v.optional(v.pipe(amount, v.minValue(1))),
  /** About a hundred predictions at log-spaced ranks, best first: [rank (from 1), predicted]. */
  curve: v.array(v.tuple([v.number(), v.number()])),
  durationMs: v.number(),
  /** Absent: there were none. Links leave them out. */
  shadows: v.optional(v.array(ShadowRecordSchema)),
});
export type RankRecord = v.InferOutput<typeof RankRecordSchema>;

/** The search came to its end. */
const DoneRecordSchema = v.object({
  type: v.literal('done'),
  /** Notation of the best cell: the best confirmed, in a search without confirmation the best measured; absent if every child failed. */
  best: v.optional(v.string()),
});
export type DoneRecord = v.InferOutput<typeof DoneRecordSchema>;

/** Something befell the run, at the time of writing. Says nothing of the search: a run replays the same without it. */
export const IncidentRecordSchema = v.object({
  type: v.literal('incident'),
  reason: v.picklist(INCIDENTS),
  message: v.string(),
  phase: v.picklist(['train', 'fit', 'rank']),
  level: amount,
  /** The child in training; absent in other phases. */
  notation: v.optional(v.string()),
  /** Of `killed`, epochs of the child that were saved by then; absent where the child is not to blame. */
  epochs: v.optional(amount),
  /** Of `other-device`, the one that the run goes on on. */
  device: v.optional(DeviceIdentitySchema),
  /** Which retraining or confirmation of it; absent: its first training. */
  repeat: v.optional(amount),
  /** What `repeat` counts, where that is confirmations, or seeds of final networks; absent: retrainings. */
  purpose: v.optional(v.picklist(['confirm', 'final'])),
  /** Of `killed`, steps of a final network that were saved by then: it is saved within epochs too. */
  steps: v.optional(amount),
  /** ISO 8601. */
  at: v.string(),
});
export type IncidentRecord = v.InferOutput<typeof IncidentRecordSchema>;

export const LogRecordSchema = v.variant('type', [
  TrainRecordSchema,
  RetrainRecordSchema,
  ConfirmRecordSchema,
  FitRecordSchema,
  RankRecordSchema,
  DoneRecordSchema,
  IncidentRecordSchema,
]);
export type LogRecord = v.InferOutput<typeof LogRecordSchema>;
/** A record that the search itself made: what a replay needs. */
export type OutcomeRecord = Exclude<LogRecord, IncidentRecord>;

/** Which random numbers a seed gives in a run, and which make of the default surrogate picks in it ({@link STREAM_VERSIONS}); runs of the first releases do not say: 1. */
export const streams = v.optional(
  v.picklist(STREAM_VERSIONS, (issue) =>
    typeof issue.input === 'number' && issue.input > NEWEST_STREAMS
      ? `is ${issue.input}, written by a newer release; this one knows up to ${NEWEST_STREAMS}`
      : `must be ${STREAM_VERSIONS.join(' or ')}; got ${issue.received}`,
  ),
  1,
);

/** A run's first record: everything that determines it. */
export const RunHeadSchema = v.object({
  id: v.string(),
  streams,
  config: SearchConfigSchema,
  data: DataIdentitySchema,
  device: DeviceIdentitySchema,
  /** Absent in runs of the first releases and in links. */
  environment: v.optional(EnvironmentSchema),
  /** ISO 8601. */
  startedAt: v.string(),
});
export type RunHead = v.InferOutput<typeof RunHeadSchema>;

/** A run of any kind as it is kept: head and log. */
export interface KeptRun<Head, LogEntry> {
  readonly head: Head;
  readonly log: readonly LogEntry[];
  /** What the store has of the log and could not read: left out of it. Absent: nothing. */
  readonly unreadable?: readonly UnreadableRecord[];
}

/** A search as it is kept. */
export type Run = KeptRun<RunHead, LogRecord>;

/** Something kept here that cannot be read: damaged, or written by another version of the page. */
export interface Unreadable {
  readonly kind: 'run' | 'dataSet';
  /** The store's key: a run's id, or a data set's SHA-256. */
  readonly id: string;
  readonly reason: string;
}

/** A record of a run's log that cannot be read. */
export interface UnreadableRecord {
  /** Its number in the log as stored, from 0. */
  readonly place: number;
  readonly reason: string;
  /**
   * Records that must go with it for the search to go on: all that came after, since a search goes on from a whole log. None where it is
   * the last, or an incident, of which the search knows nothing.
   */
  readonly after: number;
  /** Whether the search can go on without it. */
  readonly isIncident: boolean;
}

/** What can be read of everything kept of a kind, and what cannot. */
export interface Listing<T> {
  readonly items: readonly T[];
  readonly unreadable: readonly Unreadable[];
}

/** A date as this program writes it. Files are checked; what a store holds is read as it is. */
const date = v.pipe(
  v.string(),
  v.check(isDate, ({ received }) => `must be a date such as 2026-11-24T10:24:31.000Z; got ${received}`),
);

function isDate(text: string): boolean {
  const at = new Date(text);
  return Number.isFinite(at.getTime()) && at.toISOString() === text;
}

/** Version of the run file's format; a newer one is refused. */
export const RUN_FILE_VERSION = 1;

/** Records, each with the number of cells trained before it. */
const placed = <S extends v.GenericSchema>(record: S) => v.optional(v.array(v.object({ after: amount, record })));

/** `run.json` (docs/formats.md). */
export const RunFileSchema = v.object({
  format: v.literal('pnas-run'),
  version: v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(1),
    v.maxValue(
      RUN_FILE_VERSION,
      (issue) => `is ${issue.input}, written by a newer release; this one reads up to ${RUN_FILE_VERSION}`,
    ),
  ),
  id: v.string(),
  startedAt: date,
  streams,
  config: SearchConfigSchema,
  data: DataIdentitySchema,
  device: DeviceIdentitySchema,
  environment: v.optional(EnvironmentSchema),
  /** Computed from the log; not read. */
  cost: v.optional(CostSchema),
  /** Where children are picked for a cost too: the cells that no other beats in accuracy and cost, the cheapest first. Computed from the log; not read. */
  front: v.optional(
    v.object({
      of: v.picklist(COSTS),
      cells: v.array(v.object({ notation: v.string(), accuracy: share, cost: v.number() })),
    }),
  ),
  cells: v.array(
    v.object({
      notation: v.string(),
      level: amount,
      predicted: v.nullable(v.number()),
      accuracy: v.nullable(share),
      durationMs: v.number(),
      parameters: amount,
      epochs: v.optional(amount),
      start: v.optional(v.literal('warm')),
      failure: v.optional(FailureSchema),
      curve: v.array(share),
      retries: v.optional(amount),
      trainer: v.optional(TrainerSchema),
    }),
  ),
  levels: v.array(
    v.object({
      level: amount,
      candidates: amount,
      /** Spearman of predicted against measured; null below two measured cells and at level 1. */
      spearman: v.nullable(v.number()),
      trained: amount,
      best: v.nullable(share),
    }),
  ),
  /** What the surrogate did, each after so many cells; absent in files of the first releases. */
  surrogate: placed(
    v.lazy<typeof FitRecordSchema | typeof RankRecordSchema>((record) =>
      (record as { type?: unknown } | null)?.type === 'fit' ? FitRecordSchema : RankRecordSchema,
    ),
  ),
  /** Of the cells that were stopped and went on every record, the first at its cell's place; absent: none. */
  stages: placed(TrainRecordSchema),
  /** Cells trained once more, each after so many cells and before what the surrogate did there; absent: none. */
  retrainings: placed(RetrainRecordSchema),
  /** Cells confirmed, in order, after all cells; absent: none. */
  confirmations: v.optional(v.array(ConfirmRecordSchema)),
  /** What befell the run, each after so many cells; absent: nothing. */
  incidents: placed(v.object({ ...IncidentRecordSchema.entries, at: date })),
  finished: v.boolean(),
});
export type RunFile = v.InferOutput<typeof RunFileSchema>;
