/** @file The cells of a lesson in numbers: the table twin of every picture. */
import { accuracyDigits, hundredths, points } from '../../model/format.ts';
import type { Lesson } from '../../model/tour/lesson.ts';
import { tour } from '../../messages/tour.ts';

/** @param hidden numbers of the cells whose figures the game keeps back. */
export function CellTable({ lesson, shown, hidden }: { lesson: Lesson; shown: number; hidden: ReadonlySet<number> }) {
  const digits = accuracyDigits(lesson.run.head.config);
  return (
    <div class="table-scroll">
      <table class="data-table">
        <thead>
          <tr>
            {tour.value.stage.table.map((name) => (
              <th key={name} scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lesson.cells
            .filter(({ records }) => records <= shown)
            .map(({ number, level, predicted, accuracy }) => {
              const isHidden = hidden.has(number);
              return (
                <tr key={number}>
                  <th scope="row" class="number">
                    {tour.value.cellName(number)}
                  </th>
                  <td class="number">{level}</td>
                  <td class="number predicted">
                    {predicted === undefined || isHidden ? '' : hundredths(predicted, digits)}
                  </td>
                  <td class="number measured">
                    {accuracy === undefined || isHidden ? '' : hundredths(accuracy, digits)}
                  </td>
                  <td class="number">
                    {predicted === undefined || accuracy === undefined || isHidden
                      ? ''
                      : points(accuracy - predicted, digits)}
                  </td>
                </tr>
              );
            })}
        </tbody>
      </table>
    </div>
  );
}
