/** @file The page's run while the tour shows the recorded one in its place. */
import type { Run } from '../../contract/records.ts';
import { run, showRun } from './state.ts';

let aside: { readonly run: Run | undefined } | undefined;

/** Sets the run on show aside. */
export function setRunAside(): void {
  aside = { run: run.value };
}

/** Shows the run again that was set aside, if another is on show now. */
export function takeRunBack(): void {
  if (aside !== undefined && aside.run?.head.id !== run.value?.head.id) showRun(aside.run);
}
