import { describe, expect, test } from 'vitest';
import { calibrationError, judge } from '../../../src/core/final/test-result.ts';
import { layersReaching } from '../../../src/core/network/reaching.ts';
import { layerTable } from '../../../src/core/network/macro.ts';
import { parameterCount } from '../../../src/core/network/layers.ts';
import { cosineDecay, triangular } from '../../../src/core/network/schedule.ts';
import { eigenpairs } from '../../../src/core/network/eigen.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { parseCell } from '../../../src/core/space/cell.ts';
import { PNASNET_5 } from '../../../src/core/space/pnasnet5.ts';

describe('what is kept of answers', () => {
  // three classes; logits whose softmax is (p, (1 - p) / 2, (1 - p) / 2) for the answer
  const row = (answer: number, p: number) => [0, 1, 2].map((k) => Math.log(k === answer ? p : (1 - p) / 2));
  const answers: readonly [label: number, answer: number, p: number][] = [
    [0, 0, 0.9],
    [1, 0, 0.7],
    [2, 1, 0.95],
    [2, 2, 0.5],
  ];
  const judged = judge(
    Float32Array.from(answers.flatMap(([, answer, p]) => row(answer, p))),
    Uint8Array.from(answers.map(([label]) => label)),
  );

  test('the matrix has labels in rows, and the surest mistake comes first', () => {
    expect(judged.correct).toBe(2);
    expect(judged.confusion).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [0, 1, 1],
    ]);
    expect(judged.mistakes.map(({ image, label, answer }) => [image, label, answer])).toEqual([
      [2, 2, 1],
      [1, 1, 0],
    ]);
    expect(judged.mistakes[0]!.confidence).toBeCloseTo(0.95);
  });

  test('the loss and the calibration error are those of the definitions', () => {
    const own = [0.9, 0.15, 0.025, 0.5];
    expect(judged.loss).toBeCloseTo(-own.reduce((sum, p) => sum + Math.log(p), 0) / 4, 5);
    // bins of 1/15: 0.9 is in the 14th, 0.95 in the 15th, 0.7 in the 11th, 0.5 in the 8th
    expect(judged.calibration.flatMap(({ images }, i) => (images > 0 ? [i] : []))).toEqual([7, 10, 13, 14]);
    expect(calibrationError(judged.calibration)).toBeCloseTo((0.1 + 0.7 + 0.95 + 0.5) / 4, 5);
  });
});

describe('schedules', () => {
  test('a triangle rises to its peak at 23 % of the steps and falls to 7 % of it', () => {
    const rates = Array.from({ length: 1000 }, (_, step) => triangular(2, step, 1000));
    expect(rates[0]).toBeCloseTo(0.4);
    expect(rates.indexOf(Math.max(...rates))).toBe(230);
    expect(rates[230]).toBeCloseTo(2);
    expect(rates[115]).toBeCloseTo(1.2);
    expect(rates[999]).toBeCloseTo(0.14, 2);
    expect(rates[999]! - rates[998]!).toBeCloseTo(rates[300]! - rates[299]!); // straight
  });

  test('a cosine does not rise', () => {
    expect(cosineDecay(2, 0, 0, 1000)).toBe(2);
    expect(cosineDecay(2, 0, 500, 1000)).toBeCloseTo(1);
  });
});

