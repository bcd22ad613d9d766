/**
 * @file What an operator more at the end of `OPERATORS` leaves as it is: everything of searches that do not use it. The modules are
 * loaded anew with a longer list; everything is compared as data.
 */
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Cell } from '../../src/core/space/cell.ts';
import type { Strategy } from '../../src/core/search/commands.ts';
import { madeUpRun } from '../support/runs.ts';

const LIST = '../../src/core/space/operators.ts';
const LAYERS = '../../src/core/network/operator-layers.ts';

/** Loads the modules with so many operators more. */
async function load(added: number) {
  vi.resetModules();
  const names = Array.from({ length: added }, (_, i) => `${2 * i + 9}x${2 * i + 9} conv`);
  vi.doMock(LIST, async (original) => {
    const real = await original<typeof import('../../src/core/space/operators.ts')>();
    const all: readonly string[] = [...real.OPERATORS, ...names];
    return { ...real, OPERATORS: all, operatorIndex: (name: string) => all.indexOf(name) };
  });
  vi.doMock(LAYERS, async (original) => {
    const real = await original<typeof import('../../src/core/network/operator-layers.ts')>();
    const like = real.PNAS_LAYERS['3x3 conv'];
    return { ...real, PNAS_LAYERS: { ...real.PNAS_LAYERS, ...Object.fromEntries(names.map((name) => [name, like])) } };
  });
  return import('../support/search-code.ts'); // all at once: imports side by side may see an earlier list
}

type Modules = Awaited<ReturnType<typeof load>>;

afterEach(() => {
  vi.doUnmock(LIST);
  vi.doUnmock(LAYERS);
  vi.resetModules();
});

/** What a strategy trains, in notation, when every child's accuracy is its place. */
function trainedBy(strategy: Strategy, format: (cell: Cell) => string): string[] {
  const trained: string[] = [];
  for (let step = strategy.next(); step.done !== true;) {
    if (step.value.type !== 'train') throw new Error(`must only train; asked for ${step.value.type}`);
    const { level, candidates } = step.value;
    const outcomes = candidates.map(({ cell }) => ({ cell, level, accuracy: (trained.push(format(cell)) * 37) % 101 }));
    step = strategy.next({ type: 'train', trained: outcomes });
  }
  return trained;
}

/** Each thing by its name, as data. */
const THINGS: Record<string, (m: Modules, cells: readonly Cell[]) => unknown> = {
  'canonical keys': (m, cells) => cells.map(m.canonicalKey),
  'canonical cells': (m, cells) => cells.map((cell) => m.formatCell(m.canonicalCell(cell))),
  'the order of keys': (m, cells) => [...cells.keys()].sort((a, b) => (key(m, cells[a]!) < key(m, cells[b]!) ? -1 : 1)),
  fingerprints: (m, cells) => cells.map((cell) => m.blockFingerprints(cell)),
  'initial weights': (m, cells) =>
    cells.slice(0, 5).map((cell) => {
      const table = m.layerTable(cell, { ...m.PRESETS.smoke, lookback: 4 });
      const weights = m.initialWeights(table, m.stream(7, 'init', m.streamsOf().keyOf(cell)));
      return weights.map((values) => values.slice(0, 4));
    }),
  'the sets of operators': (m) => [m.PAPER_OPERATORS, m.TITU1994_OPERATORS],
  ...Object.fromEntries(
    (['random', 'evolution', 'shuffled'] as const).map((strategy) => [
      `what ${strategy} trains`,
      (m: Modules) => trainedBy(m.createStrategy({ ...m.PRESETS.smoke, strategy }, m.streamsOf()), m.formatCell),
    ]),
  ),
  'what the blend estimates': async (m, cells) => {
    const blend = new m.BlendSurrogate({ seed: 7, members: 2 });
    await blend.fit(cells.map((cell, i) => ({ cell, accuracy: ((i * 37) % 101) / 101 })));
    return blend.predict(cells.map((cell) => ({ parent: cell.slice(0, -1), blocks: cell.slice(-1) })));
  },
  'what titu1994’s LSTM starts from': (m) => {
    const { operatorEmbedding, ...others } = m.drawTitu1994(m.stream(7, 'encoder'));
    return [others, operatorEmbedding!.values.slice(0, 9 * 20)]; // of the nine operators there were
  },
  'what the LSTM and the MLP start from': (m) =>
    [m.lstm, m.mlp].map((network) => {
      const { embedding, ...others } = network.draw(2, 0.5, m.stream(7, 'encoder'));
      const [members, , width] = embedding!.shape as [number, number, number];
      const used = 21 * width; // inputs and the nine operators there were
      const rows = embedding!.values.length / members;
      return [others, [0, 1].map((member) => embedding!.values.slice(member * rows, member * rows + used))];
    }),
  'the link of a run': (m) => m.formatResult(madeUpRun()).text,
};

const key = (m: Modules, cell: Cell): string => m.canonicalKey(cell);

describe('an operator more leaves as they were', () => {
  test.each(Object.entries(THINGS))('%s', async (_, thing) => {
    const now = await load(0);
    const space = new now.StateSpace({ blocks: 5, lookback: 4, operators: now.OPERATORS });
    const draw = now.stream(3, 'cells');
    const cells = Array.from({ length: 40 }, (_none, i) => space.random(1 + (i % 5), draw));
    const before = await thing(now, cells);
    const longer = await load(1);
    expect(longer.OPERATORS).toHaveLength(now.OPERATORS.length + 1);
    expect(await thing(longer, cells)).toEqual(before);
  });
});

test('more operators than keys have room for are refused when the code is loaded', async () => {
  await expect(load(23)).resolves.toBeDefined();
  await expect(load(24)).rejects.toThrow('canonical keys: have room for 32 operators; got 33');
});
