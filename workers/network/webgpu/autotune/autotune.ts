/**
 * @file Autotuning on a graphics card: times every candidate of every family of kernels when the device is opened. No name or limit says how many
 * threads fill a card, how many registers they may have, or whether it reads filters fastest from a cache, by subgroup broadcast or from shared
 * memory. Takes some seconds; the caller stores the result.
 */
import type { Pipelines } from '../runtime/pipelines.ts';
import { candidatesOf, DEFAULT_TILINGS, FAMILIES, type Family, type Tilings } from '../tuning/tilings.ts';
import { broadcastWidthOf, tuningFor, type TuningOptions } from '../tuning/tuning.ts';
import { bitwiseComparer, tilingsWith } from './bitwise-equality.ts';
import { FAMILY_TRIALS } from './families.ts';
import { fastestRuns, Trial } from './trial.ts';

/** Timed runs of each candidate. */
const RUNS = 3;
/** Another candidate must take at most this part of the best time before it (ours: timings vary by some percent). */
const MARGIN = 0.95;
/** Longest time of an empty submission, ms: above it kernels cannot be timed, as some browsers poll the device at long intervals (ours). */
const MAX_EMPTY_MS = 8;

/**
 * The fastest candidates among those with the default's bits; {@link DEFAULT_TILINGS}, which are right everywhere, where kernels cannot be timed.
 * @param families those that are tried; the others keep the default.
 */
export async function autotune(
  gpu: GPUDevice,
  pipelines: Pipelines,
  traits: TuningOptions,
  families: readonly Family[] = FAMILIES,
): Promise<Tilings> {
  if ((await timeEmptySubmission(gpu)) > MAX_EMPTY_MS) return DEFAULT_TILINGS;
  const isEqual = bitwiseComparer(gpu, pipelines, traits);
  const chosen: Record<string, string> = { ...DEFAULT_TILINGS };
  for (const family of families) {
    const times = await timeCandidates(gpu, pipelines, traits, family);
    chosen[family] = await fastestCandidate(times, DEFAULT_TILINGS[family], (candidate) => isEqual(family, candidate));
  }
  return chosen as unknown as Tilings;
}

/** The fastest candidate by more than {@link MARGIN} that computes the default's bits. */
async function fastestCandidate(
  times: ReadonlyMap<string, number>,
  usual: string,
  isEqual: (candidate: string) => Promise<boolean>,
): Promise<string> {
  let best = { candidate: usual, ms: times.get(usual) ?? Infinity };
  for (const [candidate, ms] of times) {
    if (candidate === usual || ms >= MARGIN * best.ms) continue;
    if (await isEqual(candidate)) best = { candidate, ms };
  }
  return best.candidate;
}

/** The shortest of a few submissions without work, ms. */
async function timeEmptySubmission(gpu: GPUDevice): Promise<number> {
  let ms = Infinity;
  for (let i = 0; i < RUNS; i++) {
    const started = performance.now();
    gpu.queue.submit([gpu.createCommandEncoder().finish()]);
    await gpu.queue.onSubmittedWorkDone();
    ms = Math.min(ms, performance.now() - started);
  }
  return ms;
}

/** Milliseconds of a family's timed shapes by each candidate that compiles; without subgroups none broadcasts. */
async function timeCandidates(
  gpu: GPUDevice,
  pipelines: Pipelines,
  traits: TuningOptions,
  family: Family,
): Promise<Map<string, number>> {
  const { dispatches, timed } = FAMILY_TRIALS[family];
  const trials = new Map<string, Trial>();
  try {
    for (const candidate of candidatesOf(family)) {
      if (broadcastWidthOf(traits.subgroup) === 1 && candidate.endsWith('broadcast')) continue;
      const tuning = tuningFor({ ...traits, isSoftware: false, tilings: tilingsWith(family, candidate) });
      const trial = await Trial.create(gpu, pipelines, timed.flatMap((square) => dispatches(tuning, square))).catch(() => undefined); // prettier-ignore
      if (trial !== undefined) trials.set(candidate, await trial.warmUp());
    }
    const best = await fastestRuns([...trials.values()], RUNS);
    return new Map([...trials.keys()].map((candidate, i) => [candidate, best[i]!]));
  } finally {
    for (const trial of trials.values()) trial.dispose();
  }
}
