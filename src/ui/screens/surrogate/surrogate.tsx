/** @file Did the surrogate put the cells in the right order? One panel a level, the error by operator, and the numbers. */
import { extentOf } from '../../model/axis.ts';
import { Glyph, LevelSquares } from '../../parts/glyph.tsx';
import { useMemo } from 'preact/hooks';
import type { TrainRecord } from '../../../contract/records.ts';
import { measuredImages } from '../../../contract/split-sizes.ts';
import { parseCell } from '../../../core/space/cell.ts';
import {
  FEWEST_REPEATS,
  mean,
  noiseCeiling,
  spearmanInterval,
  type Ceiling,
  type Interval,
} from '../../../core/stats.ts';
import { Agreement, type Pair } from '../../charts/agreement.tsx';
import { useSignal } from '@preact/signals';
import { count, points } from '../../model/format.ts';
import { noiseWords } from '../../state/words.ts';
import { trainsWholeCells, type Level } from '../../model/derive.ts';
import { OPERATORS, type OperatorName } from '../../../core/space/operators.ts';
import { levels, noise, run, trained } from '../../state/state.ts';

/** The screen. */
export function SurrogateScreen() {
  const byRank = useSignal(false);
  const ranked = levels.value.filter(({ level, trained: records }) => level > 1 && pairsOf(records).length > 0);
  return (
    <div class="main surrogate">
      <div class="title-row">
        <div>
          <h1>Did the surrogate put the cells in the right order?</h1>
          <p class="subtitle">
            Each dot is a cell, <b class="predicted">predicted</b> before training and then{' '}
            <b class="measured">measured</b>; on the dashed line the two agree. Only the order matters for picking, so
            the score is Spearman’s: 1 is a perfect order, 0 is chance.
          </p>
        </div>
        {ranked.length > 0 && (
          <div class="switch" role="group" aria-label="What the axes show">
            {['Accuracy', 'Rank'].map((name, i) => (
              <button
                key={name}
                type="button"
                aria-pressed={byRank.value === (i === 1)}
                onClick={() => (byRank.value = i === 1)}
              >
                {name}
              </button>
            ))}
          </div>
        )}
      </div>
      {ranked.length === 0 ? (
        <p class="note">
          {run.value !== undefined && trainsWholeCells(run.value.head.config)
            ? 'This search has no surrogate: its strategy trains whole cells, for comparison with PNAS.'
            : 'There is nothing to compare yet: the surrogate first predicts at level 2, and the first dot appears when a cell it picked has been trained.'}
        </p>
      ) : (
        <>
          <div class="agreement-panels">
            {ranked.map((level) => (
              <LevelPanel key={level.level} level={level} byRank={byRank.value} />
            ))}
          </div>
          <div class="surrogate-foot">
            <ByOperator />
            <InNumbers ranked={ranked} />
          </div>
        </>
      )}
    </div>
  );
}

/** Cells that were both predicted and measured. */
export function pairsOf(records: readonly TrainRecord[]): Pair[] {
  return records.flatMap(({ notation, predicted, accuracy }) =>
    predicted === undefined || accuracy === undefined ? [] : [{ notation, predicted, measured: accuracy }],
  );
}

/** The most any predictor could reach with these. */
const ceilingOf = (pairs: readonly Pair[]): Ceiling | undefined =>
  noiseCeiling(
    pairs.map(({ measured }) => measured),
    measuredImages(run.value!.head),
    noise.value,
  );

/** `ceiling 0.72`; `at most 0.97` where it is but a bound. */
const ceilingWords = ({ value, interval }: Ceiling): string =>
  `${interval === undefined ? 'at most' : 'ceiling'} ${value.toFixed(2)}`;

const signed = (value: number): string => value.toFixed(2).replace('-', '\u2212');