describe('the network of a final training', () => {
  const cell = parseCell(PNASNET_5);
  const size = { macro: 'pnas', repeats: 3, filters: 8, lookback: 2, cellOutput: 'all' } as const;
  const plain = layerTable(cell, size);

  test('the auxiliary classifier reads the cell at two thirds, and is no part of the logits', () => {
    const table = layerTable(cell, { ...size, hasAuxiliary: true });
    const logits = table.layers[table.auxiliary!]!;
    expect(logits).toMatchObject({ kind: 'dense', name: 'auxiliary/logits' });
    expect(table.layers.at(-1)!.name).toBe('head/logits');
    const behind = layersReaching(table.layers, [logits.id]);
    const cells = table.cells.filter(({ to }) => behind[to - 1]!).map(({ index }) => index);
    expect(Math.max(...cells)).toBe(5); // of 0 to 8
    const reaching = layersReaching(table.layers, [table.layers.length - 1]);
    expect(reaching.filter((reaches) => !reaches)).toHaveLength(10); // the classifier's own layers
    const own = table.parameters.filter(({ name }) => name.startsWith('auxiliary/'));
    expect(table.parameters.length - own.length).toBe(plain.parameters.length);
  });

  test('a chain that skips cells has it at the last that is read', () => {
    const skipping = layerTable(parseCell('-2,3x3 conv,-2,identity'), { ...size, hasAuxiliary: true });
    const isBuilt = Array.from({ length: 9 }, (_, i) =>
      skipping.layers.some(({ name }) => name.startsWith(`cell${i}/`)),
    );
    expect(isBuilt).toContain(false); // else this says nothing
    const reaching = layersReaching(skipping.layers, [skipping.layers.length - 1]);
    expect(skipping.layers.filter(({ id, name }) => !reaching[id] && !name.startsWith('auxiliary/'))).toEqual([]);
  });

  test('paths are dropped the more the later the cell, identities never, and nothing else reads what is dropped', () => {
    const { layers } = layerTable(cell, { ...size, dropsPaths: true });
    const sums = layers.filter((layer) => layer.kind === 'add');
    expect(sums).toHaveLength(45);
    for (const { name, drops, inputs } of sums) {
      const index = Number(/^cell(\d+)/.exec(name)![1]);
      expect(drops!.share).toBeCloseTo((index + 1) / 9);
      expect(drops!.isDropped).toEqual(name.includes('block4') ? [true, false] : [true, true]); // the cell's only identity
      for (const [side, input] of inputs.entries()) {
        if (!drops!.isDropped[side]!) continue;
        expect(layers.filter((layer) => layer.inputs.includes(input))).toHaveLength(1);
      }
    }
    expect(plain.layers.some((layer) => layer.kind === 'add' && layer.drops !== undefined)).toBe(false);
  });

  test('a whitening stem has 54 frozen filters, and as many outputs as another', () => {
    const { parameters, layers } = layerTable(cell, { ...size, stem: 'whitening' });
    const frozen = parameters.filter(({ isFrozen }) => isFrozen);
    expect(frozen).toMatchObject([{ name: 'stem/whitening/filter', shape: [3, 3, 3, 54], decay: false }]);
    expect(layers.find(({ name }) => name === 'stem/bn')!.shape).toEqual([32, 32, 24]);
  });

  test('weight decay is on filters and dense weights alone', () => {
    const table = layerTable(cell, { ...size, hasAuxiliary: true });
    const decayed = table.parameters.filter(({ decay }) => decay).map(({ name }) => name);
    expect(decayed.every((name) => /\/(filter|weights)$/.test(name))).toBe(true);
    expect(table.parameters.filter(({ name }) => /\/(filter|weights)$/.test(name))).toHaveLength(decayed.length);
    expect(parameterCount(table)).toBeGreaterThan(parameterCount(plain));
  });
});

test('eigenpairs give the matrix back, and are at right angles', () => {
  const rng = stream(3, 'matrix');
  const n = 12;
  const half = Array.from({ length: n }, () => Array.from({ length: n }, () => rng.normal()));
  const matrix = half.map((a) => half.map((b) => a.reduce((sum, x, k) => sum + x * b[k]!, 0)));
  const pairs = eigenpairs(matrix);
  for (const [i, { value, vector }] of pairs.entries()) {
    if (i > 0) expect(value).toBeLessThanOrEqual(pairs[i - 1]!.value);
    for (const row of matrix.keys()) {
      const product = matrix[row]!.reduce((sum, x, k) => sum + x * vector[k]!, 0);
      expect(product).toBeCloseTo(value * vector[row]!, 8);
    }
    for (const [j, other] of pairs.entries()) {
      const dot = vector.reduce((sum, x, k) => sum + x * other.vector[k]!, 0);
      expect(dot).toBeCloseTo(i === j ? 1 : 0, 10);
    }
  }
});
