/**
 * @file Warm children: any strategy that grows cells, and each child whose parent is among the best of the level before starts as that parent, trained, with its
 * new block silent. Network morphism (Chen, Goodfellow & Shlens 2016, arXiv 1511.05641; Wei et al. 2016, arXiv 1603.01670) within Algorithm 1. Others start from
 * weights drawn at random.
 *
 * A warm child has its parent's training behind it, and so measures more than it would by itself: it is labelled, retrainings and confirmations are cold.
 */
import { formatCell } from '../space/cell.ts';
import type { Parent, Strategy, TrainCommand, TrainedCell } from './commands.ts';
import { eachCommand } from './each-command.ts';
import { byMerit } from './merit.ts';

/** A trained cell and what it started from. */
interface Grown extends TrainedCell {
  readonly parent?: Parent;
}

/**
 * The strategy, with what each child of its commands starts from. The outermost but for what only watches: it sees every round of children that are stopped early.
 * @param most parents of a level, the best: the weights of others need not be kept.
 */
export function* withWarmStarts(strategy: Strategy, most: number): Strategy {
  const levels = new Map<number, Map<string, Grown>>();
  return yield* eachCommand(strategy, function* (command) {
    if (command.type !== 'train') return yield command;
    const from = parentsFor(command, [...(levels.get(command.level - 1)?.values() ?? [])], most);
    const outcome = yield from.every((parent) => parent === undefined) ? command : { ...command, from };
    if (outcome.type !== 'train')
      throw new Error(`search: a train command must be answered by train; got ${outcome.type}`);
    const level = levels.get(command.level) ?? new Map<string, Grown>();
    levels.set(command.level, level);
    for (const [i, trained] of outcome.trained.entries())
      level.set(formatCell(trained.cell), { ...trained, parent: from[i] });
    return outcome;
  });
}

/** The parent that each candidate starts from. */
function parentsFor({ candidates }: TrainCommand, before: readonly Grown[], most: number): (Parent | undefined)[] {
  const parents = new Map(
    before
      .filter(({ accuracy }) => accuracy !== undefined)
      .toSorted(byMerit) // stable: the earlier of equals
      .slice(0, most)
      .map(({ cell, epochs, parent }): [string, Parent] => [formatCell(cell), { cell, epochs, parent }]),
  );
  return candidates.map(({ cell }) => parents.get(formatCell(cell.slice(0, -1))));
}
