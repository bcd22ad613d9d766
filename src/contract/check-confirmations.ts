/** @file What the confirmations of a log must be together. */
import type { SearchConfig } from './config.ts';
import type { LogRecord } from './records.ts';

/**
 * Confirmations are the last of a log: of cells trained before, no more than the settings say, in rounds of the same cells in the same order,
 * of which the last may be incomplete.
 * @param name what the log came from, in errors.
 * @throws {RangeError} `name: confirmations.3: ...`.
 */
export function checkConfirmations(
  log: readonly LogRecord[],
  { confirmations, confirmationSeeds }: SearchConfig,
  name: string,
): void {
  const outcomes = log.filter(({ type }) => type !== 'incident' && type !== 'done');
  const confirmed = outcomes.filter((record) => record.type === 'confirm');
  const trained = outcomes.filter((record) => record.type === 'train');
  const second = confirmed.findIndex(({ repeat }) => repeat > 1);
  const cells = second === -1 ? confirmed.length : second;
  const first = confirmed.slice(0, cells).map(({ notation }) => notation);
  for (const [index, record] of confirmed.entries()) {
    const { notation, level, repeat, accuracy, failure } = record;
    const isLast = outcomes.indexOf(record) === outcomes.length - confirmed.length + index;
    const isInTurn = repeat === Math.floor(index / cells) + 1 && first.indexOf(notation) === index % cells;
    const isPlanned = cells <= confirmations && repeat <= confirmationSeeds;
    const isOfCell = trained.some((cell) => cell.notation === notation && cell.level === level);
    const isMeasured = (accuracy === undefined) !== (failure === undefined);
    if (isLast && isInTurn && isPlanned && isOfCell && isMeasured) continue;
    throw new RangeError(
      `${name}: confirmations.${index} must be of the last records, round ${confirmationSeeds} at most of the same ${confirmations} trained cells or fewer; got repeat ${repeat} of ${notation}`,
    );
  }
}
