import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCell } from '../../../src/core/space/cell.ts';
import { OPERATORS } from '../../../src/core/space/operators.ts';
import {
  AUGMENTATIONS,
  NORMALISATIONS,
  PRECISIONS,
  parseConfig,
  type SearchConfig,
} from '../../../src/contract/config.ts';
import { PRESETS, type PresetName } from '../../../src/contract/presets.ts';
import {
  DEFAULT_RECIPE,
  formatPageLink,
  formatRecipe,
  HIDABLE,
  parseRecipe,
  TOUR_STEPS,
  VIEWS,
} from '../../../src/contract/link/recipe-link.ts';
import { cellArbitrary } from '../../support/cells.ts';

const integer = (min: number, max: number) => fc.integer({ min, max });
const real = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map((x) => x + 0); // no -0

const config: fc.Arbitrary<SearchConfig> = fc
  .record({
    seed: integer(0, 2 ** 32 - 1),
    strategy: fc.constantFrom(PRESETS.demo.strategy),
    blocks: integer(1, 8),
    children: integer(1, 4096),
    operators: fc.subarray([...OPERATORS], { minLength: 1 }),
    lookback: integer(1, 4),
    surrogate: fc.constantFrom(PRESETS.demo.surrogate),
    macro: fc.constantFrom('pnas' as const, 'titu1994' as const),
    repeats: integer(1, 12),
    filters: integer(1, 512),
    cellOutput: fc.constantFrom('all' as const, 'unused' as const),
    epochs: integer(1, 1000),
    batchSize: integer(1, 1024),
    learningRate: real(1e-6, 10),
    finalLearningRateShare: real(0, 1),
    optimizer: fc.constantFrom('momentum' as const, 'adam' as const),
    weightDecay: real(0, 1),
    clipNorm: real(0, 1e6),
    augmentation: fc.constantFrom(...AUGMENTATIONS),
    images: integer(20, 50_000),
    validationImages: integer(10, 25_000),
    normalisation: fc.constantFrom(...NORMALISATIONS),
    reward: fc.constantFrom('last' as const, 'best' as const),
    lastBatch: fc.constantFrom('dropped' as const, 'filled' as const),
    retrainings: integer(0, 64),
    probes: integer(0, 256),
    precision: fc.constantFrom(...PRECISIONS),
  })
  .map((any) => parseConfig({ ...any, validationImages: Math.min(any.validationImages, Math.floor(any.images / 2)) }));

const preset = fc.constantFrom(...(Object.keys(PRESETS) as PresetName[]));

/** What a link for a class can have besides: a step of the tour, things hidden. */
const tour = fc.record(
  {
    step: integer(1, TOUR_STEPS),
    hide: fc.subarray([...HIDABLE], { minLength: 1 }),
    projector: fc.constant(true as const),
  },
  { requiredKeys: [] },
);

const cells = cellArbitrary({ maxBlocks: 5 }).map(formatCell);

describe('recipe link', () => {
  test('every recipe comes back as it was', () => {
    fc.assert(
      fc.property(preset, config, fc.constantFrom(...VIEWS), tour, (name, any, view, extra) => {
        const recipe = { preset: name, config: any, view, ...extra };
        expect(parseRecipe(`#${formatRecipe(recipe)}`)).toEqual(recipe);
      }),
    );
  });

  test('a cell comes back as it was, readable', () => {
    fc.assert(
      fc.property(cells, (cell) => {
        const recipe = { ...DEFAULT_RECIPE, view: 'cell' as const, cell };
        expect(parseRecipe(formatPageLink(recipe))).toEqual(recipe);
      }),
    );
    expect(formatPageLink({ ...DEFAULT_RECIPE, view: 'cell', cell: '-1,identity,-2,3x3 dconv' })).toBe(
      'preset=demo-lot&seed=42&view=cell&cell=-1,identity,-2,3x3+dconv',
    );
    expect(parseRecipe('#cell=-1,identity,-2,3x3 dconv').view).toBe('cell');
  });

  test('reads as a person would write it', () => {
    expect(
      formatRecipe({ ...DEFAULT_RECIPE, config: { ...PRESETS.demo, blocks: 2, operators: ['identity', '3x3 dconv'] } }),
    ).toBe('preset=demo-lot&seed=42&B=2&ops=identity,3x3+dconv');
    expect(parseRecipe('')).toEqual(DEFAULT_RECIPE);
    expect(parseRecipe('#preset=smoke&epochs=1&images=200&validationImages=100').config.images).toBe(200);
  });

  test('of a first release means what it meant: seed was the name of titu1994', () => {
    const first = parseRecipe('#preset=seed&seed=7&K=16');
    expect(first.preset).toBe('titu1994');
    expect(first.config).toMatchObject({
      macro: 'titu1994',
      blocks: 5,
      children: 16,
      surrogate: 'lstm',
      reward: 'last',
    });
    expect(first.config.operators).toContain('identity');
    expect(parseRecipe('#recipe=seed').config.macro).toBe('titu1994');
    expect(() => parseRecipe('#recipe=seed&macro=pnas')).toThrow('link: macro must stand once; got it twice');
    expect(() => parseRecipe('#recipe=sed')).toThrow('link: macro must be one of pnas, titu1994; got "sed"');
  });

  test('of an earlier release means what it meant: demo had 3 blocks and 8 children a level', () => {
    const before = parseRecipe('#preset=demo&seed=7&epochs=2');
    expect(before.preset).toBe('demo');
    expect(before.config).toEqual({
      ...PRESETS.demo,
      seed: 7,
      blocks: 3,
      children: 8,
      images: 2_500,
      confirmations: 0,
      shadows: 'none',
      probes: 0,
      epochs: 2,
    });
    expect(parseRecipe(formatRecipe(before))).toEqual(before);
    expect(parseRecipe('#preset=demo-b5').config).toEqual({ ...PRESETS.demo, probes: 0 });
    expect(parseRecipe('#preset=demo-lot').config).toEqual(PRESETS.demo);
    expect(parseRecipe('#seed=42').config).toEqual(PRESETS.demo);
  });

  test.each([
    ['#B=9', 'link: blocks must be 1 to 8; got 9'],
    ['#B=two', 'link: B must be a number; got "two"'],
    ['#preset=fast', 'link: preset must be one of smoke, demo, titu1994, titu1994-b5, paper; got "fast"'],
    ['#ops=4x4 conv', /link: operators.* must be among identity, .*; got "4x4 conv"/],
    ['#colour=red', /link: settings are preset, .*; got "colour"/],
    ['#K=8&K=9', 'link: K must stand once; got it twice'],
    ['#K', 'link: each part must be name=value; got "K"'],
    ['#ops=%E0', 'link: must be percent-encoded text; got "%E0"'],
    ['#view=secret', /link: view must be one of/],
    ['#view=ranking&cell=-1,identity,-2,identity', 'link: cell must stand with view=cell; got view=ranking'],
    ['#cell=-1,identity,-2', 'link: cell: notation must be input,operator,input,operator for each block; got 3 fields'],
    ['#step=9', 'link: step must be 1 to 8; got "9"'],
    ['#hide=ranking', /link: hide must be among settings, answers; got "ranking"/],
    ['#projector=off', 'link: projector must be on; got "off"'],
    ['#images=100', /validationImages must be at most half of images; got 500 of 100/],
  ])('%s is refused in words', (fragment, message) => {
    expect(() => parseRecipe(fragment)).toThrow(message);
  });
});
