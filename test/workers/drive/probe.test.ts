/** The probe on a real device; how fast it is, the bench says. */
import { expect, test } from 'vitest';
import { probeSpeed } from '../../../workers/drive/probe.ts';
import { openTestDevice } from '../../support/dawn.ts';

test('a device has a speed', async () => {
  const device = await openTestDevice();
  const speed = await probeSpeed(device);
  expect(speed).toBeGreaterThan(1e6); // multiply-adds a second: less would be a wrong unit
  expect(speed).toBeLessThan(1e15);
});
