/** @file Runs begun by the first releases, whose seeds gave other random numbers, go on as they would have then. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../src/contract/config.ts';
import type { LogRecord, Run } from '../../../src/contract/records.ts';
import { parseRunFile } from '../../../src/contract/read-run-file.ts';
import { trainRecords } from '../../../src/contract/run-file.ts';
import { toRunFile } from '../../../src/contract/to-run-file.ts';
import { formatCell, parseCell } from '../../../src/core/space/cell.ts';
import { initialWeights } from '../../../src/core/network/initial-weights.ts';
import { layerTable } from '../../../src/core/network/macro.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { NEWEST_STREAMS, streamsOf, type StreamVersion } from '../../../src/core/streams/streams.ts';
import { loadSample } from '../../../workers/data/node/files.ts';
import { drive, type Executor } from '../../../workers/drive/drive.ts';
import { createStrategy } from '../../../workers/drive/strategies.ts';
import { Encoder } from '../../../workers/surrogate/encoder.ts';
import { MemoryStore } from '../../../workers/store/memory.ts';
import { trainingBatches } from '../../../workers/train/batches.ts';
import { splitImages } from '../../../workers/train/split.ts';
import old from '../../fixtures/streams/version-1.json';

const read = (file: unknown): Run => parseRunFile(JSON.stringify(file), 'run.json');

/** The made-up accuracies of the fixture. */
const worth = (notation: string): number =>
  [...notation].reduce((sum, letter, i) => (sum * 31 + letter.charCodeAt(0) + i) % 997, 7) / 997;

/** Goes on with a run to its end; gives what was trained. */
async function goOn({ head, log }: Run, version: StreamVersion = head.streams): Promise<string[]> {
  const trained: string[] = [];
  const train: Executor['train'] = async ({ cell }, { level }) => {
    const notation = formatCell(cell);
    trained.push(notation);
    const accuracy = worth(notation);
    return { type: 'train', notation, level, accuracy, curve: [accuracy], durationMs: 1, parameters: 1 };
  };
  const none = (): never => {
    throw new Error('this strategy has no surrogate');
  };
  await drive({
    strategy: createStrategy(head.config, streamsOf(version)),
    log,
    executor: { train, retrain: none, confirm: none, fit: none, refit: none, rank: none },
    append: async () => {},
    onActivity: () => {},
    shouldPause: () => false,
  });
  return trained;
}

const sha256 = (arrays: readonly ArrayBufferView[]): string => {
  const hash = createHash('sha256');
  for (const { buffer, byteOffset, byteLength } of arrays) hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return hash.digest('hex');
};

