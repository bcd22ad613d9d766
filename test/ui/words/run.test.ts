/** Sentences of a run: what it is called, what it does now, what comes next. */
import { confirmedCells } from '../../../src/contract/answer.ts';
import { describe, expect, test } from 'vitest';
import { trainsWholeCells, STRATEGIES } from '../../../src/contract/config.ts';
import type { Activity } from '../../../src/contract/events.ts';
import { PRESETS, type PresetName } from '../../../src/contract/presets.ts';
import { levelsOf } from '../../../src/ui/model/derive.ts';
import { headline, noiseWords } from '../../../src/ui/words/headline.ts';
import { runName } from '../../../src/ui/words/names.ts';
import { trainingWhole, wholeCells } from '../../../src/ui/messages/en/searching.ts';
import { presets } from '../../../src/ui/messages/en/names.ts';
import { presetOf } from '../../../src/ui/model/preset-of.ts';
import { madeUpRun } from '../../support/runs.ts';

const run = madeUpRun({});
const { head } = run;
const begun = { head, log: [] };
const say = (shown: typeof run, activity?: Activity): string => {
  const { title, text } = headline(shown, levelsOf(shown), 'running', activity);
  return `${title}. ${text}`;
};

test.each(Object.keys(PRESETS) as PresetName[])('a run of the preset %s has its name, whatever its seed', (name) => {
  const config = { ...PRESETS[name], seed: 4_711 };
  expect(presetOf(config)).toBe(name);
  expect(runName({ ...head, config })).toBe(presets[name]);
});

test('a run of no preset is named by its strategy, B and K; no two strategies share a name', () => {
  const names = STRATEGIES.map((strategy) =>
    runName({ ...head, config: { ...PRESETS.demo, strategy, blocks: 4, children: 17 } }),
  );
  expect(new Set(names).size).toBe(STRATEGIES.length);
  for (const name of names) expect(name).toMatch(/ with B 4, K 17$/);
});

test('exactly the strategies that train whole cells have words for how they find them', () => {
  for (const strategy of STRATEGIES) {
    const has = [trainingWhole, wholeCells].map((words) => Object.hasOwn(words, strategy));
    const isWhole = trainsWholeCells({ strategy });
    expect([strategy, ...has]).toEqual([strategy, isWhole, isWhole]);
  }
});

describe('what happens now', () => {
  test('at level 1 is its number of cells, and what comes next', () => {
    const first = levelsOf(begun)[0]!.children.length;
    expect(say(begun)).toContain(`Training every one-block cell. Level 1 of ${head.config.blocks}: ${first} cells.`);
    expect(say(begun)).toContain('every cell grows a second block');
  });

  test('is what the strategy does, where it trains whole cells', () => {
    const wholeRun = { head: { ...head, config: { ...head.config, strategy: 'evolution' as const } }, log: [] };
    expect(say(wholeRun)).toMatch(/^Training [\d,]+ cells as evolution finds them\./);
    expect(say(wholeRun)).toContain('without a surrogate');
  });

  test('while a level is ranked counts the candidates so far', () => {
    expect(say(begun, { phase: 'rank', level: 2, ranked: 1_234 })).toContain('1,234 ranked so far');
  });

  test('is nothing in a run on show, which can be resumed', () => {
    const { title, text } = headline(begun, levelsOf(begun), 'open', undefined);
    expect(title).toBe('This run is paused');
    expect(text).toContain(`Level 1 of ${head.config.blocks}`);
  });

  test('is its best accuracy once it has ended', () => {
    const outcomes = run.log.filter(({ type }) => type !== 'done' && type !== 'confirm');
    const ended = { head, log: [...outcomes, { type: 'done' as const }] };
    const best = Math.max(...levelsOf(ended).flatMap((level) => level.best?.accuracy ?? []));
    expect(say(ended)).toContain('The search has ended');
    expect(say(ended)).toContain(`the best measured reached ${(100 * best).toFixed(1)}`);
  });

  test('is the mean of the best confirmed cell where cells were confirmed, and which is being confirmed before', () => {
    const ended = { head, log: [...run.log.filter(({ type }) => type !== 'done'), { type: 'done' as const }] };
    const { mean } = confirmedCells(ended)[0]!;
    expect(say(ended)).toContain(`judged on images that the search never saw, reached ${(100 * mean).toFixed(1)}`);
    const activity = { phase: 'confirm', repeat: 2, child: 0, children: 5 } as const;
    expect(say(begun, activity)).toContain('Cell 1 of 5 with seed 2 of 3');
  });
});

test('noise is said from three retrained cells on', () => {
  const noise = { deviation: 0.0123, interval: [0.01, 0.02] as [number, number] };
  expect(noiseWords({ ...noise, repeats: 2 })).toBe('');
  expect(noiseWords({ ...noise, repeats: 3 })).toContain('±1.2 points');
});
