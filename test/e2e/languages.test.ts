/** The page in every language on the built page: the tour on a phone, where nothing may overflow; the choice is kept. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { raceOf } from '../../src/build/race.ts';
import { toFinalFile } from '../../src/contract/final-file.ts';
import { formatModel } from '../../src/contract/model-file.ts';
import { TOUR } from '../../src/ui/messages/en/tour.ts';
import { WORDS as de } from '../../src/ui/messages/de/words.ts';
import { WORDS as es } from '../../src/ui/messages/es/words.ts';
import { WORDS as fr } from '../../src/ui/messages/fr/words.ts';
import { WORDS as ja } from '../../src/ui/messages/ja/words.ts';
import { WORDS as pt } from '../../src/ui/messages/pt/words.ts';
import { WORDS as zh } from '../../src/ui/messages/zh/words.ts';
import type { TourWords } from '../../src/ui/messages/words.ts';
import { STEPS } from '../../src/ui/model/tour/lesson.ts';
import { openPage, openRuns, tab, type Opened } from '../support/opened-page.ts';
import { answerBench } from '../support/device-bench.ts';
import { finalRun } from '../support/final-run.ts';
import { model, png } from '../support/made-up-model.ts';
import { accessibilityProblems } from '../support/page.ts';
import { madeUpRun } from '../support/runs.ts';
import { servedBrowser } from '../support/served-browser.ts';

const MINUTES = 60_000;
const WORDS: Readonly<Record<string, TourWords>> = {
  en: TOUR,
  ...Object.fromEntries(Object.entries({ de, es, fr, ja, pt, zh }).map(([name, { tour }]) => [name, tour])),
};
const TAGS: Readonly<Record<string, string>> = { en: 'en-GB', pt: 'pt-BR', zh: 'zh-Hans' };

const site = servedBrowser({ webgpu: false });

/** The recorded run with a race of made-up searches. */
async function recordingWithRace(): Promise<string> {
  const runs = [1, 2, 3].flatMap((seed) =>
    (['pnas', 'random', 'shuffled'] as const).map((strategy, i) => {
      const run = madeUpRun({ seed: seed + 10 * i, config: { seed, blocks: 2, children: 6, confirmations: 2 } });
      return { ...run, head: { ...run.head, config: { ...run.head.config, strategy } } };
    }),
  );
  return JSON.stringify({ ...(JSON.parse(await readFile('public/tour.json', 'utf8')) as object), race: raceOf(runs) });
}

async function openTour(): Promise<Opened> {
  const body = await recordingWithRace();
  return openPage(site.browser, site.url, 'view=teach', {
    width: 390,
    prepare: async (context) => {
      await context.route('**/tour.json', (route) => route.fulfill({ body }));
    },
  });
}

/** Texts that are wider than their place, or that leave the window, of what neither scrolls nor is shortened on purpose. */
const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wrong = [...document.querySelectorAll<HTMLElement>('.bar *, .tour *')].filter((element) => {
      const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim() !== '');
      const isOut = element.closest('svg, .visually-hidden, .table-scroll, .growth-grid, select, .link-text') !== null;
      const isShortened = getComputedStyle(element).textOverflow === 'ellipsis';
      if (!hasText || isOut || isShortened || element.offsetParent === null) return false;
      const { right, left } = element.getBoundingClientRect();
      return (
        (element.clientWidth > 0 && element.scrollWidth > element.clientWidth) || right > innerWidth + 1 || left < -1
      );
    });
    const root = document.documentElement;
    return [
      ...(root.scrollWidth > root.clientWidth ? [`the page: ${root.scrollWidth} of ${root.clientWidth}`] : []),
      ...wrong.map(({ className, textContent }) => `${className}: ${textContent?.slice(0, 60)}`),
    ];
  });

test(
  'the tour fits a phone in every language; the language chosen is kept',
  async () => {
    const { page, context, wrongs } = await openTour();
    await page.locator('.first-grid').waitFor({ timeout: MINUTES });
    for (const [language, words] of Object.entries(WORDS)) {
      await page.locator('.language-switch select').selectOption(language);
      for (const [i, name] of STEPS.entries()) {
        await page.evaluate((at) => (location.hash = `view=teach&step=${at}`), i + 1);
        await page.getByRole('heading', { name: words.titles[name], exact: true }).waitFor();
        if (name === 'game') {
          await page.getByRole('button', { name: words.game.skipButton }).click();
          await page.locator('.game-score').waitFor();
        }
        expect(await overflowing(page), `${language}, step ${i + 1}`).toEqual([]);
        if (name === 'game') await page.getByRole('button', { name: words.game.again }).click();
      }
      await page.getByRole('button', { name: words.race.quiz }).click();
      expect(await overflowing(page), `${language}, quiz`).toEqual([]);
      await page.getByRole('button', { name: words.quiz.back }).click();
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(TAGS[language] ?? language);
    }
    expect(await accessibilityProblems(page)).toEqual([]);
    const last = Object.keys(WORDS).at(-1)!;
    await page.reload({ timeout: 2 * MINUTES });
    await page.getByRole('heading', { name: WORDS[last]!.titles.worth, exact: true }).waitFor({ timeout: MINUTES });
    expect(wrongs).toEqual([]);
    await context.close();
  },
  5 * MINUTES,
);

