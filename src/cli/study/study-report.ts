/** @file All that a study on a table found, and under which conditions: `study.json`. */
import { cpus, totalmem } from 'node:os';
import { VERSION } from '../../contract/version.ts';
import type { AnswerName } from '../../../workers/table/regret.ts';
import type { AccuracyTable } from '../../../workers/table/table.ts';
import type { Contender, SearchResult, StudySetting } from './contender.ts';
import { summarise, type Summary } from './summary.ts';

/** Where it was run. */
interface Environment {
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
}

/** Costs that a study is drawn against, besides children. */
export const COSTS = {
  examples: { name: 'training examples', unit: 1e6, unitName: 'million training examples' },
  multiplyAdds: { name: 'multiply-adds', unit: 1e15, unitName: '10^15 multiply-adds' },
} as const;
export type Cost = keyof typeof COSTS;

/** What a search answers with. */
export const ANSWER_WORDS: Readonly<Record<AnswerName, string>> = {
  measured: 'its best child by what it measured',
  estimate: 'its best child by an estimate from its measurement, its level and its prediction',
};

export interface StudyReport {
  /** Of the program. */
  readonly version: string;
  readonly date: string;
  readonly environment: Environment;
  readonly table: {
    readonly name: string;
    readonly sha256: string;
    /** Distinct designs. */
    readonly cells: number;
    readonly best: { readonly name: string; readonly accuracy: number };
  };
  readonly setting: {
    readonly space: string;
    readonly judgedBy: string;
    readonly seenBy: readonly string[];
    /** Points. */
    readonly noise: number;
    /** How a search's answer is chosen. */
    readonly answer: AnswerName;
  };
  readonly contenders: readonly Contender[];
  readonly budgets: readonly number[];
  readonly seeds: readonly number[];
  readonly costs: readonly Cost[];
  /** Of all searches. */
  readonly processorSeconds: number;
  readonly summary: Summary;
  /** By contender, children and seed. */
  readonly searches: readonly SearchResult[];
}

export interface ReportOptions {
  readonly table: AccuracyTable;
  readonly setting: StudySetting;
  readonly contenders: readonly Contender[];
  readonly budgets: readonly number[];
  readonly seeds: readonly number[];
  readonly results: readonly SearchResult[];
}

/** Everything in the order of contenders, budgets and seeds, whatever the order it came in. */
export function reportOf({ table, setting, contenders, budgets, seeds, results }: ReportOptions): StudyReport {
  const names = contenders.map(({ name }) => name);
  const searches = budgets.flatMap((children) =>
    names.flatMap((name) =>
      seeds.flatMap((seed) =>
        results.filter((one) => one.children === children && one.contender === name && one.seed === seed),
      ),
    ),
  );
  const { best, judgedBy, seenBy } = table;
  return {
    version: VERSION,
    date: new Date().toISOString(),
    environment: environmentOf(),
    table: { ...setting.table, cells: table.cells.size, best: { name: best.name, accuracy: best.judged } },
    setting: { space: setting.space, judgedBy, seenBy, noise: setting.noise, answer: setting.answer ?? 'measured' },
    contenders,
    budgets,
    seeds,
    costs: (Object.keys(COSTS) as Cost[]).filter((cost) => searches.every((search) => search[cost] !== undefined)),
    processorSeconds: searches.reduce((sum, { processorSeconds }) => sum + processorSeconds, 0),
    summary: summarise(searches, names, budgets, table),
    searches,
  };
}

function environmentOf(): Environment {
  const all = cpus();
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: all[0]?.model ?? 'unknown',
    cores: all.length,
    memoryBytes: totalmem(),
  };
}
