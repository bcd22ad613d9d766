/** @file Initial weights of a network, drawn from its own named stream. */
import { sizeOf, type ClassifierInit, type LayerTable } from './layers.ts';
import type { Rng } from '../random/rng.ts';

/** Standard deviation of `smallNormal`. */
const SMALL_DEVIATION = 0.01;

/**
 * One array per parameter, in the table's order; `Parameter.init` says from which distribution.
 * @param classifier replaces `smallNormal`: runs of the first releases have a He-uniform classifier.
 * @param whitening the filters of a whitening stem, [3, 3, 3, filters].
 */
export function initialWeights(
  table: LayerTable,
  rng: Rng,
  classifier: ClassifierInit = 'smallNormal',
  whitening?: Float32Array,
): Float32Array[] {
  return table.parameters.map(({ shape, fanIn, fanOut, ...parameter }) => {
    const init = parameter.init === 'smallNormal' ? classifier : parameter.init;
    const values = new Float32Array(sizeOf(shape));
    if (init === 'ones') return values.fill(1);
    if (init === 'zeros') return values;
    if (init === 'whitening') {
      if (whitening?.length !== values.length)
        throw new RangeError(`network: whitening needs ${values.length} values; got ${whitening?.length ?? 'none'}`);
      return whitening.slice();
    }
    if (init === 'smallNormal') return values.map(() => SMALL_DEVIATION * rng.normal());
    const limit = Math.sqrt(6 / (init === 'heUniform' ? fanIn : fanIn + fanOut));
    return values.map(() => (2 * rng.uniform() - 1) * limit);
  });
}
