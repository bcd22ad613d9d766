/** @file What a running search tells whoever watches: small, structured-cloneable, at most a few a second. */
import type { DeviceIdentity, LogRecord, RunHead } from './records.ts';

/** What the search is doing now. */
export type Activity =
  | {
      readonly phase: 'train';
      readonly level: number;
      readonly child: number;
      readonly children: number;
      /** After how many the children are stopped; absent: after all. */
      readonly epochs?: number;
    }
  | { readonly phase: 'retrain'; readonly level: number; readonly child: number; readonly children: number }
  | { readonly phase: 'confirm'; readonly repeat: number; readonly child: number; readonly children: number }
  | { readonly phase: 'fit'; readonly level: number }
  | { readonly phase: 'rank'; readonly level: number; readonly ranked: number };

/** One child's progress within its training. */
export interface ChildProgress {
  readonly notation: string;
  readonly level: number;
  /** Which retraining or confirmation of the cell; absent: its first training. */
  readonly repeat?: number;
  /** What `repeat` counts, where that is confirmations. */
  readonly purpose?: 'confirm';
  /** 0-based among the level's `children`, or among those retrained there, or confirmed. */
  readonly child: number;
  readonly children: number;
  readonly predicted?: number;
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  /** Steps in an epoch. */
  readonly steps: number;
  /** Mean loss since the last report; absent before the first. */
  readonly loss?: number;
  readonly examplesPerSecond: number;
  /** Validation accuracy after each finished epoch. */
  readonly curve: readonly number[];
  readonly parameters: number;
}

/** What a child in training answers for a few validation images: looked at, and no part of its result. */
export interface Guesses {
  readonly notation: string;
  /** Epochs that it was trained for by then. */
  readonly epochs: number;
  /** The images' classes, and the child's answers: the class of the largest logit. */
  readonly labels: Uint8Array; // [n]
  readonly answers: Uint8Array; // [n]
  /** The images, as the data set has them. */
  readonly pixels: Uint8Array; // [n, 3, 32, 32]
}

export type SearchEvent =
  | { readonly type: 'started'; readonly head: RunHead; readonly log: readonly LogRecord[] }
  | { readonly type: 'activity'; readonly activity: Activity }
  | { readonly type: 'progress'; readonly progress: ChildProgress }
  | { readonly type: 'guesses'; readonly guesses: Guesses }
  | { readonly type: 'record'; readonly record: LogRecord }
  | { readonly type: 'paused' }
  | { readonly type: 'finished' }
  | { readonly type: 'failed'; readonly message: string };

/** Where the device stands, for the device line. */
export interface DeviceReport extends DeviceIdentity {
  /** Why it is not WebGPU, or anything else a user should know; plain sentences. */
  readonly notes: readonly string[];
}
