/** @file Where a rank curve will be: the same in dashes, apart from it since it stands on the first screen. */
import { search } from '../messages/search.ts';

/** Of a rank curve, px. */
export const WIDTH = 196;
export const HEIGHT = 72;

/** What will appear here: the same, in dashes. */
export function RankCurveToCome() {
  return (
    <svg class="rank-curve" width={WIDTH} height={HEIGHT} aria-hidden="true">
      <path class="curve-cut-area" d={`M0 10C90 24 160 30 ${WIDTH} ${HEIGHT - 2}V${HEIGHT}H0Z`} />
      <path class="curve-threshold" d={`M0 10C90 24 160 30 ${WIDTH} ${HEIGHT - 2}`} />
      <path class="curve-threshold" d={`M58 2V${HEIGHT}`} />
      <path class="axis-line" d={`M0 ${HEIGHT}H${WIDTH}`} />
      <text class="predicted-text" x="64" y="10">
        {search.value.kept}
      </text>
    </svg>
  );
}
