/**
 * @file A landscape: a simulated true accuracy for every cell of the space. It comes from a model that was fitted to trained cells
 * (`fit.ts`, method in docs/simulation.md): what those cells tell is one of the model's draws from what they leave possible, the rest is a
 * random function with the fitted variances.
 *
 *     accuracy = top - exp(-z),  z = the level's mean + half shares + global features + sub-cells + the cell's own
 *
 * The link is the ceiling of a training: the better cells are, the less they differ.
 */
import * as v from 'valibot';
import { GLOBAL_FEATURES, HALF_KINDS } from '../../../src/core/network/cell-features.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { canonicalKey } from '../../../src/core/space/canonical.ts';
import type { Cell } from '../../../src/core/space/cell.ts';
import { halfShares, standardisedGlobals, subCellColumns } from './features.ts';

const variance = v.pipe(v.number(), v.minValue(0));
const weights = (length: number) => v.pipe(v.array(v.number()), v.length(length));

/** Weights of z: a draw from their distribution given the trained cells. */
const WeightsSchema = v.strictObject({
  /** Mean of each level, least blocks first; larger cells have the last. */
  levels: v.pipe(v.array(v.number()), v.minLength(1)),
  halves: weights(HALF_KINDS),
  globals: weights(GLOBAL_FEATURES),
});
export type LandscapeWeights = v.InferOutput<typeof WeightsSchema>;

/** A fitted model, as its file holds it. */
export const LandscapeModelSchema = v.strictObject({
  /** The history that it was fitted to, and its cells. */
  source: v.string(),
  cells: v.pipe(v.number(), v.safeInteger()),
  /** The accuracy that no cell reaches. */
  top: v.pipe(v.number(), v.minValue(0), v.maxValue(2)),
  scales: v.pipe(v.array(v.strictObject({ mean: v.number(), deviation: variance })), v.length(GLOBAL_FEATURES)),
  /** Of each term of z: of a weight, or of the value. `noise` is of a measurement and no part of a true accuracy. */
  variances: v.strictObject({
    halves: variance,
    globals: variance,
    subCells: variance,
    /** What nothing but the cell tells. */
    own: variance,
    noise: variance,
  }),
  draws: v.pipe(v.array(WeightsSchema), v.minLength(1)),
});
export type LandscapeModel = v.InferOutput<typeof LandscapeModelSchema>;

/** The least true accuracy: chance among ten classes. */
const CHANCE = 0.1;

/** True accuracy of a cell, from 0.1 to the model's `top`. */
export type Landscape = (cell: Cell) => number;

/**
 * Draws a landscape; deterministic in (model, seed), and a cell's accuracy depends on nothing that was asked before.
 * @param seed unsigned 32 bits.
 */
export function drawLandscape(model: LandscapeModel, seed: number): Landscape {
  const { scales, variances, top, draws } = model;
  const { levels, halves, globals } = draws[seed % draws.length]!;
  const subCell = subCellWeights(variances.subCells, seed);
  const accuracies = new Map<string, number>();
  const accuracyOf = (cell: Cell, key: string): number => {
    const features = standardisedGlobals(cell, scales);
    const z =
      levels[Math.min(cell.length, levels.length) - 1]! +
      dot(halfShares(cell), halves) +
      dot(features, globals) +
      subCell(cell) +
      Math.sqrt(variances.own) * stream(seed, 'landscape', 'own', key).normal();
    return Math.max(CHANCE, top - Math.exp(-z));
  };
  return (cell) => {
    const key = canonicalKey(cell);
    const accuracy = accuracies.get(key) ?? accuracyOf(cell, key);
    accuracies.set(key, accuracy);
    return accuracy;
  };
}

/** What a cell's sub-cells add: each has a random weight of its own, whatever cell it is in. */
export function subCellWeights(weightVariance: number, seed: number): (cell: Cell) => number {
  const drawn = new Map<number, number>();
  return (cell) => {
    let total = 0;
    for (const [fingerprint, value] of subCellColumns(cell)) {
      const weight = drawn.get(fingerprint) ?? stream(seed, 'landscape', 'sub-cell', fingerprint).normal();
      drawn.set(fingerprint, weight);
      total += value * weight;
    }
    return Math.sqrt(weightVariance) * total;
  };
}

/** Inner product of two vectors of one length. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}
