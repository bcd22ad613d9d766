/** @file The sentences that describe a run and its current state. */
import { PRESETS } from '../../contract/presets.ts';
import { EXTERNAL, type SearchConfig, type StrategyName } from '../../contract/config.ts';
import type { DeviceIdentity, RunHead } from '../../contract/records.ts';
import { answerOf } from '../../contract/answer.ts';
import { devicesOf, isOver } from '../../contract/run-file.ts';
import { splitSizes } from '../../contract/split-sizes.ts';
import { blocksAt, currentLevel, type Level, type RunStatus } from '../model/derive.ts';
import { count, counted, hundredths, percent } from '../model/format.ts';
import { presetOf } from '../model/preset-of.ts';
import { names } from '../messages/names.ts';
import { FEWEST_REPEATS, type Noise } from '../../core/stats.ts';
import type { Run } from '../../contract/records.ts';
import type { Activity } from '../../contract/events.ts';

/** What a strategy that trains whole cells makes of them, after ‘Training 40 cells’; undefined for one that grows cells. */
export const WHOLE_CELLS_TITLES: Readonly<Partial<Record<StrategyName, string>>> = {
  random: 'drawn at random',
  evolution: 'as evolution finds them',
  'local-search': 'near the best',
  bananas: 'near the best',
};
/** How it finds them. */
export const WHOLE_CELLS_WORDS: Readonly<Partial<Record<StrategyName, string>>> = {
  random: 'No surrogate. Whole cells are drawn at random.',
  evolution: 'No surrogate. A good cell is copied with one part changed.',
  'local-search': 'No surrogate. A better cell is looked for near the best.',
  bananas: 'The surrogate picks cells near the best.',
  external: 'Another program chose these cells.',
};

/** A run's name: its preset's, or its two main settings. */
export function runName({ config }: RunHead): string {
  const preset = presetOf(config);
  if (preset !== undefined) return names.value.presets[preset];
  const name = names.value.withBlocks(names.value.searches[config.strategy], config.blocks);
  if (config.strategy === EXTERNAL) return name;
  const isUsual = config.surrogate === PRESETS.demo.surrogate || config.strategy !== 'pnas';
  return `${name}, K ${config.children}${isUsual ? '' : `, ${config.surrogate}`}`;
}

/** `CIFAR-10 sample`. */
export const dataName = ({ data }: RunHead): string => (data.name === 'sample' ? names.value.sample : data.name);

/** `CIFAR-10 sample, 2,000 + 500 images, seed 42`. */
export function runDetail(head: RunHead): string {
  const { config } = head;
  const { training, validation } = splitSizes(config, head.data.images);
  return names.value.detail(dataName(head), training, validation, config.seed);
}

/** `NVIDIA Lovelace, WebGPU`. */
export function deviceName({ backend, description }: DeviceIdentity): string {
  const names: Record<string, string> = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly' };
  return `${description}, ${names[backend] ?? backend}`;
}

/** Of a run that was made on several devices, which they are; undefined of others. */
export function devicesWords(run: Run): string | undefined {
  const [first, ...others] = devicesOf(run);
  if (others.length === 0) return undefined;
  const later = others.map(({ after, device }) => `after ${counted(after, 'cell')} on ${deviceName(device)}`);
  return `Begun on ${deviceName(first!.device)}; resumed ${later.join(', then ')}.`;
}

export interface Headline {
  readonly title: string;
  readonly text: string;
}

