/** @file What strategies that are made of another strategy have in common. */
import type { Command, Outcome, Strategy } from './commands.ts';

/** The strategy, each of whose commands is carried out by `execute`, which may yield others in its place. */
export function* eachCommand(
  strategy: Strategy,
  execute: (command: Command) => Generator<Command, Outcome, Outcome>,
): Strategy {
  let outcome: Outcome | undefined;
  for (;;) {
    const step = strategy.next(outcome as Outcome); // a generator ignores what its first next() is given
    if (step.done === true) return step.value;
    outcome = yield* execute(step.value);
  }
}
