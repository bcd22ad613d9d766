/**
 * @file `pnas study`: Algorithm 1 beside its controls, with the same children and several seeds: the confirmed best of each, by which they are
 * judged, and the mean of the best measured 1 and 5 against children trained.
 */
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { STRATEGIES, type SearchConfig, type SearchStrategy } from '../../contract/config.ts';
import type { PresetName } from '../../contract/presets.ts';
import type { Run } from '../../contract/records.ts';
import { answerOf } from '../../contract/answer.ts';
import { repeatedAccuracies, trainRecords } from '../../contract/run-file.ts';
import { mean, measureNoise, standardError, topMeans } from '../../core/stats.ts';
import { loadData, type LoadedData } from '../../../workers/data/node/files.ts';
import { newHead } from '../../../workers/drive/new-run.ts';
import { FileStore } from '../../../workers/store/node/file-store.ts';
import { writeWhole } from '../../../workers/store/node/write-whole.ts';
import { table } from './cells.ts';
import { parseContenders } from '../study/contender.ts';
import { withTableFlags, integers, studyTable, type TableFlags } from './study-table.ts';
import { openCliDevice, type BackendName } from '../terminal/device.ts';
import { backendOption } from '../terminal/run-flags.ts';
import { releaseOn } from '../terminal/release.ts';
import {
  addSearchFlags,
  configFrom,
  integer,
  presetOption,
  requireSameSettings,
  type ConfigFlags,
} from '../terminal/options.ts';
import { line, nodeName, noiseLine, percent } from '../terminal/output.ts';
import { band, extentOf, plot } from '../terminal/svg.ts';

type Flags = Omit<ConfigFlags, 'children'> & {
  /** K; of a study on a table all children, and any number of them. */
  readonly children?: readonly number[];
  readonly preset: PresetName;
  readonly seeds?: number;
  readonly strategies?: string;
  readonly out: string;
  readonly data?: string;
  readonly backend: BackendName;
};

/** Searches per strategy unless `--seeds` is given. */
const SEEDS = 3;
/** Numbers of best children that are averaged. */
const TOPS = [1, 5] as const;
/** A colour per strategy (Okabe & Ito 2008). */
const COLOURS: Readonly<Record<SearchStrategy, string>> = {
  pnas: '#0072b2',
  random: '#d55e00',
  evolution: '#009e73',
  shuffled: '#cc79a7',
  'local-search': '#e69f00',
  bananas: '#56b4e9',
};

/** The mean over seeds of the mean of the best after so many children, and its standard error. */
interface StudyPoint {
  readonly children: number;
  readonly mean: number;
  /** null below two seeds. */
  readonly error: number | null;
}

/** One strategy's curve. */
interface StudyCurve {
  readonly strategy: SearchStrategy;
  readonly top: number;
  readonly points: readonly StudyPoint[];
}

/** The confirmed bests of one strategy. */
interface StudyAnswers {
  readonly strategy: SearchStrategy;
  /** Of each seed, in order; null where every confirmation failed. */
  readonly confirmed: readonly (number | null)[];
  /** Over the seeds that have one. */
  readonly mean: number;
  /** Standard error of the mean; null below two seeds. */
  readonly error: number | null;
}

const CHILDREN = new Option(
  '--children <K>',
  'children per level from level 2 on (paper: 256); with --table children in all, one number or several',
).argParser(integers);

/** Registers the command. */
export function addStudy(program: Command): void {
  const command = addSearchFlags(
    program
      .command('study')
      .description('run PNAS and its controls with several seeds; write how good the best are against children trained')
      .addOption(presetOption('budget of each search', 'smoke')),
    { children: CHILDREN },
  )
    .option('--seeds <n>', 'searches per strategy, with seeds from --seed on (default: 3, with --table 100)', integer)
    .option('--out <folder>', 'keep the runs, study.json and study.svg here; continues what is there', 'study')
    .option('--data <path>', 'official .bin file, or a folder of data_batch_*.bin (default: the embedded sample)')
    .addOption(backendOption())
    .action((flags: Flags & Partial<TableFlags>) =>
      flags.table === undefined ? study(flags) : studyTable(flags as TableFlags),
    );
  withTableFlags(command);
}

