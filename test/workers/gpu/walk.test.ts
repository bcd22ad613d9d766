/** Where walks fit: threads side by side over a row, and which shapes are walked at all. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf, lanesOver } from '../../../workers/gpu/kernels/walk.ts';
import { filterGradientCut, forwardCut, inputGradientCut } from '../../../workers/gpu/plan/depthwise.ts';
import { tuningFor } from '../../../workers/gpu/plan/tuning.ts';

const lavapipe = tuningFor({ isSoftware: true, isSwiftShader: false, subgroup: 8 });
const card = tuningFor({ isSoftware: false, isSwiftShader: false, subgroup: 32 });

/** A 3x3 depthwise convolution at stride 1 on images of `size` pixels. */
const shape = (size: number, n = 4) => {
  const kind = { kernel: 3, stride: 1, dilation: 1, py: 1, px: 1 };
  return { ...kind, n, h: size, w: size, oh: size, ow: size, cq: 6 };
};

test('a row has as many lanes as it needs, a power of two, and never more than a subgroup', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.constantFrom(4 as const, 8 as const), (columns, lanes) => {
      const least = [1, 2, 4, 8].find((count) => count <= lanes && count * columnsOf({ lanes }) >= columns);
      expect(lanesOver(columns, lanes)).toBe(least);
    }),
  );
});

test('images wider than a subgroup, and graphics cards, have blocks instead', () => {
  const store = { isMasked: false, isAdded: false };
  for (const [tuning, size, isWalk] of [
    [lavapipe, 32, true],
    [lavapipe, 33, false],
    [card, 32, false],
  ] as const) {
    for (const { kernel } of [
      forwardCut(tuning, shape(size)),
      inputGradientCut(tuning, shape(size), store),
      filterGradientCut(tuning, shape(size)),
    ]) {
      expect(kernel.name.includes('walk')).toBe(isWalk);
    }
  }
});

test('a filter gradient has a slice for every subgroup that walks', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 32 }), fc.integer({ min: 1, max: 130 }), (size, n) => {
      const { lanes, walkers, slices } = filterGradientCut(lavapipe, shape(size, n)).fields as Record<string, number>;
      expect(lanes! * walkers!).toBe(8 * slices!);
      expect(walkers!).toBeLessThan(n + 8);
    }),
  );
});
