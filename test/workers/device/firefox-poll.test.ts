import { expect, test } from 'vitest';
import { pollWhileAwaited } from '../../../workers/device/firefox-poll.ts';
import { openTestDevice } from '../../support/dawn.ts';

/** Submissions that tfjs may make itself while its values are read. */
const OWN = 2;

test('a polled device submits nothing, again and again, while an answer is awaited, by us or by tfjs, and not after', async () => {
  const { gpu } = (await openTestDevice()) as { gpu: GPUDevice };
  const tf = await import('@tensorflow/tfjs-core');
  const { queue } = gpu;
  const matrix = tf.randomNormal([512, 512]);
  let submissions = 0;
  const submit = queue.submit.bind(queue);
  queue.submit = (commands) => (submissions++, submit(commands));
  let values = 0;
  const read = async (): Promise<void> => {
    values += 4; // another size each time, or tfjs takes a buffer that it had before
    const product = tf.tidy(() => tf.matMul(matrix, tf.matMul(matrix, matrix)).slice([0, 0], [1, values]));
    await product.data(); // submits what tfjs has put off, too
    product.dispose();
  };
  const ways: readonly (() => Promise<unknown>)[] = [read, () => Promise.all([read(), queue.onSubmittedWorkDone()])];
  const submissionsOf = async (ask: () => Promise<unknown>): Promise<number> => {
    const before = submissions;
    await ask();
    return submissions - before;
  };
  for (const ask of ways) expect(await submissionsOf(ask)).toBeLessThanOrEqual(OWN);
  pollWhileAwaited(gpu);
  for (const ask of ways) {
    // as often as it takes: a card may be done before the first
    await expect.poll(() => submissionsOf(ask)).toBeGreaterThan(OWN);
    const after = submissions;
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(submissions).toBe(after);
  }
  matrix.dispose();
});
