/** @file The fragment of a link that holds a device's figures; `device-bench.ts` reads it. Apart, as the page's first code needs no more of it. */
export const BENCH_FRAGMENT = 'bench';
