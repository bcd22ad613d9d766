/** @file The instrument that compiles for cards: hottest loops of disassemblies, the model's bounds, and what a dispatch has to do. */
import { globals } from 'webgpu';
import { beforeAll, describe, expect, test } from 'vitest';
import { CARDS } from '../../../../workers/bench/compile/cards.ts';
import { hottestLoop, usefulShare } from '../../../../workers/bench/compile/hottest-loop.ts';
import { modelledTime, totalMs } from '../../../../workers/bench/compile/model.ts';
import { recordStep } from '../../../../workers/bench/compile/record.ts';
import { workOf } from '../../../../workers/bench/compile/work.ts';
import { tuningFor } from '../../../../workers/network/webgpu/tuning/tuning.ts';
import { netOf } from '../../../../workers/bench/nets.ts';
import { layerTable } from '../../../../src/core/network/macro.ts';
import { stream } from '../../../../src/core/random/rng.ts';
import { formatCell, parseCell } from '../../../../src/core/space/cell.ts';
import { OPERATORS } from '../../../../src/core/space/operators.ts';
import { StateSpace } from '../../../../src/core/space/state-space.ts';
import { convForward } from '../../../../workers/network/webgpu/kernels/conv.ts';

const AMD = `
BB0:
\tv_mov_b32_e32 v0, 0
BB1:
\ts_buffer_load_b128 s[4:7], s[0:3], 0x0
BB2:
\tbuffer_load_b128 v[1:4], v0, s[0:3], 0 offen
\ts_waitcnt vmcnt(0)
\tv_fmac_f32_e32 v5, s4, v1
\tv_dual_fmac_f32 v6, s5, v2 :: v_dual_mul_f32 v7, s6, v3
\tv_add_f32_e32 v5, v5, v7
\tv_cndmask_b32_e32 v8, 0, v5, vcc_lo
\ts_cbranch_scc1 BB2
BB3:
\tv_add_nc_u32_e32 v0, 1, v0
\ts_cbranch_scc0 BB1
\ts_endpgm
`;

const INTEL = `
mov(8)          g27<1>UD        0x00000000UD { align1 };
LABEL1:
send(16)        g5UD            g1UD            nullUD          0x02106e00 { align1 };
mad(16)         g25<1>F         g17<8,8,1>F     g7<8,8,1>F      g34.0<0,1,0>F { align1 };
mul(16)         g21<1>F         g17<8,8,1>F     g7<8,8,1>F { align1 };
add(16)         g25<1>F         g25<8,8,1>F     g21<8,8,1>F { align1 };
add(16)         g3<1>D          g3<8,8,1>D      1D { align1 };
(+f0.0) send(16) nullUD         g126UD          g25UD           0x020a03fd
                            hdc1 MsgDesc: (OWORD block write, bti 253) { align1 };
while(16)       JIP:  LABEL1    UIP:  LABEL1 { align1 };
`;

describe('the hottest loop', () => {
  test("of AMD's code is the innermost with most arithmetic", () => {
    const loop = hottestLoop(AMD, 'amd')!;
    expect(loop).toMatchObject({ vector: 4, dual: 1, products: 1, sums: 1, loads: 1, scalarLoads: 0, spills: 0 });
    expect(usefulShare(loop)).toBe(3 / 5); // one product, and one instruction of two
  });
  test("of Intel's tells products from additions of indices, and spills from loads", () => {
    const loop = hottestLoop(INTEL, 'intel')!;
    expect(loop).toMatchObject({ vector: 4, products: 2, sums: 1, spills: 1 });
  });
  test('is none where there is no loop', () => {
    expect(hottestLoop('BB0:\n\ts_endpgm', 'amd')).toBeUndefined();
  });
});

const WORK = { multiplyAdds: 1e9, bytes: 1e6, cacheBytes: 1e6, chain: 1, threads: 1e6 };

