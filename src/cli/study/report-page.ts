/**
 * @file `study.html`: one file with no script and nothing from elsewhere. Its policy allows its own two style elements by their hashes and nothing
 * else; all text is escaped.
 */
import { createHash } from 'node:crypto';
import { xmlText } from '../../core/export/xml.ts';
import { PLOT_STYLE } from '../terminal/svg.ts';
import { checklistOf } from './checklist.ts';
import { regretPlot } from './plots.ts';
import { ANSWER_WORDS, COSTS, type StudyReport } from './study-report.ts';
import type { Interval } from '../../core/stats.ts';

const STYLE = `:root{color-scheme:light}body{font:16px/1.5 system-ui,sans-serif;color:#222;background:#fff;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.5rem}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.5rem 0}th,td{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #ddd;vertical-align:top}td:last-child{overflow-wrap:anywhere}
td.number,th.number{text-align:right}svg{width:100%;height:auto}.tables{overflow-x:auto}`;

/** The page. */
export function reportPage(report: StudyReport): string {
  const { table, budgets, costs, setting } = report;
  const title = `Study: ${report.contenders.map(({ name }) => name).join(', ')} on ${table.name}`;
  const plots = budgets.flatMap((children) => [
    regretPlot(report, children),
    ...costs.map((cost) => regretPlot(report, children, cost)),
  ]);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy()}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${xmlText(title)}</title><style>${STYLE}</style></head><body><main>`,
    `<h1>${xmlText(title)}</h1>`,
    `<p>${xmlText(finding(report))}</p>`,
    `<p>Regret: the best accuracy of the table by ${xmlText(setting.judgedBy)}, ${(100 * table.best.accuracy).toFixed(2)} %, less that of a search's answer, ${ANSWER_WORDS[setting.answer]}. In points; lower is better.</p>`,
    '<h2>Regret at the end</h2>',
    standings(report),
    '<h2>Paired tests</h2>',
    comparisons(report),
    '<h2>Regret on the way</h2>',
    ...plots,
    '<h2>Settings</h2>',
    settings(report),
    '<h2>Checklist</h2>',
    '<p>Of best practices for research on architecture search (Lindauer and Hutter 2020), filled in by the program.</p>',
    rows(
      ['item', 'answer', 'why'],
      checklistOf(report).map(({ item, answer, why }) => [item, answer, why]),
    ),
    '</main></body></html>\n',
  ].join('\n');
}

function policy(): string {
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return `default-src 'none'; style-src ${hash(STYLE)} ${hash(PLOT_STYLE)}; base-uri 'none'; form-action 'none'`;
}

/** In a sentence, for each budget. */
function finding({ contenders, budgets, summary }: StudyReport): string {
  const first = contenders[0]!.name;
  return budgets
    .map((children) => {
      const all = summary.comparisons.filter((one) => one.children === children);
      const names = (which: (one: (typeof all)[number]) => boolean): string =>
        all.filter(which).map(({ control }) => control).join(', ') || 'none'; // prettier-ignore
      const better = names(({ difference, adjusted }) => difference < 0 && adjusted < 0.05);
      const worse = names(({ difference, adjusted }) => difference > 0 && adjusted < 0.05);
      const level = names(({ adjusted }) => adjusted >= 0.05);
      return `With ${children} children ${first} is better than: ${better}; not told apart from: ${level}; worse than: ${worse} (p < 0.05 after correction).`;
    })
    .join(' ');
}

function standings({ summary }: StudyReport): string {
  const sampled = summary.sampling;
  return rows(
    ['children', 'strategy', 'seeds', 'mean regret', '95 % interval', 'median'],
    [
      ...summary.standings.map(({ children, contender, seeds, mean, interval, median }) => [
        children,
        contender,
        seeds,
        mean.toFixed(3),
        intervalText(interval),
        median.toFixed(3),
      ]),
      [1, 'random sampling', 'all cells', sampled.mean.toFixed(3), '-', sampled.quantiles[1].toFixed(3)],
    ],
  );
}

function comparisons({ summary }: StudyReport): string {
  return rows(
    ['children', 'compared', 'difference', '95 % interval', 'better, equal, worse', 'p', 'p, corrected'],
    summary.comparisons.map((one) => [
      one.children,
      `${one.contender} less ${one.control}`,
      one.difference.toFixed(3),
      intervalText(one.interval),
      `${one.wins}, ${one.ties}, ${one.losses}`,
      pText(one.p),
      pText(one.adjusted),
    ]),
  );
}

function settings({ version, date, environment, table, setting, seeds, budgets, costs }: StudyReport): string {
  return rows(
    ['what', 'value'],
    [
      ['table', `${table.name}, ${table.cells} cells, SHA-256 ${table.sha256}`],
      ['cells', setting.space],
      ['best cell', table.best.name],
      ['a search sees', setting.seenBy.join(', ')],
      ['noise added', `${setting.noise} points (standard deviation)`],
      ['its answer', ANSWER_WORDS[setting.answer]],
      ['its answer is judged by', setting.judgedBy],
      ['children', budgets.map((children) => `${children} in all`).join(', ')],
      ['seeds', `${seeds[0]} to ${seeds.at(-1)}`],
      ['costs', ['children', ...costs.map((cost) => COSTS[cost].name)].join(', ')],
      ['tests', 'Wilcoxon signed-rank, two-sided, paired by seed; Holm over the controls of a number of children; intervals of means by Student’s t'], // prettier-ignore
      ['program', `progressive-nas ${version}, ${date}`],
      ['Node.js', `${environment.node}, ${environment.platform}`],
      ['processor', `${environment.processor}, ${environment.cores} cores, ${(environment.memoryBytes / 2 ** 30).toFixed(0)} GiB`], // prettier-ignore
    ],
  );
}

/** A table; numbers stand to the right. */
function rows(head: readonly string[], body: readonly (readonly (string | number)[])[]): string {
  const isNumber = (value: string | number): boolean => /^[<-]?[\d. ]+(e-?\d+)?$/.test(String(value));
  const first = body[0] ?? []; // tells what a column holds
  const cells = (values: readonly (string | number)[], element: 'th' | 'td'): string =>
    values
      .map(
        (value, i) =>
          `<${element}${isNumber(first[i] ?? '') ? ' class="number"' : ''}>${xmlText(String(value))}</${element}>`,
      )
      .join('');
  const lines = body.map((values) => `<tr>${cells(values, 'td')}</tr>`);
  return `<div class="tables"><table><thead><tr>${cells(head, 'th')}</tr></thead><tbody>${lines.join('\n')}</tbody></table></div>`;
}

function intervalText(interval: Interval | undefined): string {
  return interval === undefined ? '-' : interval.map((bound) => bound.toFixed(3)).join(' to ');
}

/** `0.0123`, `3.1e-7`. */
export function pText(p: number): string {
  return p < 1e-3 ? p.toExponential(1) : p.toFixed(4);
}
