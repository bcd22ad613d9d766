/**
 * @file What an earlier search says of a cell: a kernel ridge regression fitted to the cells of `pnas-42` in `test/bench/studies/small`, which the tour shows, by
 * `src/build/make-prior.ts`. A hint for searches that have measured little. Of operators that were not in that search it knows the size alone. It belongs to
 * version 3 of the streams: another prior would be another version, as runs go on with the picks that they were begun with.
 */
import * as v from 'valibot';
import { parseWith } from '../../../src/contract/config.ts';
import { HALF_KINDS, halfKind } from '../../../src/core/network/cell-features.ts';
import { OPERATORS } from '../../../src/core/space/operators.ts';
import { KernelRidge, SavedRidgeSchema } from './kernel-ridge.ts';
import saved from './prior.json';

/** As the regression is saved, but for weights of halves: by input (0: any block) and operator, so that they outlive changes of both lists. */
const PriorSchema = v.object({
  ...SavedRidgeSchema.entries,
  halves: v.array(v.tuple([v.number(), v.picklist(OPERATORS), v.number()])),
});
export type Prior = v.InferOutput<typeof PriorSchema>;

let prior: KernelRidge | undefined;

/** The regression, restored once. */
export function priorRidge(): KernelRidge {
  if (prior !== undefined) return prior;
  const { halves, ...others } = parseWith(PriorSchema, saved, 'prior.json');
  const weights = Array<number>(HALF_KINDS).fill(0);
  for (const [input, operator, weight] of halves) weights[halfKind({ input, operator })] = weight;
  prior = new KernelRidge();
  prior.restore({ ...others, halves: weights });
  return prior;
}
