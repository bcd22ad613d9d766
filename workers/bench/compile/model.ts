/**
 * @file What a step would cost on a card, by what bounds each dispatch: arithmetic, memory, or loads that wait for one another. A roofline, checked
 * on no card: ratios between two versions of a kernel mean something, milliseconds little (plus or minus half).
 */
import type { Card } from './cards.ts';
import { usefulShare, type Loop } from './hottest-loop.ts';
import type { Work } from './work.ts';

/** Milliseconds by what bounds them. */
export interface ModelledTime {
  readonly launchMs: number;
  readonly chainMs: number;
  readonly memoryMs: number;
  readonly arithmeticMs: number;
  readonly spillMs: number;
}

/** Useful share of vector instructions where no loop tells. */
const UNKNOWN_SHARE = 0.6;
/** Values a lane must have in flight, and bytes of one, to hide latency. */
const THREADS_A_LANE = 2;
const BYTES_A_THREAD = 32;
/** Part of the last cache that another dispatch leaves. */
const CACHE_SHARE = 0.6;
/** How many times the rate of the last cache the caches before it have. */
const NEAR_CACHES = 4;
/** Long chains overlap: a round behind another costs this part of the latency. */
const OVERLAPPED = 0.6;
const OVERLAPPING_ROUNDS = 8;
/** Intel: a message that spills or fills moves 64 bytes for 16 lanes, through caches of this rate, GB/s. */
const SPILL_BYTES = 64;
const SPILL_LANES = 16;
const SPILL_GBS = 500;

/** The time of a dispatch whose kernel has this hottest loop. */
export function modelledTime(card: Card, work: Work, loop: Loop | undefined): ModelledTime {
  const { multiplyAdds, bytes, cacheBytes, threads } = work;
  const share = (multiplyAdds > 0 && loop !== undefined ? usefulShare(loop) : undefined) ?? UNKNOWN_SHARE;
  const filled = Math.min(1, threads / (card.lanes * THREADS_A_LANE));
  const arithmeticMs = (2 * multiplyAdds) / (card.peakTflops * 1e9 * share * filled);
  const rate = bytes < CACHE_SHARE * card.cacheBytes ? card.cacheGbs : card.memoryGbs;
  const inFlight = Math.min(1, (threads * BYTES_A_THREAD) / (card.memoryGbs * 1e3 * card.latencyUs)); // Little's law
  const memoryMs = Math.max(bytes / (rate * 1e6), cacheBytes / (NEAR_CACHES * card.cacheGbs * 1e6)) / inFlight;
  const chainMs = (work.chain * card.latencyUs * (work.chain > OVERLAPPING_ROUNDS ? OVERLAPPED : 1)) / 1e3;
  const spillMs = card.driver.kind === 'intel' ? timeOfSpills(multiplyAdds, loop) : 0;
  const longest = Math.max(arithmeticMs, memoryMs, chainMs);
  const boundBy = (ms: number, others: readonly number[]): number => (ms === longest && !others.includes(ms) ? ms : 0);
  return {
    launchMs: card.gapUs / 1e3,
    chainMs: boundBy(chainMs, []),
    arithmeticMs: boundBy(arithmeticMs, [chainMs]),
    memoryMs: boundBy(memoryMs, [chainMs, arithmeticMs]),
    spillMs,
  };
}

/** What the hottest loop spills and fills, ms. */
function timeOfSpills(multiplyAdds: number, loop: Loop | undefined): number {
  if (loop === undefined || loop.products === 0) return 0;
  return (multiplyAdds * loop.spills * SPILL_BYTES) / (loop.products * SPILL_LANES) / (SPILL_GBS * 1e6);
}

/** All parts together. */
export const totalMs = ({ launchMs, chainMs, memoryMs, arithmeticMs, spillMs }: ModelledTime): number =>
  launchMs + chainMs + memoryMs + arithmeticMs + spillMs;

/** Sum of times, by what bounds them. */
export function addTimes(times: readonly ModelledTime[]): ModelledTime {
  const sum = { launchMs: 0, chainMs: 0, memoryMs: 0, arithmeticMs: 0, spillMs: 0 };
  for (const time of times) for (const part of Object.keys(sum) as (keyof ModelledTime)[]) sum[part] += time[part];
  return sum;
}
