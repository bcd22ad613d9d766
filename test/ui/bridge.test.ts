import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ask, Cancelled, terminate, whenWorkerDies } from '../../src/ui/bridge.ts';

/** Workers that never answer, in the order started. */
let workers: SilentWorker[] = [];

class SilentWorker extends EventTarget {
  isTerminated = false;
  constructor() {
    super();
    workers.push(this);
  }
  postMessage(): void {}
  terminate(): void {
    this.isTerminated = true;
  }
}
vi.stubGlobal('Worker', SilentWorker);

beforeEach(() => {
  terminate();
  workers = [];
});

describe('questions to a worker that never answers', () => {
  test('are cancelled when the page ends it; the next starts a fresh one', async () => {
    const deaths: Error[] = [];
    whenWorkerDies((reason) => deaths.push(reason));
    const asked = [ask((api) => api.runs()), ask((api) => api.pause())];
    terminate();
    for (const { status, reason } of (await Promise.allSettled(asked)) as PromiseRejectedResult[]) {
      expect([status, reason]).toEqual(['rejected', expect.any(Cancelled)]);
    }
    expect(deaths).toEqual([]);

    void ask((api) => api.runs()).catch(() => {});
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
  });

  test('fail with the reason when it dies, which is told once', async () => {
    const deaths: Error[] = [];
    whenWorkerDies((reason) => deaths.push(reason));
    const asked = ask((api) => api.runs());
    workers[0]!.dispatchEvent(Object.assign(new Event('error'), { message: 'on purpose' }));
    workers[0]!.dispatchEvent(new Event('messageerror'));
    await expect(asked).rejects.toThrow('worker: must keep running; it stopped with on purpose');
    await expect(asked).rejects.not.toBeInstanceOf(Cancelled);
    expect(deaths).toHaveLength(1);
  });
});
