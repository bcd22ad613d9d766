/** @file A search that is split over laptops without a server, as signals: its shards, and what came back. */
import { batch, signal } from '@preact/signals';
import type { ShardProgress, ShardState } from '../../contract/api.ts';
import type { Result } from '../../contract/room-messages.ts';
import { splitTrainings, type Shard } from '../../contract/shard.ts';
import { run } from './state.ts';

/** How many laptops the next split is for. */
export const laptops = signal(6);
/** The run that is split; undefined: none. */
export const splitRun = signal<string | undefined>(undefined);
/** Everything that came back, of all levels. */
export const givenBack = signal<readonly Result[]>([]);
/** What of the last split, or of what is to be split, is still missing. */
export const missing = signal<ShardState['missing']>([]);
export const shards = signal<readonly Shard[]>([]);
/** Why something that came back was not taken, in words. */
export const refused = signal<readonly string[]>([]);
/** Version of the code that must train. */
const code = signal('');

/** Begins to split a run, of which nothing is known yet. */
export function beginSplit(id: string): void {
  batch(() => {
    splitRun.value = id;
    [givenBack.value, missing.value, shards.value, refused.value] = [[], [], [], []];
  });
}

/** Takes in how far the run came. Shards that were made stay while something of them is missing. */
export function takeState(state: ShardState, notRead: readonly string[]): void {
  const ids = new Set(state.missing.map(({ id }) => id));
  const isSame = shards.value.some(({ trainings }) => trainings.some(({ id }) => ids.has(id)));
  batch(() => {
    missing.value = state.missing;
    code.value = state.code;
    refused.value = [...notRead, ...new Set(state.refused)];
    if (!isSame) shards.value = [];
  });
}

/** Splits what is missing. */
export function split(): void {
  const parts = Math.min(laptops.value, missing.value.length);
  shards.value = splitTrainings(run.value!.head, code.value, missing.value, parts);
}

/** Of a shard, how many of its trainings are missing. */
export function missingOf({ trainings }: Shard): number {
  const ids = new Set(missing.value.map(({ id }) => id));
  return trainings.filter(({ id }) => ids.has(id)).length;
}

/** On a laptop: what its link gives it to train; undefined before it is read. */
export const ownShard = signal<Shard | undefined>(undefined);
/** Why it cannot be trained. */
export const shardProblem = signal<string | undefined>(undefined);
export const shardProgress = signal<ShardProgress | undefined>(undefined);
/** What it has measured; undefined before its end. */
export const ownResults = signal<readonly Result[] | undefined>(undefined);