function LevelPanel({ level, byRank }: { level: Level; byRank: boolean }) {
  const pairs = useMemo(() => pairsOf(level.trained), [level]);
  const { spearman: rho, rank, children } = level;
  const ceiling = ceilingOf(pairs);
  return (
    <section class="agreement-panel" aria-label={`Level ${level.level}`}>
      <div class="panel-head">
        <div>
          <h2>Level {level.level}</h2>
          <LevelSquares level={level.level} />
          <span class="note">
            {children.length} picked{rank === undefined ? '' : ` of ${count(rank.candidates)}`}
          </span>
        </div>
        <div class="score">
          {rho === null ? (
            <span class="note">too few measured for a score</span>
          ) : (
            <>
              <b class="figure">{signed(rho)}</b> <span class="note">Spearman</span>
              <ScoreBar rho={rho} interval={spearmanInterval(rho, pairs.length)} ceiling={ceiling} />
            </>
          )}
        </div>
      </div>
      <Agreement level={level.level} pairs={pairs} byRank={byRank} />
    </section>
  );
}

/** Width of a score's bar, px. */
const BAR = 172;

/** From 0 to 1; from -1 where the score or its interval is below 0, so that a wrong order is seen as one. */
function ScoreBar({
  rho,
  interval,
  ceiling,
}: {
  rho: number;
  interval: Interval | undefined;
  ceiling: Ceiling | undefined;
}) {
  const least = Math.min(rho, interval?.[0] ?? rho) < 0 ? -1 : 0;
  const x = (value: number): number => ((Math.min(1, Math.max(least, value)) - least) / (1 - least)) * BAR;
  return (
    <svg width={BAR} height="28" role="img" aria-label={describeScore(rho, interval, ceiling)}>
      <rect class="bar-track" y="5" width={BAR} height="5" rx="2.5" />
      <rect
        class="bar-ink"
        x={Math.min(x(0), x(rho))}
        y="5"
        width={Math.abs(x(rho) - x(0))}
        height="5"
        rx={least < 0 ? 0 : 2.5}
      />
      {least < 0 && <path class="axis-line" d={`M${x(0)} 2v11`} />}
      {interval !== undefined && (
        <path
          class="interval"
          d={`M${x(interval[0])} 7.5H${x(interval[1])}M${x(interval[0])} 3.5v8M${x(interval[1])} 3.5v8`}
        />
      )}
      {ceiling !== undefined && <path class="ceiling" d={`M${x(ceiling.value) - 4} 0h8l-4 5z`} />}
      {[least, ...(least < 0 ? [0] : [])].map((tick) => (
        <text key={tick} class="axis-text" x={x(tick)} y="24" text-anchor={tick === least ? 'start' : 'middle'}>
          {String(tick).replace('-', '\u2212')}
        </text>
      ))}
      {ceiling !== undefined && (
        <text class="axis-text" x={BAR} y="24" text-anchor="end">
          {ceilingWords(ceiling)}
        </text>
      )}
    </svg>
  );
}

function describeScore(rho: number, interval: Interval | undefined, ceiling: Ceiling | undefined): string {
  const range = interval === undefined ? '' : `, 95 % interval ${signed(interval[0])} to ${signed(interval[1])}`;
  return `Spearman ${signed(rho)}${range}${ceiling === undefined ? '' : `; ${ceilingWords(ceiling)}`}.`;
}

/** Width of half the error's axis, px. */
const HALF = 110;

