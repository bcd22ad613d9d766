/** Which cells are confirmed at the end of a search, and which of them is its best. */
import { describe, expect, test } from 'vitest';
import { formatCell, type Cell } from '../../../src/core/space/cell.ts';
import { stream } from '../../../src/core/random/rng.ts';
import type { Command, Outcome, Strategy } from '../../../src/core/search/commands.ts';
import { bestConfirmed, withConfirmation } from '../../../src/core/search/confirmation.ts';
import { randomSearch } from '../../../src/core/search/random.ts';
import { withRetrainings } from '../../../src/core/search/retraining.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { rng, space, STRATEGIES } from '../../support/strategies.ts';

const plan = { confirmations: 5, confirmationSeeds: 3, validationImages: 500 };

/** A fixed truth from 0 to 1 for each cell. */
const worth = (cell: Cell): number => stream(5, formatCell(cell)).uniform();

/** Runs it. @param confirm the accuracy of a confirmation; undefined where it fails. */
function run(strategy: Strategy, confirm: (cell: Cell, repeat: number) => number | undefined = worth) {
  const commands: Command[] = [];
  const answer = (command: Command): Outcome => {
    const { type } = command;
    if (type === 'train') {
      const { level, candidates } = command;
      return { type, trained: candidates.map(({ cell }) => ({ cell, level, accuracy: worth(cell) })) };
    }
    if (type === 'retrain') return { type, accuracies: command.cells.map((cell) => worth(cell) - 0.01) };
    if (type === 'confirm') {
      const { cells, repeat } = command;
      return { type, cells, accuracies: cells.map((cell) => confirm(cell, repeat)) };
    }
    if (type === 'fit') return { type };
    if (type === 'ask' || type === 'proceed' || 'candidates' in command)
      throw new Error('no strategy here picks among given cells');
    const cells = [...space.expand(command.parents)].slice(0, command.keep);
    return { type, kept: cells.map(({ cell }) => ({ cell, predicted: worth(cell) / 2 })) };
  };
  let step = strategy.next();
  while (step.done !== true) {
    commands.push(step.value);
    step = strategy.next(answer(step.value));
  }
  return { commands, best: step.value.best };
}

const confirmedOf = (commands: readonly Command[]) =>
  commands.flatMap((command) => (command.type === 'confirm' ? [command] : []));

describe.each(Object.entries(STRATEGIES))('%s', (_name, create) => {
  const noisy = (): Strategy => withRetrainings(create(), { blocks: 3, retrainings: 4 }, stream(2, 'retrain'));

  test('is as it was, and ends with so many cells trained again, as often as the others', () => {
    const plain = run(noisy());
    const { commands } = run(withConfirmation(noisy(), plan));
    expect(commands.slice(0, plain.commands.length)).toEqual(plain.commands);
    const rounds = confirmedOf(commands.slice(plain.commands.length));
    expect(rounds.map(({ repeat, cells }) => [repeat, cells.length])).toEqual([[1, 5], [2, 5], [3, 5]]); // prettier-ignore
    expect(new Set(rounds.map(({ cells }) => cells.map(formatCell).join(' '))).size).toBe(1);
    expect(run(withConfirmation(noisy(), plan)).commands).toEqual(commands);
    expect(run(withConfirmation(noisy(), { ...plan, confirmations: 0 }))).toEqual(plain);
  });

  test('has the best confirmed as its best, whatever was measured', () => {
    const { commands, best } = run(withConfirmation(noisy(), plan), (cell) => 1 - worth(cell));
    const { cells } = confirmedOf(commands)[0]!;
    const expected = cells.toSorted((a, b) => worth(a) - worth(b))[0]!;
    expect(formatCell(best!.cell)).toBe(formatCell(expected));
    const measured = run(noisy()).best!;
    expect(formatCell(best!.cell)).not.toBe(formatCell(measured.cell));
    const failed = run(withConfirmation(noisy(), plan), () => undefined);
    expect(failed.best!.cell).toEqual(measured.cell); // nothing is known better
  });
});

test('those of the highest estimates: of two cells measured alike, that which the surrogate expected to be better', () => {
  // 30 cells, accuracies as predicted but for noise; the highest measurement was predicted lowest
  const cells = space.firstLevel().slice(0, 20);
  const luck = stream(3, 'luck');
  function* strategy(): Strategy {
    const candidates = cells.map((cell, i) => ({ cell, predicted: 0.5 + 0.01 * i }));
    yield { type: 'train', level: 1, candidates };
    yield { type: 'retrain', level: 1, repeat: 1, cells: cells.slice(5, 11) };
    return {};
  }
  const confirmed = withConfirmation(strategy(), { ...plan, confirmations: 3 });
  const accuracies = cells.map((_cell, i) => 0.5 + 0.01 * i + 0.02 * luck.normal() + (i === 0 ? 0.24 : 0));
  expect(Math.max(...accuracies)).toBe(accuracies[0]);
  confirmed.next();
  confirmed.next({ type: 'train', trained: cells.map((cell, i) => ({ cell, level: 1, accuracy: accuracies[i]! })) });
  const differs = accuracies.slice(5, 11).map((accuracy, i) => accuracy + (i % 2 === 0 ? 0.16 : -0.16));
  const { value } = confirmed.next({ type: 'retrain', accuracies: differs });
  const chosen = (value as Extract<Command, { type: 'confirm' }>).cells.map((cell) => cells.indexOf(cell));
  expect(chosen).not.toContain(0);
  expect(Math.min(...chosen)).toBeGreaterThan(10);
});

test('no more than were measured', () => {
  const small = new StateSpace({ blocks: 1, lookback: 1, operators: ['identity', '3x3 dconv'] });
  const { commands } = run(withConfirmation(randomSearch(50, small, rng()), plan));
  expect(confirmedOf(commands).map(({ cells }) => cells.length)).toEqual([3, 3, 3]);
});

test('a cell that failed with one seed is behind those that did not', () => {
  expect(bestConfirmed([[0.9, undefined], [0.6, 0.7], [0.7, 0.6]])).toBe(1); // prettier-ignore
  expect(bestConfirmed([[undefined], [0.1]])).toBe(1);
  expect(bestConfirmed([[undefined]])).toBeUndefined();
  expect(bestConfirmed([])).toBeUndefined();
});
