/** @file A device's bench, made up: a card that moves 1.5 GB at 212 GB/s and does 35 GFLOP at 9.4 TFLOP/s in a step of 13.2 ms. */
import type { BrowserContext } from 'playwright-core';
import { deviceBench } from '../../src/contract/device-bench.ts';

const step = { cell: '-1,identity,-2,identity', dispatches: 450, planMs: [13, 13.4], tfjsMs: [121] };

/** Its two measurements differ by so much that something else must have run. */
const BENCH = deviceBench({
  summary: {
    device: 'A card, made up',
    browser: 'Chrome 142',
    system: 'Linux',
    software: false,
    titu1994Ms: 2.9,
    paperMs: 13.2,
    titu1994TfjsMs: 24.4,
    paperTfjsMs: 121,
    copyGbps: 212,
    productTflops: 9.4,
    release: '0.1.0',
    date: '2026-11-28',
  },
  adapter: 'vendor none',
  tuning: 'none',
  steps: {
    titu1994: { ...step, batchSize: 32, multiplyAdds: 2e9, bytes: 147e6 },
    paper: { ...step, batchSize: 64, multiplyAdds: 17.4e9, bytes: 1.5e9 },
  },
  answerMs: 0.4,
  spread: 0.14,
  durationMs: 42_000,
});

/** Answers the page in the worker's place when it asks for the bench: a browser without WebGPU has none of its own. */
export async function answerBench(context: BrowserContext): Promise<void> {
  await context.addInitScript((bench) => {
    const post = Worker.prototype.postMessage as (this: Worker, message: unknown, transfer: Transferable[]) => void;
    Worker.prototype.postMessage = function (this: Worker, message: unknown, transfer: Transferable[] = []): void {
      const { id, path } = message as { id?: string; path?: readonly string[] }; // as Comlink asks
      if (path?.[0] !== 'bench') return post.call(this, message, transfer);
      this.dispatchEvent(new MessageEvent('message', { data: { id, type: 'RAW', value: bench } }));
    } as Worker['postMessage'];
  }, BENCH);
}
