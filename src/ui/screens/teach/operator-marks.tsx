/** @file Each operator at the mean accuracy of the one-block cells that have it; and how those of a larger cell become one prediction. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { operatorIndex, type OperatorName } from '../../../core/space/operators.ts';
import { Gridlines, strip } from '../../charts/swarm.tsx';
import type { Domain } from '../../model/axis.ts';
import { accuracyDigits, percent } from '../../model/format.ts';
import { gameOf } from '../../model/tour/game.ts';
import type { Lesson, OperatorMean, TourCell } from '../../model/tour/lesson.ts';
import { useWidth } from '../../parts/use-width.ts';
import { tour } from '../../messages/tour.ts';
import { CellSketch } from './cell-sketch.tsx';

/** Side of a glyph, and room for two that stand close, px. */
const GLYPH = 16;
const ROW = 22;
/** Height of the picture of an example below the marks, px. */
const EXAMPLE = 110;
/** Examples offered (ours). */
const EXAMPLES = 6;

/** Where the operators stand: x of the axis, and a row lower where two would overlap. */
function layOut(operators: readonly OperatorMean[], at: (accuracy: number) => number) {
  const ends: number[] = [];
  return operators.map(({ operator, mean }) => {
    const x = at(mean);
    let row = ends.findIndex((end) => x - end > GLYPH + 4);
    if (row < 0) row = ends.length;
    ends[row] = x;
    return { operator, x, row };
  });
}

/** The marks on their axis. */
export function OperatorMarks({ lesson, domain }: { lesson: Lesson; domain: Domain }) {
  const [ref, width] = useWidth<HTMLDivElement>(340);
  const marks = layOut(lesson.operators, strip(domain, width));
  const rows = 1 + Math.max(...marks.map(({ row }) => row));
  const bottom = rows * ROW + 8;
  return (
    <div ref={ref} class="tour-swarm">
      <svg width={width} height={bottom + 1} role="img" aria-label={describe(lesson)}>
        <Gridlines domain={domain} width={width} height={bottom} />
        <path class="axis-line" d={`M0 ${bottom + 0.5}H${width}`} />
        {marks.map(({ operator, x, row }) => (
          <g key={operator} transform={`translate(${x} 0)`}>
            <path class="measured-tick" d={`M0 ${bottom}v${-(bottom - (row * ROW + GLYPH + 3))}`} />
            <use href={`#op-${operatorIndex(operator)}`} x={-GLYPH / 2} y={row * ROW} width={GLYPH} height={GLYPH} />
          </g>
        ))}
      </svg>
    </div>
  );
}

function describe({ operators }: Lesson): string {
  return `${tour.value.stage.marks}: ${operators.map(({ operator, mean }) => `${operator} ${percent(mean)}`).join(', ')}.`;
}

/** Larger cells whose prediction gives nothing of the game away: of level 2 picks beside the probes, else of level 3. */
function examplesOf(lesson: Lesson): TourCell[] {
  const game = gameOf(lesson);
  const inGame = new Set(game?.cells.map(({ number }) => number));
  const free = lesson.cells.filter(({ number, predicted }) => predicted !== undefined && !inGame.has(number));
  const level = Math.min(...free.map((cell) => cell.level));
  const picks = free.filter((cell) => cell.level === level && !cell.isProbe);
  const kinds = ({ cell }: TourCell): number => new Set(cell.flat().map(({ operator }) => operator)).size;
  return picks.toSorted((a, b) => kinds(b) - kinds(a)).slice(0, EXAMPLES); // several marks that become one say more
}

/** A larger cell chosen, its operators' marks travel to the place where the surrogate predicts it. */
export function BecomesPrediction({
  lesson,
  domain,
  axis,
}: {
  lesson: Lesson;
  domain: Domain;
  /** The axis, below the picture. */
  axis: ComponentChildren;
}) {
  const [ref, width] = useWidth<HTMLDivElement>(340);
  const examples = examplesOf(lesson);
  const index = useSignal(0);
  const example = examples[index.value];
  const axisRow = (
    <div class="tour-row">
      <span />
      <div>{axis}</div>
    </div>
  );
  if (example === undefined) {
    return (
      <>
        {axisRow}
        <p class="note">{tour.value.stage.noExample}</p>
      </>
    );
  }
  const at = strip(domain, width);
  const marks = new Map(lesson.operators.map(({ operator, mean }) => [operator, at(mean)]));
  const x = at(example.predicted!);
  const operators = example.cell.flatMap((block) => block.map(({ operator }) => operator));
  const isAtRight = x > width - 130;
  return (
    <>
      <div class="tour-row">
        <span class="tour-label">
          <b>{tour.value.stage.example}</b>
          <span class="note">
            {tour.value.cellName(example.number)}
            <CellSketch cell={example.cell} />
          </span>
        </span>
        <div ref={ref} class="tour-swarm">
          <svg
            key={`${example.number} ${width}`}
            width={width}
            height={EXAMPLE}
            role="img"
            aria-label={`${tour.value.cellName(example.number)}: ${tour.value.stage.predictedAt(percent(example.predicted!))}`}
          >
            <Gridlines domain={domain} width={width} height={EXAMPLE} />
            {operators.map((operator, i) => (
              <Traveller key={i} operator={operator} from={marks.get(operator) ?? 12} to={x} place={i} />
            ))}
            <g class="arrives" transform={`translate(${x} ${EXAMPLE - 18})`}>
              <path class="diamond" d="M0-7 7 0 0 7-7 0z" />
              <text
                class="predicted-text strong halo"
                x={isAtRight ? -14 : 14}
                y="4"
                text-anchor={isAtRight ? 'end' : 'start'}
              >
                {tour.value.stage.predictedAt(percent(example.predicted!, accuracyDigits(lesson.run.head.config)))}
              </text>
            </g>
          </svg>
        </div>
      </div>
      {axisRow}
      <div class="tour-examples" role="group" aria-label={tour.value.stage.examples}>
        {examples.map((cell, i) => (
          <button
            key={cell.number}
            type="button"
            class="example"
            aria-pressed={i === index.value}
            onClick={() => (index.value = i)}
          >
            <span>{tour.value.cellName(cell.number)}</span>
            <CellSketch cell={cell.cell} />
          </button>
        ))}
      </div>
      <p class="note">{tour.value.stage.exampleNote}</p>
    </>
  );
}

/** A glyph that goes from its operator's mean to the prediction, and the line it went along. */
function Traveller({ operator, from, to, place }: { operator: OperatorName; from: number; to: number; place: number }) {
  const end = EXAMPLE - 18;
  return (
    <g>
      <path class="travel-line" d={`M${from} ${GLYPH + 2}C${from} ${end / 2} ${to} ${end / 2} ${to} ${end - 8}`} />
      <g
        class="traveller"
        style={{
          '--from': `translate(${from - GLYPH / 2}px, 0px)`,
          '--to': `translate(${to - GLYPH / 2}px, ${end - GLYPH}px)`,
          animationDelay: `${place * 60}ms`,
        }}
      >
        <use href={`#op-${operatorIndex(operator)}`} width={GLYPH} height={GLYPH} />
      </g>
      <use class="stays" href={`#op-${operatorIndex(operator)}`} x={from - GLYPH / 2} width={GLYPH} height={GLYPH} />
    </g>
  );
}
