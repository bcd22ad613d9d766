/** @file What stands in the scatter besides its axes: marks, guesses, levels, the best so far. One path a kind: thousands of elements would make each hover slow. */
import { searching } from '../messages/searching.ts';
import { ranking } from '../messages/ranking.ts';
import type { Domain } from '../model/axis.ts';
import { CAN_RUN } from '../model/can-run.ts';
import { bestSoFar } from '../model/derive.ts';
import type { RankedCell, Section } from '../model/ranked.ts';
import { SHADES, shadeOf } from './tiles.tsx';

/** Marks of the levels, drawn from their centre: disc, square, triangle, diamond, pentagon (design language); then discs again. */
const MARKS = [
  'm-3.4 0a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0-6.8 0z',
  'm-3-3h6v6h-6z',
  'm0-4.2 3.9 7h-7.8z',
  'm0-4.4 4.4 4.4-4.4 4.4-4.4-4.4z',
  'm0-4.2 4 2.9-1.5 4.7h-5l-1.5-4.7z',
] as const;
const GUESS = 'm0-3 3 3-3 3-3-3z';
const CROSS = 'm-3-3l6 6m0-6l-6 6';

/** Where things are, px. */
export interface Places {
  readonly x: (cell: RankedCell) => number;
  readonly y: (accuracy: number) => number;
  readonly top: number;
  readonly bottom: number;
}

interface MarksProps {
  cells: readonly RankedCell[];
  /** Indices of the cells that pass the filter; the others turn into grey outlines. */
  shown: ReadonlySet<number>;
  domain: Domain;
  places: Places;
  /** Whether what was predicted of each is drawn too; yes unless given. */
  hasGuesses?: boolean;
}

/** The run's marks are solid, with hollow guesses; a file's are shaded by their score, teal if measured, violet if predicted. */
export function Marks({ cells, shown, domain, places: { x, y, bottom }, hasGuesses = true }: MarksProps) {
  let [guesses, marks, out, failed] = ['', '', '', ''];
  const shaded = { measured: Array<string>(SHADES).fill(''), predicted: Array<string>(SHADES).fill('') };
  for (const cell of cells) {
    const { predicted, level } = cell.record;
    const across = x(cell).toFixed(1);
    if (cell.score === undefined) {
      failed += `M${across} ${bottom - 6}${CROSS}`;
      continue;
    }
    const shape = CAN_RUN && cell.source?.kind === 'predicted' ? GUESS : MARKS[(level - 1) % MARKS.length]!;
    const mark = `M${across} ${y(cell.score).toFixed(1)}${shape}`;
    if (!shown.has(cell.index)) out += mark;
    else if (CAN_RUN && cell.source !== undefined) shaded[cell.source.kind][shadeOf(cell.score, domain) - 1] += mark;
    else {
      marks += mark;
      if (hasGuesses && predicted !== undefined) guesses += `M${across} ${y(predicted).toFixed(1)}${GUESS}`;
    }
  }
  return (
    <>
      <path class="mark out" d={out} />
      <path class="guess" d={guesses} />
      <path class="mark" d={marks} />
      {CAN_RUN &&
        shaded.measured.map((d, i) => d !== '' && <path key={i} class={`tile-trained shade-${i + 1}`} d={d} />)}
      {CAN_RUN && shaded.predicted.map((d, i) => d !== '' && <path key={i} class={`guess guess-${i + 1}`} d={d} />)}
      <path class="tile-failed" d={failed} />
    </>
  );
}

/** Room for `level 3`, px. */
const LEVEL_NAME = 46;

/** A line where a level of the run begins, named where there is room. */
export function LevelBounds({ cells, places: { x, top, bottom } }: { cells: readonly RankedCell[]; places: Places }) {
  const firsts = cells.filter(({ record, place }) => place === 0 || cells[place - 1]!.record.level !== record.level);
  return (
    <>
      {firsts.map((cell, i) => (
        <g key={cell.index}>
          {cell.place > 0 && <path class="gridline dashed" d={`M${Math.round(x(cell)) - 4.5} ${top}V${bottom}`} />}
          <text class="axis-text" x={x(cell)} y={bottom + 20}>
            {x(firsts[i + 1] ?? cells.at(-1)!) - x(cell) < LEVEL_NAME && i > 0
              ? cell.record.level
              : searching.value.levelName(cell.record.level)}
          </text>
        </g>
      ))}
    </>
  );
}

/** The best so far, as steps. */
export function BestLine({ cells, places: { x, y } }: { cells: readonly RankedCell[]; places: Places }) {
  const best = bestSoFar(cells.map(({ record }) => record));
  let path = '';
  for (const [i, value] of best.entries()) {
    if (value === undefined) continue;
    path += path === '' ? `M${x(cells[i]!)} ${y(value)}` : `H${x(cells[i]!)}V${y(value)}`;
  }
  return <path class="best-line" d={path} />;
}

/** Width of a letter of a file's name, about, px. */
const LETTER = 6.4;

/** A file's name over its part of the plot. @param from its left end. @param width of it, px. */
export function FileBound({
  section,
  from,
  width,
  top,
}: {
  section: Section;
  from: number;
  width: number;
  top: number;
}) {
  const { source, cells } = section;
  const letters = Math.floor(width / LETTER);
  const name = source?.name ?? ranking.value.thisRun;
  return (
    <text class="axis-text halo" x={from} y={top}>
      {name.length > letters ? `${name.slice(0, Math.max(1, letters - 1))}…` : name}
      <title>{`${name}, ${searching.value.cells(cells.length)}`}</title>
    </text>
  );
}
