/** Lanes of a row-streaming kernel, and which shapes have one at all. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsPerLane, lanesForColumns } from '../../../../../workers/network/webgpu/kernels/streaming.ts';
import * as convolution from '../../../../../workers/network/webgpu/plan/convolution.ts';
import {
  selectFilterGradient,
  selectForward,
  selectInputGradient,
} from '../../../../../workers/network/webgpu/plan/depthwise.ts';
import { tuningFor } from '../../../../../workers/network/webgpu/tuning/tuning.ts';

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
      const least = [1, 2, 4, 8].find((count) => count <= lanes && count * columnsPerLane({ lanes }) >= columns);
      expect(lanesForColumns(columns, lanes)).toBe(least);
    }),
  );
});

test('images wider than a subgroup, and graphics cards, run kernels by blocks instead', () => {
  const store = { isMasked: false, isAdded: false };
  for (const [tuning, size, isStreaming] of [
    [lavapipe, 32, true],
    [lavapipe, 33, false],
    [card, 32, false],
  ] as const) {
    for (const { kernel } of [
      selectForward(tuning, shape(size), false),
      selectInputGradient(tuning, shape(size), store),
      selectFilterGradient(tuning, shape(size), false),
    ]) {
      expect(kernel.name.includes('streaming')).toBe(isStreaming);
    }
  }
});

test('dense convolutions of several taps stream along lines at stride 1, on a software device', () => {
  const areStreaming = (tuning: typeof card, [kh, kw]: readonly [number, number], stride: number): boolean[] => {
    const out = 16 / stride;
    const size = { n: 4, h: 16, w: 16, oh: out, ow: out, ciq: 6, coq: 8, xPlane: 1024, yPlane: 4 * out ** 2 };
    const f = { ...size, kh, kw, sh: stride, sw: stride, py: kh >> 1, px: kw >> 1 };
    const selected = [
      convolution.selectForward(tuning, f, { isNormalised: false, hasStatistics: false }),
      convolution.selectInputGradient(tuning, f, { isMasked: false, isAdded: false }),
    ];
    return selected.map(({ kernel }) => kernel.name.includes('streaming'));
  };
  expect(areStreaming(lavapipe, [1, 7], 1)).toEqual([true, true]);
  expect(areStreaming(lavapipe, [3, 3], 1)).toEqual([true, true]);
  expect(areStreaming(lavapipe, [7, 1], 2)).toEqual([false, false]);
  expect(areStreaming(lavapipe, [1, 1], 1)).toEqual([false, false]);
  expect(areStreaming(card, [1, 7], 1)).toEqual([false, false]);
});

test('a filter gradient has a slice for every subgroup that streams', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 32 }), fc.integer({ min: 1, max: 130 }), (size, n) => {
      const { lanes, streams, slices } = selectFilterGradient(lavapipe, shape(size, n), false).fields as Record<
        string,
        number
      >;
      expect(lanes! * streams!).toBe(8 * slices!);
      expect(streams!).toBeLessThan(n + 8);
    }),
  );
});
