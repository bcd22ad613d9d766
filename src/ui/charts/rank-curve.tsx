/** @file What the surrogate expects of every candidate, best first, and where the cut fell: rank on a log axis. */
import { HEIGHT, WIDTH } from './rank-curve-to-come.tsx';
import { pickedCells } from '../../contract/probes.ts';
import { charts } from '../messages/charts.ts';
import type { RankRecord } from '../../contract/records.ts';
import { extentOf, spread } from '../model/axis.ts';
import { count, percent } from '../model/format.ts';

interface RankCurveProps {
  rank: RankRecord;
  /** Whether cells are picked for accuracy alone, which a line parts from the others. */
  isByAccuracy: boolean;
}

/** The curve of a ranked level. */
export function RankCurve({ rank, isByAccuracy }: RankCurveProps) {
  const { candidates } = rank;
  const kept = pickedCells(rank);
  const curve =
    rank.curve.length > 0 ? rank.curve : kept.map(({ predicted }, i): [number, number] => [i + 1, predicted]);
  const values = curve.map(([, predicted]) => spread(predicted));
  const [low, high] = extentOf(values);
  const x = (position: number): number => (candidates <= 1 ? 0 : (WIDTH * Math.log(position)) / Math.log(candidates));
  const y = (value: number): number =>
    14 + (HEIGHT - 16) * (high === low ? 0.5 : ((high - value) / (high - low)) * 0.86);
  const cut = x(Math.min(candidates, kept.length));
  const cutValue = spread(kept.at(-1)?.predicted ?? 0);
  const points = curve.map(([position], i): [number, number] => [x(position), y(values[i]!)]);
  const head: [number, number][] = [...points.filter(([px]) => px < cut), [cut, y(cutValue)]];
  const tail = isByAccuracy ? [[cut, y(cutValue)] as const, ...points.filter(([px]) => px > cut)] : points;
  const isRight = !isByAccuracy || cut > WIDTH - 96;
  const threshold = percent(kept.at(-1)?.predicted ?? 0);
  return (
    <svg
      class="rank-curve"
      width={WIDTH}
      height={HEIGHT + 32}
      role="img"
      aria-label={
        isByAccuracy
          ? charts.value.ranked(candidates, kept.length, threshold)
          : charts.value.rankedForBoth(candidates, kept.length)
      }
    >
      {isByAccuracy && <path class="curve-kept-area" d={`${line(head)}L${cut} ${HEIGHT}L0 ${HEIGHT}Z`} />}
      {tail.length > 1 && (
        <path class="curve-cut-area" d={`${line(tail)}L${WIDTH} ${HEIGHT}L${isByAccuracy ? cut : 0} ${HEIGHT}Z`} />
      )}
      {isByAccuracy && <path class="curve-kept" d={line(head)} />}
      <path class="curve-cut" d={line(tail)} />
      {isByAccuracy && <path class="curve-threshold" d={`M${cut} 2V${HEIGHT}`} />}
      <path class="axis-line" d={`M0 ${HEIGHT}H${WIDTH}`} />
      <text
        class="predicted-text"
        x={isByAccuracy ? (isRight ? cut - 6 : cut + 6) : WIDTH}
        y="10"
        text-anchor={isRight ? 'end' : 'start'}
      >
        {isByAccuracy ? charts.value.keptOver(threshold) : charts.value.keptForBoth(kept.length)}
      </text>
      <text class="axis-text" x="0" y={HEIGHT + 14}>
        {charts.value.rankOne}
      </text>
      {isByAccuracy && cut > 52 && cut < WIDTH - 60 && (
        <text class="predicted-text strong" x={cut} y={HEIGHT + 14} text-anchor="middle">
          {kept.length}
        </text>
      )}
      <text class="axis-text" x={WIDTH} y={HEIGHT + 14} text-anchor="end">
        {count(candidates)}
      </text>
      <text class="axis-text" x={WIDTH} y={HEIGHT + 28} text-anchor="end">
        {charts.value.rankAxis}
      </text>
    </svg>
  );
}

function line(points: readonly (readonly [number, number])[]): string {
  return points.map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`).join('');
}
