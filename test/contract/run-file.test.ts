import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatHistory, formatScores, parseScoredCells } from '../../src/contract/history-csv.ts';
import { formatResult, parseResult } from '../../src/contract/link/result-link.ts';
import { answerOf } from '../../src/contract/answer.ts';
import { parseRunFile } from '../../src/contract/read-run-file.ts';
import { countIncidents, repeatedAccuracies, trainRecords } from '../../src/contract/run-file.ts';
import { toRunFile } from '../../src/contract/to-run-file.ts';
import { madeUpRun, runArbitrary } from '../support/runs.ts';

describe('run.json', () => {
  test('any run comes back as it was', () => {
    fc.assert(
      fc.property(runArbitrary, (run) => {
        expect(parseRunFile(JSON.stringify(toRunFile(run)), 'run.json')).toEqual(run);
      }),
    );
  });

  test('of a first release, whose name of titu1994 was seed, opens', () => {
    const run = madeUpRun({ config: { macro: 'titu1994' } });
    const text = JSON.stringify(toRunFile(run)).replace('"macro":"titu1994"', '"recipe":"seed"');
    expect(text).toContain('"recipe":"seed"');
    expect(parseRunFile(text, 'run.json')).toEqual(run);
    const first = { ...run, head: { ...run.head, config: { ...run.head.config, macro: 'seed' as 'titu1994' } } };
    expect(parseResult(formatResult(first).text).run.head.config.macro).toBe('titu1994');
  });

  test('what befell a run comes back in its place, and is counted', () => {
    const { head, log } = madeUpRun({ config: { blocks: 2, children: 3 }, failures: 0.2 });
    const at = '2026-11-24T10:24:31.000Z';
    const hidden = { type: 'incident', reason: 'hidden', message: '', phase: 'fit', level: 1, at } as const;
    const lost = {
      ...hidden,
      reason: 'device-lost',
      phase: 'train',
      notation: trainRecords({ log })[3]!.notation,
    } as const;
    const ranked = log.findIndex(({ type }) => type === 'rank') + 1;
    const run = {
      head,
      log: [...log.slice(0, 3), lost, ...log.slice(3, ranked), hidden, hidden, ...log.slice(ranked)],
    };
    expect(parseRunFile(JSON.stringify(toRunFile(run)), 'run.json')).toEqual(run);
    expect(Object.fromEntries(countIncidents(run))).toEqual({
      hidden: 2,
      'device-lost': 1,
      'nan-loss': expect.any(Number),
    });
    expect(formatResult(run).text).toBe(formatResult({ head, log }).text);
  });

  test('a file of the first releases, without the surrogate, keeps its rankings', () => {
    const run = madeUpRun({ config: { blocks: 2, children: 3 } });
    const { surrogate: _surrogate, ...old } = toRunFile(run);
    const { log } = parseRunFile(JSON.stringify(old), 'run.json');
    expect(trainRecords({ log })).toEqual(trainRecords(run));
    const kept = run.log.flatMap((record) => (record.type === 'rank' ? record.kept : []));
    expect(log.find(({ type }) => type === 'rank')).toMatchObject({ level: 2, candidates: 40_800, kept });
  });

  test('retrainings are no cells, stand beside them, and tell the noise', () => {
    const run = madeUpRun({ config: { blocks: 2, children: 3, retrainings: 3 } });
    const file = toRunFile(run);
    expect(file.cells).toHaveLength(trainRecords(run).length);
    expect(file.retrainings!.map(({ after, record }) => [after, record.level, record.repeat])).toEqual([
      [36, 1, 1],
      [39, 2, 1],
      [39, 2, 1],
    ]);
    const pairs = repeatedAccuracies(run);
    expect(pairs).toHaveLength(3);
    const [one, two, three] = file.retrainings!;
    const { record } = one!;
    expect(pairs[0]).toEqual([
      file.cells.find(({ notation }) => notation === record.notation)!.accuracy,
      record.accuracy,
    ]);
    const refusals: [NonNullable<typeof file.retrainings>, string][] = [
      [[one!, one!, two!], 'retrainings.1 must be one of at most 3, repeat 2 of a cell of level 1'],
      [[{ ...one!, after: 0 }], 'retrainings.0 must be'],
      [[two!, one!], 'retrainings.0 must be'],
      [[{ ...one!, record: { ...one!.record, level: 2 } }], 'of a cell of level 2 among the first 39'],
      [
        [one!, two!, three!, { ...one!, after: 39, record: { ...one!.record, repeat: 2 } }],
        'retrainings.3 must be one of at most 3',
      ],
    ];
    for (const [retrainings, message] of refusals) {
      expect(() => parseRunFile(JSON.stringify({ ...file, retrainings }), 'run.json')).toThrow(`run.json: retrainings`);
      expect(() => parseRunFile(JSON.stringify({ ...file, retrainings }), 'run.json')).toThrow(message);
    }
  });

  test('confirmations stand at the end, name the best, and are refused where no search makes them', () => {
    const run = madeUpRun({ config: { blocks: 2, children: 3, confirmations: 2, confirmationSeeds: 2 } });
    const file = toRunFile(run);
    expect(file.confirmations).toHaveLength(4);
    const read = parseRunFile(JSON.stringify(file), 'run.json');
    expect(read).toEqual(run);
    expect(read.log.at(-1)).toEqual({ type: 'done', best: answerOf(run)!.confirmed!.record.notation });
    const [one, two, again, last] = file.confirmations!;
    const failure = { reason: 'nan-loss', message: '' } as const;
    const refusals: [NonNullable<typeof file.confirmations>, number][] = [
      [[one!, one!], 1],
      [[one!, two!, last!], 2],
      [[again!], 0],
      [[{ ...one!, level: one!.level + 1 }], 0],
      [[{ ...one!, notation: '-1,identity,-1,identity,0,identity,0,identity' }], 0],
      [[{ ...one!, failure }], 0],
      [[one!, two!, again!, last!, { ...one!, repeat: 3 }], 4],
    ];
    for (const [confirmations, place] of refusals) {
      const text = JSON.stringify({ ...file, confirmations });
      expect(() => parseRunFile(text, 'run.json')).toThrow(`run.json: confirmations.${place} must be`);
    }
    const off = { ...file, config: { ...file.config, confirmations: 0 } };
    expect(() => parseRunFile(JSON.stringify(off), 'run.json')).toThrow('run.json: confirmations.0 must be');
  });

  test('40,000 incidents are put in their places one after the other', { timeout: 20_000 }, () => {
    const { head, log } = madeUpRun({ config: { blocks: 1 } });
    const at = '2026-11-24T10:24:31.000Z';
    const incident = { type: 'incident', reason: 'hidden', message: '', phase: 'train', level: 1, at } as const;
    const run = { head, log: log.flatMap((record) => [record, ...Array.from({ length: 1_080 }, () => incident)]) };
    const read = parseRunFile(JSON.stringify(toRunFile(run)), 'run.json').log;
    expect(read).toHaveLength(run.log.length);
    expect(read.slice(0, 600)).toEqual(run.log.slice(0, 600));
  });

  test('of the first releases without any curve, and with the best epoch rewarded, opens', () => {
    const config = { blocks: 1, epochs: 3 };
    const { head, log } = madeUpRun({ config });
    const bare = { head, log: log.map((record) => (record.type === 'train' ? { ...record, curve: [] } : record)) };
    for (const run of [bare, madeUpRun({ config: { ...config, reward: 'best' } })])
      expect(parseRunFile(JSON.stringify(toRunFile(run)), 'run.json')).toEqual(run);
  });

  const file = toRunFile(madeUpRun({ config: { blocks: 2, children: 3 } }));
  const [first] = file.cells;
  const cellsWith = (fields: object) => ({ ...file, cells: [{ ...first, ...fields }, ...file.cells.slice(1)] });
  test.each([
    ['no JSON', 'accuracy,notation', 'run.json: must be JSON; '],
    ['another file', '{"format":"pnas"}', 'run.json: format '],
    ['a newer file', { ...file, version: 9 }, 'run.json: version is 9, written by a newer release'],
    [
      'an unknown operator',
      { ...file, cells: [{ ...first, notation: '-1,9x9 conv,-1,identity' }] },
      'run.json: cells.0: cell: block 0: operator',
    ],
    [
      'no outcome',
      { ...file, cells: [{ ...first, accuracy: null }] },
      'run.json: cells.0 must have an accuracy or a failure',
    ],
    ['an accuracy of 2', { ...file, cells: [{ ...first, accuracy: 2 }] }, 'run.json: cells.0.accuracy '],
    [
      'an accuracy without its curve',
      { ...file, cells: file.cells.map((cell, i) => (i === 1 ? { ...cell, accuracy: 1, curve: [] } : cell)) },
      "run.json: cells.1: accuracy must be its curve's last; got 1",
    ],
    [
      'an accuracy that its curve does not end with',
      cellsWith({ accuracy: 1, curve: first!.curve.map(() => 0.5) }),
      "run.json: cells.0: accuracy must be its curve's last; got 1",
    ],
    [
      'an infinite number',
      JSON.stringify(cellsWith({ durationMs: 987654321 })).replace('987654321', '1e309'),
      'run.json: cells.0.durationMs must be a finite number',
    ],
    ['a date that is none', { ...file, startedAt: 'never' }, 'run.json: startedAt must be a date'],
    ['a negative version', { ...file, version: -5 }, 'run.json: version '],
    ['half a version', { ...file, version: 0.5 }, 'run.json: version '],
    ['1e300 parameters', cellsWith({ parameters: 1e300 }), 'run.json: cells.0.parameters '],
    ['a cell twice', { ...file, cells: [first, first], surrogate: [] }, 'run.json: cells.1: must be another design'],
    ['a wrong level', cellsWith({ level: 2 }), 'run.json: cells.0: level must be its 1 blocks; got 2'],
    ['a level beyond all', cellsWith({ level: 4294967295 }), 'run.json: cells.0: level must be 1 to 2; got 4294967295'],
    ['a long key', { ...file, config: { ...file.config, ['x'.repeat(1e5)]: 1 } }, /^run\.json: .{1,400}$/],
    ['an unknown setting', { ...file, config: { ...file.config, colour: 'red' } }, 'run.json: config.colour '],
  ])('%s is refused in words', (_name, content, message) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    expect(() => parseRunFile(text, 'run.json')).toThrow(message);
  });

  test('a damaged file is refused, or is a run', () => {
    const text = JSON.stringify(file);
    const edit = fc.tuple(fc.nat({ max: text.length - 1 }), fc.constantFrom('', '9', '-', '"', '}', '__proto__'));
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const damaged = edits.reduce((all, [at, to]) => all.slice(0, at) + to + all.slice(at + 1), text);
        try {
          toRunFile(parseRunFile(damaged, 'run.json'));
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          expect((error as Error).message).toMatch(/^run\.json: /);
        }
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});

describe("titu1994's CSV files", () => {
  const run = madeUpRun({ failures: 0.2 });

  test('train_history.csv and scores_2.csv come back as they were', () => {
    const measured = trainRecords(run).filter(({ accuracy }) => accuracy !== undefined);
    expect(parseScoredCells(formatHistory(run), 'train_history.csv')).toEqual(
      measured.map(({ accuracy, notation }) => ({ score: accuracy, notation })),
    );
    const rank = run.log.find((record) => record.type === 'rank')!;
    expect(parseScoredCells(formatScores(run, 2), 'scores_2.csv')).toEqual(
      rank.kept.map(({ predicted, notation }) => ({ score: predicted, notation })),
    );
  });

  test('input 0 in a first block is the cell input', () => {
    expect(
      parseScoredCells('0.4,0,3x3 maxpool,0,identity\r\n0.5,0,identity,0,identity,1,identity,0,identity\n', 'a.csv'),
    ).toEqual([
      { score: 0.4, notation: '-1,3x3 maxpool,-1,identity' },
      { score: 0.5, notation: '-1,identity,-1,identity,-1,identity,-1,identity' },
    ]);
  });

  test.each([
    ['quoted fields', '"0.5","-1","3x3 dconv","-2","identity"\r\n'],
    ['a quoted notation, names and a mark', '\uFEFFaccuracy,notation\n0.5,"-1,3x3 dconv,-2,identity"\n'],
    ['pandas, with numbers of rows', ',accuracy,notation\n0,0.5,"-1,3x3 dconv,-2,identity"\n'],
    ['pandas, of a file without names', ',0,1,2,3,4\n0,0.5,-1,3x3 dconv,-2,identity\n'],
    ['a spreadsheet that pads rows', '0.5,-1,3x3 dconv,-2,identity,,,,\n,,,,,,,,\n'],
  ])('%s are read', (_name, text) => {
    expect(parseScoredCells(text, 'a.csv')).toEqual([{ score: 0.5, notation: '-1,3x3 dconv,-2,identity' }]);
  });

  test.each([
    ['', 'a.csv: must have a line accuracy,notation for each cell; it is empty'],
    ['accuracy,notation\n', 'a.csv: must have a line accuracy,notation for each cell; it is empty'],
    ['0.5,-1,identity,-1,identity\naccuracy,notation\n', 'a.csv, line 2: must begin with an accuracy; got "accuracy"'],
    ['0.5,-1,identity,-1,identity\n0.5,-1,identity\n', 'a.csv, line 2: cell: notation must be'],
    ['0.5,-1,9x9 conv,-1,identity\n', 'a.csv, line 1: cell: block 0: operator must be one of'],
  ])('%j is refused in words', (text, message) => {
    expect(() => parseScoredCells(text, 'a.csv')).toThrow(message);
  });
});
