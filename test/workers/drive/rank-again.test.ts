import { describe, expect, test } from 'vitest';
import type { SurrogateName } from '../../../src/contract/config.ts';
import type { RankRecord } from '../../../src/contract/records.ts';
import { parseRunFile } from '../../../src/contract/read-run-file.ts';
import { toRunFile } from '../../../src/contract/to-run-file.ts';
import { formatCell } from '../../../src/core/space/cell.ts';
import { rankAgain } from '../../../workers/drive/rank-again.ts';
import { searchedRun } from '../../support/searched-run.ts';

const search = (surrogate: SurrogateName) =>
  searchedRun({
    surrogate,
    blocks: 3,
    children: 4,
    operators: ['identity', '3x3 conv', '3x3 maxpool'],
    macro: 'titu1994',
  });

describe('rankAgain', () => {
  test.each(['titu1994', 'blend'] as const)(
    'tells every candidate of a level as the run ranked it: %s',
    async (surrogate) => {
      const run = await search(surrogate);
      for (const level of [2, 3]) {
        const logged = run.log.find(
          (record): record is RankRecord => record.type === 'rank' && record.level === level,
        )!;
        const scores = new Map<string, number>();
        const onRanked: Parameters<typeof rankAgain>[0]['onRanked'] = ({ cell, predicted }) =>
          void scores.set(formatCell(cell), predicted);
        const again = await rankAgain({ run, level, onGpu: false, onRanked });
        expect(again.kept).toEqual(logged.kept);
        expect(scores.size).toBe(logged.candidates);
        for (const { notation, predicted } of logged.kept) expect(scores.get(notation)).toBe(predicted);
      }
    },
  );

  test('of a file of a first release, which says nothing of fits; and refuses a level that was not ranked', async () => {
    const run = await search('titu1994');
    const { surrogate: _left, ...file } = toRunFile(run);
    const old = parseRunFile(JSON.stringify(file), 'run.json');
    const { kept } = await rankAgain({ run: old, level: 3, onGpu: false, onRanked: () => {} });
    const notations = kept.map(({ notation }) => notation);
    expect(notations).toEqual(
      run.log.findLast((record) => record.type === 'rank')!.kept.map(({ notation }) => notation),
    );
    const none = rankAgain({ run, level: 4, onGpu: false, onRanked: () => {} });
    await expect(none).rejects.toThrow('run: level must be one that its surrogate ranked (2, 3); got 4');
  });
});
