/** @file What the bench of a device says, in sentences. */
import type { BenchSummary } from '../../contract/device-bench.ts';
import { bench as words } from '../messages/bench.ts';
import { names } from '../messages/names.ts';
import { figure, ratioOf, type StepSplit } from '../model/bench.ts';

/** What limits a step, and what more of it would save. */
export function limitSentence({ movingMs, arithmeticMs, restMs }: StepSplit): string {
  const { byDispatches, byMemory, byArithmetic } = words.value.split;
  const [moving, arithmetic] = [figure(movingMs / 2), figure(arithmeticMs / 2)];
  if (restMs > movingMs && restMs > arithmeticMs) return byDispatches;
  return movingMs >= arithmeticMs ? byMemory(moving, arithmetic) : byArithmetic(arithmetic, moving);
}

/** What stands above the figures. @param price what a search of the page's first preset would take, in words. */
export function benchSentence(summary: BenchSummary, price: string | undefined): string {
  const { children, stepTakes, trains, searchTakes } = words.value;
  const [paper, titu1994] = [ratioOf(summary, 'paper'), ratioOf(summary, 'titu1994')];
  const [child, ratio] = paper === undefined ? (['titu1994', titu1994] as const) : (['paper', paper] as const);
  const speed = ratio === undefined ? stepTakes(figure(summary.paperMs)) : trains(children[child], figure(ratio));
  return price === undefined ? speed : `${speed} ${searchTakes(names.value.presets.demo, price)}`;
}
