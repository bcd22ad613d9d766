import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TIMEOUT_S, withTimeout } from '../../../workers/train/timeout.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new Promise<never>(() => {});

test('a device that does not answer has ten minutes', async () => {
  const hung = withTimeout(never);
  const told = expect(hung).rejects.toMatchObject({ reason: 'timed-out' });
  await vi.advanceTimersByTimeAsync((TIMEOUT_S - 1) * 1000);
  await expect(Promise.race([hung, Promise.resolve('waiting')])).resolves.toBe('waiting');
  await vi.advanceTimersByTimeAsync(1000);
  await told;
});

test('a night asleep is no hang: it is told, and does not count', async () => {
  const slept: number[] = [];
  let answer = (_value: number): void => {};
  const waiting = withTimeout(new Promise<number>((resolve) => (answer = resolve)), {
    onSleep: (ms) => slept.push(ms),
  });
  await vi.advanceTimersByTimeAsync(5000);
  vi.setSystemTime(Date.now() + 8 * 3600_000); // timers stood still
  await vi.advanceTimersByTimeAsync(5000);
  answer(7);
  expect(await waiting).toBe(7);
  expect(slept).toEqual([8 * 3600_000]);
});
