/** @file A run as small as a word: a dot for each cell, over them the best so far. */
import { extentOf } from '../model/axis.ts';

const WIDTH = 96;
const HEIGHT = 30;
const RADIUS = 1;

/** Decoration: words beside it say what it shows. */
export function Spark({ accuracies }: { accuracies: readonly (number | undefined)[] }) {
  const measured = accuracies.filter((accuracy) => accuracy !== undefined);
  const [low, high] = extentOf(measured);
  const x = (cell: number): number => RADIUS + ((WIDTH - 2 * RADIUS) * (cell - 1)) / Math.max(1, accuracies.length - 1);
  const y = (accuracy: number): number =>
    HEIGHT - RADIUS - ((HEIGHT - 2 * RADIUS) * (accuracy - low)) / (high - low || 1);
  const line = bestSteps(accuracies).map(
    ([cell, best], i) => `${i === 0 ? 'M' : 'H'}${x(cell)}${i === 0 ? ' ' : 'V'}${y(best)}`,
  );
  const dots = accuracies.flatMap((accuracy, i) =>
    accuracy === undefined ? [] : [`M${x(i + 1).toFixed(1)} ${y(accuracy).toFixed(1)}h0`],
  );
  return (
    <svg class="spark" width={WIDTH} height={HEIGHT} aria-hidden="true">
      <path class="spark-dots" d={dots.join('')} />
      {line.length > 0 && <path class="spark-best" d={`${line.join('')}H${x(accuracies.length)}`} />}
    </svg>
  );
}

/** [cells trained, best] wherever the best rises. */
export function bestSteps(accuracies: readonly (number | undefined)[]): [number, number][] {
  const steps: [number, number][] = [];
  for (const [i, accuracy] of accuracies.entries()) {
    if (accuracy !== undefined && accuracy > (steps.at(-1)?.[1] ?? -1)) steps.push([i + 1, accuracy]);
  }
  return steps;
}
