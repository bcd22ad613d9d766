/** @file How often answers were right, by how sure they were. */
import { final as words } from '../../messages/final.ts';
import type { TestResult } from '../../../contract/final-records.ts';
import { calibrationPoints } from '../../model/final.ts';
import { percent } from '../../model/format.ts';

const SIZE = 220;
const [LEFT, BOTTOM, TOP, RIGHT] = [32, 34, 16, 10];

export function Calibration({ result }: { result: TestResult }) {
  const points = calibrationPoints(result);
  if (points.length === 0) return <p class="note">{words.value.calibration.tooFew}</p>;
  const low = Math.floor(10 * Math.min(0.9, ...points.flatMap(({ sure, right }) => [sure, right]))) / 10;
  const place = (share: number): number => (share - low) / (1 - low);
  const x = (share: number): number => LEFT + place(share) * (SIZE - LEFT - RIGHT);
  const y = (share: number): number => SIZE - BOTTOM - place(share) * (SIZE - BOTTOM - TOP);
  const step = low >= 0.7 ? 0.1 : 0.2;
  const ticks = Array.from({ length: 11 }, (_, i) => 1 - i * step).filter((tick) => tick >= low - 1e-9);
  const told = points.map(({ sure, right }) => words.value.calibration.point(percent(sure, 0), percent(right, 0)));
  return (
    <>
      <svg
        class="calibration"
        width={SIZE}
        height={SIZE}
        role="img"
        aria-label={words.value.calibration.points(told.join('; '))}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <path class="gridline" d={`M${LEFT} ${y(tick)}H${SIZE - RIGHT}`} />
            <text x={LEFT - 6} y={y(tick) + 4} text-anchor="end">
              {Math.round(100 * tick)}
            </text>
            <text x={x(tick)} y={SIZE - BOTTOM + 16} text-anchor="middle">
              {Math.round(100 * tick)}
            </text>
          </g>
        ))}
        <path class="floor-line" d={`M${x(low)} ${y(low)}L${x(1)} ${y(1)}`} />
        <path
          class="calibration-line"
          d={points.map(({ sure, right }, i) => `${i === 0 ? 'M' : 'L'}${x(sure)} ${y(right)}`).join('')}
        />
        {points.map(({ sure, right }) => (
          <circle key={sure} class="calibration-disc" cx={x(sure)} cy={y(right)} r="4" />
        ))}
        <text x={LEFT} y={TOP - 4} class="measured-text">
          {words.value.calibration.axisRight}
        </text>
        <text x={SIZE - RIGHT} y={SIZE - 2} text-anchor="end">
          {words.value.calibration.axisSure}
        </text>
      </svg>
      <p class="note">{words.value.calibration.diagonal}</p>
    </>
  );
}
