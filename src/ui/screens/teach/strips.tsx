/** @file What the tour's pictures share: a level's strip with its name, the axis below, the cells of a level. */
import { AccuracyAxis } from '../../charts/swarm.tsx';
import type { Domain } from '../../model/axis.ts';
import type { Lesson, TourCell } from '../../model/tour/lesson.ts';
import { LevelSquares } from '../../parts/glyph.tsx';
import { tour } from '../../messages/tour.ts';
import { TourSwarm } from './tour-swarm.tsx';

/** The cells of a level, in the order trained. */
export const cellsAt = (lesson: Lesson, level: number): TourCell[] =>
  lesson.cells.filter((cell) => cell.level === level);

/** The accuracies below the strips. */
export function Axis({ lesson, domain }: { lesson: Lesson; domain: Domain }) {
  return (
    <>
      <AccuracyAxis
        domain={domain}
        hasLess={lesson.cells.some(({ accuracy }) => accuracy !== undefined && accuracy < domain.low)}
      />
      <p class="note tour-axis-name">{tour.value.stage.axis(lesson.run.head.config.validationImages)}</p>
    </>
  );
}

interface StripProps {
  readonly lesson: Lesson;
  readonly domain: Domain;
  readonly level: number;
  readonly shown: number;
  readonly height: number;
}

/** A level's name and its swarm. */
export function LevelStrip({ lesson, domain, level, shown, height }: StripProps) {
  const cells = cellsAt(lesson, level);
  const done = cells.filter(({ records }) => records <= shown).length;
  return (
    <div class="tour-row">
      <span class="tour-label">
        <b>
          {tour.value.stage.levelHead(level)} <LevelSquares level={level} />
        </b>
        <span class="note">{tour.value.stage.counted(done, cells.length)}</span>
      </span>
      <TourSwarm
        cells={cells}
        domain={domain}
        height={height}
        shown={shown}
        from={level === 1 ? undefined : rankedAt(lesson, level)}
        label={`${tour.value.stage.levelHead(level)}, ${tour.value.stage.counted(done, cells.length)}`}
      />
    </div>
  );
}

/** Records up to the ranking of a level: from then on its cells wait where they are predicted. */
export function rankedAt({ run }: Lesson, level: number): number {
  return run.log.findIndex((record) => record.type === 'rank' && record.level === level) + 1;
}
