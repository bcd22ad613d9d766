/** @file What the marks on the tour's strips are: a diamond, a disc, a hollow one, a ring. */
import type { ComponentChildren } from 'preact';
import type { Lesson } from '../../model/tour/lesson.ts';
import { tour } from '../../messages/tour.ts';

/** The key; of a run without cells drawn by lot it has no hollow disc. */
export function DiscKey({ lesson }: { lesson: Lesson }) {
  const { game, stage } = tour.value;
  return (
    <ul class="tour-key">
      <Entry name={game.legendPredicted}>
        <path class="diamond" d="M8 2.5 13.5 8 8 13.5 2.5 8z" />
      </Entry>
      <Entry name={game.legendMeasured}>
        <circle class="measured-disc" cx="8" cy="8" r="4.5" />
      </Entry>
      {lesson.cells.some(({ isProbe }) => isProbe) && (
        <Entry name={`${game.legendMeasured}, ${stage.lot}`}>
          <circle class="best-ring" cx="8" cy="8" r="4" />
        </Entry>
      )}
      <Entry name={stage.bestOfRow}>
        <circle class="best-ring" cx="8" cy="8" r="7" />
        <circle class="measured-disc" cx="8" cy="8" r="4" />
      </Entry>
    </ul>
  );
}

function Entry({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <li>
      <svg width="16" height="16" aria-hidden="true">
        {children}
      </svg>
      {name}
    </li>
  );
}
