/** @file The sentences that describe a run and its current state. */
import { EXTERNAL, type SearchConfig } from '../../contract/config.ts';
import { answerOf } from '../../contract/answer.ts';
import { devicesOf, isOver } from '../../contract/run-file.ts';
import { blocksAt, currentLevel, type Level, type RunStatus } from '../model/derive.ts';
import { counted, hundredths, percent } from '../model/format.ts';
import { deviceName } from './names.ts';
import { searching } from '../messages/searching.ts';
import { FEWEST_REPEATS, type Noise } from '../../core/stats.ts';
import type { Run } from '../../contract/records.ts';
import type { Activity } from '../../contract/events.ts';

/** Of a run that was made on several devices, which they are; undefined of others. */
export function devicesWords(run: Run): string | undefined {
  const [first, ...others] = devicesOf(run);
  if (others.length === 0) return undefined;
  return searching.value.onDevices(
    deviceName(first!.device),
    others.map(({ after, device }) => [after, deviceName(device)]),
  );
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
  const words = searching.value;
  if (status === 'open') return { title: words.paused, text: words.pausedNote(level.level, config.blocks) };
  switch (activity?.phase) {
    case 'retrain': {
      const { child, children, level: of } = activity;
      return { title: words.retraining, text: words.retrainingNote(child + 1, children, of) };
    }
    case 'confirm': {
      const { child, children, repeat } = activity;
      return {
        title: words.confirming,
        text: words.confirmingNote(child + 1, children, repeat, config.confirmationSeeds),
      };
    }
    case 'fit':
      return { title: words.fitting, text: level.isWhole ? words.fittingWhole : words.fittingNote(activity.level + 1) };
    case 'rank':
      if (level.isWhole) return { title: words.pickingWhole, text: words.pickingWholeNote };
      return {
        title: words.ranking,
        text: words.rankingNote(
          level.parents,
          activity.level - 1,
          level.newBlocks,
          config.minutes > 0 ? undefined : config.children,
          activity.ranked,
        ),
      };
    default:
      return trainingHeadline(config, level.level, level.children.length);
  }
}

/** What a search came to. */
function endHeadline(run: Run, levels: readonly Level[]): Headline {
  const cells = levels.reduce((sum, row) => sum + row.trained.length, 0);
  const title = searching.value.ended;
  const best = answerOf(run);
  if (best === undefined) return { title, text: searching.value.endedNoResult(cells) };
  const { record, confirmed } = best;
  return {
    title,
    text:
      confirmed === undefined
        ? searching.value.endedMeasured(cells, percent(record.accuracy!))
        : searching.value.endedConfirmed(cells, percent(confirmed.mean)),
  };
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
  const words = searching.value;
  const { strategy, blocks, epochs } = config;
  if (strategy === EXTERNAL) return { title: words.trainingExternal, text: words.externalNote(epochs) };
  if (strategy !== 'pnas' && strategy !== 'shuffled') {
    return {
      title: words.trainingWhole[strategy](children),
      text: words.wholeNote(level, epochs, strategy === 'bananas'),
    };
  }
  const next =
    level < blocks
      ? words.thenGrows(children, level + 1)
      : config.confirmations > 0
        ? words.thenConfirmed
        : words.thenKnown;
  const now =
    level === 1 ? words.firstNote(blocks, blocksAt(config, 0), epochs) : words.trainingNote(level, blocks, epochs);
  return { title: words.training(level, children), text: `${now} ${next}` };
}

/** The noise of a measured accuracy, in words; empty where too few cells were trained twice. */
export function noiseWords(noise: Noise | undefined): string {
  if (noise === undefined || noise.repeats < FEWEST_REPEATS) return '';
  return searching.value.noise(hundredths(noise.deviation), noise.repeats);
}