/** Screens that speak all languages, and what is done on them before they are looked at. */
const TRANSLATED = ['search', 'ranking', 'surrogate', 'cell', 'runs', 'final', 'device'];
/** What is the same in all languages: what has no word, names of operators, forms and devices, notations. */
const SAME_IN_ALL =
  /^(?:\P{L}*(?:\p{L}{1,2}\P{L}+)*\p{L}{0,2}|.*\d(?:x|-).*|identity|Spearman|PNASNet-5|Graphviz|Mermaid|titu1994|Block \d+|SVG|PNG|CSV|.*NVIDIA.*)$/u;
/** Words that are English in one of the languages, too. */
const SAME_IN: Readonly<Record<string, readonly string[]>> = {
  de: ['Name', 'Seeds'],
  es: ['error', 'total', 'Total', 'auto'],
  fr: ['points', 'image', 'images/s', 'Images', '10 classes', 'total', 'Total', 'auto', 'Confirmation'],
  pt: ['10 classes', 'total', 'Total', 'auto'],
};

/** All texts of the screen, with what its elements are called and hint at. */
const textsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const main = document.querySelector('main')!;
    const found: string[] = [];
    const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (walk.nextNode() !== null) {
      const isNotation = walk.currentNode.parentElement!.closest('.notation') !== null;
      if (!isNotation) found.push(walk.currentNode.textContent!.trim());
    }
    for (const element of main.querySelectorAll('[aria-label], [title], [placeholder]'))
      for (const name of ['aria-label', 'title', 'placeholder'])
        if (element.hasAttribute(name)) found.push(element.getAttribute(name)!);
    return found;
  });

test(
  'every screen of a run fits a phone in every language and has no English left',
  async () => {
    const { page, context, wrongs } = await openPage(site.browser, site.url, '');
    await openRuns(
      page,
      [1, 2].map((seed) => madeUpRun({ seed, config: { seed, children: 4 * seed, probes: 2 } })),
    );
    await page.setViewportSize({ width: 390, height: 844 });
    const english = new Map<string, ReadonlySet<string>>();
    for (const language of ['en', 'de', 'es', 'fr', 'ja', 'pt', 'zh']) {
      await page.locator('.language-switch select').selectOption(language);
      await page.waitForFunction((tag) => document.documentElement.lang.startsWith(tag), language);
      for (const view of TRANSLATED) {
        await page.evaluate((to) => (location.hash = `view=${to}`), view);
        await page.locator(`main ${view === 'runs' ? '.run-list' : '.main'}`).waitFor();
        if (view === 'runs') {
          for (const box of await page.locator('.tick input').all()) await box.check();
          await page.getByTestId('compare').waitFor();
        }
        const texts = await textsOf(page);
        if (language === 'en') english.set(view, new Set(texts));
        else {
          const same = texts.filter((text) => english.get(view)!.has(text) && !SAME_IN_ALL.test(text));
          expect(same.filter((text) => SAME_IN[language]?.includes(text) !== true), `${language}, ${view}`).toEqual([]); // prettier-ignore
        }
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(tooWide, `${language}, ${view}`).toBe(0);
      }
    }
    expect(wrongs).toEqual([]);
    await context.close();
  },
  5 * MINUTES,
);

const OTHERS = ['de', 'es', 'fr', 'ja', 'pt', 'zh'];
const COST = { examples: 1_000, multiplyAdds: 1e16, deviceSeconds: 600 };
/** Files, their forms, tools and units are called the same in all languages. */
const SAME_HERE =
  /^(?:\d+ (?:dispatches|points)|\d+\smin|.*network\.onnx|noise\.png|PyTorch|Keras|ONNX|TensorFlow\.js|PFLOP|GB\/s|TFLOP\/s|JSON|A card, made up|.*Chrome.*|.*#bench=.*|[\d.,]+ (?:ms|GB\/s|TFLOP\/s)|N 1, F \d+.*)$/u;
const NOISE = png(
  32,
  Uint8Array.from({ length: 32 * 32 * 3 }, (_, i) => (i * 97) % 256),
);

/** Screens with something to show, and what is done on them before they are looked at. */
const OPENED: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  final: (page) => page.getByTestId('test-accuracy').waitFor(),
  device: (page) => page.locator('.bench-foot').waitFor(),
  try: async (page) => {
    await page.setInputFiles('input[accept=".onnx"]', { name: 'network.onnx', mimeType: '', buffer: Buffer.from(formatModel(model)) }); // prettier-ignore
    await page.setInputFiles('input[accept="image/*"]', { name: 'noise.png', mimeType: 'image/png', buffer: NOISE });
    await page.locator('.what-it-saw button:enabled').click();
    await page.locator('.sight p:nth-of-type(2)').filter({ hasNotText: '64' }).waitFor({ timeout: MINUTES }); // of as many squares
  },
};

