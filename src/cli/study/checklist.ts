/**
 * @file The best-practices checklist for research on architecture search (Lindauer & Hutter 2020, arXiv 1909.02453, version 1.0.1), answered from
 * what a study did.
 */
import { ANSWER_WORDS, COSTS, type StudyReport } from './study-report.ts';

/** One item. */
export interface ChecklistItem {
  readonly item: string;
  readonly answer: 'yes' | 'no' | 'partly';
  readonly why: string;
}

export function checklistOf(report: StudyReport): ChecklistItem[] {
  return [...releaseItems(report), ...comparisonItems(report), ...reportingItems(report)];
}

function releaseItems({ version, table, setting }: StudyReport): ChecklistItem[] {
  const source = `progressive-nas ${version}`;
  return [
    {
      item: 'Code of the training pipeline that final architectures are evaluated with',
      answer: 'no',
      why: `no architecture is trained: accuracies are those of the table ${table.name}, whose makers trained them`,
    },
    { item: 'Code of the search space', answer: 'yes', why: `${source}: workers/table (${setting.space})` },
    {
      item: 'Hyperparameters of the final evaluation, and its seeds',
      answer: 'no',
      why: 'as for the training pipeline: see the table',
    },
    { item: 'Code of the search methods', answer: 'yes', why: `${source}: src/core/search, workers/surrogate` },
    {
      item: 'Hyperparameters of the search methods, and their seeds',
      answer: 'yes',
      why: 'constants with their sources in the code; the settings above; every seed in study.json',
    },
  ];
}

function comparisonItems({ contenders, seeds, table, setting, summary, costs }: StudyReport): ChecklistItem[] {
  const names = contenders.map(({ name }) => name);
  const ablations = names.filter((name) => name === 'shuffled' || name.includes(':'));
  const has = (name: string): boolean => names.includes(name);
  const axes = ['children', ...costs.map((cost) => COSTS[cost].name)];
  return [
    {
      item: 'Exactly the same benchmark for all methods: data, split, search space, training',
      answer: 'yes',
      why: `all read ${table.name} (SHA-256 ${table.sha256.slice(0, 16)}…), see ${setting.seenBy.join(', ')} and are judged by ${setting.judgedBy}`,
    },
    {
      item: 'Confounders controlled: hardware, versions, run times',
      answer: 'yes',
      why: 'one program and one release; accuracies are looked up, so that no device and no clock has a part; a cell has the same noise for all methods of a seed',
    },
    {
      item: 'Ablations',
      answer: ablations.length > 0 ? 'yes' : 'no',
      why: ablations.length > 0 ? `${ablations.join(', ')}` : 'neither shuffled nor another surrogate was run',
    },
    {
      item: 'The same evaluation protocol for all methods',
      answer: 'yes',
      why: `the answer of each is ${ANSWER_WORDS[setting.answer]}, after as many children`,
    },
    {
      item: 'Performance over time',
      answer: costs.length > 0 ? 'yes' : 'partly',
      why: `against ${axes.join(', ')}${costs.length > 0 ? '' : '; the table does not tell what a child costs'}`,
    },
    {
      item: 'Random search as a baseline, and random sampling',
      answer: has('random') ? 'yes' : 'partly',
      why: `${has('random') ? 'random search with as many children' : 'no random search'}; random sampling: a mean regret of ${summary.sampling.mean.toFixed(2)} points`,
    },
    {
      item: 'Several runs with different seeds',
      answer: seeds.length > 1 ? 'yes' : 'no',
      why: `${seeds.length} of each: ${seeds[0]} to ${seeds.at(-1)}`,
    },
    { item: 'Tabular or surrogate benchmarks', answer: 'yes', why: `${table.name}, ${table.cells} cells` },
  ];
}

function reportingItems({ summary, processorSeconds }: StudyReport): ChecklistItem[] {
  const tests = summary.comparisons.length;
  return [
    {
      item: 'How hyperparameters were tuned, and what that took',
      answer: 'partly',
      why: 'nothing is tuned by this program on a table; where each constant comes from stands beside it in the code',
    },
    {
      item: 'The time of the whole method, from end to end',
      answer: 'partly',
      why: `the searches took ${processorSeconds.toFixed(0)} s of processor time, fits and rankings included; training is not done, and its cost is given where the table tells it`,
    },
    {
      item: 'All details of the set-up',
      answer: 'yes',
      why: `settings, environment and versions above; ${tests} paired tests with their correction; searches.jsonl has every search`,
    },
  ];
}
