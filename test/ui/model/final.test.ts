import { describe, expect, test } from 'vitest';
import {
  compareDesigns,
  plannedNetworks,
  testRecord,
  type ComparedDesign,
} from '../../../src/contract/final-outcome.ts';
import {
  calibrationPoints,
  classErrors,
  costRows,
  lossFloor,
  squaresOf,
  timeLeft,
} from '../../../src/ui/model/final.ts';
import { calibrationWords, mixedUp, verdict } from '../../../src/ui/words/final.ts';
import { finalRun } from '../../support/final-run.ts';

const run = finalRun();
const result = testRecord(run.log)!.results[0]!;
const classes = Array.from({ length: 10 }, (_, i) => `class ${i}`);

describe('a final training under way', () => {
  const log = run.log.slice(0, 1);
  const [, second] = plannedNetworks(run.head);
  const progress = {
    network: 1,
    networks: 4,
    design: second!.of.design,
    seed: 1,
    notation: second!.of.notation,
    epoch: 1,
    epochs: 2,
    step: 3,
    steps: 6,
    loss: 2,
    learningRate: 0.1,
    examplesPerSecond: run.head.config.batchSize * 2, // half a second a step
    curve: [],
  };

  test('has its networks in the order of seeds', () => {
    const squares = squaresOf({ ...run, log }, 1);
    expect(squares.get('cell')!.map(({ network, state }) => `${network} ${state}`)).toEqual(['0 done', '2 waiting']);
    expect(squares.get('random')!.map(({ network, state }) => `${network} ${state}`)).toEqual(['1 training', '3 waiting']); // prettier-ignore
  });

  test('knows its time from the steps left, and that of other networks from their multiply-adds', () => {
    const [cell, random] = run.head.designs;
    const left = timeLeft(run, progress)!;
    expect(left.network).toBeCloseTo(500 * 3);
    const whole = 500 * 6 * 2;
    expect(left.run - left.network).toBeCloseTo(whole * (cell!.multiplyAdds / random!.multiplyAdds) + whole);
    expect(timeLeft(run, undefined)).toBeUndefined();
  });

  test('draws the floor of a smoothed loss', () => {
    expect(lossFloor({ labelSmoothing: 0 }, 10)).toBeUndefined();
    expect(lossFloor({ labelSmoothing: 0.1 }, 10)).toBeCloseTo(0.5, 2); // as on the design's sketch
  });
});

describe('its result in words', () => {
  const gap = (mean: number, half: number): ComparedDesign['gap'] => ({ mean, interval: [mean - half, mean + half] });
  const [cell, random] = compareDesigns(run);
  const told = (of: ComparedDesign['gap']) => verdict([cell!, { ...random!, gap: of! }], 2);

  test('says from the intervals whether the cell or the recipe did it', () => {
    expect(told(gap(0.0044, 0.0017))).toBe('A random cell of the same size is 0.44 points behind.');
    expect(told(gap(-0.0044, 0.0017))).toBe('A random cell of the same size is 0.44 points ahead.');
    expect(told(gap(0.001, 0.0037))).toBe('A random cell of the same size can’t be told from yours.');
    expect(told({ mean: 0.002 })).toContain('by one seed each');
    expect(verdict([cell!], 2)).toBeUndefined();
  });

  test('names the classes that are mixed up, and counts both ways', () => {
    expect(mixedUp(result, classes)).toBe('Class 0 and class 1 for each other: 1 of its 3 mistakes.');
    const confusion = [[8, 1, 2], [0, 5, 0], [3, 1, 9]]; // prettier-ignore
    expect(mixedUp({ ...result, confusion }, ['cat', 'frog', 'dog'])).toBe('Cat and dog for each other: 5 of its 7 mistakes.'); // prettier-ignore
    expect(mixedUp({ ...result, confusion: [[3, 0], [0, 4]] }, ['a', 'b'])).toBeUndefined(); // prettier-ignore
  });

  test('has each class’s errors with Wilson’s interval', () => {
    const [first, , last] = classErrors({ ...result, confusion: [[90, 10, 0], [0, 0, 0], [0, 0, 10]] }); // prettier-ignore
    expect(first!.share).toBeCloseTo(0.1);
    expect(first!.interval[0]).toBeCloseTo(0.0552, 3);
    expect(first!.interval[1]).toBeCloseTo(0.1744, 3);
    expect(last!.share).toBe(0);
    expect(last!.interval[1]).toBeCloseTo(0.2775, 3);
  });

  test('says whether it is as sure as it is right, from bins with enough images', () => {
    const bins = [{ images: 19, confidence: 10, correct: 9 }, { images: 40, confidence: 36, correct: 20 }]; // prettier-ignore
    const judged = { ...result, correct: 29, calibration: bins };
    expect(calibrationPoints(judged)).toEqual([{ sure: 0.9, right: 0.5 }]);
    expect(calibrationWords(judged, 59)).toBe('Too sure: 78.0\u00a0% sure on average, 49.2\u00a0% right.');
  });

  test('sums the cost from the search on', () => {
    const cost = { examples: 100, multiplyAdds: 1e15, deviceSeconds: 60 };
    const none = { examples: 0, multiplyAdds: 0, deviceSeconds: 0 };
    const origin = { id: 'search', startedAt: '', cells: 9, cost, confirmationCost: none };
    const alone = costRows(run);
    expect(alone.map(({ part }) => part)).toEqual(['training']);
    const rows = costRows({ ...run, head: { ...run.head, origin } });
    expect(rows.map(({ part }) => part)).toEqual(['search', 'training', 'total']);
    expect(rows.at(-1)!.cost.examples).toBe(100 + alone[0]!.cost.examples);
  });
});