/** The headline: what the search does now, and what follows. */
export function headline(
  run: Run,
  levels: readonly Level[],
  status: RunStatus,
  activity: Activity | undefined,
): Headline {
  const level = currentLevel(levels);
  const { config } = run.head;
  if (isOver(run.log)) return endHeadline(run, levels);
  if (status === 'open') {
    return {
      title: 'This run is paused',
      text: `Level ${level.level} of ${config.blocks}. Everything measured is kept, and Resume continues with the next child.`,
    };
  }
  if (activity?.phase === 'retrain') {
    return {
      title: 'Training a few cells once more',
      text: `Cell ${activity.child + 1} of ${activity.children} of level ${activity.level}, from other initial weights: how far its two accuracies differ tells how much of an accuracy is chance. It counts as no other cell.`,
    };
  }
  if (activity?.phase === 'confirm') {
    return {
      title: 'Confirming the best cells',
      text: `Cell ${activity.child + 1} of ${activity.children} with seed ${activity.repeat} of ${config.confirmationSeeds}, judged on images that the search never saw: the highest of many measurements is partly luck.`,
    };
  }
  if (activity?.phase === 'fit') {
    return {
      title: 'The surrogate learns from what was measured',
      text: level.isWhole
        ? 'It is fitted to every cell trained so far, then it picks the next few among cells near the best.'
        : `It is fitted to every cell trained so far, then it ranks the candidates of level ${activity.level + 1}.`,
    };
  }
  if (activity?.phase === 'rank' && level.isWhole) {
    return {
      title: 'The surrogate picks the next cells',
      text: 'Cells near the best so far are ranked by its predictions, each drawn with how far its networks differ.',
    };
  }
  if (activity?.phase === 'rank') {
    return {
      title: 'The surrogate ranks every cell that can be grown',
      text: `${counted(level.parents, 'cell')} of level ${activity.level - 1} can each grow by ${count(level.newBlocks)} blocks. The best ${config.minutes > 0 ? '' : `${config.children} `}are kept; ${count(activity.ranked)} ranked so far.`,
    };
  }
  return trainingHeadline(config, level.level, level.children.length);
}

/** The second step of Algorithm 1; where the budget is time, how many follows from it. */
export const pickTitle = ({ children, minutes }: SearchConfig): string =>
  names.value.pick(minutes > 0 ? undefined : children);

/** What a search came to. */
function endHeadline(run: Run, levels: readonly Level[]): Headline {
  const trained = counted(
    levels.reduce((sum, row) => sum + row.trained.length, 0),
    'cell',
  );
  const title = 'The search has ended';
  const best = answerOf(run);
  if (best === undefined) return { title, text: `${trained} trained, none with a result. Ranking shows why.` };
  const { record, confirmed } = best;
  const text =
    confirmed === undefined
      ? `${trained} trained and measured; the best measured reached ${percent(record.accuracy!)}.`
      : `${trained} trained and measured; the best, trained again and judged on images that the search never saw, reached ${percent(confirmed.mean)}.`;
  return { title, text: `${text} Cell shows what it is made of.` };
}

/** The headline of a shared run, ended or not. */
export function sharedHeadline(run: Run, levels: readonly Level[]): Headline {
  if (isOver(run.log)) return endHeadline(run, levels);
  const { level, trained } = currentLevel(levels);
  const { blocks } = run.head.config;
  return {
    title: `Level ${level} of ${blocks}`,
    text: `${counted(trained.length, 'cell')} of this level trained so far.`,
  };
}

function trainingHeadline(config: SearchConfig, level: number, children: number): Headline {
  const epochs = `Each gets ${counted(config.epochs, 'epoch')}.`;
  if (config.strategy === EXTERNAL) {
    return { title: 'Training cells that another program chose', text: `Each as it is given. ${epochs}` };
  }
  const whole = WHOLE_CELLS_TITLES[config.strategy];
  const lacks = config.strategy === 'bananas' ? '' : ', without a surrogate';
  if (whole !== undefined) {
    return {
      title: `Training ${counted(children, 'cell')} ${whole}`,
      text: `All have ${counted(level, 'block')}. ${epochs} As many as PNAS would train with these settings${lacks}.`,
    };
  }
  const isLast = level === config.blocks;
  const next = isLast
    ? config.confirmations > 0
      ? 'When all are measured, the few best are trained again, and the best of those is known.'
      : 'When all are measured, the best measured cell of the run is known.'
    : `When all ${children} are measured, the surrogate learns from them and every cell grows a ${ordinal(level + 1)} block.`;
  return level === 1
    ? {
        title: 'Training every one-block cell',
        text: `Level 1 of ${config.blocks}: ${counted(blocksAt(config, 0), 'cell')}. ${epochs} ${next}`,
      }
    : {
        title: `Training the ${children} cells the surrogate liked best`,
        text: `Level ${level} of ${config.blocks}. ${epochs} ${next}`,
      };
}

/** The noise of a measured accuracy, in words; empty where too few cells were trained twice. */
export function noiseWords(noise: Noise | undefined): string {
  if (noise === undefined || noise.repeats < FEWEST_REPEATS) return '';
  return `Accuracy varies by about ±${hundredths(noise.deviation)} points between trainings of the same cell (${noise.repeats} retrained).`;
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];
const ordinal = (n: number): string => ORDINALS[n - 1] ?? `${n}th`;