function ByOperator() {
  const errors = new Map<OperatorName, number[]>();
  for (const { notation, predicted, accuracy } of trained.value) {
    if (predicted === undefined || accuracy === undefined) continue;
    const used = new Set(parseCell(notation).flatMap((block) => block.map(({ operator }) => operator)));
    for (const operator of used) {
      const own = errors.get(operator) ?? [];
      own.push(accuracy - predicted);
      errors.set(operator, own);
    }
  }
  const rows = OPERATORS.flatMap((operator) => {
    const own = errors.get(operator);
    return own === undefined ? [] : [{ operator, cells: own.length, error: mean(own) }];
  }).sort((a, b) => b.error - a.error);
  const most = Math.max(0.001, ...rows.map(({ error }) => Math.abs(error)));
  return (
    <section aria-labelledby="hopeful-heading">
      <h2 id="hopeful-heading">Where it is too hopeful</h2>
      <p class="note">Measured minus predicted, in points, over all cells that use the operator.</p>
      <div class="table-scroll" tabIndex={0} role="group" aria-label="Error by operator">
        <table class="data-table error-table">
          <thead>
            <tr>
              <th scope="col">operator</th>
              <th scope="col" class="number">
                cells
              </th>
              <th scope="col" class="number">
                points
              </th>
              <th aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {rows.map(({ operator, cells, error }) => (
              <tr key={operator}>
                <th scope="row">
                  <Glyph name={operator} /> {operator}
                </th>
                <td class="number">{cells}</td>
                <td class="number">{points(error)}</td>
                <td aria-hidden="true">
                  <svg width={2 * HALF} height="12">
                    <path class="axis-line" d={`M${HALF + 0.5} -6V18`} />
                    <path class="error-stem" d={`M${HALF} 6H${HALF + (HALF - 6) * (error / most)}`} />
                    <circle class="disc" cx={HALF + (HALF - 6) * (error / most)} cy="6" r="3.5" />
                  </svg>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function InNumbers({ ranked }: { ranked: readonly Level[] }) {
  return (
    <section aria-labelledby="numbers-heading">
      <h2 id="numbers-heading">In numbers</h2>
      <p class="note">
        The ceiling is the best score any predictor could expect, since accuracies are partly chance.{' '}
        {noiseWords(noise.value) ||
          `At most that: only the luck of ${count(measuredImages(run.value!.head))} validation images is counted, until ${FEWEST_REPEATS} cells were retrained.`}{' '}
        Error is the mean distance, in points.
      </p>
      <div class="table-scroll" tabIndex={0} role="group" aria-label="Scores by level">
        <table class="data-table">
          <thead>
            <tr>
              {['level', 'fitted on', 'Spearman', '95 %', 'ceiling', 'error', 'members’ loss'].map((name) => (
                <th key={name} scope="col" class="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ranked.map((level) => (
              <NumbersRow key={level.level} level={level} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function NumbersRow({ level }: { level: Level }) {
  const pairs = pairsOf(level.trained);
  const interval = level.spearman === null ? undefined : spearmanInterval(level.spearman, pairs.length);
  const ceiling = ceilingOf(pairs);
  const fit = levels.value.find((other) => other.level === level.level - 1)?.fit;
  return (
    <tr>
      <th scope="row" class="number">
        {level.level}
      </th>
      <td class="number">{fit === undefined ? '' : `${fit.cells} cells`}</td>
      <td class="number">
        <b>{level.spearman === null ? '' : signed(level.spearman)}</b>
      </td>
      <td class="number">{interval === undefined ? '' : `${signed(interval[0])} to ${signed(interval[1])}`}</td>
      <td class="number">
        {ceiling === undefined
          ? 'too few'
          : ceiling.interval === undefined
            ? ceilingWords(ceiling)
            : `${ceiling.value.toFixed(2)} (${ceiling.interval.map((end) => end.toFixed(2)).join(' to ')})`}
      </td>
      <td class="number">
        {(100 * mean(pairs.map(({ predicted, measured }) => Math.abs(measured - predicted)))).toFixed(1)}
      </td>
      <td class="number">{fit === undefined ? '' : lossRange(fit.losses)}</td>
    </tr>
  );
}

/** The losses of the ensemble's members, least to greatest. */
function lossRange(losses: readonly number[]): string {
  if (losses.length === 0) return '';
  const [least, most] = extentOf(losses);
  return least === most ? least.toFixed(3) : `${least.toFixed(3)} to ${most.toFixed(3)}`;
}
