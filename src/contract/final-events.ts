/** @file What a running final training tells whoever watches. */
import type { Design } from '../core/final/design-names.ts';
import type { Epoch, FinalHead, FinalRecord } from './final-records.ts';

/** One network's progress within its training. */
export interface NetworkProgress {
  /** From 0, of `networks`. */
  readonly network: number;
  readonly networks: number;
  readonly design: Design;
  /** From 1. */
  readonly seed: number;
  readonly notation: string;
  /** From 0, the one under way; of `epochs`. */
  readonly epoch: number;
  readonly epochs: number;
  /** Steps of the epoch that are done, of `steps`. */
  readonly step: number;
  readonly steps: number;
  /** Mean loss since the last report. */
  readonly loss: number;
  readonly learningRate: number;
  readonly examplesPerSecond: number;
  /** Each finished epoch. */
  readonly curve: readonly Epoch[];
  /** When it was last saved, ISO 8601; absent: not yet. */
  readonly savedAt?: string;
}

/** What a final training is doing now. */
type FinalActivity =
  | { readonly phase: 'train'; readonly network: number; readonly networks: number }
  /** The test images are read: network by network. */
  | { readonly phase: 'test'; readonly network: number; readonly networks: number };

export type FinalEvent =
  | { readonly type: 'started'; readonly head: FinalHead; readonly log: readonly FinalRecord[] }
  | { readonly type: 'activity'; readonly activity: FinalActivity }
  | { readonly type: 'progress'; readonly progress: NetworkProgress }
  | { readonly type: 'record'; readonly record: FinalRecord }
  | { readonly type: 'paused' }
  | { readonly type: 'finished' }
  | { readonly type: 'failed'; readonly message: string };
