/** @file Runs for tests: Algorithm 1 with made-up outcomes, the same for the same settings. */
import { NEWEST_STREAMS } from '../../src/core/streams/streams.ts';
import fc from 'fast-check';
import { PARETO, PRECISIONS, STARTS, STOPPINGS, type SearchConfig } from '../../src/contract/config.ts';
import { PRESETS } from '../../src/contract/presets.ts';
import type { ConfirmRecord, LogRecord, RetrainRecord, Run, TrainRecord } from '../../src/contract/records.ts';
import { doneRecord } from '../../src/contract/answer.ts';
import { measuredImages, splitSizes } from '../../src/contract/split-sizes.ts';
import { canonicalKey } from '../../src/core/space/canonical.ts';
import { formatCell, type Cell } from '../../src/core/space/cell.ts';
import { parameterCount } from '../../src/core/network/layers.ts';
import { layerTable } from '../../src/core/network/macro.ts';
import { OPERATORS } from '../../src/core/space/operators.ts';
import { stream, type Rng } from '../../src/core/random/rng.ts';
import { withConfirmation } from '../../src/core/search/confirmation.ts';
import { confirmedFinalists, withHalving } from '../../src/core/search/halving.ts';
import { pnas } from '../../src/core/search/pnas.ts';
import { withRetrainings } from '../../src/core/search/retraining.ts';
import { StateSpace } from '../../src/core/space/state-space.ts';

export interface RunOptions {
  readonly config?: Partial<SearchConfig>;
  readonly seed?: number;
  /** Records kept of the log; all unless given. */
  readonly records?: number;
  /** Share of children that fail. */
  readonly failures?: number;
  /** Parts that accuracies are multiples of; the validation images unless given. */
  readonly parts?: number;
  readonly description?: string;
}

/** Levels of a made-up run: all that a search has, in few children. */
const SMALL = { blocks: 3, children: 8, probes: 0 };
const DATA = { name: 'sample', images: 2500, sha256: '0123456789abcdef'.repeat(4) };

/** A run of a search, its outcomes drawn at random. */
export function madeUpRun(options: RunOptions = {}): Run {
  const config: SearchConfig = { ...PRESETS.demo, ...SMALL, ...options.config };
  const draw = stream(options.seed ?? 1, 'made up');
  const log: LogRecord[] = [];
  const plain = pnas(config, new StateSpace(config).firstLevel());
  const repeated = withRetrainings(plain, config, stream(config.seed, 'retrain'));
  const confirmed = withConfirmation(repeated, { ...config, validationImages: measuredImages({ config, data: DATA }) });
  const finalistsAt = confirmedFinalists(config);
  const strategy = config.stopping === 'none' ? confirmed : withHalving(confirmed, config.epochs, { finalistsAt });
  const stopped = new Map<string, TrainRecord>();
  for (let step = strategy.next(); step.done !== true;) {
    const command = step.value;
    if (command.type === 'train') {
      const records = command.candidates.map(({ cell, predicted }) => {
        const record = child(
          cell,
          predicted,
          config,
          draw,
          options,
          command.until?.epochs,
          stopped.get(formatCell(cell)),
        );
        stopped.set(record.notation, record);
        return record;
      });
      log.push(...records);
      step = strategy.next({
        type: 'train',
        trained: records.map(({ accuracy, epochs }, i) => ({
          cell: command.candidates[i]!.cell,
          level: command.level,
          accuracy,
          epochs,
        })),
      });
    } else if (command.type === 'retrain') {
      const records = command.cells.map((cell): RetrainRecord => {
        const { type: _type, parameters: _parameters, ...outcome } = child(cell, undefined, config, draw, options);
        return { type: 'retrain', repeat: command.repeat, ...outcome };
      });
      log.push(...records);
      step = strategy.next({ type: 'retrain', accuracies: records.map(({ accuracy }) => accuracy) });
    } else if (command.type === 'confirm') {
      const records = command.cells.map((cell) => confirmation(cell, command.repeat, config, draw, options));
      log.push(...records);
      step = strategy.next({
        type: 'confirm',
        cells: command.cells,
        accuracies: records.map(({ accuracy }) => accuracy),
      });
    } else if (command.type === 'fit') {
      const cells = command.trained.filter(({ accuracy }) => accuracy !== undefined).length;
      const losses = Array.from({ length: 5 }, () => Math.fround(draw.uniform()));
      log.push({ type: 'fit', level: command.level, cells, losses, durationMs: draw.integer(20_000) });
      step = strategy.next({ type: 'fit' });
    } else if (command.type === 'ask' || command.type === 'proceed') {
      throw new Error('no strategy here asks for cells, or for time');
    } else {
      const { probes: drawn = 0 } = 'parents' in command ? command : {};
      const most = command.keep + drawn;
      const from = 'parents' in command ? grown(command.parents, most, config, draw) : command.candidates;
      const kept = from.slice(0, most).map((cell, i) => ({
        cell,
        predicted: 0.9 - 0.1 * (i / most) - 0.001 * draw.uniform(),
      }));
      const curve = Array.from({ length: 40 }, (_, i): [number, number] => [Math.round(1.2 ** i) + i, 0.9 - i / 60]);
      const probes = Math.max(0, kept.length - command.keep);
      const written = kept.map(({ cell, predicted }) => ({ notation: formatCell(cell), predicted }));
      const durationMs = draw.integer(60_000);
      log.push({
        type: 'rank',
        level: command.level,
        candidates: 40_800,
        kept: written,
        ...(probes > 0 && { probes }),
        curve,
        durationMs,
      });
      step = strategy.next({ type: 'rank', kept });
    }
    if (step.done === true) {
      log.push({ type: 'done', ...(step.value.best === undefined ? {} : { best: formatCell(step.value.best.cell) }) });
    }
  }
  const { records = log.length, description = 'NVIDIA GeForce RTX 3080' } = options;
  return {
    head: {
      id: 'a run',
      streams: NEWEST_STREAMS,
      config,
      data: DATA,
      device: { backend: 'webgpu', description, software: false },
      startedAt: '2026-11-24T10:24:31.000Z',
    },
    log: log.slice(0, records),
  };
}

