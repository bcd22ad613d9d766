/** @file What the screen Surrogate says of a level: its pairs, its ceiling, signed numbers. */
import { surrogate } from '../../messages/surrogate.ts';
import type { RankRecord, TrainRecord } from '../../../contract/records.ts';
import { measuredImages } from '../../../contract/split-sizes.ts';
import { noiseCeiling, type Ceiling } from '../../../core/stats.ts';
import type { Pair } from '../../charts/agreement.tsx';
import { drawnCells } from '../../../contract/probes.ts';
import { decimal } from '../../model/format.ts';
import { noise, run } from '../../state/state.ts';

/** Cells that were both predicted and measured. */
export function pairsOf(records: readonly TrainRecord[], rank?: RankRecord): Pair[] {
  const drawn = drawnCells(rank);
  return records.flatMap(({ notation, predicted, accuracy }) =>
    predicted === undefined || accuracy === undefined
      ? []
      : [{ notation, predicted, measured: accuracy, isDrawn: drawn.has(notation) }],
  );
}

/** The most any predictor could reach with these. */
export const ceilingOf = (pairs: readonly Pair[]): Ceiling | undefined =>
  noiseCeiling(
    pairs.map(({ measured }) => measured),
    measuredImages(run.value!.head),
    noise.value,
  );

/** `ceiling 0.72`; `at most 0.97` where it is but a bound. */
export const ceilingWords = ({ value, interval }: Ceiling): string =>
  interval === undefined ? surrogate.value.atMost(signed(value)) : surrogate.value.ceiling(signed(value));

export const signed = (value: number): string => decimal(value, 2);