async function study(flags: Flags): Promise<void> {
  const { seeds = SEEDS, children, ...others } = flags;
  if (seeds < 1) throw new RangeError(`--seeds must be at least 1; got ${seeds}`);
  if (children !== undefined && children.length > 1)
    throw new RangeError('--children must be one number without --table');
  const config = configFrom(flags.preset, children === undefined ? others : { ...others, children: children[0] });
  const data = await loadData(flags.data);
  const strategies = strategiesOf(flags, config);
  const search = await openSearches(data, flags);
  const repeated: number[][] = [];
  const runs = new Map<SearchStrategy, (number | undefined)[][]>(strategies.map((strategy) => [strategy, []]));
  const answers = new Map<SearchStrategy, (number | undefined)[]>(strategies.map((strategy) => [strategy, []]));
  for (let i = 0; i < seeds; i++) {
    for (const strategy of strategies) {
      const seed = config.seed + i;
      const run = await search({ ...config, strategy, seed });
      const accuracies = trainRecords(run).map(({ accuracy }) => accuracy);
      repeated.push(...repeatedAccuracies(run));
      runs.get(strategy)!.push(accuracies);
      const confirmed = answerOf(run)?.confirmed?.mean;
      answers.get(strategy)!.push(confirmed);
      const best = topMeans(accuracies, 1).at(-1) ?? NaN;
      const again = confirmed === undefined ? '' : `, confirmed ${percent(confirmed)}`;
      line(
        `${strategy.padEnd(12)}  seed ${seed}  ${accuracies.length} children, best measured ${percent(best)}${again}`,
      );
    }
  }
  const curves = [...runs].flatMap(([strategy, own]) => TOPS.map((top) => curveOf(strategy, top, own)));
  const noise = measureNoise(repeated);
  const bests = config.confirmations === 0 ? [] : [...answers].map(([strategy, own]) => answersOf(strategy, own));
  const judged = bests.length === 0 ? {} : { bests };
  const report = {
    config,
    data: data.identity,
    seeds,
    ...judged,
    curves,
    ...(noise === undefined ? {} : { noise }),
  };
  await writeWhole(join(flags.out, 'study.json'), `${JSON.stringify(report, undefined, 2)}\n`);
  await writeWhole(
    join(flags.out, 'study.svg'),
    draw(curves, `${flags.preset}, ${data.identity.name}, ${seeds} seeds`),
  );
  print(curves, bests);
  if (noise !== undefined) line(`noise   ${noiseLine(noise)}`);
  line(`wrote   ${join(flags.out, 'study.json')} and study.svg`);
}

/** The strategies to compare: those of `--strategies`, the one of `--strategy`, else all. */
function strategiesOf({ strategy, strategies }: Flags, { surrogate }: SearchConfig): readonly SearchStrategy[] {
  if (strategies === undefined) return strategy === undefined ? STRATEGIES : [strategy];
  if (strategy !== undefined) throw new RangeError('study: give --strategies or --strategy, not both');
  const contenders = parseContenders(strategies, surrogate);
  const other = contenders.find((contender) => contender.name !== contender.strategy);
  if (other !== undefined) {
    throw new RangeError(`study: without --table all searches have the --surrogate; got ${other.name}`);
  }
  return contenders.map((contender) => contender.strategy);
}

