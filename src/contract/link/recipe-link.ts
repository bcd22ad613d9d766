/**
 * @file The recipe link: a search's settings, readable, in a URL's fragment, which no server ever sees:
 * `#preset=demo-lot&seed=42&B=3&K=8&ops=identity,3x3+dconv&view=ranking`. A link only fills in the form; it starts nothing. The page's own address
 * is one, and its screens, and cells (`view=cell&cell=-1,identity,-2,3x3+dconv`), are entries of the browser's history.
 */
import { EXTERNAL, parseWith, SearchConfigSchema, STRATEGIES, type SearchConfig } from '../config.ts';
import { findPreset, FIRST_PRESETS, linkNameOf, PRESETS, type PresetName } from '../presets.ts';
import { parseCell } from '../../core/space/cell.ts';

/** Screens a link can open on. */
export const VIEWS = ['search', 'cell', 'surrogate', 'ranking', 'final', 'try', 'runs', 'teach', 'device'] as const;
export type View = (typeof VIEWS)[number];

/** Steps of the guided tour. */
export const TOUR_STEPS = 8;
/** What a link for a class can hide: the settings' form, the tour's answers. */
export const HIDABLE = ['settings', 'answers'] as const;
export type Hidable = (typeof HIDABLE)[number];

/** Fragments that hold a run's link text (`result-link.ts`) and no recipe: `#run=` shows it, `#continue=` keeps a copy. */
export const RUN_FRAGMENT = 'run';
/** Before a final training, which `final.html` shows (`final-link.ts`). */
export const FINAL_FRAGMENT = 'final';
export const CONTINUE_FRAGMENT = 'continue';

/** The text of a fragment `#name=text`; undefined for another one. */
export function fragmentText(fragment: string, name: string): string | undefined {
  const start = `#${name}=`;
  return fragment.startsWith(start) ? fragment.slice(start.length) : undefined;
}

/** What a recipe link holds. */
export interface Recipe {
  /** The preset the settings started from. */
  readonly preset: PresetName;
  readonly config: SearchConfig;
  readonly view: View;
  /** The step that the tour opens on, 1 to {@link TOUR_STEPS}; absent: the first. */
  readonly step?: number;
  /** What is hidden; absent: nothing. */
  readonly hide?: readonly Hidable[];
  /** Whether the page is large and of high contrast, for a projector. */
  readonly projector?: true;
}

/** A link to a place of the page: a recipe, and on the screen `cell` which cell, in notation; absent: the run's best. */
export interface PageLink extends Recipe {
  readonly cell?: string;
}

/** The page without a link. */
export const DEFAULT_RECIPE: Recipe = { preset: 'demo', config: PRESETS.demo, view: 'search' };

/** What each setting is called in a link: the paper's letter where it has one. */
export const LINK_NAMES = {
  seed: 'seed',
  strategy: 'strategy',
  blocks: 'B',
  children: 'K',
  operators: 'ops',
  lookback: 'L',
  surrogate: 'surrogate',
  macro: 'macro',
  repeats: 'N',
  filters: 'F',
  cellOutput: 'cellOutput',
  epochs: 'epochs',
  batchSize: 'batchSize',
  learningRate: 'learningRate',
  finalLearningRateShare: 'finalLearningRateShare',
  optimizer: 'optimizer',
  weightDecay: 'weightDecay',
  clipNorm: 'clipNorm',
  augmentation: 'augmentation',
  images: 'images',
  validationImages: 'validationImages',
  normalisation: 'normalisation',
  reward: 'reward',
  lastBatch: 'lastBatch',
  retrainings: 'retrainings',
  confirmations: 'confirmations',
  confirmationSeeds: 'confirmationSeeds',
  minutes: 'minutes',
  shadows: 'shadows',
  precision: 'precision',
  probes: 'probes',
  stopping: 'stopping',
  start: 'start',
  pareto: 'pareto',
} as const satisfies Record<keyof SearchConfig, string>;

/** What links of the first releases call the settings that have other names now. */
const FIRST_LINK_NAMES: Readonly<Record<string, string>> = { recipe: LINK_NAMES.macro };

const SETTINGS = Object.keys(LINK_NAMES) as (keyof SearchConfig)[];
const KNOWN = ['preset', ...Object.values(LINK_NAMES), 'view', 'cell', 'step', 'hide', 'projector'];

/** The fragment without its `#`: the preset, the seed, and whatever differs from the preset. */
export function formatRecipe({ preset, config, view, step, hide, projector }: Recipe): string {
  const fields = [`preset=${linkNameOf(preset)}`];
  for (const key of SETTINGS) {
    const value = String(config[key]); // an array's is comma-separated
    if (key === 'seed' || value !== String(PRESETS[preset][key])) fields.push(`${LINK_NAMES[key]}=${encode(value)}`);
  }
  if (view !== DEFAULT_RECIPE.view) fields.push(`view=${view}`);
  if (step !== undefined) fields.push(`step=${step}`);
  if (hide !== undefined) fields.push(`hide=${hide.join(',')}`);
  if (projector) fields.push('projector=on');
  return fields.join('&');
}

