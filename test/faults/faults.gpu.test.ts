/**
 * Faults on purpose, at points drawn at random in a whole search: after each the run is resumed, and its log must be the undisturbed one's.
 * `FAULTS` is the number of points of each kind (4 unless set; 50 takes minutes).
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants, hostname, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { parseConfig, type SearchConfig } from '../../src/contract/config.ts';
import type { SearchEvent } from '../../src/contract/events.ts';
import { PRESETS } from '../../src/contract/presets.ts';
import type { LogRecord, RunHead } from '../../src/contract/records.ts';
import { stream } from '../../src/core/random/rng.ts';
import { NEWEST_STREAMS } from '../../src/core/streams/streams.ts';
import { loadSample, type LoadedData } from '../../workers/data/node/files.ts';
import type { Device } from '../../workers/device/device.ts';
import type { KeptCheckpoint } from '../../workers/store/checkpoint.ts';
import { packCheckpoint } from '../../workers/store/node/checkpoint-file.ts';
import type { RunStore } from '../../workers/store/store.ts';
import { FileStore } from '../../workers/store/node/file-store.ts';
import { TIMEOUT_S } from '../../workers/train/timeout.ts';
import { openTestDevice } from '../support/dawn.ts';
import { essence, incidentsOf } from '../support/log.ts';

/** Faults of a kind at random places. Each is a whole search, and on a software device a new device compiles for seconds. */
const POINTS = Number(process.env['FAULTS'] ?? 2);
const MINUTES = 60_000;
const config: SearchConfig = parseConfig({
  ...PRESETS.smoke,
  macro: 'titu1994',
  filters: 2,
  epochs: 3,
  images: 60,
  validationImages: 20,
  batchSize: 10,
  children: 2,
  operators: ['identity', '3x3 maxpool'],
});
const random = stream(Number(process.env['FAULTS_SEED'] ?? 1), 'faults');

let data: LoadedData;
let runSearch: typeof import('../../workers/drive/search.ts').runSearch;
let device: Device;
let head: RunHead;
let whole: readonly LogRecord[];

beforeAll(async () => {
  data = await loadSample();
  device = await openTestDevice();
  const { notes: _notes, ...identity } = device.report;
  head = {
    id: 'run',
    streams: NEWEST_STREAMS,
    config,
    data: { name: 'sample', images: 2500, sha256: 'ab'.repeat(32) },
    device: identity,
    startedAt: '2026-01-01T00:00:00.000Z',
  };
  ({ runSearch } = await import('../../workers/drive/search.ts'));
  const store = newStore();
  await store.createRun(head);
  expect(await search(store)).toBe('finished');
  whole = essence((await store.run('run')).log);
  expect(whole.filter(({ type }) => type === 'train')).toHaveLength(12);
}, 2 * MINUTES);

const newStore = (): FileStore => new FileStore(mkdtempSync(join(tmpdir(), 'pnas-faults-')));

type Changes = Partial<Parameters<typeof runSearch>[0]>;

async function search(
  store: RunStore,
  onStep: (event: SearchEvent) => void = () => {},
  changes: Changes = {},
): Promise<'finished' | 'paused'> {
  const { currentTestName } = expect.getState();
  return runSearch({
    ...changes,
    run: await store.run('run'),
    images: data.images,
    device,
    store,
    reopen: async () => (device = await openTestDevice()),
    onEvent: (event) => (event.type === 'progress' || event.type === 'activity' ? onStep(event) : undefined),
    shouldPause: () => expect.getState().currentTestName !== currentTestName, // one that ran out of time leaves the device to the next
  });
}

/** A store under which the program ends at its nth write: before the write, or right after it. */
class DyingStore extends FileStore {
  #left: number;
  constructor(folder: string, writes: number) {
    super(folder);
    this.#left = writes;
  }

  override append(runId: string, record: LogRecord, place: number): Promise<void> {
    return this.#write(() => super.append(runId, record, place));
  }

