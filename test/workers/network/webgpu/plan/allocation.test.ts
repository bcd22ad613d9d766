/** Where activations lie and when layers run, for random cells: what the kernels rely on. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCell } from '../../../../../src/core/space/cell.ts';
import { layerTable } from '../../../../../src/core/network/macro.ts';
import { OPERATORS } from '../../../../../src/core/space/operators.ts';
import { stream } from '../../../../../src/core/random/rng.ts';
import { StateSpace } from '../../../../../src/core/space/state-space.ts';
import { place } from '../../../../../workers/network/webgpu/plan/allocation.ts';

const N = 2;
const MOST_BYTES = 2 ** 20;

const tables = fc
  .record({
    seed: fc.nat(),
    blocks: fc.integer({ min: 1, max: 5 }),
    lookback: fc.integer({ min: 1, max: 3 }),
    repeats: fc.integer({ min: 1, max: 2 }),
    filters: fc.integer({ min: 2, max: 9 }),
    macro: fc.constantFrom('pnas' as const, 'titu1994' as const),
    cellOutput: fc.constantFrom('all' as const, 'unused' as const),
  })
  .map(({ seed, blocks, lookback, ...network }) => {
    const cell = new StateSpace({ blocks, lookback, operators: [...OPERATORS] }).random(blocks, stream(seed, 'cell'));
    return { notation: formatCell(cell), table: layerTable(cell, { ...network, lookback }) };
  });

test('layers run after what they read, and batch norms that are done together after all that any of them reads', () => {
  fc.assert(
    fc.property(tables, ({ table }) => {
      const { layers } = table;
      const { order, together } = place(table, N, MOST_BYTES);
      const at = new Map(order.map((id, i) => [id, i]));
      expect(at.size).toBe(layers.length);
      for (const { id, inputs } of layers) for (const input of inputs) expect(at.get(input)).toBeLessThan(at.get(id)!);
      for (const [id, ids] of together) {
        const [first, last] = [at.get(ids[0]!)!, at.get(ids.at(-1)!)!];
        expect([...ids].sort((a, b) => at.get(a)! - at.get(b)!)).toEqual(ids);
        expect(at.get(layers[id]!.inputs[0]!)).toBeLessThan(first);
        for (const layer of layers) if (layer.inputs.includes(id)) expect(at.get(layer.id)).toBeGreaterThan(last);
      }
    }),
  );
});

test('no two outputs overlap, and no buffer of several is larger than one may be', () => {
  fc.assert(
    fc.property(tables, ({ table }) => {
      const { places, owners, parts, inPlace, roots } = place(table, N, MOST_BYTES);
      const taken = new Map(roots.map((root) => [root, new Map<number, number>()]));
      for (const { id } of table.layers) {
        if (owners[id] !== id || parts.has(id)) continue; // a concatenation is where its parts are
        const { root, firstVec4, quads } = places[id]!;
        const own = taken.get(root)!;
        for (let q = firstVec4; q < firstVec4 + quads; q++) {
          expect(own.get(q)).toBeUndefined();
          own.set(q, id);
        }
        expect(firstVec4 + quads).toBeLessThanOrEqual(root.quads);
        if (own.size > quads && !inPlace.has(id)) expect(root.quads * root.plane * 16).toBeLessThanOrEqual(MOST_BYTES);
      }
    }),
  );
});
