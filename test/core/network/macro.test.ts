import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCell, unusedBlocks } from '../../../src/core/space/cell.ts';
import { multiplyAdds, parameterCount, type LayerTable } from '../../../src/core/network/layers.ts';
import { layerTable, type NetworkConfig } from '../../../src/core/network/macro.ts';
import { PNASNET_5 } from '../../../src/core/space/pnasnet5.ts';
import { initialWeights } from '../../../src/core/network/initial-weights.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { cellArbitrary } from '../../support/cells.ts';

const PNASNET5 = parseCell(PNASNET_5);
const paper: NetworkConfig = { macro: 'pnas', repeats: 2, filters: 24, lookback: 2, cellOutput: 'all' };

/** Every layer reads earlier ones, every parameter is used once, and everything reaches the last layer. */
function checkTable(table: LayerTable): void {
  const read = new Set<number>();
  for (const [id, layer] of table.layers.entries()) {
    expect(layer.id).toBe(id);
    for (const input of layer.inputs) {
      expect(input).toBeLessThan(id);
      read.add(input);
    }
    if (layer.kind === 'add')
      expect(table.layers[layer.inputs[0]!]!.shape).toEqual(table.layers[layer.inputs[1]!]!.shape);
  }
  expect(read.size).toBe(table.layers.length - 1);
  expect(new Set(table.layers.map(({ name }) => name)).size).toBe(table.layers.length);
  expect(new Set(table.parameters.map(({ name }) => name)).size).toBe(table.parameters.length);
}

describe('the pnas recipe', () => {
  test('has the published sizes of PNASNet-5', () => {
    const final = { ...paper, repeats: 3, filters: 48 };
    expect(parameterCount(layerTable(PNASNET5, final))).toBe(3_189_082);
    expect(parameterCount(layerTable(PNASNET5, paper))).toBe(559_090);
    expect(parameterCount(layerTable(PNASNET5, { ...final, cellOutput: 'unused' })) / 1e6).toBeCloseTo(2.97, 2);
  });

  test('halves at a third and two thirds and doubles the filters there', () => {
    const { cells } = layerTable(PNASNET5, paper);
    expect(cells.map(({ stride }) => stride)).toEqual([1, 1, 2, 1, 2, 1]);
    expect(cells.map(({ filters }) => filters)).toEqual([24, 24, 48, 48, 96, 96]);
    expect(cells.map(({ outputShape }) => outputShape)).toEqual([
      [32, 32, 120],
      [32, 32, 120],
      [16, 16, 240],
      [16, 16, 240],
      [8, 8, 480],
      [8, 8, 480],
    ]);
  });

  test('builds any cell at any lookback', () => {
    fc.assert(
      fc.property(cellArbitrary({ lookback: 4 }), fc.integer({ min: 1, max: 3 }), (cell, repeats) => {
        const table = layerTable(cell, { ...paper, repeats, filters: 6, lookback: 4 });
        checkTable(table);
        expect(table.layers.at(-1)!.shape).toEqual([1, 1, 10]);
        expect(multiplyAdds(table)).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });

  test('leaves out cells that nothing reads', () => {
    const table = layerTable(parseCell('-2,identity,-2,identity'), { ...paper, repeats: 1 });
    checkTable(table);
    expect(table.cells[1]!.from).toBe(table.cells[1]!.to); // cell 2 reads cell 0
  });
});

describe('the titu1994 recipe', () => {
  const titu1994: NetworkConfig = { ...paper, macro: 'titu1994', filters: 32 };

  test('is two flat cells whose operators all read the cell input', () => {
    const table = layerTable(parseCell('-1,3x3 maxpool,-1,1x7-7x1 conv,0,3x3 conv,-2,identity'), titu1994);
    checkTable(table);
    expect(table.cells.map(({ outputShape }) => outputShape)).toEqual([
      [16, 16, 3 + 3 * 32],
      [8, 8, 99 + 3 * 64],
    ]);
    expect(table.layers.some(({ kind }) => kind === 'add')).toBe(false);
  });

  test('counts by hand', () => {
    const convs = (cin: number, f: number): number => 7 * cin * f + 2 * f + 7 * f * f + 2 * f;
    const cell = parseCell('-1,1x7-7x1 conv,-1,1x7-7x1 conv');
    expect(parameterCount(layerTable(cell, titu1994))).toBe(2 * convs(3, 32) + 2 * convs(64, 64) + 128 * 10 + 10);
  });
});

describe('the titu1994 macro, as its ops.py and Keras have it', () => {
  const table = layerTable(parseCell('-1,identity,-1,3x3 dconv'), { ...paper, macro: 'titu1994', filters: 32 });

  test('identity is a plain convolution with a bias', () => {
    const cell = parseCell('-1,identity,-1,identity');
    const alone = layerTable(cell, { ...paper, macro: 'titu1994', filters: 32 });
    checkTable(alone);
    expect(parameterCount(alone)).toBe(9_866);
    const kinds = alone.layers.map(({ kind }) => kind);
    expect(kinds).toEqual(['image', 'conv', 'conv', 'concat', 'conv', 'conv', 'concat', 'globalAveragePool', 'dense']);
  });

  test('weights start as Keras draws them', () => {
    const limitOf = (name: string): number => {
      const index = table.parameters.findIndex((parameter) => parameter.name === `cell0/block0/${name}`);
      return Math.max(...initialWeights(table, stream(1, 'init'))[index]!.map(Math.abs));
    };
    const expectLimit = (got: number, want: number): void => {
      expect(got).toBeLessThanOrEqual(want);
      expect(got).toBeGreaterThan(0.9 * want);
    };
    expectLimit(limitOf('right/3x3 dconv/depthwise/filter'), Math.sqrt(6 / (9 * 3 + 9)));
    expectLimit(limitOf('right/3x3 dconv/pointwise/filter'), Math.sqrt(6 / (3 + 32)));
    expectLimit(limitOf('left/identity/conv/filter'), Math.sqrt(6 / 3));
    const { init, fanIn, fanOut } = table.parameters.find(({ name }) => name === 'head/logits/weights')!;
    expect([init, fanIn, fanOut]).toEqual(['glorotUniform', 128, 10]);
    expect(table.movingMomentum).toBe('constant');
  });
});

test('unused blocks are those no block reads', () => {
  expect(unusedBlocks(PNASNET5)).toEqual([0, 1, 3, 4]);
});
