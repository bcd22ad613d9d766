/** @file What the glyphs of a run's operators stand for. */
import type { Lesson } from '../../model/tour/lesson.ts';
import { Glyph } from '../../parts/glyph.tsx';
import { tour } from '../../messages/tour.ts';

export function OperatorKey({ lesson }: { lesson: Lesson }) {
  return (
    <ul class="tour-key operators" aria-label={tour.value.stage.operators}>
      {lesson.run.head.config.operators.map((operator) => (
        <li key={operator}>
          <Glyph name={operator} />
          <b>{operator}</b> {tour.value.stage.operatorNotes[operator]}
        </li>
      ))}
    </ul>
  );
}
