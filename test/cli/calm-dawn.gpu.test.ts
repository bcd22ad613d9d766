import { performance } from 'node:perf_hooks';
import { setImmediate as promised } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openTestDevice } from '../support/dawn.ts';

test('a wait for the device is idle, and setImmediate is for everybody else as it was', async () => {
  const { report } = await openTestDevice();
  const tf = await import('@tensorflow/tfjs-core');
  const ones = tf.ones([1024, 1024]);
  const product = tf.matMul(ones, ones);
  await product.data(); // compiled
  const before = performance.eventLoopUtilization();
  const values = await tf.matMul(product, ones).data();
  const { utilization } = performance.eventLoopUtilization(before);
  if (report.software) expect(utilization).toBeLessThan(0.5); // a loop of setImmediate: nearly 1
  expect(values[0]).toBe(1024 * 1024);
  const own = setImmediate(() => expect.unreachable());
  const bound = setImmediate(expect.unreachable.bind(expect)); // has no source either
  expect(bound.constructor).toBe(own.constructor);
  for (const one of [own, bound]) clearImmediate(one);
  expect(await new Promise((resolve) => setImmediate(resolve, 'given'))).toBe('given');
  expect(await promisify(setImmediate)('given')).toBe('given');
  expect(await promised('given')).toBe('given');
  await promised();
});
