/** @file What is kept of a final training: its head, and one record an outcome. Everything shown is computed from these. */
import * as v from 'valibot';
import {
  amount,
  CostSchema,
  DataIdentitySchema,
  DeviceIdentitySchema,
  EnvironmentSchema,
  FailureSchema,
  IncidentRecordSchema,
  share,
  streams,
  type KeptRun,
} from './records.ts';
import { DESIGNS } from '../core/final/design-names.ts';
import { FinalConfigSchema } from './final-config.ts';

/** One cell of a final training and the size that its network has. */
const DesignSchema = v.object({
  design: v.picklist(DESIGNS),
  /** Notation of the cell. */
  notation: v.string(),
  /** F, filters of its first stage. */
  filters: v.pipe(amount, v.minValue(1)),
  /** Trained values of its network, without the auxiliary classifier. */
  parameters: amount,
  /** Of one image's forward pass, without the auxiliary classifier. */
  multiplyAdds: amount,
});
export type DesignOfRun = v.InferOutput<typeof DesignSchema>;

/** The search that the cell is from. */
const OriginSchema = v.object({
  /** Its id where it ran; a run of that id need not be here. */
  id: v.string(),
  /** ISO 8601. */
  startedAt: v.string(),
  /** Cells that it trained. */
  cells: amount,
  /** Accuracy of the cell in it: the mean of its confirmations, else the one measured, which is partly luck. */
  accuracy: v.optional(share),
  /** 95 % interval of that mean, and the number of trainings in it; absent: the cell was not confirmed. */
  confirmed: v.optional(v.object({ trainings: amount, interval: v.optional(v.tuple([share, share])) })),
  /** What it took: the search, and its confirmations. */
  cost: CostSchema,
  confirmationCost: CostSchema,
});
export type Origin = v.InferOutput<typeof OriginSchema>;

/** Which images the networks are judged on in the end. */
const TestIdentitySchema = v.object({
  images: amount,
  /** Lower-case hex SHA-256 of the whole test set, or of the set that they are held out of. */
  sha256: DataIdentitySchema.entries.sha256,
  /** They are images of the set itself, since it came without test images: a search on it may have seen them. */
  isHeldOut: v.optional(v.literal(true)),
});
export type TestIdentity = v.InferOutput<typeof TestIdentitySchema>;

/** A final training's first record: everything that determines it. */
export const FinalHeadSchema = v.object({
  kind: v.literal('final'),
  id: v.string(),
  streams,
  config: FinalConfigSchema,
  /** In the order of {@link DESIGNS}; one without controls. */
  designs: v.pipe(v.array(DesignSchema), v.minLength(1)),
  data: DataIdentitySchema,
  test: TestIdentitySchema,
  device: DeviceIdentitySchema,
  environment: v.optional(EnvironmentSchema),
  /** Absent: the cell was given by itself. */
  origin: v.optional(OriginSchema),
  /** ISO 8601. */
  startedAt: v.string(),
});
export type FinalHead = v.InferOutput<typeof FinalHeadSchema>;

/** What an epoch came to. Losses are means; accuracies of training images are those while training. */
export const EpochSchema = v.object({
  /** With label smoothing, if there is: it then ends above 0. */
  loss: v.number(),
  accuracy: share,
  /** On the images kept aside, with the averaged weights, without smoothing and without mirrored images. */
  validationLoss: v.number(),
  validationAccuracy: share,
});
export type Epoch = v.InferOutput<typeof EpochSchema>;

/** One network was trained, or failed. Its weights are in the store. */
export const NetworkRecordSchema = v.object({
  type: v.literal('network'),
  design: v.picklist(DESIGNS),
  /** From 1. */
  seed: v.pipe(amount, v.minValue(1)),
  notation: v.string(),
  epochs: v.array(EpochSchema),
  durationMs: v.number(),
  failure: v.optional(FailureSchema),
  /** How often a failed device was replaced under it, or a worker that died started again; absent: never. */
  retries: v.optional(amount),
});
export type NetworkRecord = v.InferOutput<typeof NetworkRecordSchema>;

/** A test image that a network got wrong. */
const MistakeSchema = v.object({
  /** Its index among the test images. */
  image: amount,
  label: amount,
  /** What the network said. */
  answer: amount,
  /** Its probability of that. */
  confidence: share,
});

/** What one network made of the test images. */
const TestResultSchema = v.object({
  design: v.picklist(DESIGNS),
  seed: v.pipe(amount, v.minValue(1)),
  correct: amount,
  /** Mean cross-entropy. */
  loss: v.number(),
  /** [label][answer], images. */
  confusion: v.array(v.array(amount)),
  /** The surest first. */
  mistakes: v.array(MistakeSchema),
  /** Images by the confidence of the answer, in bins of equal width from 0 to 1: how many, the sum of their confidences, how many were right. */
  calibration: v.array(v.object({ images: amount, confidence: v.number(), correct: amount })),
});
export type TestResult = v.InferOutput<typeof TestResultSchema>;

/** The only reading of the test images: all networks of the run that were trained, at once. */
export const TestRecordSchema = v.object({
  type: v.literal('test'),
  /** ISO 8601. */
  at: v.string(),
  images: amount,
  results: v.array(TestResultSchema),
  durationMs: v.number(),
});
export type TestRecord = v.InferOutput<typeof TestRecordSchema>;

/** The run came to its end. */
const FinalDoneRecordSchema = v.object({ type: v.literal('done') });

export const FinalRecordSchema = v.variant('type', [
  NetworkRecordSchema,
  TestRecordSchema,
  FinalDoneRecordSchema,
  IncidentRecordSchema,
]);
export type FinalRecord = v.InferOutput<typeof FinalRecordSchema>;

/** A final training as it is kept: head and log. */
export type FinalRun = KeptRun<FinalHead, FinalRecord>;
