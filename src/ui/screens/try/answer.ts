/** @file Asks the network in the page's own thread, a few milliseconds at a time, so that the page stays alive. */
import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { InferenceGraph } from '../../../core/inference/graph.ts';
import { predictByLayer } from '../../../core/inference/forward.ts';

/** The page is let go after so many ms (ours: less than a frame of 60 a second). */
const SLICE_MS = 10;
/** Between two answers, ms: four a second, as everything on the page that moves. */
const INTERVAL_MS = 250;

/** What the network said of some pixels. */
export interface Answer {
  readonly pixels: Uint8Array;
  /** By class. */
  readonly probabilities: Float32Array;
  readonly durationMs: number;
}

/** @param isCurrent asked between slices. @returns undefined once it says no. */
export async function ask(
  graph: InferenceGraph,
  pixels: Uint8Array,
  isCurrent: () => boolean,
): Promise<Float32Array | undefined> {
  const steps = predictByLayer(graph, pixels);
  for (let since = performance.now(); ;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (performance.now() - since < SLICE_MS) continue;
    await pause(0);
    if (!isCurrent()) return undefined;
    since = performance.now();
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The newest answer, and a function that asks about other pixels: while an answer is computed, only the newest question waits. */
export function useAnswers(
  graph: InferenceGraph,
  onError: (error: unknown) => void,
): [ReadonlySignal<Answer | undefined>, (pixels: Uint8Array | undefined) => void] {
  const answer = useSignal<Answer | undefined>(undefined);
  const waiting = useRef<Uint8Array>(undefined);
  const isBusy = useRef(false);
  const isGone = useRef(false);
  useEffect(() => () => void (isGone.current = true), []);
  const work = async (): Promise<void> => {
    for (let pixels = waiting.current; pixels !== undefined; pixels = waiting.current) {
      waiting.current = undefined;
      const started = performance.now();
      const probabilities = await ask(graph, pixels, () => !isGone.current);
      if (probabilities === undefined) return;
      const durationMs = performance.now() - started;
      answer.value = { pixels, probabilities, durationMs };
      await pause(Math.max(0, INTERVAL_MS - durationMs));
    }
  };
  const request = (pixels: Uint8Array | undefined): void => {
    waiting.current = pixels;
    if (pixels === undefined) answer.value = undefined;
    if (isBusy.current) return;
    isBusy.current = true;
    void work()
      .catch(onError)
      .finally(() => (isBusy.current = false));
  };
  return [answer, request];
}
