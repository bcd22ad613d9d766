/** @file The one child in training, from its structure to its curve, and the last results: predicted, measured, difference. */
import { searching } from '../../messages/searching.ts';
import { useMemo } from 'preact/hooks';
import { parseCell } from '../../../core/space/cell.ts';
import type { SearchConfig } from '../../../contract/config.ts';
import type { TrainRecord } from '../../../contract/records.ts';
import { CAN_RUN } from '../../model/can-run.ts';
import { EpochCurve } from '../../charts/epoch-curve.tsx';
import { accuracyDigits, compact, count, decimal, hundredths, points, preciseDuration } from '../../model/format.ts';
import { rowEvents } from '../../charts/marks.tsx';
import { marks } from '../../state/navigation.ts';
import { CellGraph } from '../../parts/cell-graph.tsx';
import { CellGlyphs } from '../../parts/glyph.tsx';
import { Ring } from '../../parts/icon.tsx';
import { MarkedText } from '../../parts/marked-text.tsx';
import { GuessesPanel } from './guesses.tsx';
import { FigureList } from '../../parts/figure-list.tsx';
import { levels, runStatus, progress, run, trained } from '../../state/state.ts';

/** Curves of earlier children drawn behind this one's (design language). */
const CURVES_BEFORE = 9;
/** Rows of the list of results. */
const RESULTS = 4;

/** The side panel; without a child in training it shows the last one or says what is next. */
export function ChildPanel() {
  const { head } = run.value!;
  const records = trained.value;
  const current = CAN_RUN ? progress.value : undefined;
  const last = records.at(-1);
  const notation = current?.notation ?? last?.notation;
  const before = (current === undefined ? records.slice(0, -1) : records)
    .slice(-CURVES_BEFORE)
    .flatMap(({ curve }) => (curve.length > 0 ? [curve] : []));
  // a link may leave curves out, and the viewer, which is small, leaves them to the page
  const hasCurve = CAN_RUN && (current !== undefined || last?.failure !== undefined || (last?.curve.length ?? 0) > 0);
  return (
    <aside class="side child-panel" aria-label={searching.value.child}>
      {notation === undefined ? (
        <p class="note">
          {!CAN_RUN || runStatus.value === 'open' ? searching.value.noChild : searching.value.firstChild}
        </p>
      ) : (
        <>
          <ChildTitle />
          <ChildGraph notation={notation} config={head.config} />
          {hasCurve && (
            <>
              <div class="row-between">
                <h2>{searching.value.byEpoch}</h2>
                {before.length > 0 && <span class="note">{searching.value.thinLines}</span>}
              </div>
              <EpochCurve
                curve={current?.curve ?? last?.curve ?? []}
                epochs={head.config.epochs}
                predicted={current === undefined ? last?.predicted : current.predicted}
                before={before}
              />
              <Figures />
            </>
          )}
        </>
      )}
      {CAN_RUN && runStatus.value !== 'open' && <GuessesPanel />}
      {records.length > 0 && <JustMeasured records={records} />}
    </aside>
  );
}

/** Laid out once a child, not at each of its updates. */
function ChildGraph({ notation, config }: { notation: string; config: SearchConfig }) {
  return useMemo(() => <CellGraph cell={parseCell(notation)} config={config} />, [notation, config]);
}

function ChildTitle() {
  const current = progress.value;
  if (!CAN_RUN || current === undefined) {
    const last = trained.value.at(-1)!;
    return (
      <div class="row-between">
        <h2 class="child-title">{searching.value.lastChild(trained.value.length, last.level)}</h2>
        <span class="note">{searching.value.toTrain(preciseDuration(last.durationMs))}</span>
      </div>
    );
  }
  const done = (current.epoch + current.step / current.steps) / current.epochs;
  const known = trained.value.findIndex(({ notation }) => notation === current.notation);
  return (
    <div class="row-between">
      <h2 class="child-title">
        <Ring share={done} size={18} />{' '}
        {searching.value.childTitle[
          current.purpose !== undefined ? 'confirm' : current.repeat === undefined ? 'train' : 'retrain'
        ](known < 0 ? trained.value.length + 1 : known + 1, current.level)}
      </h2>
      <span class="note">
        {searching.value.childOf(current.child + 1, current.children, timeLeft(done, current.level))}
      </span>
    </div>
  );
}

const childrenOf = (level: number): readonly TrainRecord[] =>
  levels.value.find((row) => row.level === level)?.trained ?? [];

/** From the level's measured seconds; undefined before its first child is measured. */
function timeLeft(done: number, level: number): string | undefined {
  const same = childrenOf(level);
  if (same.length === 0) return undefined;
  const mean = same.reduce((sum, { durationMs }) => sum + durationMs, 0) / same.length;
  return preciseDuration((1 - done) * mean);
}

function Figures() {
  const current = CAN_RUN ? progress.value : undefined;
  const last = trained.value.at(-1);
  const { config } = run.value!.head;
  const epochs = current === undefined ? (last?.curve.length ?? 0) : current.curve.length;
  const figures: readonly (readonly [string, string])[] = [
    [current === undefined ? '–' : count(Math.round(current.examplesPerSecond)), searching.value.figures.speed],
    [`${epochs} / ${config.epochs}`, searching.value.figures.epochs],
    [current?.loss === undefined ? '–' : decimal(current.loss, 3), searching.value.figures.loss],
    [compact(current?.parameters ?? last?.parameters ?? 0), searching.value.figures.weights],
  ];
  return <FigureList figures={figures} />;
}

function JustMeasured({ records }: { records: readonly TrainRecord[] }) {
  const digits = accuracyDigits(run.value!.head.config);
  const latest = records
    .slice(-RESULTS)
    .map((record, i) => ({ record, index: Math.max(0, records.length - RESULTS) + i }));
  return (
    <section aria-labelledby="just-heading">
      <div class="row-between">
        <h2 id="just-heading">{searching.value.justMeasured}</h2>
        <span class="note">
          <MarkedText text={searching.value.predictedThenMeasured} />
        </span>
      </div>
      <ul class="results">
        {latest.toReversed().map(({ record, index }) => (
          <li key={index}>
            <button
              type="button"
              class="result"
              onClick={() => marks.open(record.notation)}
              {...rowEvents(record.notation, marks)}
              aria-label={searching.value.openCell(index + 1, record.notation)}
            >
              <span>{searching.value.cellName(index + 1)}</span>
              <CellGlyphs cell={parseCell(record.notation)} />
            </button>
            <Result record={record} digits={digits} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Result({ record: { predicted, accuracy, failure }, digits }: { record: TrainRecord; digits: 1 | 2 }) {
  if (accuracy === undefined)
    return <span class="result-figures bad">{failure?.reason ?? searching.value.failed}</span>;
  return (
    <span class="result-figures">
      <span class="predicted">{predicted === undefined ? '' : hundredths(predicted, digits)}</span>
      <b class="measured">{hundredths(accuracy, digits)}</b>
      <span>{predicted === undefined ? '' : points(accuracy - predicted, digits)}</span>
    </span>
  );
}
