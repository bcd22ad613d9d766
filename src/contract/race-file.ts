/**
 * @file The tour's race: PNAS and its controls with one budget, over several seeds, each run in a few numbers. It stands in `public/tour.json` beside
 * the recorded search (docs/data.md), where `src/build/make-race.ts` puts it.
 */
import * as v from 'valibot';
import { SearchConfigSchema, STRATEGIES, parseWith } from './config.ts';
import { amount, DataIdentitySchema, share } from './records.ts';

const cost = v.pipe(v.number(), v.finite(), v.minValue(0));

const RacerSchema = v.object({
  strategy: v.picklist(STRATEGIES),
  seed: amount,
  /** Cells trained in the search. */
  cells: amount,
  /** After each trained cell: multiply-adds spent on training so far, and the estimated accuracy of the best cell so far. */
  points: v.pipe(v.array(v.tuple([cost, share])), v.minLength(1)),
  /** Multiply-adds spent when each level was trained, of a strategy that has levels. */
  levelEnds: v.array(cost),
  /** The best cell's accuracies when it was trained again, on images that took no part; empty where the run confirmed none. */
  confirmed: v.array(share),
});
export type Racer = v.InferOutput<typeof RacerSchema>;

const RaceFileSchema = v.object({
  format: v.literal('pnas-race'),
  version: v.literal(1),
  /** Of the first PNAS run; the others differ in strategy and seed alone. */
  config: SearchConfigSchema,
  data: DataIdentitySchema,
  /** On images that took no part in the searches. */
  confirmationImages: amount,
  runs: v.pipe(v.array(RacerSchema), v.minLength(1)),
});
export type RaceFile = v.InferOutput<typeof RaceFileSchema>;

/**
 * Reads the race that stands beside the recorded search.
 * @param text of the file, whose run can be read.
 * @returns undefined where the file has none.
 * @throws {RangeError} `race: ..` for one that this release does not read.
 */
export function parseRaceOf(text: string): RaceFile | undefined {
  const { race } = JSON.parse(text) as { readonly race?: unknown };
  return race === undefined ? undefined : parseWith(RaceFileSchema, race, 'race');
}
