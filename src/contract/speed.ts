/** @file A device's speed from steps that were timed. Pure. */
import type { Speed } from './api.ts';

/** A step that was timed: its multiply-adds, each pass counted, and what it took. */
export interface TimedStep {
  readonly work: number;
  readonly ms: number;
}

/** The line through the last two steps; where the larger took no longer, that one was all arithmetic. */
export function speedOfSteps(steps: readonly TimedStep[]): Speed {
  const [small, large] = steps.slice(-2) as [TimedStep, TimedStep];
  const whole = { stepMs: 0, perSecond: (1000 * large.work) / large.ms };
  const perSecond = (1000 * (large.work - small.work)) / (large.ms - small.ms);
  return large.ms > small.ms && perSecond > whole.perSecond
    ? { stepMs: large.ms - (1000 * large.work) / perSecond, perSecond }
    : whole;
}
