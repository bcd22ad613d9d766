/** @file The growth of a level as a grid of cells by new blocks, duplicates struck out; and all predictions from the best to the worst. */
import { useMemo } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { halvesAt } from '../../../core/space/blocks.ts';
import { formatCell, type Cell } from '../../../core/space/cell.ts';
import { RankCurve } from '../../charts/rank-curve.tsx';
import { placeOf } from '../../charts/nearest.ts';
import { percent } from '../../model/format.ts';
import { paragraph } from '../../model/language.ts';
import { growthGrid, originalOf, type Fate, type GrowthGrid } from '../../model/tour/growth-grid.ts';
import type { Lesson } from '../../model/tour/lesson.ts';
import { CellGraph } from '../../parts/cell-graph.tsx';
import { useWidth } from '../../parts/use-width.ts';
import { tour } from '../../messages/tour.ts';
import { blockWords } from './cell-sketch.tsx';
import { gamePhase } from './tour-state.ts';

/** Sides of a square, with its gap, px. */
const LEAST = 3;
const MOST = 14;
/** Height of the grid at most, px. */
const MOST_HEIGHT = 420;

const FATES: readonly Fate[] = ['dropped', 'kept', 'probe', 'duplicate'];

export function Growth({ lesson }: { lesson: Lesson }) {
  const { config } = lesson.run.head;
  const [first, second] = lesson.levels;
  const rank = second!.rank!;
  const grid = useMemo(
    () =>
      growthGrid(
        config,
        lesson.cells.filter(({ level }) => level === 1).map(({ cell }) => cell),
        rank,
      ),
    [lesson],
  );
  const square = useSignal<number | undefined>(undefined);
  return (
    <div class="tour-columns">
      <div class="tour-figure">
        <h2>{tour.value.stage.growthGrid(first!.children.length, grid.blocks.length)}</h2>
        <p class="note">
          {paragraph([
            tour.value.stage.growthNote(grid.parents.length, grid.rows),
            tour.value.stage.growthBlocks(halvesAt(config, 1).length, config.operators.length, config.lookback + 1),
          ])}
        </p>
        <Grid grid={grid} square={square.value} onPoint={(at) => (square.value = at)} />
        <ul class="tour-key">
          {FATES.filter((fate) => grid.fates.includes(fate)).map((fate) => (
            <li key={fate}>
              <svg width="12" height="12" aria-hidden="true">
                <path class={`g-fate ${fate}`} d={fate === 'duplicate' ? 'M2 10 10 2' : 'M1 1h10v10H1z'} />
              </svg>
              {tour.value.stage.fates[fate]}
            </li>
          ))}
        </ul>
        <h2>{tour.value.stage.curve}</h2>
        <RankCurve rank={rank} isByAccuracy />
      </div>
      <aside class="tour-panel" aria-live="polite">
        {square.value === undefined ? (
          <p class="note">{tour.value.stage.touch}</p>
        ) : (
          <Square lesson={lesson} grid={grid} square={square.value} />
        )}
      </aside>
    </div>
  );
}

interface GridProps {
  readonly grid: GrowthGrid;
  readonly square: number | undefined;
  onPoint(square: number): void;
}

/** The squares, one path a fate: thousands of elements would make a touch slow. */
function Grid({ grid, square, onPoint }: GridProps) {
  const [ref, width] = useWidth<HTMLDivElement>(340);
  const { parents, blocks, fates } = grid;
  const step = Math.max(
    LEAST,
    Math.min(MOST, Math.floor(Math.min(width / blocks.length, MOST_HEIGHT / parents.length))),
  );
  const gap = step > 5 ? 2 : 1;
  const side = step - gap;
  const xy = (at: number): [number, number] => [(at % blocks.length) * step, Math.floor(at / blocks.length) * step];
  const paths = useMemo(() => {
    const of: Record<Fate, string> = { dropped: '', kept: '', probe: '', duplicate: '' };
    for (const [at, fate] of fates.entries()) {
      const [x, y] = xy(at);
      of[fate] += fate === 'duplicate' ? `M${x} ${y + side}l${side}-${side}` : `M${x} ${y}h${side}v${side}h-${side}z`;
    }
    return of;
  }, [grid, step]);
  const point = (event: MouseEvent): void => {
    const [x, y] = placeOf(event);
    const [column, row] = [Math.floor(x / step), Math.floor(y / step)];
    if (column >= 0 && column < blocks.length && row >= 0 && row < parents.length)
      onPoint(row * blocks.length + column);
  };
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: blocks.length, ArrowUp: -blocks.length }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = (square ?? -by) + by;
    if (next >= 0 && next < fates.length) onPoint(next);
  };
  const [px, py] = xy(square ?? 0);
  return (
    <div ref={ref} class="growth-grid">
      <svg
        width={blocks.length * step}
        height={parents.length * step}
        role="img"
        tabindex={0} // an SVG knows no tabIndex
        aria-label={`${tour.value.stage.growthGrid(parents.length, blocks.length)}. ${tour.value.stage.touch}`}
        onKeyDown={move}
        onPointerMove={point}
        onPointerDown={point}
      >
        <rect class="hit" width={blocks.length * step} height={parents.length * step} />
        {FATES.map((fate) => (
          <path key={fate} class={`g-fate ${fate}`} d={paths[fate]} />
        ))}
        {square !== undefined && (
          <rect class="g-ring" x={px - 2} y={py - 2} width={side + 4} height={side + 4} rx="2" />
        )}
      </svg>
    </div>
  );
}

/** What a square is: its cell, what became of it, and of a duplicate which cell it repeats. */
function Square({ lesson, grid, square }: { lesson: Lesson; grid: GrowthGrid; square: number }) {
  const { blocks, parents, fates } = grid;
  const rowOf = (at: number): number => Math.floor(at / blocks.length);
  const cell: Cell = [...parents[rowOf(square)]!, blocks[square % blocks.length]!];
  const fate = fates[square]!;
  const original = fate === 'duplicate' ? originalOf(grid, square) : -1;
  const kept = lesson.levels[1]!.rank!.kept.find(({ notation }) => notation === formatCell(cell));
  const isCovered = gamePhase.value !== 'done'; // the game comes later, and asks for just this
  return (
    <>
      <h2>{tour.value.stage.grownFrom(rowOf(square) + 1)}</h2>
      <p class={fate === 'kept' ? 'predicted' : 'note'}>
        {tour.value.stage.fates[fate]}
        {kept !== undefined && !isCovered && `, ${tour.value.stage.predictedAt(percent(kept.predicted))}`}
      </p>
      {original >= 0 && (
        <p class="note">
          {tour.value.stage.duplicateOf(rowOf(original) + 1, blockWords(blocks[original % blocks.length]!))}
        </p>
      )}
      <CellGraph cell={cell} config={lesson.run.head.config} />
    </>
  );
}