  override checkpoints(runId: string): ReturnType<FileStore['checkpoints']> {
    const { load, save } = super.checkpoints(runId);
    return { load, save: (checkpoint) => this.#write(() => save(checkpoint)) };
  }

  async #write(write: () => Promise<void>): Promise<void> {
    this.#left--;
    if (this.#left === 0 && random.uniform() < 0.5) throw new Error('killed before a write');
    await write();
    if (this.#left === 0) throw new Error('killed after a write');
  }
}

describe('after a fault the log is as if nothing had been', () => {
  test(
    'the program ended at any write',
    async () => {
      const writes = 12 * config.epochs + 2; // a checkpoint an epoch but the last, a record a child, and the surrogate's two
      for (let point = 0; point < POINTS; point++) {
        const folder = mkdtempSync(join(tmpdir(), 'pnas-faults-'));
        const dying = new DyingStore(folder, 1 + random.integer(writes));
        await dying.createRun(head);
        await expect(search(dying)).rejects.toThrow('killed');
        const store = new FileStore(folder);
        expect(await search(store)).toBe('finished');
        expect(essence((await store.run('run')).log)).toEqual(whole);
      }
    },
    (1 + POINTS) * MINUTES,
  );

  test(
    'the device lost at any step',
    async () => {
      for (let point = 0; point < POINTS; point++) {
        const store = newStore();
        await store.createRun(head);
        let left = 1 + random.integer(40);
        let lost = 0;
        const end = await search(store, () => {
          if (--left !== 0) return;
          lost++;
          device.gpu!.destroy();
        });
        expect([end, lost]).toEqual(['finished', 1]);
        const { log } = await store.run('run');
        expect(essence(log)).toEqual(whole);
        expect(incidentsOf(log)).toEqual(['device-lost']);
      }
    },
    (1 + POINTS) * MINUTES,
  );

  test(
    'a child that loses two devices is a failure with its reason, ranked last, and the search goes on',
    async () => {
      const store = newStore();
      await store.createRun(head);
      let steps = 0;
      await search(store, () => {
        if (++steps === 3 || steps === 6) device.gpu!.destroy();
      });
      const { log } = await store.run('run');
      const failed = log.filter((record) => record.type === 'train' && record.failure !== undefined);
      expect(failed).toEqual([
        expect.objectContaining({ failure: { reason: 'device-lost', message: expect.any(String) }, retries: 1 }),
      ]);
      expect(log.at(-1)?.type).toBe('done');
      expect(log.filter(({ type }) => type === 'train')).toHaveLength(12);
      expect(incidentsOf(log)).toEqual(['device-lost', 'device-lost']);
    },
    MINUTES,
  );

  test(
    'a device that hangs is replaced by the watchdog',
    async () => {
      const store = newStore();
      await store.createRun(head);
      const { mapAsync } = GPUBuffer.prototype;
      const intervals = vi.spyOn(globalThis, 'setInterval');
      const letTimePass = (): void => {
        const [tick] = intervals.mock.calls.findLast(([, ms]) => ms === 1000)!; // the watchdog's
        for (let second = 0; second < TIMEOUT_S; second++) (tick as () => void)();
      };
      let steps = 0;
      const hang = (): void => {
        if (++steps !== 3) return;
        GPUBuffer.prototype.mapAsync = () => {
          GPUBuffer.prototype.mapAsync = mapAsync;
          setTimeout(letTimePass);
          return new Promise(() => {});
        };
      };
      expect(await search(store, hang)).toBe('finished');
      intervals.mockRestore();
      const { log } = await store.run('run');
      expect(incidentsOf(log)).toEqual(['timed-out']);
      expect(essence(log)).toEqual(whole);
    },
    MINUTES,
  );

  test(
    'a child under which two workers die, in whatever sessions, is a failure; a worker dead before it costs the others nothing',
    async () => {
      const store = newStore();
      await store.createRun(head);
      const dieAt = async (step: number, crash?: string): Promise<void> => {
        let steps = 0;
        const die = (): void => {
          if (++steps === step) throw new Error('the worker dies');
        };
        await expect(search(store, die, { crash })).rejects.toThrow('the worker dies');
      };
      await dieAt(2);
      await dieAt(10, 'first'); // some children on
      await dieAt(2, 'second');
      expect(await search(store, undefined, { crash: 'third' })).toBe('finished');
      const { log } = await store.run('run');
      expect(incidentsOf(log)).toEqual(['worker-crash', 'worker-crash', 'worker-crash']);
      const failed = log.filter((record) => record.type === 'train' && record.failure !== undefined);
      expect(failed).toEqual([
        expect.objectContaining({ failure: { reason: 'worker-crash', message: 'third' }, retries: 1 }),
      ]);
      expect(log.filter(({ type }) => type === 'train')).toHaveLength(12);
    },
    MINUTES,
  );
});

/** A store of a program that is killed: it leaves the lock of a process that is dead. */
class UnleftStore extends FileStore {
  readonly #root: string;
  constructor(root: string) {
    super(root);
    this.#root = root;
  }

  override async release(runId: string): Promise<void> {
    await super.release(runId);
    const { pid } = spawnSync(process.execPath, ['--version']);
    const owner = { pid, host: hostname(), since: new Date().toISOString() };
    writeFileSync(join(this.#root, runId, `lock-${pid}-killed.json`), JSON.stringify(owner));
  }
}

test(
  'a child under which the program is killed twice is a failure; one that gets on, or whose user closes the page, is none',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pnas-faults-'));
    const store = new UnleftStore(folder);
    await store.createRun(head);
    /** Goes on, and is killed at the end of the nth epoch, before that is saved: other reports come by the clock. */
    const killAt = async (epoch: number, changes: Changes = {}): Promise<void> => {
      let epochs = 0;
      const die = (event: SearchEvent): void => {
        if (event.type !== 'progress' || event.progress.step < event.progress.steps) return;
        if (++epochs === epoch) throw new Error('killed');
      };
      await expect(search(store, die, changes)).rejects.toThrow('killed');
    };
    for (let n = 0; n < 3; n++) await killAt(1, { wasAway: true });
    await killAt(2); // the first epoch saved
    await killAt(2); // and the second
    expect(await search(store)).toBe('finished');
    expect(essence((await store.run('run')).log)).toEqual(whole);

    await store.deleteRun('run');
    await store.createRun(head);
    await killAt(1);
    await killAt(1);
    expect(await search(store)).toBe('finished');
    const { log } = await store.run('run');
    const failed = log.filter((record) => record.type === 'train' && record.failure !== undefined);
    expect(failed).toEqual([expect.objectContaining({ failure: { reason: 'killed', message: expect.any(String) } })]);
    expect(incidentsOf(log)).toEqual(['killed', 'killed']);
    expect(log.filter(({ type }) => type === 'train')).toHaveLength(12);
  },
  2 * MINUTES,
);
describe('a checkpoint that is not of its child begins the child again, and the log says so', () => {
  /** Ends at its first checkpoint, which is stored. */
  class EndingStore extends FileStore {
    override checkpoints(runId: string): ReturnType<FileStore['checkpoints']> {
      const { load, save } = super.checkpoints(runId);
      const saveAndEnd = async (checkpoint: KeptCheckpoint): Promise<void> => {
        await save(checkpoint);
        throw new Error('ended after a checkpoint');
      };
      return { load, save: saveAndEnd };
    }
  }

  type Tensors = readonly Float32Array[];
  const withTensors = (kept: KeptCheckpoint, tensors: Tensors): Uint8Array =>
    packCheckpoint({ ...kept, state: { ...kept.state, tensors } });

  test.each<[string, (kept: KeptCheckpoint) => Uint8Array, string | undefined]>([
    ['none of these: it goes on', (kept) => packCheckpoint(kept), undefined],
    [
      'a weight flipped',
      (kept) => packCheckpoint(kept).map((byte, i, { length }) => (i === length - 100 ? byte ^ 64 : byte)),
      'its file is damaged',
    ],
    ['of an earlier version', (kept) => packCheckpoint(kept).slice(0, -4), 'or was written by an earlier version'],
    ['of another seed', (kept) => packCheckpoint({ ...kept, run: 'ab'.repeat(32) }), 'it is of another run'],
    [
      'of all epochs',
      (kept) => packCheckpoint({ ...kept, epochs: 3, curve: [0.1, 0.1, 1] }),
      'it must be of 1 to 2 epochs, with an accuracy of each; got 3, with 3',
    ],
    ['of more than it says', (kept) => packCheckpoint({ ...kept, curve: [0.1, 0.1] }), 'got 1, with 2'],
    [
      'of two epochs after one',
      (kept) => packCheckpoint({ ...kept, epochs: 2, curve: [0, 0] }),
      'it must be after 8 steps; got 4',
    ],
    ['of fewer tensors', (kept) => withTensors(kept, kept.state.tensors.slice(1)), 'tensors; got'],
    [
      'of other sizes',
      (kept) => withTensors(kept, [new Float32Array(3), ...kept.state.tensors.slice(1)]),
      'its tensor 0 must have ',
    ],
  ])(
    '%s',
    async (_what, tamper, reason) => {
      const folder = mkdtempSync(join(tmpdir(), 'pnas-faults-'));
      const ending = new EndingStore(folder);
      await ending.createRun(head);
      await expect(search(ending)).rejects.toThrow('ended after a checkpoint');
      const store = new FileStore(folder);
      const kept = (await store.checkpoints('run').load())!;
      writeFileSync(join(folder, 'run', 'checkpoint.bin'), tamper(kept));
      let epochs = 0;
      const shouldPause = (): boolean => epochs > 0;
      await runSearch({
        run: await store.run('run'),
        images: data.images,
        device,
        store,
        shouldPause,
        onEvent: (event) => void (epochs += event.type === 'record' && event.record.type === 'train' ? 1 : 0),
      });
      const { log } = await store.run('run');
      expect(essence(log)).toEqual(whole.slice(0, 1));
      expect(incidentsOf(log)).toEqual(reason === undefined ? [] : ['bad-checkpoint']);
      if (reason !== undefined) expect(JSON.stringify(log[0])).toContain(reason);
    },
    MINUTES,
  );

  test(
    'also where the program was killed',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'pnas-faults-'));
      const ending = new EndingStore(folder);
      await ending.createRun(head);
      await expect(search(ending)).rejects.toThrow('ended after a checkpoint');
      const path = join(folder, 'run', 'checkpoint.bin');
      writeFileSync(path, readFileSync(path).subarray(0, -4));
      writeFileSync(join(folder, 'run', 'attended'), '');
      const store = new FileStore(folder);
      expect(await search(store)).toBe('finished');
      const { log } = await store.run('run');
      expect(essence(log)).toEqual(whole);
      expect(incidentsOf(log)).toEqual(['killed', 'bad-checkpoint']);
    },
    MINUTES,
  );
});

