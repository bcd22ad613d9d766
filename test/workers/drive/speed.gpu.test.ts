/** The probe on a real device; how fast it is, the bench says. */
import { expect, test } from 'vitest';
import { speedOfSteps } from '../../../src/contract/speed.ts';
import { probeSpeed } from '../../../workers/drive/speed.ts';
import { openTestDevice } from '../../support/dawn.ts';

test('a device has a speed', async () => {
  const device = await openTestDevice();
  const { stepMs, perSecond } = await probeSpeed(device);
  expect(perSecond).toBeGreaterThan(1e6); // multiply-adds a second: less would be a wrong unit
  expect(perSecond).toBeLessThan(1e15);
  expect(stepMs).toBeGreaterThanOrEqual(0);
});

test('a small step that is mostly overhead says so', () => {
  const step = (work: number) => ({ work, ms: 50 + work / 4e6 }); // 50 ms, and 4 G a second
  const { stepMs, perSecond } = speedOfSteps([step(29e6), step(350e6)]);
  expect([stepMs, perSecond / 4e9]).toEqual([expect.closeTo(50, 6), expect.closeTo(1, 6)]);
  expect(speedOfSteps([step(1), step(29e6), step(350e6)])).toEqual(speedOfSteps([step(29e6), step(350e6)]));
  const noisy = { work: 350e6, ms: 40 };
  expect(speedOfSteps([step(29e6), noisy])).toEqual({ stepMs: 0, perSecond: 350e6 / 0.04 }); // no slower: all arithmetic
});
