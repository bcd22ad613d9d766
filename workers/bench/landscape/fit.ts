/**
 * @file Fits a landscape's model to trained cells: a Gaussian process of z whose kernel is a sum of terms, the variance of each chosen by
 * maximum likelihood, with a free mean for each level; then draws its weights given the cells.
 */
import { stream } from '../../../src/core/random/rng.ts';
import { canonicalKey } from '../../../src/core/space/canonical.ts';
import type { Cell } from '../../../src/core/space/cell.ts';
import type { Measured } from '../../surrogate/base/surrogate.ts';
import { featureScales } from './features.ts';
import { dot, subCellWeights, type LandscapeModel, type LandscapeWeights } from './landscape.ts';
import { designOf, likeliestVariances, Process, type Design, type Variances } from './likelihood.ts';

/** How far above the best measured accuracy the ceiling may lie, in units of the accuracies' range; the likeliest is taken (ours). */
const HEADROOMS = [0.05, 0.1, 0.2, 0.4, 0.8];
/** Cells that variances are chosen on, about, at most: a likelihood takes their number cubed (ours). */
const CHOOSING_CELLS = 400;
/** Draws of the weights in a model's file (ours). */
const DRAWS = 8;

/**
 * @param source what the history is called.
 * @param measured cells of levels 1, 2, ..; none may be missing below the largest.
 * @param headroom the ceiling to take, as one of {@link HEADROOMS}; the likeliest of them unless given.
 * @throws {RangeError} where a level is missing, or all accuracies are equal.
 */
export function fitLandscape(source: string, measured: readonly Measured[], headroom?: number): LandscapeModel {
  requireLevels(source, measured);
  const accuracies = measured.map(({ accuracy }) => accuracy);
  if (new Set(accuracies).size < 2) throw new RangeError(`${source}: accuracies must differ; all are ${accuracies[0]}`);
  const cells = measured.map(({ cell }) => cell);
  const scales = featureScales(cells);
  const { top, variances } = chooseVariances(measured, scales, headroom === undefined ? HEADROOMS : [headroom]);
  const design = designOf(cells, scales);
  const process = new Process(design, variances);
  const z = Float64Array.from(accuracies, (accuracy) => toZ(accuracy, top));
  return {
    source,
    cells: cells.length,
    top,
    scales: scales.map(({ mean, deviation }) => ({ mean: round(mean), deviation: round(deviation) })),
    variances,
    draws: Array.from({ length: DRAWS }, (_, draw) => drawWeights({ cells, design, process, variances, z }, draw)),
  };
}

function toZ(accuracy: number, top: number): number {
  return -Math.log(top - accuracy);
}

function requireLevels(source: string, measured: readonly Measured[]): void {
  const sizes = new Set(measured.map(({ cell }) => cell.length));
  const wanted = Array.from({ length: Math.max(1, ...sizes) }, (_, i) => i + 1);
  const missing = wanted.find((blocks) => !sizes.has(blocks));
  if (missing !== undefined)
    throw new RangeError(`${source}: must have trained cells of every level; there are none of ${missing} blocks`);
}

/** The likeliest ceiling and variances. */
function chooseVariances(
  measured: readonly Measured[],
  scales: LandscapeModel['scales'],
  headrooms: readonly number[],
): Pick<LandscapeModel, 'top' | 'variances'> {
  const accuracies = measured.map(({ accuracy }) => accuracy);
  const [low, high] = [Math.min(...accuracies), Math.max(...accuracies)];
  const some = someOfEachLevel(measured);
  const cells = some.map(({ cell }) => cell);
  const isRepeated = new Set(cells.map(canonicalKey)).size < cells.length;
  const design = designOf(cells, scales);
  const fits = headrooms.map((headroom) => {
    const top = round(high + headroom * (high - low));
    const z = Float64Array.from(some, ({ accuracy }) => toZ(accuracy, top));
    const { variances, logLikelihood } = likeliestVariances(design, z, isRepeated);
    const jacobian = z.reduce((sum, value) => sum + value, 0); // d z / d accuracy is exp(z)
    return { top, variances, logLikelihood: logLikelihood + jacobian };
  });
  const { top, variances } = fits.reduce((a, b) => (b.logLikelihood > a.logLikelihood ? b : a));
  const rounded = Object.entries(variances).map(([term, value]) => [term, round(value)]);
  return { top, variances: Object.fromEntries(rounded) as Variances };
}

/** About {@link CHOOSING_CELLS}: the same share of each level, at random. */
function someOfEachLevel(measured: readonly Measured[]): Measured[] {
  const share = Math.min(1, CHOOSING_CELLS / measured.length);
  const largest = Math.max(...measured.map(({ cell }) => cell.length));
  return Array.from({ length: largest }, (_, i) => {
    const level = measured.filter(({ cell }) => cell.length === i + 1);
    return stream(0, 'landscape', 'fit', i)
      .shuffle(level)
      .slice(0, Math.ceil(share * level.length));
  }).flat();
}

interface Fitted {
  readonly cells: readonly Cell[];
  readonly design: Design;
  readonly process: Process;
  readonly variances: Variances;
  readonly z: Float64Array;
}

/**
 * Weights given the measurements, by Matheron's rule: a draw from the prior, and what the process learns from the difference between the
 * measurements and measurements of that draw.
 */
function drawWeights({ cells, design, process, variances, z }: Fitted, draw: number): LandscapeWeights {
  const rng = stream(draw, 'landscape', 'weights');
  const drawOf = (term: keyof Design['rows']): Float64Array =>
    new Float64Array(design.rows[term][0]!.length).map(() => Math.sqrt(variances[term]) * rng.normal());
  const prior = { halves: drawOf('halves'), globals: drawOf('globals') };
  const subCell = subCellWeights(variances.subCells, draw);
  const own = (cell: Cell): number =>
    Math.sqrt(variances.own) * stream(draw, 'landscape', 'own', canonicalKey(cell)).normal();
  const { means, alpha } = process.solve(
    z.map((value, i) => {
      const drawn = (Object.keys(prior) as (keyof Design['rows'])[]).reduce(
        (sum, term) => sum + dot(design.rows[term][i]!, prior[term]),
        subCell(cells[i]!) + own(cells[i]!) + Math.sqrt(variances.noise) * rng.normal(),
      );
      return value - drawn;
    }),
  );
  const given = (term: keyof Design['rows']): number[] =>
    Array.from(prior[term], (weight, column) =>
      round(weight + variances[term] * design.rows[term].reduce((sum, row, i) => sum + row[column]! * alpha[i]!, 0)),
    );
  return { levels: means.map(round), halves: given('halves'), globals: given('globals') };
}

/** Five significant digits: enough for a file. */
function round(value: number): number {
  return Number(value.toPrecision(5));
}
