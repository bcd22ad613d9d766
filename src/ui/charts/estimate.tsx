/** @file One cell's accuracy: confirmed, with its interval, and as it was measured once in the search; on an axis that several can share. */
import { hundredths, range } from '../model/format.ts';

/** What is drawn; accuracies. */
export interface EstimateOf {
  readonly mean: number;
  readonly interval?: readonly [low: number, high: number];
  readonly measured: number;
}

/** A disc with a bar is confirmed, a small disc measured once. @param shared all that share the axis. */
export function Estimate({ of, shared, width }: { of: EstimateOf; shared: readonly EstimateOf[]; width: number }) {
  const ends = shared.flatMap(({ mean, interval, measured }) => [mean, measured, ...(interval ?? [])]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const x = (accuracy: number): number => 6 + ((width - 12) * (accuracy - low)) / Math.max(high - low, 0.001);
  const { mean, interval, measured } = of;
  const words = interval === undefined ? hundredths(mean) : range(hundredths(interval[0]), hundredths(interval[1]));
  return (
    <svg class="estimate" width={width} height="18" role="img" aria-label={words}>
      <path class="leader dotted" d={`M${x(mean)} 9H${x(measured)}`} />
      {interval !== undefined && <path class="leader" d={`M${x(interval[0])} 5v8m0-4H${x(interval[1])}m0-4v8`} />}
      <circle class="best-disc" cx={x(mean)} cy="9" r="5" />
      <circle class="best-disc" cx={x(measured)} cy="9" r="2.6" />
      <title>{words}</title>
    </svg>
  );
}