describe('in the terminal', () => {
  const args = [
    'search',
    '--preset',
    'smoke',
    '--macro',
    'titu1994',
    '--filters',
    '2',
    '--epochs',
    '3',
    '--images',
    '60',
  ];
  args.push('--batch', '10', '--children', '2', '--operators', 'identity,3x3 maxpool');
  const pnas = (run: string) => ['--import', 'tsx', 'src/cli/main.ts', ...args, '--run', run];
  const runFolder = (): string => join(mkdtempSync(join(tmpdir(), 'pnas-faults-')), 'run');
  const logOf = async (run: string): Promise<LogRecord[]> =>
    essence((await new FileStore(dirname(run)).run(basename(run))).log);

  /**
   * Runs the search and kills it a little after it has told of so many children (each kill comes at another child, or it would be given
   * up); resolves with its exit status, or null if it was killed.
   */
  function killed(run: string, afterChildren: number): Promise<number | null> {
    const child = spawn('node', pnas(run), { stdio: ['ignore', 'pipe', 'ignore'] });
    let children = 0;
    child.stdout.on('data', (text: Buffer) => {
      const before = children;
      children += text.toString().split(' parameters, ').length - 1;
      if (before < afterChildren && children >= afterChildren)
        setTimeout(() => child.kill('SIGKILL'), 200 * random.uniform());
    });
    return new Promise((resolve) => child.on('exit', resolve));
  }

  test.skipIf(process.platform === 'win32')(
    'SIGTERM leaves the run in good order',
    async () => {
      const run = runFolder();
      // longer than it may take until it is told to end
      const child = spawn('node', [...pnas(run), '--epochs', '20'], { stdio: ['ignore', 'pipe', 'ignore'] });
      child.stdout.on('data', (text: Buffer) => {
        if (text.toString().includes(' parameters, ')) child.kill('SIGTERM');
      });
      expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(128 + constants.signals.SIGTERM);
      expect(await new FileStore(dirname(run)).acquire(basename(run))).toBe(false); // a kill would have left it attended
    },
    MINUTES,
  );

  test.skipIf(process.platform === 'win32')(
    'Ctrl-C before the device is open leaves it so, too',
    async () => {
      const run = runFolder();
      await new FileStore(dirname(run)).createRun({ ...head, id: basename(run) });
      const child = spawn('node', ['--import', 'tsx', 'src/cli/main.ts', 'search', '--run', run], { stdio: 'ignore' });
      const ended = new Promise((resolve) => child.on('exit', resolve));
      await vi.waitUntil(() => readdirSync(run).some((name) => /^lock-.*json$/.test(name)), MINUTES / 2);
      child.kill('SIGINT');
      expect(await ended).toBe(128 + constants.signals.SIGINT);
      expect(await new FileStore(dirname(run)).acquire(basename(run))).toBe(false);
    },
    MINUTES,
  );

  test(
    'SIGKILL at any time, again and again',
    async () => {
      const undisturbed = runFolder();
      expect(spawnSync('node', pnas(undisturbed)).status).toBe(0);
      let kills = 0;
      while (kills < POINTS) {
        const run = runFolder();
        while ((await killed(run, kills < POINTS ? 1 + random.integer(6) : Infinity)) === null) kills++;
        expect(await logOf(run)).toEqual(await logOf(undisturbed));
      }
    },
    (2 + POINTS) * MINUTES,
  );
});
