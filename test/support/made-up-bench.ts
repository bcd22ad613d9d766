/** @file A device's bench, as a card would have measured it. */
import type { DeviceBench } from '../../src/contract/device-bench.ts';

const step = { cell: '', dispatches: 450, planMs: [1], tfjsMs: [1] };
/** A made-up card: a paper's child of 13.2 ms that moves 1.5 GB at 212 GB/s and does 35 GFLOP at 9.4 TFLOP/s. */
export const BENCH = {
  summary: {
    titu1994Ms: 2.9,
    paperMs: 13.2,
    titu1994TfjsMs: 24.4,
    paperTfjsMs: 121,
    copyGbps: 212,
    productTflops: 9.4,
  },
  steps: {
    titu1994: { ...step, batchSize: 32, multiplyAdds: 2e9, bytes: 147e6 },
    paper: { ...step, batchSize: 64, multiplyAdds: 17.4e9, bytes: 1.5e9 },
  },
} as unknown as DeviceBench;
