/** @file Search with a run: levels as rows, the steps of Algorithm 1 as columns, the child in training beside them. */
import { searching } from '../../messages/searching.ts';
import type { ComponentChildren } from 'preact';
import { showCell } from '../../state/navigation.ts';
import { Icon } from '../../parts/icon.tsx';
import { currentLevel, currentStep, type Level } from '../../model/derive.ts';
import { CAN_RUN } from '../../model/can-run.ts';
import { ChildPanel } from './child-panel.tsx';
import { CellCard } from '../card/cell-card.tsx';
import { computed, useSignal } from '@preact/signals';
import { ColumnHead } from '../../parts/column-head.tsx';
import { AccuracyAxis } from '../../charts/swarm.tsx';
import { ShadeLegend } from '../../charts/tiles.tsx';
import { devicesWords, headline, noiseWords, type Headline } from '../../words/headline.ts';
import { pickTitle } from '../../words/names.ts';
import { LevelRow } from './level-row.tsx';
import { accuracyDigits, count, decimal, hundredths, percent } from '../../model/format.ts';
import { MarkedText } from '../../parts/marked-text.tsx';
import { activity, answer, domain, levels, runStatus, noise, run, shared, trained } from '../../state/state.ts';
import { Confirmed } from './confirmed.tsx';
import { FinishCard, FinishSide } from './finish.tsx';
import { isOver } from '../../../contract/run-file.ts';
import { TableHead } from '../../parts/table-head.tsx';
import { measuredImages } from '../../../contract/split-sizes.ts';
import '../../styles/run.css';

/**
 * The screen of a run, running or not.
 * @param words what happens now: called here, so that only this screen follows it.
 * @param next what else can be done with a search that has ended.
 */
export function Running({ words, next }: { words: () => Headline; next?: ComponentChildren }) {
  const isTable = useSignal(false);
  const { head } = run.value!;
  const otherDevices = devicesWords(run.value!);
  const { title, text } = words();
  const over = isOver(run.value!.log); // nothing happens now
  return (
    <div class="panes">
      <div class="main running">
        <div class="title-row">
          <div>
            <h1>{title}</h1>
            <p class="subtitle">{text}</p>
          </div>
          {!over && <BestFigure />}
        </div>
        {over && <FinishCard />}
        {!over && <StepBar />}
        {!over && <Confirmed />}
        {isTable.value ? <LevelTable rows={levels.value} /> : <LevelStrips />}
        <p class="foot">
          {CAN_RUN && shared.value === undefined && (
            <span>
              <Icon name="check" size={12} /> {searching.value.saved}
            </span>
          )}
          <span class="quiet">
            {searching.value.accuracyOn(measuredImages(head), head.data.name === 'sample')} {noiseWords(noise.value)}
            {otherDevices !== undefined && <b data-testid="devices"> {otherDevices}</b>}
          </span>
          <button
            type="button"
            class="text-button"
            aria-pressed={isTable.value}
            onClick={() => (isTable.value = !isTable.value)}
          >
            {isTable.value ? searching.value.asStrips : searching.value.asTable}
          </button>
        </p>
      </div>
      {over ? <FinishSide more={next} /> : <ChildPanel />}
      <CellCard />
    </div>
  );
}

function BestFigure() {
  if (answer.value === undefined) return null;
  const { record } = answer.value;
  const place = trained.value.indexOf(record);
  return (
    <div class="best-figure">
      <span class="quiet">{searching.value.bestSoFar}</span>
      <b data-testid="best">{percent(record.accuracy!, accuracyDigits(run.value!.head.config))}</b>
      <button type="button" class="text-button" onClick={() => showCell(place)}>
        {searching.value.cellName(place + 1)}, {searching.value.levelName(record.level)}
      </button>
    </div>
  );
}

/** What happens now to the page's own run. */
export const runWords = (): Headline => headline(run.value!, levels.value, runStatus.value, activity.value);

const isTraining = computed(() => CAN_RUN && runStatus.value !== 'open' && activity.value?.phase === 'train');

/** The step of Algorithm 1 at work; training cells once more is training. */
const stepNow = (): number => {
  if (runStatus.value === 'open') return 0;
  const phase = activity.value?.phase;
  return phase === 'retrain' || phase === 'confirm' ? 3 : currentStep(run.value!, levels.value);
};

/** The four steps on a phone, where there are no columns. */
function StepBar() {
  const step = CAN_RUN ? stepNow() : 0;
  const { config } = run.value!.head;
  return (
    <ol class="step-bar">
      {searching.value.steps.map((name, i) => (
        <li key={name} class={i + 1 === step ? 'lit' : i + 1 < step ? 'done' : ''}>
          {i === 1 && config.minutes === 0 ? searching.value.pickSome(config.children) : name}
        </li>
      ))}
    </ol>
  );
}

/** Row heights, px: four levels have room, more have less (design language). */
const heightOf = (rows: number): number => (rows <= 3 ? 128 : rows === 4 ? 116 : 100);

function LevelStrips() {
  const rows = levels.value;
  const { config } = run.value!.head;
  const current = isOver(run.value!.log) ? undefined : currentLevel(rows);
  const step = CAN_RUN ? stepNow() : 0;
  const isLess =
    rows[0]?.trained.some(({ accuracy }) => accuracy !== undefined && accuracy < domain.value.low) ?? false;
  return (
    <div class="levels">
      <div class="level-row column-heads">
        <span />
        <div class="column-head">
          <ColumnHead step={1} title={searching.value.growAndRank} isLit={step === 1} />
          <span class="note">
            <MarkedText text={searching.value.scored} />
          </span>
        </div>
        <div class="column-head">
          <ColumnHead
            step={2}
            title={rows[0]!.isWhole ? searching.value.drawCells : pickTitle(config)}
            isLit={step === 2}
          />
          <ShadeLegend domain={domain.value} />
        </div>
        <div class="column-head">
          <ColumnHead step={3} title={searching.value.trainAndMeasure} isLit={step === 3} />
          <span class="note">
            <MarkedText text={searching.value.measuredOn(measuredImages(run.value!.head))} />
          </span>
        </div>
        <div class="column-head">
          <ColumnHead step={4} title={searching.value.refit} isLit={step === 4} />
          <span class="note">Spearman</span>
        </div>
      </div>
      {rows.map((level) => (
        <LevelRow
          key={level.level}
          level={level}
          config={config}
          height={heightOf(rows.length)}
          isCurrent={level === current}
          isLive={CAN_RUN && level === current && isTraining.value}
          isBest={level.best !== undefined && level.best === answer.value?.record}
        />
      ))}
      <div class="level-row axis-row">
        <AccuracyAxis domain={domain.value} hasLess={isLess} />
      </div>
    </div>
  );
}

/** The strips in numbers. */
function LevelTable({ rows }: { rows: readonly Level[] }) {
  return (
    <table class="data-table">
      <TableHead names={searching.value.levelTable} />
      <tbody>
        {rows.map(({ level, rank, children, trained: records, best, spearman }) => (
          <tr key={level}>
            <th scope="row" class="number">
              {level}
            </th>
            <td class="number">{rank === undefined ? (level === 1 ? children.length : '') : count(rank.candidates)}</td>
            <td class="number">{children.length}</td>
            <td class="number">{records.length}</td>
            <td class="number">{records.filter(({ failure }) => failure !== undefined).length}</td>
            <td class="number measured">{best === undefined ? '' : hundredths(best.accuracy!, 2)}</td>
            <td class="number">{spearman === null ? '' : decimal(spearman, 2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
