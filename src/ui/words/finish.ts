/** @file What is said of the answer of a search that has ended. */
import type { Answer } from '../../contract/answer.ts';
import type { SplitSizes } from '../../contract/split-sizes.ts';
import { searching } from '../messages/searching.ts';
import { hundredths } from '../model/format.ts';

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
      how: searching.value.measuredOnce(sizes.validation),
    };
  }
  const { accuracies, mean } = confirmed;
  const lead = record.accuracy! - mean;
  const deviation = Math.sqrt(
    accuracies.reduce((sum, accuracy) => sum + (accuracy - mean) ** 2, 0) / (accuracies.length - 1),
  );
  return {
    ...(accuracies.length > 1 && { spread: figure(deviation) }),
    how: searching.value.confirmedHow(accuracies.length, accuracies.map(figure).join(', '), sizes.confirmation),
    ...(lead > 0 && {
      luck: searching.value.luck(figure(record.accuracy!), figure(lead)),
    }),
  };
}
