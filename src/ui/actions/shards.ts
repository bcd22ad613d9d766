/** @file A search split over laptops without a server: the teacher's page takes what comes back, a laptop's trains its part. */
import { parseResults, parseShard } from '../../contract/link/shard-link.ts';
import { messageOf } from '../model/format.ts';
import { applyEvents, endRun, receive } from '../state/events.ts';
import * as split from '../state/shards.ts';
import * as state from '../state/state.ts';
import { ask, callback, whenWorkerDies } from './bridge.ts';
import { loadDataSets } from './data.ts';
import { reportPriority } from './device.ts';
import { withStatus } from './report-errors.ts';
import { loadRuns } from './runs.ts';

/** Begins to split the paused run on show: brings it to where it needs trainings. */
export async function beginSplit(): Promise<void> {
  split.beginSplit(state.run.value!.head.id);
  await goOn([]);
}

/** Takes what came back, files or a link, and goes on as far as that reaches. */
export async function takeBack(came: readonly { readonly name: string; text(): Promise<string> }[]): Promise<void> {
  const notRead: string[] = [];
  for (const one of came) {
    try {
      const { results } = await parseResults(await one.text(), one.name);
      split.givenBack.value = [...split.givenBack.value, ...results];
    } catch (error) {
      notRead.push(`${messageOf(error)}.`);
    }
  }
  await goOn(notRead);
}

async function goOn(notRead: readonly string[]): Promise<void> {
  const { id } = state.run.value!.head;
  if (state.runStatus.value !== 'open' || split.splitRun.value !== id) return;
  await withStatus('starting', async () => {
    const listener = callback(receive);
    await reportPriority();
    await loadDataSets(); // a page just opened may still be taking the sample in
    const reached = await ask((api) => api.continueWithShards(id, [...split.givenBack.value], listener));
    applyEvents();
    const hasFailed = state.notice.value?.kind === 'error';
    split.takeState(reached, notRead);
    if (!hasFailed) endRun(undefined);
    if (reached.isOver) split.splitRun.value = undefined;
    await loadRuns();
  });
}

/** Reads a laptop's link; nothing is trained. */
export async function readShardLink(): Promise<void> {
  whenWorkerDies(refuse);
  try {
    split.ownShard.value = await parseShard(location.hash);
  } catch (error) {
    refuse(error);
  }
}

/** Trains the shard of the link. */
export async function trainShard(): Promise<void> {
  const shard = split.ownShard.value!;
  split.shardProgress.value = { training: 0, done: 0, results: [] };
  try {
    const listener = callback((progress: NonNullable<typeof split.shardProgress.value>) => {
      split.shardProgress.value = progress;
    });
    split.ownResults.value = await ask((api) => api.trainShard(shard, location.href, listener));
  } catch (error) {
    refuse(error);
  }
}

function refuse(error: unknown): void {
  split.shardProblem.value = `${messageOf(error)}.`;
}
