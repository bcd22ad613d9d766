/** @file ScheduledDropPath on a sum's input, and on its gradient. */
import { HASH } from '../../drop-path.ts';
import { STEP } from './head.ts';
import { read, write, type Kernel } from './kernel.ts';

/**
 * x[n] = x[n] / keep for the examples whose path is kept, else 0, in place; keep = 1 - share * the step's drop probability. The draws of
 * `pathFactors`. One thread a vec4f.
 */
export const dropPath: Kernel = {
  name: 'dropPath',
  fields: ['size', 'plane', 'pixels', 'path', 'share:f32'],
  buffers: [read('step', 'u32'), write('x', 'activation')],
  prelude: `
  fn finalise(value: u32) -> u32 {
    var hash = (value ^ (value >> 16u)) * ${HASH.first}u;
    hash = (hash ^ (hash >> 13u)) * ${HASH.second}u;
    return hash ^ (hash >> 16u);
  }`,
  body: `
  if (i >= p.size) { return; }
  let example = (i % p.plane) / p.pixels;
  let keep = 1.0 - p.share * bitcast<f32>(step[${STEP.dropPath}]);
  let hash = finalise(finalise(step[${STEP.dropSeed}] ^ (p.path * ${HASH.golden}u)) ^ (example * ${HASH.golden}u));
  x[i] = select(vec4f(0.0), x[i] / keep, f32(hash >> 8u) * ${2 ** -24} < keep);`,
};
