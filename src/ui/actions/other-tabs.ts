/** @file Which runs are at work now, in this tab or another: whoever is at one holds its lock. */
import { runLock } from '../../contract/run-owner.ts';
import { webLocks } from '../../contract/secure-context.ts';

/** Those of these runs that some tab is at; none where the browser does not tell. */
export async function runsAtWork(ids: readonly string[]): Promise<ReadonlySet<string>> {
  const held = await webLocks()
    ?.query()
    .then(
      ({ held: locks = [] }) => new Set(locks.map(({ name }) => name)),
      () => undefined,
    );
  return new Set(ids.filter((id) => held?.has(runLock(id)) === true));
}
