/** Fronts and hypervolumes, against their definitions. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byHypervolume, Front, frontOf, type Point } from '../../../src/core/search/hypervolume.ts';

const CORNER: Point = { accuracy: 0.1, cost: 1024 };
/** Few values, so that many are equal, some at the corner or beyond it. */
const point = fc.record({
  accuracy: fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
  cost: fc.integer({ min: 0, max: 11 }).map((octave) => 2 ** octave),
});
const points = fc.array(point, { maxLength: 12 });

/** The area by its definition: for each octave the best accuracy that is had for as much. */
function area(some: readonly Point[]): number {
  let total = 0;
  for (let octave = 0; octave < 10; octave++) {
    const had = some.filter(({ cost }) => cost <= 2 ** octave).map(({ accuracy }) => accuracy);
    total += Math.max(CORNER.accuracy, ...had) - CORNER.accuracy;
  }
  return total;
}

const isBeaten = (by: Point, { accuracy, cost }: Point): boolean =>
  by.accuracy >= accuracy && by.cost <= cost && (by.accuracy > accuracy || by.cost < cost);

test('the front has those that none beats, the cheapest first, and of equal ones the first', () => {
  fc.assert(
    fc.property(points, (some) => {
      const unbeaten = some.filter((one, i) => {
        const isTwin = (other: Point): boolean => other.accuracy === one.accuracy && other.cost === one.cost;
        return !some.some((other) => isBeaten(other, one)) && some.findIndex(isTwin) === i;
      });
      expect(frontOf(some)).toEqual(unbeaten.toSorted((a, b) => a.cost - b.cost));
    }),
  );
});

test('the hypervolume is the area, and what a point adds is the difference', () => {
  fc.assert(
    fc.property(points, point, (some, next) => {
      const front = new Front(CORNER, some);
      expect(front.hypervolume).toBeCloseTo(area(some), 9);
      const gain = front.gain(next);
      front.add(next);
      expect(gain).toBeCloseTo(area([...some, next]) - area(some), 9);
      expect(front.hypervolume).toBeCloseTo(area([...some, next]), 9);
    }),
  );
});

test('a unit of cost changes no hypervolume and no order', () => {
  fc.assert(
    fc.property(points, fc.constantFrom(0.125, 4), (some, unit) => {
      const scaled = some.map(({ accuracy, cost }) => ({ accuracy, cost: unit * cost }));
      const corner = { ...CORNER, cost: unit * CORNER.cost };
      expect(new Front(corner, scaled).hypervolume).toBeCloseTo(new Front(CORNER, some).hypervolume, 9);
      const places = (list: readonly Point[], order: Iterable<Point>): number[] => [...order].map((one) => list.indexOf(one)); // prettier-ignore
      expect(places(scaled, byHypervolume(scaled, corner))).toEqual(places(some, byHypervolume(some, CORNER)));
    }),
  );
});

test('the order takes what adds most to those before it; then the others as if they were all, and last those beyond the corner', () => {
  const cells = {
    beyond: { accuracy: 0.9, cost: 4096 },
    good: { accuracy: 0.8, cost: 64 },
    beaten: { accuracy: 0.7, cost: 128 },
    cheap: { accuracy: 0.3, cost: 2 },
    best: { accuracy: 0.9, cost: 512 },
    chance: { accuracy: 0.1, cost: 1 },
  };
  const names = (order: Iterable<Point>): string[] =>
    [...order].map((one) => Object.keys(cells).find((name) => cells[name as keyof typeof cells] === one)!);
  // adds 0.7 x 4 = 2.8; then 0.2 x 5 = 1; then 0.1 x 1; then, as a front of its own, 0.6 x 3
  expect(names(byHypervolume(Object.values(cells), CORNER))).toEqual([
    'good',
    'cheap',
    'best',
    'beaten',
    'beyond',
    'chance',
  ]);
  const known = [{ accuracy: 0.85, cost: 64 }];
  expect(names(byHypervolume(Object.values(cells), CORNER, known)).slice(0, 3)).toEqual(['cheap', 'best', 'good']);
});
