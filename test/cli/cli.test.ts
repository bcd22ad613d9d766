import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseWith } from '../../src/contract/config.ts';
import { RunFileSchema, type RunHead } from '../../src/contract/records.ts';
import { canonicalKey } from '../../src/core/space/canonical.ts';
import { parseCell } from '../../src/core/space/cell.ts';
import { PNASNET_5 } from '../../src/core/space/pnasnet5.ts';
import { INDENTED, seal, unseal } from '../../workers/store/node/checksum.ts';

/** A whole search in seconds: flat two-cell children on a few images. */
const TINY = [
  ...'search --preset smoke --macro titu1994 --filters 2 --images 60 --batch 10 --children 2'.split(' '),
  '--operators',
  'identity,3x3 maxpool',
];

function pnas(args: readonly string[], env: Record<string, string> = {}) {
  const { stdout, stderr, status } = spawnSync('node', ['--import', 'tsx', 'src/cli/main.ts', ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { stdout, stderr, status };
}

const folder = mkdtempSync(join(tmpdir(), 'pnas-cli-'));

describe('pnas cells', () => {
  test('counts', () => {
    const { stdout, status } = pnas(['cells', 'count', '--blocks', '5', '--operators', '8']);
    expect(status).toBe(0);
    for (const unique of ['136', '31,620', '10,979,688', '5,194,395,866', '3,147,356,952,080']) {
      expect(stdout).toMatch(new RegExp(` ${unique}$`, 'm'));
    }
    expect(stdout).toContain('556,627,761,561,600');
  });

  test('describes PNASNet-5, whose notation begins with a dash', () => {
    const { stdout, status } = pnas(['cells', 'describe', PNASNET_5, '--repeats', '3', '--filters', '48']);
    expect(status).toBe(0);
    expect(stdout).toContain('3,189,082');
  });

  test.each([
    ['--macro', 'titu1994'],
    ['--recipe', 'seed'],
  ])("describes titu1994's identity, a plain convolution, by %s %s", (flag, macro) => {
    const cell = '-1,identity,-1,identity';
    const { stdout, status } = pnas(['cells', 'describe', cell, flag, macro, '--filters', '32']);
    expect(status).toBe(0);
    expect(stdout).toContain('macro titu1994');
    expect(stdout).toMatch(/^network .* 9,866 /m);
  });
});

describe('bad input is one clear line and exit code 1', () => {
  const badSize = join(folder, 'size.bin');
  const badLabel = join(folder, 'label.bin');
  writeFileSync(badSize, new Uint8Array(3074));
  writeFileSync(badLabel, new Uint8Array(2 * 3073).fill(10, 3073, 3074));

  test.each([
    [['cells', 'describe', '-1,4x4 conv,-1,identity'], 'cell: block 0: operator must be one of'],
    [
      ['train', '--cell', '-1,identity,-1,identity,-1,identity,3,identity'],
      'cell: block 1 reads block 3, which does not exist yet',
    ],
    [['search', '--children', '0'], 'config: children must be 1 to 4096; got 0'],
    [['search', '--blocks', '9'], 'config: blocks must be 1 to 8; got 9'],
    [['search', '--operators', 'identity,nonsense'], 'operator must be one of'],
    [['search', '--preset', 'paper'], 'config: images must be at most the 2500 of the data set; got 50000'],
    [
      ['search', '--data', badSize],
      'data: size.bin must be a multiple of 3,073 bytes (1 label, 3,072 pixels); got 3074',
    ],
    [['search', '--data', badLabel], 'data: label.bin record 1 has label 10; labels are 0 to 9'],
    [['search', '--data', join(folder, 'nowhere')], 'there is nothing there'],
    [['search', '--preset', 'quick'], "argument 'quick' is invalid. must be one of smoke, demo, titu1994,"],
    [['nonsense'], "unknown command 'nonsense'"],
  ])('%j', (args, message) => {
    const { stderr, status } = pnas(args);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(1);
  });

  test('no WebGPU adapter', () => {
    const { stderr, status } = pnas(TINY, { VK_DRIVER_FILES: join(folder, 'no-driver.json') });
    expect(stderr).toContain('device: WebGPU is required; ');
    expect(status).toBe(1);
  });
});

test.skipIf(process.platform === 'win32')('ends quietly when nobody reads its output any more', () => {
  const { stderr } = spawnSync('sh', ['-c', 'node --import tsx src/cli/main.ts cells count | true'], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
});

describe('pnas search', () => {
  test('writes a whole run; a folder cut short goes on to the same cells and accuracies', () => {
    const out = join(folder, 'a.json');
    const run = join(folder, 'run');
    const first = pnas([...TINY, '--seed', '7', '--out', out, '--run', run]);
    expect(first.stderr.replaceAll(/^Warning: .*\n/gm, '')).toBe('');
    expect(first.status).toBe(0);
    const a = parseWith(RunFileSchema, JSON.parse(readFileSync(out, 'utf8')), 'a.json');
    expect(a.finished).toBe(true);
    expect(a.cells).toHaveLength(12);
    expect(new Set(a.cells.map(({ notation }) => canonicalKey(parseCell(notation)))).size).toBe(12);
    for (const { level, predicted, accuracy, durationMs, parameters } of a.cells) {
      expect(predicted === null).toBe(level === 1);
      expect(accuracy).not.toBeNull();
      expect(durationMs).toBeGreaterThan(0);
      expect(parameters).toBeGreaterThan(0);
    }

    // Cut the log after eleven and a half records, as a kill in the middle of a write would.
    const log = readFileSync(join(run, 'log.jsonl'), 'utf8').split('\n');
    writeFileSync(join(run, 'log.jsonl'), `${log.slice(0, 11).join('\n')}\n${log[11]!.slice(0, 20)}`);
    // It was begun on another device.
    const headFile = join(run, 'head.json');
    const head = unseal(readFileSync(headFile).subarray(0, -1), INDENTED, 'head.json').value as RunHead;
    const { device } = head;
    writeFileSync(headFile, `${seal({ ...head, device: { ...device, description: 'Another card' } }, INDENTED)}\n`);
    const other = pnas(['search', '--run', run, '--seed', '8', '--operators', 'identity', '--children', '2']);
    expect(other.status).toBe(1);
    expect(other.stderr).toContain(
      'was begun with seed 7, asked for 8; operators identity, 3x3 maxpool, asked for identity. Leave',
    );
    expect(pnas(['search', '--run', run, '--preset', 'demo']).stderr).toContain('; blocks 2, asked for 5; ');

    const second = pnas(['search', '--out', out, '--run', run]); // the default preset is no flag
    expect(second.stdout).toContain(
      `devices begun on Another card (webgpu); after 10 children gone on with on ${device.description} (webgpu)`,
    );
    expect(second.status).toBe(0);
    expect(second.stdout).toContain('resume  after 10 trained children');
    const b = parseWith(RunFileSchema, JSON.parse(readFileSync(out, 'utf8')), 'a.json');
    const essence = (file: typeof a) =>
      file.cells.map(({ notation, predicted, accuracy }) => ({ notation, predicted, accuracy }));
    expect(essence(b)).toEqual(essence(a));
    expect(a.incidents).toBeUndefined();
    expect(b.incidents).toMatchObject([{ after: 10, record: { reason: 'other-device', device } }]);
    const third = pnas([...TINY, '--seed', '7', '--run', run]); // the same flags, whatever their order
    expect(third.status).toBe(0);
  });

  test('trains cells again where asked to: beside the others, to the same result after a kill', () => {
    const out = join(folder, 'noise.json');
    const run = join(folder, 'noise-run');
    const args = [...TINY, '--seed', '7', '--retrainings', '3', '--out', out, '--run', run];
    const first = pnas(args);
    expect(first.status).toBe(0);
    expect(first.stdout).toMatch(
      /noise {3}accuracy varies by \d+\.\d\d points between trainings of the same cell \(95 %/,
    );
    const read = () => parseWith(RunFileSchema, JSON.parse(readFileSync(out, 'utf8')), 'noise.json');
    const a = read();
    expect(a.cells).toHaveLength(12);
    expect(a.retrainings!.map(({ after, record }) => [after, record.level])).toEqual([[10, 1], [12, 2], [12, 2]]); // prettier-ignore
    const log = readFileSync(join(run, 'log.jsonl'), 'utf8').split('\n');
    writeFileSync(join(run, 'log.jsonl'), `${log.slice(0, 10).join('\n')}\n${log[10]!.slice(0, 20)}`); // before level 1 is trained again
    expect(pnas(args).status).toBe(0);
    const essence = ({ cells, retrainings }: typeof a) => [
      cells.map(({ notation, predicted, accuracy }) => [notation, predicted, accuracy]),
      retrainings!.map(({ record: { notation, accuracy, repeat } }) => [notation, accuracy, repeat]),
    ];
    expect(essence(read())).toEqual(essence(a));
    const judged = pnas(['encoder', 'evaluate', out, '--surrogate', 'flops']);
    expect(judged.stderr).toBe('');
    expect(judged.stdout).toContain('Ceiling: the highest Spearman to expect. accuracy varies by');
  });
});
