/**
 * @file A landscape: a simulated true accuracy for every cell of the space. One is drawn from a model that was fitted to trained cells
 * (`fit.ts`, method in docs/simulation.md): what those cells agree on is fixed, the rest is a random function with the fitted variances.
 *
 *     accuracy = top - exp(-z),  z = level's mean + half shares * w + global features * w + smooth + sub-cells + the cell's own
 *
 * The link is the ceiling of a training: the better cells are, the less they differ.
 */
import * as v from 'valibot';
import { GLOBAL_FEATURES, HALF_KINDS } from '../../../src/core/network/cell-features.ts';
import { stream, type Rng } from '../../../src/core/random/rng.ts';
import { canonicalKey } from '../../../src/core/space/canonical.ts';
import type { Cell } from '../../../src/core/space/cell.ts';
import { halfShares, standardisedGlobals, subCellColumns } from './features.ts';

const variance = v.pipe(v.number(), v.minValue(0));

/** A fitted model, as its file holds it. All weights, means and variances are of z. */
export const LandscapeModelSchema = v.strictObject({
  /** The history that it was fitted to, and its cells. */
  source: v.string(),
  cells: v.pipe(v.number(), v.safeInteger()),
  /** The accuracy that no cell reaches. */
  top: v.pipe(v.number(), v.minValue(0), v.maxValue(2)),
  /** Mean of each level, least blocks first; larger cells have the last. */
  levels: v.pipe(v.array(v.number()), v.minLength(1)),
  /** A weight for each kind of half; null where no trained cell has it: it is drawn. */
  halves: v.pipe(v.array(v.nullable(v.number())), v.length(HALF_KINDS)),
  globals: v.pipe(
    v.array(v.strictObject({ mean: v.number(), deviation: variance, weight: v.number() })),
    v.length(GLOBAL_FEATURES),
  ),
  variances: v.strictObject({
    /** Of the weight of a kind of half. */
    halves: variance,
    /** Of the weight of a global feature. */
    globals: variance,
    /** Of a smooth function of the global features. */
    smooth: variance,
    /** Of the weight of a sub-cell. */
    subCells: variance,
    /** Of what nothing but the cell tells. */
    own: variance,
    /** Of a measurement. */
    noise: variance,
  }),
});
export type LandscapeModel = v.InferOutput<typeof LandscapeModelSchema>;

/** The least true accuracy: chance among ten classes. */
const CHANCE = 0.1;

/** Cosines that make up the smooth function (Rahimi & Recht 2007); ours. */
const COSINES = 128;

/** Length scale of the smooth function, in deviations a feature: its kernel is exp(-|x - y|^2 / (2 GLOBAL_FEATURES)). */
export const LENGTH_SCALE = Math.sqrt(GLOBAL_FEATURES);

/** True accuracy of a cell, in [0.1, 1). */
export type Landscape = (cell: Cell) => number;

/** Accuracy from z. */
export function accuracyAt(z: number, top: number): number {
  return Math.max(CHANCE, top - Math.exp(-z));
}

/**
 * Draws a landscape; deterministic in (model, seed), and a cell's accuracy depends on nothing that was asked before.
 * @param seed unsigned 32 bits.
 */
export function drawLandscape(model: LandscapeModel, seed: number): Landscape {
  const { levels, globals, variances, top } = model;
  const halves = drawHalves(model, stream(seed, 'landscape', 'halves'));
  const smooth = drawSmooth(stream(seed, 'landscape', 'smooth'));
  const subCells = new Map<number, number>();
  const subCell = (fingerprint: number): number => {
    const known = subCells.get(fingerprint);
    if (known !== undefined) return known;
    const weight = stream(seed, 'landscape', 'sub-cell', fingerprint).normal();
    subCells.set(fingerprint, weight);
    return weight;
  };
  const known = new Map<string, number>();
  return (cell) => {
    const key = canonicalKey(cell);
    const before = known.get(key);
    if (before !== undefined) return before;
    const features = standardisedGlobals(cell, globals);
    let z = levels[Math.min(cell.length, levels.length) - 1]!;
    halfShares(cell).forEach((share, kind) => (z += share * halves[kind]!));
    features.forEach((value, i) => (z += value * globals[i]!.weight));
    z += Math.sqrt(variances.smooth) * smooth(features);
    for (const [print, value] of subCellColumns(cell)) z += Math.sqrt(variances.subCells) * value * subCell(print);
    z += Math.sqrt(variances.own) * stream(seed, 'landscape', 'own', key).normal();
    const accuracy = accuracyAt(z, top);
    known.set(key, accuracy);
    return accuracy;
  };
}

/** Weights of the kinds of halves: the fitted ones, and draws for the others. */
function drawHalves({ halves, variances }: LandscapeModel, rng: Rng): number[] {
  return halves.map((weight) => {
    const drawn = Math.sqrt(variances.halves) * rng.normal(); // also where it is not used: a draw for each kind
    return weight ?? drawn;
  });
}

/** A random function of standardised features with mean 0, variance 1 and a Gaussian kernel. */
function drawSmooth(rng: Rng): (features: Float64Array) => number {
  const waves = Array.from({ length: COSINES }, () => ({
    frequency: Float64Array.from({ length: GLOBAL_FEATURES }, () => rng.normal() / LENGTH_SCALE),
    phase: 2 * Math.PI * rng.uniform(),
  }));
  return (features) => {
    let total = 0;
    for (const { frequency, phase } of waves) {
      total += Math.cos(features.reduce((sum, value, i) => sum + value * frequency[i]!, phase));
    }
    return total * Math.sqrt(2 / COSINES);
  };
}