/** Opens the device; returns a function that runs or continues one search in a folder of the study. */
async function openSearches(data: LoadedData, { out, backend }: Flags) {
  const device = await openCliDevice(backend);
  const { runSearch } = await import('../../../workers/drive/search.ts');
  const store = new FileStore(out);
  const [begun] = (await store.runs()).items; // all searches of a study draw, and are picked for, alike
  return async (config: SearchConfig): Promise<Run> => {
    const id = `${config.strategy}-${config.seed}`;
    if (!store.has(id)) {
      const head = newHead({ id, config, data: data.identity, device: device.report, runtime: nodeName() });
      await store.createRun({ ...head, streams: begun?.streams ?? head.streams });
    }
    const run = await store.run(id);
    const advice = 'Give the same flags to continue it, or another --out for another study';
    requireSameSettings(`study: ${join(out, id)}`, run.head.config, config, advice);
    if (run.head.data.sha256 !== data.identity.sha256) {
      throw new RangeError(`study: ${join(out, id)} was begun on ${run.head.data.name}; give another --out`);
    }
    const { remove } = releaseOn(['SIGINT', 'SIGTERM', 'SIGHUP'], store, id);
    await runSearch({ run, images: data.images, device, store, onEvent: () => {}, shouldPause: () => false });
    remove();
    return store.run(id);
  };
}

function curveOf(strategy: SearchStrategy, top: number, runs: readonly (number | undefined)[][]): StudyCurve {
  const means = runs.map((accuracies) => topMeans(accuracies, top));
  const length = Math.min(...means.map((run) => run.length));
  const points = Array.from({ length }, (_, i): StudyPoint => {
    const values = means.map((run) => run[i]!);
    const error = standardError(values);
    return { children: i + 1, mean: mean(values), error: Number.isNaN(error) ? null : error };
  });
  return { strategy, top, points };
}

function answersOf(strategy: SearchStrategy, confirmed: readonly (number | undefined)[]): StudyAnswers {
  const values = confirmed.filter((value) => value !== undefined);
  const error = standardError(values);
  return {
    strategy,
    confirmed: confirmed.map((value) => value ?? null),
    mean: mean(values),
    error: Number.isNaN(error) ? null : error,
  };
}

const withError = ({ mean: centre, error }: Pick<StudyPoint, 'mean' | 'error'>): string =>
  `${percent(centre)}${error === null ? '' : ` +- ${percent(error)}`}`;

function print(curves: readonly StudyCurve[], bests: readonly StudyAnswers[]): void {
  const confirmed = bests.length === 0 ? [] : ['confirmed best'];
  const rows = [['strategy', 'children', ...confirmed, ...TOPS.map((top) => `mean of top ${top} measured`)]];
  for (const strategy of new Set(curves.map((curve) => curve.strategy))) {
    const last = TOPS.map((top) =>
      curves.find((curve) => curve.strategy === strategy && curve.top === top)!.points.at(-1)!,
    );
    const best = bests.filter((own) => own.strategy === strategy);
    rows.push([strategy, `${last[0]!.children}`, ...[...best, ...last].map(withError)]);
  }
  table(rows);
}

/** The plot: a curve per strategy with a band of one standard error. */
function draw(curves: readonly StudyCurve[], title: string): string {
  const shown = curves.filter(({ top }) => top === TOPS[1]);
  const bands = shown.map(({ strategy, points }) => ({
    strategy,
    points: points
      .filter((point) => Number.isFinite(point.mean))
      .map(({ children, mean: centre, error }) => ({
        x: children,
        low: centre - (error ?? 0),
        centre,
        high: centre + (error ?? 0),
      })),
  }));
  const all = bands.flatMap(({ points }) => points);
  return plot({
    title: `Mean accuracy of the best ${TOPS[1]}: ${title}`,
    xLabel: 'children trained',
    yLabel: 'validation accuracy, one standard error',
    xExtent: [1, Math.max(...all.map(({ x }) => x))],
    yExtent: extentOf(all.flatMap(({ low, high }) => [low, high])),
    legend: true,
    draw: (axes) =>
      bands.map(({ strategy, points }, i) => band(axes, points, COLOURS[strategy], strategy, i)).join('\n'),
  });
}
