/**
 * @file Both gradients of a depthwise convolution in one dispatch, for graphics cards: of each channel group, the first workgroups are those of the input's
 * gradient (`depthwise.ts`), the others those of the filter's (`depthwise-filter.ts`). Both read the same two planes, which are then in a cache, and together
 * they fill a card that each leaves half empty. The bits are those of two dispatches.
 */
import type { Kernel } from './kernel.ts';

const made = new Map<string, Kernel>();

/**
 * Workgroups [`inputGroups` of the input's gradient and then `slices` times `perChannel` of the filter's, c/4].
 * @param ofInput has workgroups [blocks, c/4].
 * @param ofFilter has workgroups [slices, c/4 times `perChannel`].
 */
export function depthwiseBackward(ofInput: Kernel, ofFilter: Kernel, perChannel: number): Kernel {
  const name = `depthwiseBackward of ${ofInput.name} and ${ofFilter.name}`;
  const known = made.get(name);
  if (known !== undefined) return known;
  const isNew = ({ name: buffer }: { name: string }): boolean =>
    ofInput.buffers.every((other) => other.name !== buffer);
  const kernel: Kernel = {
    name,
    fields: [...new Set([...ofInput.fields, ...ofFilter.fields, 'inputGroups'])],
    buffers: [...ofInput.buffers, ...ofFilter.buffers.filter(isNew)],
    subgroups: ofInput.subgroups === true,
    prelude: `${ofInput.prelude ?? ''} ${ofFilter.prelude ?? ''}`,
    body: `
  if (group.x < p.inputGroups) {
    ${ofInput.body}
  } else {
    let own = group.x - p.inputGroups;
    let group = vec3u(own % p.slices, group.y * ${perChannel}u + own / p.slices, 0u);
    ${ofFilter.body}
  }`,
  };
  made.set(name, kernel);
  return kernel;
}
