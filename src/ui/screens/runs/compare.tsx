/** @file Two runs side by side on the same axes: the best so far over the cells trained, the best 1, 5 and 25, and what differs. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { topMeans } from '../../../core/stats.ts';
import { LINK_NAMES } from '../../../contract/link/recipe-link.ts';
import type { Run, RunHead } from '../../../contract/records.ts';
import { answerOf } from '../../../contract/answer.ts';
import { trainRecords } from '../../../contract/run-file.ts';
import { summaryOf } from '../../../contract/summary.ts';
import { readRun } from '../../actions/runs.ts';
import { BestSoFar, type Budget, type Progress } from '../../charts/best-so-far.tsx';
import { accuracyDigits, count, counted, duration, hundredths, percent, messageOf } from '../../model/format.ts';
import { notice } from '../../state/state.ts';
import { dataName, deviceName, runName } from '../../model/words.ts';

/** The sizes of the top that are compared. */
const TOPS = [1, 5, 25] as const;
const LETTERS = ['A', 'B'] as const;

/** The comparison of two stored runs. */
export function Compare({ ids }: { ids: readonly [string, string] }) {
  const over = useSignal<Budget>('cells');
  const both = useSignal<readonly [Run, Run] | undefined>(undefined);
  useEffect(() => {
    let isLeft = false;
    Promise.all([readRun(ids[0]), readRun(ids[1])]).then(
      (runs) => {
        if (!isLeft) both.value = runs;
      },
      (error: unknown) => {
        notice.value = { kind: 'error', text: `${messageOf(error)}.` };
      },
    );
    return () => {
      isLeft = true;
    };
  }, ids);
  const runs = both.value;
  if (runs === undefined) return <p class="note">Reading both runs.</p>;
  return (
    <section class="compare" aria-labelledby="compare-heading">
      <div class="row-between">
        <h2 id="compare-heading">Best so far, compared</h2>
        <div class="switch" role="group" aria-label="What the plot goes over">
          {(['cells', 'time'] as const).map((budget) => (
            <button
              key={budget}
              type="button"
              aria-pressed={over.value === budget}
              onClick={() => (over.value = budget)}
            >
              {budget === 'cells' ? 'Cells' : 'Time'}
            </button>
          ))}
        </div>
      </div>
      <BestSoFar runs={[progressOf(runs[0]), progressOf(runs[1])]} over={over.value} />
      <div class="compare-tables">
        <Tops runs={runs} />
        <Differences runs={runs} />
      </div>
      <p class="note">
        One search each: another seed alone can move these figures. Run both with several seeds before believing a
        difference{isOther(runs) ? '; they were measured on different images, too' : ''}.
      </p>
    </section>
  );
}

function progressOf(run: Run): Progress {
  const records = trainRecords(run);
  return {
    name: runName(run.head),
    accuracies: records.map(({ accuracy }) => accuracy),
    durations: records.map(({ durationMs }) => durationMs),
  };
}

const isOther = ([a, b]: readonly [Run, Run]): boolean =>
  a.head.data.sha256 !== b.head.data.sha256 || a.head.config.validationImages !== b.head.config.validationImages;

function Tops({ runs }: { runs: readonly [Run, Run] }) {
  return (
    <table class="data-table">
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">figure</span>
          </th>
          {runs.map(({ head }, i) => (
            <th key={head.id} scope="col" class="number">
              {LETTERS[i]}: {runName(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">best cell, confirmed</th>
          {runs.map((run) => (
            <td key={run.head.id} class="number measured">
              {confirmedWords(run)}
            </td>
          ))}
        </tr>
        {TOPS.map((top) => (
          <tr key={top}>
            <th scope="row">{top === 1 ? 'best measured' : `mean of the best ${top} measured`}</th>
            {runs.map((run) => {
              const records = trainRecords(run);
              const enough = records.filter(({ accuracy }) => accuracy !== undefined).length >= top;
              const mean = topMeans(
                records.map(({ accuracy }) => accuracy),
                top,
              ).at(-1);
              return (
                <td key={run.head.id} class="number measured">
                  {enough && mean !== undefined ? percent(mean, accuracyDigits(run.head.config)) : 'too few'}
                </td>
              );
            })}
          </tr>
        ))}
        <tr>
          <th scope="row">cells trained</th>
          {runs.map((run) => (
            <td key={run.head.id} class="number">
              {count(trainRecords(run).length)}
            </td>
          ))}
        </tr>
        <tr>
          <th scope="row">time training</th>
          {runs.map((run) => (
            <td key={run.head.id} class="number">
              {duration(summaryOf(run).durationMs)}
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

/** `71.4 %, 70.9 to 71.9`: the mean of the best cell's confirmations and its 95 % interval. */
function confirmedWords(run: Run): string {
  const cell = answerOf(run)?.confirmed;
  if (cell === undefined) return 'not confirmed';
  const digits = accuracyDigits(run.head.config);
  const range = cell.interval?.map((end) => hundredths(end, digits)).join(' to ');
  return `${percent(cell.mean, digits)}${range === undefined ? '' : `, ${range}`}`;
}

/** `CIFAR-10 sample, 2,500 images, 0f1e2d3c`: names alone can be equal. */
const dataSetName = (head: RunHead): string =>
  `${dataName(head)}, ${counted(head.data.images, 'image')}, ${head.data.sha256.slice(0, 8)}`;

function Differences({ runs: [a, b] }: { runs: readonly [Run, Run] }) {
  const settings = (Object.keys(LINK_NAMES) as (keyof typeof LINK_NAMES)[]).map((key) => [
    LINK_NAMES[key],
    ...[a, b].map(({ head }) => String(head.config[key]).replaceAll(',', ', ')),
  ]);
  const beside = [
    ['data set', ...[a, b].map(({ head }) => dataSetName(head))],
    ['device', ...[a, b].map(({ head }) => deviceName(head.device))],
  ];
  const different = [...settings, ...beside].filter(([, ofA, ofB]) => ofA !== ofB);
  if (different.length === 0) return <p class="note">Settings, data set and device are the same.</p>;
  return (
    <table class="data-table">
      <thead>
        <tr>
          {['what differs', 'A', 'B'].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {different.map(([name, ofA, ofB]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{ofA}</td>
            <td>{ofB}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