describe('an old unfinished run', () => {
  test.each(Object.entries(old.runs))('of strategy %s goes on with the cells it would have trained', async (_, run) => {
    const { head, log } = read(run.file);
    expect(head.streams).toBe(1);
    expect(await goOn({ head, log })).toEqual(run.next);
    await expect(goOn({ head, log }, NEWEST_STREAMS)).rejects.toThrow(
      /^log: record \d+ is of .*, but this search trains/,
    );
  });

  test('says its version as a file, and a run begun now says the newest', () => {
    const run = read(old.runs.random.file);
    expect(read(toRunFile(run))).toEqual(run);
    expect(toRunFile(run).streams).toBe(1);
    expect(read({ ...old.runs.random.file, streams: 2 }).head.streams).toBe(2);
    expect(() => read({ ...old.runs.random.file, streams: 5 })).toThrow(
      'run.json: streams is 5, written by a newer release; this one knows up to 4',
    );
    expect(() => read({ ...old.runs.random.file, streams: 'x' })).toThrow(
      'run.json: streams must be 1 or 2 or 3 or 4; got "x"',
    );
  });

  test('has its weights, its images and their order', () => {
    const { child } = old;
    const config = parseConfig(child.config);
    const streams = streamsOf(1);
    const cell = parseCell(child.notation);
    const key = streams.keyOf(cell);
    expect(key).toBe(child.key);
    const weights = initialWeights(
      layerTable(cell, config),
      streams.stream(config.seed, 'init', key),
      streams.classifier,
    );
    expect(sha256(weights)).toBe(child.weights);
    const { training, validation } = splitImages(child.available, config, streams);
    expect([...validation]).toEqual(child.validation);
    const batches = [0, 1].flatMap((epoch) => trainingBatches(training, { ...config, streams, key, epoch }));
    expect(sha256(batches.map(({ indices }) => indices))).toBe(child.trained);
    expect(sha256(batches.map(({ augmentation }) => augmentation!))).toBe(child.augmented);
  });

  test.each([
    [3, 1],
    [4, 5],
  ] as const)(
    'of version %i has %i children of the last level that reach the end, where others are stopped early',
    (version, want) => {
      const { config } = read(old.runs.random.file).head;
      const space = { blocks: 2, children: 4, lookback: 1, operators: ['identity', '3x3 maxpool'], probes: 0 } as const; // 3 + 4 children
      const stopping = parseConfig({ ...config, ...space, stopping: 'halving', epochs: 9, confirmations: 5 });
      const strategy = createStrategy(stopping, streamsOf(version));
      const whole = new Set<string>();
      for (let step = strategy.next(); step.done !== true;) {
        const command = step.value;
        if (command.type === 'train') {
          const { level, until, candidates } = command;
          const trained = candidates.map(({ cell }) => ({ cell, level, accuracy: worth(formatCell(cell)), ...(until && { epochs: until.epochs }) })); // prettier-ignore
          for (const { cell, epochs } of trained) if (epochs === undefined) whole.add(formatCell(cell));
          step = strategy.next({ type: 'train', trained });
        } else if (command.type === 'confirm') {
          step = strategy.next({ type: 'confirm', cells: command.cells, accuracies: command.cells.map(() => 0.5) });
        } else throw new Error(`random search trains and confirms; got ${command.type}`);
      }
      expect(whole.size).toBe(want);
    },
  );

  /** What the blend of versions 2 and 3 estimates of the same cells. */
  const second = [0.2376001796842222, 0.4429334470525452, 0.40334157617069466, 0.7126336750297599];
  const third = [0.228678508289456, 0.4228501008116631, 0.40312209502670376, 0.6851365706149284];
  const estimates = Object.entries(old.surrogates).map(([name, want]) => [1, name, want] as const);

  test.each([...estimates, [2, 'blend', second] as const, [3, 'blend', third] as const])(
    'of version %i has its estimates by %s',
    async (version, surrogate, want) => {
      const space = new StateSpace({ blocks: 3, lookback: 2, operators: ['identity', '3x3 dconv', '3x3 maxpool'] });
      const encoder = new Encoder({
        space,
        seed: 7,
        streams: streamsOf(version),
        surrogate: surrogate as keyof typeof old.surrogates,
        members: 2,
      });
      const measured = old.measuredCells.map((notation) => ({ cell: parseCell(notation), accuracy: worth(notation) }));
      await encoder.fit(measured);
      await encoder.fit(measured);
      const { accuracies } = await encoder.predict(old.asked.map((notation) => parseCell(notation)));
      for (const [i, accuracy] of accuracies.entries()) expect(accuracy).toBeCloseTo(want[i]!, 9);
      encoder.dispose();
    },
  );

  test('really trained goes on from its log and ends as it would have', async () => {
    const run = read(old.search.file);
    const { openDevice } = await import('../../../workers/device/device.ts');
    const { runSearch } = await import('../../../workers/drive/search.ts');
    const store = new MemoryStore();
    await store.createRun(run.head, run.log);
    const { images } = await loadSample();
    const device = await openDevice({ backend: 'wasm' });
    const events: LogRecord[] = [];
    const onEvent: Parameters<typeof runSearch>[0]['onEvent'] = (event) => {
      if (event.type === 'record') events.push(event.record);
    };
    expect(await runSearch({ run, images, device, store, onEvent, shouldPause: () => false })).toBe('finished');
    const trained = trainRecords({ log: events });
    expect(trained.map(({ notation, accuracy }) => ({ notation, accuracy }))).toEqual(
      old.search.next.map(({ notation, accuracy }) => ({ notation, accuracy })),
    );
    for (const [i, { predicted }] of trained.entries()) expect(predicted).toBeCloseTo(old.search.next[i]!.predicted, 9);
  });
});
