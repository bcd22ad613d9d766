/** Which cells are trained once more, and what their second accuracies tell. */
import { describe, expect, test } from 'vitest';
import { formatCell, type Cell } from '../../../src/core/space/cell.ts';
import { stream } from '../../../src/core/random/rng.ts';
import type { Command, Strategy } from '../../../src/core/search/commands.ts';
import { randomSearch } from '../../../src/core/search/random.ts';
import { retrainingsBy, withRetrainings } from '../../../src/core/search/retraining.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { measureNoise } from '../../../src/core/stats.ts';
import { rng, space, STRATEGIES } from '../../support/strategies.ts';

/** Runs it; the first cell of each command fails. Gives the commands and, by notation, the accuracies. */
function run(strategy: Strategy, measure: (cell: Cell) => number) {
  const commands: Command[] = [];
  const accuracies = new Map<string, number[]>();
  const add = (cell: Cell): number => {
    const accuracy = measure(cell);
    accuracies.set(formatCell(cell), [...(accuracies.get(formatCell(cell)) ?? []), accuracy]);
    return accuracy;
  };
  for (let step = strategy.next(); ;) {
    if (step.done === true) return { commands, accuracies, best: step.value.best };
    const command = step.value;
    commands.push(command);
    if (command.type === 'train') {
      const { level, candidates } = command;
      const fails = (i: number): boolean => i === 0 && candidates.length > 1;
      const trained = candidates.map(({ cell }, i) => ({ cell, level, ...(fails(i) ? {} : { accuracy: add(cell) }) }));
      step = strategy.next({ type: 'train', trained });
    } else if (command.type === 'retrain') {
      step = strategy.next({ type: 'retrain', accuracies: command.cells.map(add) });
    } else if (command.type === 'confirm') {
      throw new Error('nothing is confirmed here');
    } else if (command.type === 'fit') step = strategy.next({ type: 'fit' });
    else {
      if (!('parents' in command)) throw new Error('only grown cells are ranked here');
      const kept = [...space.expand(command.parents)]
        .slice(0, command.keep)
        .map(({ cell }) => ({ cell, predicted: 0 }));
      step = strategy.next({ type: 'rank', kept });
    }
  }
}

/** A fixed truth from 0 to 1 for each cell. */
const worth = (cell: Cell): number => stream(5, formatCell(cell)).uniform();

describe.each(Object.entries(STRATEGIES))('%s', (name, create) => {
  const noisy = () => withRetrainings(create(), { blocks: 3, retrainings: 7 }, stream(2, 'retrain'));

  test('trains the same cells, and seven once more at the end of their levels', () => {
    const { commands, accuracies, best } = run(noisy(), worth);
    const plain = run(create(), worth);
    expect(commands.filter(({ type }) => type !== 'retrain')).toEqual(plain.commands);
    expect(best).toEqual(plain.best);
    const retrained = commands.flatMap((command) => (command.type === 'retrain' ? [command] : []));
    const perLevel = retrained.map(({ level, cells }) => [level, cells.length]);
    expect(perLevel).toEqual(
      name === 'random' || name === 'evolution'
        ? [[3, 7]]
        : [
            [1, 2],
            [2, 2],
            [3, 3],
          ],
    );
    expect([...accuracies.values()].filter(({ length }) => length === 2)).toHaveLength(7);
    for (const { cells } of retrained) expect(new Set(cells).size).toBe(cells.length);
    for (const [i, { type }] of commands.entries()) if (type === 'fit') expect(commands[i - 1]!.type).toBe('retrain');
    expect(run(noisy(), worth)).toEqual({ commands, accuracies, best });
  });
});

test('never more than there are cells that were measured, and spread over their accuracies', () => {
  const small = new StateSpace({ blocks: 1, lookback: 1, operators: ['identity', '3x3 dconv'] });
  const all = withRetrainings(randomSearch(50, small, rng()), { blocks: 1, retrainings: 64 }, stream(2, 'retrain'));
  expect([...run(all, worth).accuracies.values()].map(({ length }) => length)).toEqual([2, 2]); // of three, one fails

  const four = withRetrainings(randomSearch(41, space, rng()), { blocks: 3, retrainings: 4 }, stream(2, 'retrain'));
  const { commands, accuracies } = run(four, worth);
  const sorted = [...accuracies.values()].map(([first]) => first!).sort((a, b) => a - b);
  const retrained = commands.flatMap((command) => (command.type === 'retrain' ? command.cells : []));
  expect(retrained.map((cell) => Math.floor((4 * sorted.indexOf(worth(cell))) / sorted.length))).toEqual([0, 1, 2, 3]);
});

test('what they tell of the noise is right on average, though cells are chosen by a measurement that has it', () => {
  for (const [spread, noise] of [
    [0.01, 0.03],
    [0.05, 0.01],
  ] as const) {
    const variances: number[] = [];
    for (let seed = 0; seed < 400; seed++) {
      const luck = stream(seed, 'luck');
      const truth = (cell: Cell): number => 0.5 + spread * stream(seed, formatCell(cell)).normal();
      const strategy = withRetrainings(STRATEGIES['random']!(), { blocks: 3, retrainings: 4 }, stream(seed, 'retrain'));
      const { accuracies } = run(strategy, (cell) => truth(cell) + noise * luck.normal());
      variances.push(measureNoise([...accuracies.values()])!.deviation ** 2);
    }
    const mean = variances.reduce((sum, variance) => sum + variance, 0) / variances.length;
    expect(Math.sqrt(mean) / noise).toBeGreaterThan(0.95);
    expect(Math.sqrt(mean) / noise).toBeLessThan(1.05); // the standard error of 400 means of four is 1.8 %
  }
});

test('they are spread evenly over the levels', () => {
  const plan = { blocks: 5, retrainings: 16 };
  expect([1, 2, 3, 4, 5].map((level) => retrainingsBy(level, plan))).toEqual([3, 6, 9, 12, 16]);
});
