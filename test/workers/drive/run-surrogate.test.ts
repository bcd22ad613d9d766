/** A run's surrogate, asked for any cells: as the search itself had it, with what has been measured since. */
import { expect, test } from 'vitest';
import { trainRecords } from '../../../src/contract/run-file.ts';
import { parseCell } from '../../../src/core/space/cell.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { streamsOf } from '../../../src/core/streams/streams.ts';
import { RunSurrogate } from '../../../workers/drive/run-surrogate.ts';
import { Encoder } from '../../../workers/surrogate/encoder.ts';
import { madeUpRun } from '../../support/runs.ts';

test('predicts as the Encoder fitted to the same cells, anew when the run has measured more', async () => {
  const run = madeUpRun({ config: { blocks: 2, children: 8, operators: ['identity', '3x3 maxpool'] } });
  const { config, streams } = run.head;
  const first = {
    ...run,
    log: run.log.slice(
      0,
      run.log.findIndex(({ type }) => type === 'fit'),
    ),
  };
  const cells = ['-1,identity,-2,identity,0,3x3 maxpool,-1,identity', '-1,3x3 maxpool,-2,identity'].map((text) =>
    parseCell(text),
  );
  const encoder = new Encoder({ space: new StateSpace(config), seed: config.seed, streams: streamsOf(streams), surrogate: config.surrogate }); // prettier-ignore
  await encoder.fit(
    trainRecords(first).map(({ notation, accuracy }) => ({ cell: parseCell(notation), accuracy: accuracy! })),
  );
  const expected = [...(await encoder.predict(cells)).accuracies];
  encoder.dispose();
  const surrogate = new RunSurrogate();
  expect(await surrogate.predict(first, cells, false)).toEqual(expected);
  expect(await surrogate.predict(first, cells.toReversed(), false)).toEqual(expected.toReversed()); // one does not depend on others
  const later = await surrogate.predict(run, cells, false);
  expect(later).not.toEqual(expected);
  await expect(surrogate.predict({ ...run, log: [] }, cells, false)).rejects.toThrow('needs a run that has measured');
});
