import { performance } from 'node:perf_hooks';
import { setImmediate as promised } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openTestDevice } from '../support/dawn.ts';

test('a wait for the device is idle, and setImmediate is for everybody else as it was', async () => {
  await openTestDevice();
  const tf = await import('@tensorflow/tfjs-core');
  const ones = tf.ones([1024, 1024]);
  const product = tf.matMul(ones, ones);
  await product.data(); // compiled
  const before = performance.eventLoopUtilization();
  const values = await tf.matMul(product, ones).data();
  expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5); // a loop of setImmediate: nearly 1
  expect(values[0]).toBe(1024 * 1024);
  expect(await new Promise((resolve) => setImmediate(resolve, 'given'))).toBe('given');
  expect(await promisify(setImmediate)('given')).toBe('given');
  expect(await promised('given')).toBe('given');
  const never = setImmediate(() => expect.unreachable());
  clearImmediate(never);
  await promised();
});
