import { expose, wrap } from 'comlink';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ask, callback, Cancelled, terminate, whenWorkerDies } from '../../../src/ui/actions/bridge.ts';

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

/** Resolves when a message sent to a port before now has been delivered. */
const delivered = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

test('what a worker sent before the page ended it, and arrives after, is dropped', async () => {
  const heard: string[] = [];
  const told = { 1: callback((word: string) => heard.push(`first: ${word}`)) };
  const { port1, port2 } = new MessageChannel(); // as Comlink hands a callback to the worker
  expose(told, port1);
  const worker = wrap<typeof told>(port2);
  await worker[1]('training');
  void worker[1]('still training');
  terminate();
  await delivered();
  expect(heard).toEqual(['first: training']);

  callback((word: string) => heard.push(`second: ${word}`))('training'); // of the next worker
  expect(heard).toEqual(['first: training', 'second: training']);
  port1.close();
  port2.close();
});
