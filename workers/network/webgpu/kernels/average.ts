/** @file The exponential moving average of values that a step has changed. */
import { STEP } from './head.ts';
import { read, write, type Kernel } from './kernel.ts';

/** average = decay average + (1 - decay) value, with the step's decay. One thread a vec4f. */
export const average: Kernel = {
  name: 'average',
  fields: ['size'],
  buffers: [read('step', 'f32'), read('value'), write('average')],
  body: `
  if (i >= p.size) { return; }
  let decay = step[${STEP.averaging}];
  average[i] = decay * average[i] + (1.0 - decay) * value[i];`,
};
