/** Allocation of activations and order of layers, for random cells: what the kernels rely on. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCell } from '../../../../../src/core/space/cell.ts';
import { layerTable } from '../../../../../src/core/network/macro.ts';
import { OPERATORS } from '../../../../../src/core/space/operators.ts';
import { stream } from '../../../../../src/core/random/rng.ts';
import { StateSpace } from '../../../../../src/core/space/state-space.ts';
import { allocateActivations } from '../../../../../workers/network/webgpu/plan/allocation.ts';

const N = 2;
const MAX_BYTES = 2 ** 20;

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

test('layers run after what they read, and fused batch norms after all that any of them reads', () => {
  fc.assert(
    fc.property(tables, ({ table }) => {
      const { layers } = table;
      const { order, fused } = allocateActivations(table, N, { maxBytes: MAX_BYTES });
      const at = new Map(order.map((id, i) => [id, i]));
      expect(at.size).toBe(layers.length);
      for (const { id, inputs } of layers) for (const input of inputs) expect(at.get(input)).toBeLessThan(at.get(id)!);
      for (const [id, ids] of fused) {
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
      const { slots, owners, concatInputs, inPlace, layouts } = allocateActivations(table, N, { maxBytes: MAX_BYTES });
      const occupied = new Map(layouts.map((layout) => [layout, new Map<number, number>()]));
      for (const { id } of table.layers) {
        if (owners[id] !== id || concatInputs.has(id)) continue; // a concatenation lies where its inputs do
        const { layout, firstVec4, vec4s } = slots[id]!;
        const own = occupied.get(layout)!;
        for (let q = firstVec4; q < firstVec4 + vec4s; q++) {
          expect(own.get(q)).toBeUndefined();
          own.set(q, id);
        }
        expect(firstVec4 + vec4s).toBeLessThanOrEqual(layout.vec4s);
        if (own.size > vec4s && !inPlace.has(id))
          expect(layout.vec4s * layout.plane * 16).toBeLessThanOrEqual(MAX_BYTES);
      }
    }),
  );
});