test(
  'the result of a final training, a trained network and a measured device fit a phone and have no English left',
  async () => {
    const { page, context, wrongs } = await openPage(site.browser, site.url, 'view=runs', { prepare: answerBench });
    const found = madeUpRun({ config: { blocks: 1, children: 4 } });
    const trained = finalRun();
    const origin = { id: found.head.id, startedAt: found.head.startedAt, cells: 9, cost: COST, confirmationCost: COST };
    const file = toFinalFile({ ...trained, head: { ...trained.head, origin, test: { ...trained.head.test, isHeldOut: true } } }); // prettier-ignore
    await page
      .getByLabel('Open a run.json')
      .setInputFiles(
        { name: 'final.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(file)) },
        { timeout: 2 * MINUTES },
      );
    await page.getByText('without its weights').waitFor();
    await page.evaluate(() => (location.hash = 'view=device'));
    await page.locator('.device button.ink:enabled').click({ timeout: MINUTES });
    await page.locator('.bench-foot').waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    const english = new Map<string, ReadonlySet<string>>();
    for (const language of ['en', ...OTHERS]) {
      await page.locator('.language-switch select').selectOption(language);
      await page.waitForFunction((tag) => document.documentElement.lang.startsWith(tag), language);
      for (const [view, open] of Object.entries(OPENED)) {
        await page.evaluate((to) => (location.hash = `view=${to}`), view);
        await open(page);
        const texts = await textsOf(page);
        if (language === 'en') english.set(view, new Set(texts));
        else {
          const same = texts.filter((text) => english.get(view)!.has(text) && !SAME_IN_ALL.test(text));
          expect(same.filter((text) => !SAME_HERE.test(text) && SAME_IN[language]?.includes(text) !== true), `${language}, ${view}`).toEqual([]); // prettier-ignore
        }
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${language}, ${view}`).toBe(0); // prettier-ignore
      }
    }
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(wrongs).toEqual([]);
    await context.close();
  },
  5 * MINUTES,
);

/** Visible texts smaller than 16 px as drawn, and whether the page is wider than its window. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const small = [...document.querySelectorAll<HTMLElement | SVGElement>('#app *')].flatMap((element) => {
      const text = [...element.childNodes].find((node) => node.nodeType === 3 && node.textContent!.trim() !== '');
      if (text === undefined || !element.checkVisibility({ visibilityProperty: true })) return [];
      if (element.closest('.visually-hidden, select, title') !== null) return [];
      const scale = element instanceof SVGGraphicsElement ? element.getScreenCTM()!.a : element.currentCSSZoom;
      const drawn = parseFloat(getComputedStyle(element).fontSize) * scale;
      return drawn < 15.99 ? [`${drawn} px: ${text.textContent!.slice(0, 40)}`] : [];
    });
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [...small, `the page: ${scrollWidth} of ${clientWidth}`] : small;
  });

test(
  'projector mode draws no text below 16 px, is in the address, answers a touch, and is kept',
  async () => {
    const { page, context, wrongs } = await openPage(site.browser, site.url, 'view=teach', { width: 1280 });
    await page.locator('.first-grid').waitFor({ timeout: MINUTES });
    await page.getByRole('switch', { name: TOUR.projector.name }).check();
    for (let step = 1; step <= STEPS.length; step++) {
      await page.evaluate((at) => (location.hash = `view=teach&step=${at}&projector=on`), step);
      await page.getByText(TOUR.stepOf(step, STEPS.length), { exact: true }).waitFor();
      await expect.poll(() => tooSmall(page), { message: `step ${step}` }).toEqual([]);
    }
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.evaluate(() => (location.hash = 'view=teach&step=1&projector=on'));
    await page.locator('.first-grid').click({ position: { x: (4 / 3) * 70, y: (4 / 3) * 60 } }); // a square of the second row
    expect(await page.locator('.first-grid rect.pointed').getAttribute('y')).toBe('43.5');
    await page.locator('.tabs-top').getByRole('button', { name: 'Search', exact: true }).click();
    await page.locator('button.start').waitFor();
    await expect.poll(() => tooSmall(page), { message: 'Search' }).toEqual([]);
    expect(page.url()).toContain('projector=on');
    await openRuns(page, [madeUpRun({ config: { blocks: 5, children: 8 } })]);
    for (const name of ['Search', 'Cell', 'Surrogate', 'Ranking', 'Runs']) {
      await tab(page, name).click();
      await expect.poll(() => tooSmall(page), { message: `${name} of a run` }).toEqual([]);
    }
    await context.unrouteAll({ behavior: 'ignoreErrors' }); // the worker's code may be on its way
    await page.goto(`${site.url}#view=teach`);
    await page.reload({ timeout: 2 * MINUTES });
    await page.locator('html[data-projector]').waitFor({ timeout: MINUTES });
    expect(wrongs).toEqual([]);
    await context.close();
  },
  3 * MINUTES,
);
