import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PRESETS } from '../../../src/contract/presets.ts';
import { parseCell, type Cell } from '../../../src/core/space/cell.ts';
import { toKeras, toPyTorch } from '../../../src/core/export/python.ts';
import { WEIGHT_LOADERS } from '../../../src/core/export/python-weights.ts';
import { parameterCount } from '../../../src/core/network/layers.ts';
import { layerTable, type NetworkConfig } from '../../../src/core/network/macro.ts';
import { OPERATORS } from '../../../src/core/space/operators.ts';
import { PNASNET_5 } from '../../../src/core/space/pnasnet5.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { pythonWith, runPython } from '../../support/python.ts';

/** PNASNet-5 at its published size, and six random cells of both macros with random sizes. */
function networks(): { cell: Cell; config: NetworkConfig }[] {
  const draw = stream(7, 'networks');
  const pnasnet = { ...PRESETS.paper, repeats: 3, filters: 48 };
  const cases: { cell: Cell; config: NetworkConfig }[] = [{ cell: parseCell(PNASNET_5), config: pnasnet }];
  for (let i = 0; i < 6; i++) {
    const macro = i % 2 === 0 ? ('pnas' as const) : ('titu1994' as const);
    const space = new StateSpace({ blocks: 5, lookback: 1 + draw.integer(4), operators: OPERATORS });
    const { lookback } = space;
    const size = { repeats: 1 + draw.integer(2), filters: 2 + draw.integer(7), lookback };
    const cellOutput = draw.integer(2) === 0 ? ('all' as const) : ('unused' as const);
    cases.push({ cell: space.random(1 + draw.integer(5), draw), config: { macro, cellOutput, ...size } });
  }
  return cases;
}

describe.each([
  ['PyTorch', 'torch', toPyTorch],
  ['Keras 3', 'keras', toKeras],
] as const)('the %s file', (_name, module, write) => {
  const python = pythonWith(module);

  test.skipIf(python === undefined)('has as many parameters as the page shows', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pnas-python-'));
    const expected = networks().map(({ cell, config }, i) => {
      writeFileSync(join(folder, `network${i}.py`), write(cell, config, i % 4 < 2 ? WEIGHT_LOADERS : undefined));
      return parameterCount(layerTable(cell, config));
    });
    expect(expected[0]).toBe(3_189_082);
    const program = `import glob, runpy\nfor i in range(${expected.length}): runpy.run_path(f'${folder}/network{i}.py', run_name='__main__')\n`;
    const { stdout, stderr } = runPython(python!, program);
    expect(stderr.split('\n').filter((line) => line.includes('Error'))).toEqual([]);
    const counts = stdout.trim().split('\n').map((line) => Number(line.split(' ')[0]!.replaceAll(',', ''))); // prettier-ignore
    expect(counts).toEqual(expected);
  });

  test('has load_weights where there can be weights', () => {
    const cell = parseCell('-1,3x3 dconv,-2,identity');
    expect(write(cell, PRESETS.demo, WEIGHT_LOADERS).match(/load_weights/g)).toHaveLength(2);
    expect(write(cell, PRESETS.demo)).not.toMatch(/load_weights|arrays|json|import os/);
  });

  test('names what it is', () => {
    const text = write(parseCell('-1,3x3 dconv,-2,identity'), PRESETS.demo);
    expect(text).toContain("    ((-1, '3x3 dconv'), (-2, 'identity')),");
    expect(text).toContain(
      `PARAMETERS = ${parameterCount(layerTable(parseCell('-1,3x3 dconv,-2,identity'), PRESETS.demo))}\n`,
    );
  });
});
