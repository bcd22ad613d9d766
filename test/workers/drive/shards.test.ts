/** A search split over laptops by links and files alone. */
import { describe, expect, test } from 'vitest';
import type { LogRecord } from '../../../src/contract/records.ts';
import type { Result } from '../../../src/contract/room-messages.ts';
import {
  formatResults,
  formatResultsLink,
  formatShard,
  parseResults,
  parseShard,
} from '../../../src/contract/link/shard-link.ts';
import { jobsOf, resultOf, splitTrainings } from '../../../src/contract/shard.ts';
import { streamsOf } from '../../../src/core/streams/streams.ts';
import { drive } from '../../../workers/drive/drive.ts';
import { createExecutor } from '../../../workers/drive/executor.ts';
import { ShardTrainers } from '../../../workers/drive/shards.ts';
import { createStrategy } from '../../../workers/drive/strategies.ts';
import { computed, roomHead } from '../../support/room.ts';

const head = roomHead();
const code = '0.1.0+test';

/** Goes on with a log as far as results reach. */
async function goOn(log: LogRecord[], results: readonly Result[]) {
  const trainers = new ShardTrainers({ head, code, results });
  const executor = createExecutor({
    config: head.config,
    streams: streamsOf(),
    manager: { getRewards: () => Promise.reject(new Error('only laptops train')) },
    onGpu: false,
    checkpoints: { load: async () => undefined, save: async () => {} },
    onProgress: () => {},
    onActivity: () => {},
    shouldPause: () => false,
  });
  const end = await drive({
    strategy: createStrategy(head.config, streamsOf()),
    log: [...log],
    executor: {
      ...executor,
      width: trainers.width,
      train: trainers.train,
      retrain: trainers.retrain,
      confirm: trainers.confirm,
    },
    append: async (record) => void log.push(record),
    onActivity: () => {},
    shouldPause: () => false,
  });
  return { end, trainers };
}

/** What a laptop does with its link. */
async function trainShard(link: string): Promise<string> {
  const shard = await parseShard(`https://page.example/#${link}`);
  const results = jobsOf(shard).map((job) => resultOf(job, computed(job)));
  const back = { format: 'pnas-shard', version: 1, part: shard.part, parts: shard.parts, results } as const;
  return shard.part % 2 === 0 ? (await formatResultsLink(back))! : formatResults(back);
}

describe('a search split over laptops', () => {
  test('ends as on one device; a part that was lost is given to another; nothing is trained twice', async () => {
    const log: LogRecord[] = [];
    const back: Result[] = [];
    let { end, trainers } = await goOn(log, back);
    expect(trainers.missing).toHaveLength(10); // every cell of one block
    const links = await Promise.all(splitTrainings(head, code, trainers.missing, 3).map(formatShard));
    const [first, second, lost] = links;
    for (const link of [first!, second!]) back.push(...(await parseResults(await trainShard(link), 'file')).results);
    ({ end, trainers } = await goOn(log, back));
    expect(end).toBe('paused');
    expect(log.map(({ type }) => type)).toEqual(['train', 'train']); // in the search's order, up to the first of the lost part
    const { trainings } = await parseShard(lost!);
    expect(trainers.missing.map(({ id }) => id)).toEqual(trainings.map(({ id }) => id));
    back.push(...(await parseResults(await trainShard(lost!), 'file')).results); // the same link on another laptop
    back.push(...(await parseResults(await trainShard(lost!), 'file')).results); // and on the first, which was only slow
    ({ end, trainers } = await goOn(log, back));
    expect(log.map(({ type }) => type)).toEqual([...Array<string>(10).fill('train'), 'fit', 'rank']);
    for (const shard of splitTrainings(head, code, trainers.missing, 2))
      back.push(...(await parseResults(await trainShard(await formatShard(shard)), 'file')).results);
    ({ end } = await goOn(log, back));
    expect(end).toBe('finished');

    const trained = log.filter((record) => record.type === 'train');
    expect(trained).toHaveLength(10 + head.config.children);
    const common = { run: head.id, config: head.config, streams: head.streams, data: head.data, code } as const;
    for (const { notation, level, accuracy } of trained) {
      const job = { ...common, id: 'train-0-0123456789abcdef', purpose: 'train', repeat: 0, level, notation, child: 0, children: 1 } as const; // prettier-ignore
      expect(accuracy).toBe(computed(job).accuracy);
    }
  });

  test('refuses in words what is not of it', async () => {
    const { trainers } = await goOn([], []);
    const [shard] = splitTrainings(head, code, trainers.missing, 1);
    const [job] = jobsOf(shard!);
    const right = resultOf(job!, computed(job!));
    const wrong: readonly [Partial<Result>, string][] = [
      [{ code: '0.1.0+old' }, 'its code must be 0.1.0+test; got 0.1.0+old'],
      [{ run: 'another' }, 'its run must be class; got another'],
      [{ accuracy: 0.987654 }, 'its accuracy must be'],
      [{ parameters: 1 }, 'its parameters must be'],
    ];
    for (const [change, reason] of wrong) {
      const { trainers: after } = await goOn([], [{ ...right, ...change }]);
      expect(after.refused).toEqual([expect.stringContaining(reason)]);
      expect(after.missing).toHaveLength(10);
    }
    const link = await formatShard(shard!);
    await expect(parseShard(link.replace('1/1', '2/3'))).rejects.toThrow(
      'must be part 1 of 1; its address says 2 of 3',
    );
    await expect(parseShard(link.slice(0, -2))).rejects.toThrow('characters arrived');
    await expect(parseShard('#room=K7QM')).rejects.toThrow('link: must be #shard=');
    await expect(parseResults('{"format":"pnas-run"}', 'x.json')).rejects.toThrow('x.json: format');
    await expect(parseResults(link, 'the link')).rejects.toThrow('the link: must be JSON');
  });

  test("a part of the paper's largest level fits a link", async () => {
    const cell = Array.from({ length: 5 }, (_, i) => `${i - 2},5x5 dconv,-1,3x3 dilated conv`).join(',');
    const trainings = Array.from({ length: 9 }, (_, i) => ({
      id: `train-0-${String(i).padStart(16, '0')}`,
      purpose: 'train' as const,
      repeat: 0,
      level: 5,
      notation: cell.replace('5x5', `${3 + 2 * (i % 3)}x${3 + 2 * (i % 3)}`),
      child: i,
      children: 256,
      predicted: 0.9 + i / 977,
    }));
    const [shard] = splitTrainings(head, code, trainings, 1);
    const link = await formatShard(shard!);
    expect(link.length).toBeLessThan(3_900);
    expect(await parseShard(link)).toEqual(shard);
  });
});
