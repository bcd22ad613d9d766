/** What the screens show of a run, computed from its log. */
import { expect, test } from 'vitest';
import { PRESETS } from '../../src/contract/presets.ts';
import type { TrainRecord } from '../../src/contract/records.ts';
import { currentStep, levelsOf, plannedChildren, progressOf } from '../../src/ui/derive.ts';
import { networksOf, priceMs } from '../../src/ui/price.ts';
import { madeUpRun } from '../support/runs.ts';

test('a strategy that trains whole cells has one level with all its children', () => {
  const config = { ...PRESETS.smoke, strategy: 'random' } as const;
  expect([...plannedChildren(config)]).toEqual([[2, 13]]); // 10 cells of one block, and K
  expect(networksOf(config)).toBe(networksOf(PRESETS.smoke));
  expect(priceMs(config, 1e9)).toBeGreaterThan(priceMs(PRESETS.smoke, 1e9)); // no small cells
  const { head } = madeUpRun({ config });
  const log: TrainRecord[] = Array.from({ length: 5 }, (_, i) => ({
    type: 'train',
    notation: '-1,3x3 conv,-2,3x3 conv,0,3x3 conv,-1,3x3 maxpool',
    level: 2,
    accuracy: i / 10,
    curve: [],
    durationMs: 1,
    parameters: 1,
  }));
  const levels = levelsOf({ head, log });
  expect(levels.map(({ level, state, children }) => [level, state, children.length])).toEqual([[2, 'trains', 13]]);
  expect(progressOf(levels)).toEqual({ trained: 5, planned: 13 });
  expect(currentStep({ head, log })).toBe(3);
});
