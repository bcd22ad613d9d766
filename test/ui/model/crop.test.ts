import { describe, expect, test } from 'vitest';
import { draggedCorner, middleCrop, movedCrop, resizedCrop, scaledPixels } from '../../../src/ui/model/crop.ts';
import { covered, coversOf, coverSide, meanFalls } from '../../../src/ui/model/occlusion.ts';
import { stream } from '../../../src/core/random/rng.ts';

const wide = { width: 600, height: 400 };

describe('the square of a picture', () => {
  test('begins as large as it can be, in the middle', () => {
    expect(middleCrop(wide)).toEqual({ x: 100, y: 0, side: 400 });
    expect(middleCrop({ width: 32, height: 32 })).toEqual({ x: 0, y: 0, side: 32 });
  });

  test('stays in the picture however it is moved, resized and dragged', () => {
    const rng = stream(1, 'crops');
    let crop = middleCrop(wide);
    for (let i = 0; i < 500; i++) {
      const [a, b] = [rng.integer(1200) - 400, rng.integer(1200) - 400];
      const corner = { right: rng.integer(2) === 1, bottom: rng.integer(2) === 1 };
      const turn = rng.integer(3);
      if (turn === 0) crop = movedCrop(crop, a, b, wide);
      else if (turn === 1) crop = resizedCrop(crop, a, wide);
      else crop = draggedCorner(crop, corner, { x: a, y: b }, wide);
      expect(Object.values(crop).every(Number.isInteger)).toBe(true);
      expect(Math.min(crop.x, crop.y)).toBeGreaterThanOrEqual(0);
      expect(crop.side).toBeGreaterThanOrEqual(1);
      expect(crop.x + crop.side).toBeLessThanOrEqual(wide.width);
      expect(crop.y + crop.side).toBeLessThanOrEqual(wide.height);
    }
  });

  test('keeps its opposite corner when one is dragged', () => {
    const crop = { x: 100, y: 100, side: 50 };
    expect(draggedCorner(crop, { right: true, bottom: true }, { x: 180, y: 120 }, wide)).toEqual({ ...crop, side: 80 });
    const upper = draggedCorner(crop, { right: false, bottom: false }, { x: 140, y: 130 }, wide);
    expect(upper).toEqual({ x: 130, y: 130, side: 20 });
  });
});

describe('its pixels', () => {
  const rgba = (side: number, of: (x: number, y: number) => number[]): number[] =>
    Array.from({ length: side * side }, (_, i) => of(i % side, Math.floor(i / side))).flat();

  test('are the picture’s own at its size, mirrored on request', () => {
    const picture = rgba(3, (x, y) => [10 * x, 20 * y, 7, 255]);
    const own = scaledPixels(picture, 3, 3);
    expect([...own]).toEqual(picture.filter((_, i) => i % 4 < 3));
    expect([...scaledPixels(picture, 3, 3, true).subarray(0, 9)]).toEqual([20, 0, 7, 10, 0, 7, 0, 0, 7]);
  });

  test('are means of what they cover, on white', () => {
    const picture = rgba(3, (x) => [x === 0 ? 0 : 90, 0, 0, x === 2 ? 0 : 255]);
    // each of two pixels covers one and a half: (0 + 90 / 2) / 1.5 and (90 / 2 + 255) / 1.5
    expect([...scaledPixels(picture, 3, 2)].filter((_, i) => i % 3 === 0)).toEqual([30, 200, 30, 200]);
    expect([...scaledPixels([9, 8, 7, 255], 1, 2)]).toEqual([9, 8, 7, 9, 8, 7, 9, 8, 7, 9, 8, 7]);
  });
});

describe('covered squares', () => {
  test('reach every pixel', () => {
    expect(coversOf(32)).toHaveLength(64);
    const all = meanFalls(32, coversOf(32).map(() => 0.5)); // prettier-ignore
    expect([...all]).toEqual(Array(1024).fill(0.5));
  });

  test('hide their pixels alone behind the mean colour', () => {
    const pixels = Uint8Array.from({ length: 32 * 32 * 3 }, (_, i) => (i % 3 === 0 ? 100 : i % 256));
    const hidden = covered(pixels, 32, { x: 3, y: 0 });
    const changed = [...hidden.keys()].filter((i) => hidden[i] !== pixels[i]).map((i) => Math.floor(i / 3));
    expect(new Set(changed.map((i) => i % 32))).toEqual(
      new Set(Array.from({ length: coverSide(32) }, (_, i) => 3 + i)),
    );
    expect(Math.max(...changed)).toBeLessThan(32 * coverSide(32));
  });

  test('leave the fall where it was', () => {
    const map = meanFalls(32, coversOf(32).map((_, i) => (i === 63 ? 1 : 0))); // prettier-ignore
    expect(map[1023]).toBe(1);
    expect(map[0]).toBe(0);
  });
});