/** The same of a link that may name a cell. */
export function formatPageLink({ cell, ...recipe }: PageLink): string {
  return `${formatRecipe(recipe)}${cell === undefined ? '' : `&cell=${encode(cell)}`}`;
}

/**
 * Reads a fragment, with or without its `#`. Settings not named are the preset's.
 * @throws {RangeError} `link: ...` for an unknown name, a repeated one, or a value out of range.
 */
export function parseRecipe(fragment: string): PageLink {
  const fields = readFields(fragment.replace(/^#/, ''));
  const named = fields.get('preset') ?? linkNameOf(DEFAULT_RECIPE.preset);
  const preset = findPreset(named);
  if (preset === undefined) {
    throw new RangeError(`link: preset must be one of ${Object.keys(PRESETS).join(', ')}; got "${named}"`);
  }
  const cell = fields.get('cell');
  const view = fields.get('view') ?? (cell === undefined ? DEFAULT_RECIPE.view : 'cell');
  if (!isView(view)) throw new RangeError(`link: view must be one of ${VIEWS.join(', ')}; got "${view}"`);
  const config: Record<string, unknown> = { ...PRESETS[preset], ...FIRST_PRESETS[named] };
  for (const key of SETTINGS) {
    const text = fields.get(LINK_NAMES[key]);
    if (text !== undefined) config[key] = readSetting(key, text, `link: ${LINK_NAMES[key]}`);
  }
  const settings = parseWith(SearchConfigSchema, config, 'link');
  if (settings.strategy === EXTERNAL) {
    throw new RangeError(
      `link: strategy must be one of ${STRATEGIES.join(', ')}; got "${EXTERNAL}", whose cells another program chooses`,
    );
  }
  return {
    preset,
    config: settings,
    view,
    ...readCell(cell, view),
    ...readTour(fields),
  };
}

/**
 * A setting's value from text, by the type it has in every preset; its range is the schema's to check.
 * @throws {RangeError} starting with `place`.
 */
export function readSetting(key: keyof SearchConfig, text: string, place: string): unknown {
  const example = PRESETS.demo[key];
  if (typeof example === 'number') {
    if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) throw new RangeError(`${place} must be a number; got "${text}"`);
    return Number(text);
  }
  if (key === 'augmentation' && (text === 'true' || text === 'false')) return text === 'true'; // links of the first releases
  return typeof example === 'string' ? text : text.split(',').map((name) => name.trim());
}

function readCell(cell: string | undefined, view: View): Pick<PageLink, 'cell'> {
  if (cell === undefined) return {};
  if (view !== 'cell') throw new RangeError(`link: cell must stand with view=cell; got view=${view}`);
  try {
    parseCell(cell);
  } catch (error) {
    throw new RangeError(`link: ${(error as Error).message}`, { cause: error });
  }
  return { cell };
}

function readTour(fields: ReadonlyMap<string, string>): Pick<Recipe, 'step' | 'hide' | 'projector'> {
  const step = fields.get('step');
  if (step !== undefined && !(/^\d$/.test(step) && Number(step) >= 1 && Number(step) <= TOUR_STEPS)) {
    throw new RangeError(`link: step must be 1 to ${TOUR_STEPS}; got "${step}"`);
  }
  const hide = fields.get('hide')?.split(',');
  const unknown = hide?.find((name) => !HIDABLE.some((known) => known === name));
  if (unknown !== undefined) throw new RangeError(`link: hide must be among ${HIDABLE.join(', ')}; got "${unknown}"`);
  const projector = fields.get('projector');
  if (projector !== undefined && projector !== 'on') {
    throw new RangeError(`link: projector must be on; got "${projector}"`);
  }
  return {
    ...(projector === undefined ? {} : { projector: true }),
    ...(step === undefined ? {} : { step: Number(step) }),
    ...(hide === undefined ? {} : { hide: HIDABLE.filter((name) => hide.includes(name)) }),
  };
}

function isView(text: string): text is View {
  return VIEWS.some((view) => view === text);
}

function readFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const field of text.split('&').filter((part) => part !== '')) {
    const at = field.indexOf('=');
    if (at < 1) throw new RangeError(`link: each part must be name=value; got "${field}"`);
    const named = decode(field.slice(0, at));
    const name = Object.hasOwn(FIRST_LINK_NAMES, named) ? FIRST_LINK_NAMES[named]! : named;
    if (!KNOWN.includes(name)) throw new RangeError(`link: settings are ${KNOWN.join(', ')}; got "${name}"`);
    if (fields.has(name)) throw new RangeError(`link: ${name} must stand once; got it twice`);
    fields.set(name, decode(field.slice(at + 1)));
  }
  return fields;
}

/** Percent encoding that leaves commas and writes a space as `+`, so that operators stay readable. */
function encode(value: string): string {
  return encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%20', '+');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new RangeError(`link: must be percent-encoded text; got "${text}"`);
  }
}
