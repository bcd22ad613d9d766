/** @file What is said of the answer of a search that has ended. Pure. */
import type { Answer } from '../../contract/answer.ts';
import type { SplitSizes } from '../../contract/split-sizes.ts';
import { count, hundredths } from '../model/format.ts';

export interface FinishWords {
  /** Standard deviation over the confirmations, points; absent below two. */
  readonly spread?: string;
  /** How the figure is known. */
  readonly how: string;
  /** What of the first measurement was luck; absent where it was not higher, or nothing was confirmed. */
  readonly luck?: string;
}

/** @param digits of an accuracy in percent. */
export function finishWords({ record, confirmed }: Answer, sizes: SplitSizes, digits: 0 | 1 | 2): FinishWords {
  const figure = (share: number): string => hundredths(share, digits);
  if (confirmed === undefined) {
    return {
      how: `Measured once, on ${count(sizes.validation)} images. The highest of many measurements is partly luck; this search has confirmed none.`,
    };
  }
  const { accuracies, mean } = confirmed;
  const often = accuracies.length === 1 ? 'once with a fresh seed' : `with ${accuracies.length} fresh seeds`;
  const lead = record.accuracy! - mean;
  const deviation = Math.sqrt(
    accuracies.reduce((sum, accuracy) => sum + (accuracy - mean) ** 2, 0) / (accuracies.length - 1),
  );
  return {
    ...(accuracies.length > 1 && { spread: figure(deviation) }),
    how: `Confirmed: trained again ${often} (${accuracies.map(figure).join(', ')}) and judged on ${count(sizes.confirmation)} images the search never saw.`,
    ...(lead > 0 && {
      luck: `In the search it measured ${figure(record.accuracy!)} %, ${figure(lead)} points more. The highest of many measurements is always partly luck, so it is not what counts here.`,
    }),
  };
}