function child(
  cell: Cell,
  predicted: number | undefined,
  config: SearchConfig,
  draw: Rng,
  { failures = 0, parts = measuredImages({ config, data: DATA }) }: RunOptions,
  until = config.epochs,
  before?: TrainRecord,
): TrainRecord {
  const failed = draw.uniform() < failures;
  const known = before?.curve ?? [];
  const more = until - known.length;
  const epochs = failed ? draw.integer(more) : more;
  const curve = [...known, ...Array.from({ length: epochs }, () => draw.integer(parts + 1) / parts)];
  const accuracy = config.reward === 'best' ? Math.max(...curve) : curve.at(-1)!;
  // a cell that is trained again has no prediction here
  const mayBeWarm = config.start === 'warm' && cell.length > 1 && predicted !== undefined;
  const isWarm = before === undefined ? mayBeWarm && draw.uniform() < 0.5 : before.start === 'warm';
  return {
    type: 'train',
    notation: formatCell(cell),
    level: cell.length,
    ...(predicted === undefined ? {} : { predicted }),
    ...(failed ? { failure: { reason: 'nan-loss', message: 'nan-loss' } } : { accuracy }),
    curve,
    durationMs: (before?.durationMs ?? 0) + draw.integer(200_000),
    parameters: parameterCount(layerTable(cell, config)),
    ...(isWarm && { start: 'warm' as const }),
    ...(until < config.epochs && !failed ? { epochs: until } : {}),
  };
}

/** A cell confirmed: its accuracy is on other images than its curve. */
function confirmation(cell: Cell, repeat: number, config: SearchConfig, draw: Rng, options: RunOptions): ConfirmRecord {
  const { parameters: _parameters, accuracy, ...outcome } = child(cell, undefined, config, draw, options);
  const parts = options.parts ?? splitSizes(config, DATA.images).confirmation;
  const measured = accuracy === undefined ? {} : { accuracy: draw.integer(parts + 1) / parts };
  return { ...outcome, ...measured, type: 'confirm', repeat };
}

/** Distinct children of the parents, without walking a whole level. */
function grown(parents: readonly Cell[], keep: number, config: SearchConfig, draw: Rng): Cell[] {
  const space = new StateSpace(config);
  const cells = new Map<string, Cell>();
  for (let tries = 0; tries < 4 * keep && cells.size < keep; tries++) {
    const parent = parents[draw.integer(parents.length)]!;
    const cell = [...parent, space.random(parent.length + 1, draw).at(-1)!];
    const key = canonicalKey(cell);
    if (!cells.has(key)) cells.set(key, cell);
  }
  return [...cells.values()];
}

/** The log with the children of each level trained in the reverse order: not that in which they were kept. */
function reversed(log: readonly LogRecord[]): LogRecord[] {
  const children = log.filter((record) => record.type === 'train').toReversed();
  const next = (level: number): TrainRecord =>
    children.splice(
      children.findIndex((record) => record.level === level),
      1,
    )[0]!;
  const records = log.map((record) => (record.type === 'train' ? next(record.level) : record));
  return records.map((record) => (record.type === 'done' ? doneRecord(records.slice(0, -1)) : record)); // of equals, the first trained is best
}

/** Any run, finished or cut anywhere, its children trained in the order kept or another, with failures, with accuracies that are whole numbers of images or not. */
export const runArbitrary: fc.Arbitrary<Run> = fc
  .record({
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    blocks: fc.integer({ min: 1, max: 5 }),
    children: fc.integer({ min: 1, max: 12 }),
    lookback: fc.integer({ min: 1, max: 4 }),
    operators: fc.subarray([...OPERATORS], { minLength: 1, maxLength: 4 }),
    macro: fc.constantFrom('pnas' as const, 'titu1994' as const),
    epochs: fc.integer({ min: 1, max: 20 }),
    retrainings: fc.constantFrom(0, 1, 5),
    confirmations: fc.constantFrom(0, 1, 5),
    confirmationSeeds: fc.integer({ min: 1, max: 3 }),
    precision: fc.constantFrom(...PRECISIONS),
    probes: fc.constantFrom(0, 1, 5),
    stopping: fc.constantFrom(...STOPPINGS),
    start: fc.constantFrom(...STARTS),
    pareto: fc.constantFrom(...PARETO),
    images: fc.constantFrom(2000, 2500), // the set has images for the confirmation alone, or none
    cut: fc.double({ min: 0, max: 1, noNaN: true }),
    failures: fc.constantFrom(0, 0.2, 1),
    parts: fc.constantFrom(undefined, 10_007),
    description: fc.string({ maxLength: 40 }),
    isReversed: fc.boolean(),
  })
  .map(({ seed, cut, failures, parts, description, isReversed, ...drawn }) => {
    const config = drawn.macro === 'pnas' ? drawn : { ...drawn, start: 'cold' as const };
    const options = { config: { ...config, filters: 4, seed }, seed, failures, parts, description };
    const made = madeUpRun(options);
    const whole = isReversed && config.stopping === 'none' ? { ...made, log: reversed(made.log) } : made;
    return cut === 1 ? whole : { ...whole, log: whole.log.slice(0, Math.floor(cut * whole.log.length)) };
  });
