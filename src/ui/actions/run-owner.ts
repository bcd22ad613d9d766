/** @file Answers other tabs that ask whether this one is at a run, where the browser has no Web Locks to tell them. */
import * as v from 'valibot';
import { OWNERS_CHANNEL, OwnerMessageSchema, runLock, type OwnerMessage } from '../../contract/run-owner.ts';
import { webLocks } from '../../contract/secure-context.ts';
import * as state from '../state/state.ts';

/** Starts answering. Not needed where the browser has locks: a held lock is the answer. */
export function answerForRuns(): void {
  if (webLocks() !== undefined || typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(OWNERS_CHANNEL);
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = v.safeParse(OwnerMessageSchema, data);
    if (!message.success || message.output.type !== 'who') return;
    const { lock } = message.output;
    const id = state.run.value?.head.id;
    const isAtIt = state.runStatus.value === 'running' || state.runStatus.value === 'pausing';
    if (isAtIt && id !== undefined && runLock(id) === lock) {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has none
      channel.postMessage({ type: 'here', lock } satisfies OwnerMessage);
    }
  });
}
