/** @file The confusion matrix beside each class's errors. The matrix is a grid: arrow keys walk it. */
import { final as words } from '../../messages/final.ts';
import { useSignal } from '@preact/signals';
import type { TestResult } from '../../../contract/final-records.ts';
import { classErrors } from '../../model/final.ts';
import { hundredths } from '../../model/format.ts';
import { className, shortClassName } from '../../words/class-name.ts';

export function Confusion({ result, classes }: { result: TestResult; classes: readonly string[] }) {
  const { confusion } = result;
  const at = useSignal<readonly [number, number]>([0, 0]);
  const errors = classErrors(result);
  const most = Math.max(1, ...confusion.flatMap((row, label) => row.filter((_, answer) => answer !== label)));
  const widest = Math.max(0.02, ...errors.map((error) => error?.interval[1] ?? 0));
  const own = (label: number): string => classes[label] ?? String(label);
  const name = (label: number): string => className(own(label));
  const walk = (event: KeyboardEvent): void => {
    const [row, column] = at.value;
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const within = (place: number): number => Math.max(0, Math.min(confusion.length - 1, place));
    at.value = [within(row + step[0]), within(column + step[1])];
    const grid = (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('td[role=gridcell]:not(.number)');
    grid[at.value[0] * confusion.length + at.value[1]]!.focus();
  };
  return (
    <div class="table-scroll" role="group" aria-label={words.value.confusion.title}>
      <table class="confusion" role="grid" aria-label={words.value.confusion.axes} onKeyDown={walk}>
        <thead>
          <tr role="row">
            <td role="presentation" />
            {confusion.map((_, answer) => (
              <th key={answer} scope="col" role="columnheader" title={name(answer)}>
                {shortClassName(own(answer))}
              </th>
            ))}
            <th scope="col" role="columnheader" colSpan={2}>
              {words.value.confusion.wrong}
            </th>
          </tr>
        </thead>
        <tbody>
          {confusion.map((row, label) => (
            <tr key={label} role="row">
              <th scope="row" role="rowheader">
                {name(label)}
              </th>
              {row.map((images, answer) => (
                <td
                  key={answer}
                  role="gridcell"
                  tabIndex={at.value[0] === label && at.value[1] === answer ? 0 : -1}
                  class={label === answer ? 'right' : undefined}
                  title={words.value.confusion.square(images, name(label), name(answer))}
                  style={label === answer || images === 0 ? undefined : { '--wrong': 0.08 + (0.5 * images) / most }}
                  onFocus={() => (at.value = [label, answer])}
                >
                  {images === 0 ? <span class="visually-hidden">0</span> : images}
                </td>
              ))}
              <td role="presentation" class="error-bar" aria-hidden="true">
                {errors[label] !== undefined && (
                  <span>
                    <i style={{ width: `${(100 * errors[label].share) / widest}%` }} />
                    <b
                      style={{
                        left: `${(100 * errors[label].interval[0]) / widest}%`,
                        width: `${(100 * (errors[label].interval[1] - errors[label].interval[0])) / widest}%`,
                      }}
                    />
                  </span>
                )}
              </td>
              <td class="number measured" role="gridcell" tabIndex={-1}>
                {errors[label] === undefined ? '–' : hundredths(errors[label].share)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="note">{words.value.confusion.note}</p>
    </div>
  );
}