describe('the modelled time', () => {
  test('is bound by arithmetic, memory or waiting, whichever is longest, after a launch', () => {
    const card = CARDS['intel:tgl'];
    const loop = { vector: 2, dual: 0, products: 1, sums: 0, loads: 0, scalarLoads: 0, sharedLoads: 0, spills: 0 };
    expect(modelledTime(card, WORK, loop)).toEqual({ launchMs: 0.005, chainMs: 0, memoryMs: 0, arithmeticMs: 2, spillMs: 0 }); // prettier-ignore
    expect(modelledTime(card, { ...WORK, multiplyAdds: 0, bytes: 60e6 }, loop)).toMatchObject({ memoryMs: 1, arithmeticMs: 0 }); // prettier-ignore
    expect(modelledTime(card, { ...WORK, multiplyAdds: 0, bytes: 0, cacheBytes: 0, chain: 1000 }, loop).chainMs).toBeCloseTo(0.21); // prettier-ignore
    const spilling = modelledTime(card, WORK, { ...loop, spills: 4 });
    expect(totalMs(spilling)).toBeCloseTo(0.005 + 2 + (1e9 * 4 * 64) / 16 / 500e6);
  });
});

test('a convolution must move what is bound, and what it adds to twice', () => {
  const kernel = convForward({ pixels: 4, vec4s: 2, broadcastWidth: 1 }, true);
  const fields = { n: 2, h: 8, w: 8, oh: 8, ow: 8, ciq: 3, coq: 2, kh: 1, kw: 1, sh: 1, sw: 1 };
  const part = { kernel, fields, boundBytes: [100, 10, 1], grid: [1, 1, 1] } as const;
  const one = { multiplyAdds: 16 * 128 * 3 * 2, bytes: 111, threads: 64 };
  expect(workOf({ kernel, parts: [part] })).toMatchObject(one);
  const { multiplyAdds, bytes, threads } = one;
  expect(workOf({ kernel, parts: [part, part] })).toMatchObject({ multiplyAdds: 2 * multiplyAdds, bytes: 2 * bytes, threads: 2 * threads }); // prettier-ignore
  const added = { ...kernel, name: `${kernel.name} added` };
  expect(workOf({ kernel, parts: [{ ...part, kernel: added }] }).bytes).toBe(112);
});

beforeAll(() => void Object.assign(globalThis, globals)); // the names of buffers' usages

// 13 of these 20 cells, and 56 of the first 100, could not where a pool stored its sum in the buffer that it read
test('a step of any child can be recorded for a card: no dispatch reads a buffer that it writes', () => {
  const tuning = tuningFor({ isSoftware: false, isSwiftShader: false, subgroup: 16 });
  const limits = { maxStorageBufferBindingSize: 2 ** 27 } as GPUSupportedLimits;
  const network = { macro: 'pnas', repeats: 1, filters: 4, lookback: 2, cellOutput: 'all' } as const;
  const random = stream(1, 'cells');
  for (let i = 0; i < 20; i++) {
    const cell = new StateSpace({ blocks: 5, lookback: 2, operators: [...OPERATORS] }).random(5, random);
    const options = { table: layerTable(cell, network), batchSize: 2, tuning, precision: 'f32', limits } as const;
    expect(() => recordStep(options), formatCell(cell)).not.toThrow();
  }
});

describe("a step of the paper's child with the kernels for cards", () => {
  test.each([
    ['f32', 1700],
    ['f16-storage', 900],
  ] as const)('in %s is at most 380 dispatches, and moves at most %d MB', (precision, megabytes) => {
    const [notation, network, batchSize] = netOf('paper');
    const tuning = tuningFor({ isSoftware: false, isSwiftShader: false, subgroup: 16 });
    const limits = { maxStorageBufferBindingSize: 2 ** 27 } as GPUSupportedLimits; // what every device binds
    const table = layerTable(parseCell(notation), network);
    const dispatches = recordStep({ table, batchSize, tuning, precision, limits });
    expect(dispatches.length).toBeLessThanOrEqual(380);
    expect(dispatches.reduce((sum, dispatch) => sum + workOf(dispatch).bytes, 0)).toBeLessThanOrEqual(1e6 * megabytes);
  });
});
