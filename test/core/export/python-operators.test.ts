/** @file The Python templates against the operator names and layer tables of the page, in plain Python: neither torch nor Keras is needed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toKeras, toPyTorch } from '../../../src/core/export/python.ts';
import { PYTHON_NETWORK } from '../../../src/core/export/python-network.ts';
import { layerTable, type NetworkConfig } from '../../../src/core/network/macro.ts';
import { MACROS } from '../../../src/core/network/macro-names.ts';
import type { Cell } from '../../../src/core/space/cell.ts';
import { OPERATORS } from '../../../src/core/space/operators.ts';
import { pythonWith, runPython } from '../../support/python.ts';

/** Layers as the templates use them, on shapes (height, channels): they record names and numbers of trained values. */
const RECORDER = `
import json, math

class Recorder:
    def __init__(self):
        self.sizes = {}

    def record(self, name, role, size):
        self.sizes.setdefault(f'{name}/{role}', size)

    def size(self, x):
        return x[0]

    def channels(self, x):
        return x[1]

    def conv(self, x, name, kernel, filters, stride=(1, 1), bias=False, glorot=False):
        self.record(name, 'filter', kernel[0] * kernel[1] * x[1] * filters)
        if bias:
            self.record(name, 'bias', filters)
        return (math.ceil(x[0] / stride[0]), filters)

    def depthwise(self, x, name, kernel, stride, dilation=1, glorot=False):
        self.record(name, 'filter', kernel * kernel * x[1])
        return (math.ceil(x[0] / stride), x[1])

    def batch_norm(self, x, name):
        self.record(name, 'gamma', x[1])
        self.record(name, 'beta', x[1])
        return x

    def dense(self, x, name, classes, glorot=False):
        self.record(name, 'weights', x[1] * classes)
        self.record(name, 'bias', classes)
        return (1, classes)

    def relu(self, x):
        return x

    def max_pool(self, x, stride):
        return (math.ceil(x[0] / stride), x[1])

    def avg_pool(self, x, stride):
        return self.max_pool(x, stride)

    def shift(self, x):
        return x

    def add(self, a, b):
        assert a == b, (a, b)
        return a

    def concat(self, xs):
        assert len({x[0] for x in xs}) == 1, xs
        return (xs[0][0], sum(x[1] for x in xs))

    def global_average_pool(self, x):
        return (1, x[1])
`;

/** A cell of every operator, on a cell input at stride 1 and 2 and on a block. */
const EVERY_OPERATOR: readonly Cell[] = OPERATORS.map((operator) => [
  [
    { input: -1, operator },
    { input: -2, operator },
  ],
  [
    { input: 0, operator },
    { input: -1, operator: 'identity' },
  ],
]);
const configOf = (macro: NetworkConfig['macro']): NetworkConfig => ({
  macro,
  repeats: 2,
  filters: 6,
  lookback: 2,
  cellOutput: 'all',
});

describe.each(MACROS)('the Python network of the %s macro', (macro) => {
  test('names every operator, and no other', () => {
    const body = /\ndef operator\([\s\S]*?(?=\n\n\n|$)/.exec(PYTHON_NETWORK[macro])![0].replace(/"""[\s\S]*?"""/, '');
    const literals = [...body.matchAll(/f?'([^'\n]*)'/g)].filter(([literal]) => !literal.startsWith('f')); // not the f-strings
    const names = literals.map(([, name]) => name).filter((name) => name !== 'dilated'); // a part of a name
    expect(new Set(names)).toEqual(new Set(OPERATORS));
  });

  const python = pythonWith('json');

  test.skipIf(python === undefined)('has the parameters of the layer table, by name', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pnas-python-'));
    try {
      const expected = EVERY_OPERATOR.map((cell, i) => {
        const config = { ...configOf(macro), ...(macro === 'pnas' && i === 0 ? { stem: 'whitening' as const } : {}) };
        const constants =
          /^(CELL = \[[\s\S]*?^\]|REPEATS = .*|FILTERS = .*|STEM = .*|CELL_OUTPUT = .*|IMAGE_SIZE, .*)/gm;
        const settings = toPyTorch(cell, config).match(constants)!.join('\n');
        const run = `t = Recorder()\nnetwork(t, (IMAGE_SIZE, IMAGE_CHANNELS))\nprint(json.dumps(t.sizes))\n`;
        writeFileSync(join(folder, `network${i}.py`), `${RECORDER}\n${settings}\n${PYTHON_NETWORK[macro]}\n${run}`);
        const { parameters } = layerTable(cell, config);
        return Object.fromEntries(parameters.map(({ name, shape }) => [name, shape.reduce((a, b) => a * b)]));
      });
      const program = `import runpy\nfor i in range(${expected.length}): runpy.run_path(f'${folder}/network{i}.py')\n`;
      const { stdout, stderr } = runPython(python!, program);
      expect(stderr).toBe('');
      const lines = stdout.trim().split('\n');
      expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(expected);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe.each([
  ['PyTorch', toPyTorch],
  ['Keras 3', toKeras],
] as const)('the %s file', (_name, write) => {
  const python = pythonWith('ast');

  test.skipIf(python === undefined)('defines every layer that the networks use, and parses', () => {
    for (const macro of MACROS) {
      const text = write(EVERY_OPERATOR[0]!, configOf(macro));
      const program = `
import ast, json
tree = ast.parse(${JSON.stringify(text)})
layers = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == 'Layers')
defined = {node.name for node in layers.body if isinstance(node, ast.FunctionDef)}
used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == 't'}
print(json.dumps(sorted(used - defined)))
print(len(used))
`;
      const { stdout, stderr } = runPython(python!, program);
      expect(stderr).toBe('');
      const [missing, used] = stdout.trim().split('\n');
      expect(JSON.parse(missing!)).toEqual([]);
      expect(Number(used)).toBeGreaterThan(6);
    }
  });
});
