/** Searches sized for a class hour and a night. */
import { expect, test } from 'vitest';
import { parseConfig } from '../../../src/contract/config.ts';
import { priceOf } from '../../../src/ui/model/price.ts';
import { sizedConfig } from '../../../src/ui/model/sized.ts';
import { SIZES, type Size } from '../../../src/ui/model/sizes.ts';

/** From a processor core to a graphics card. */
const SPEEDS = [1e8, 1e10, 1e12, 1e14].map((perSecond) => ({ stepMs: 2e9 / perSecond, perSecond }));

test('children grow with the device, fit its time where any do, and the time is the budget', () => {
  for (const size of Object.keys(SIZES) as Size[]) {
    const { minutes } = SIZES[size];
    let before = 0;
    for (const speed of SPEEDS) {
      const config = parseConfig(sizedConfig(size, 7, 50_000, (other) => priceOf(other, speed)));
      expect(config).toMatchObject({ minutes, seed: 7 });
      const work = config.filters * config.epochs * config.images;
      expect(work).toBeGreaterThanOrEqual(before);
      before = work;
      const { least, most } = priceOf({ ...config, minutes: 0 }, speed);
      if (config.epochs > 1) expect(Math.sqrt(least * most)).toBeLessThanOrEqual(60_000 * minutes); // above the smallest
    }
    expect(before).toBeGreaterThan(10 * 4 * 1_000);
  }
});

test('a set of few images gets no search of many; a device of unknown speed the smallest', () => {
  const fast = sizedConfig('night', 1, 2_500, (config) => priceOf(config, SPEEDS.at(-1)!));
  expect(fast.images + fast.validationImages).toBeLessThanOrEqual(2_500);
  expect(sizedConfig('hour', 1, 2_500, () => undefined)).toMatchObject({ filters: 4, epochs: 1, images: 1_000 });
});
