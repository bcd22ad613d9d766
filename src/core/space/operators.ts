/**
 * @file The operators of the search space, by their canonical names and in canonical order.
 *
 * The paper's set (arXiv 1712.00559, section 3.1) is these without `3x3 conv`; titu1994's default is these
 * without `3x3 dilated conv`. Everything that lists operators (registries, tokens, links) follows this order.
 */

/**
 * All operator names, in canonical order. An operator's index here is its stable code in keys, tokens and links: new ones are
 * appended, which changes no other code.
 */
export const OPERATORS = [
  'identity',
  '3x3 dconv',
  '5x5 dconv',
  '7x7 dconv',
  '1x7-7x1 conv',
  '3x3 conv',
  '3x3 dilated conv',
  '3x3 maxpool',
  '3x3 avgpool',
] as const;

/** One operator of the search space, for example `3x3 dconv` (a depthwise-separable convolution). */
export type OperatorName = (typeof OPERATORS)[number];

/**
 * Capacity for operators of keys, fingerprints and random streams, independent of the current {@link OPERATORS}: as many as a 48-bit
 * fingerprint can be multiplied by below 2^53, and as a link's bit mask has bits.
 */
export const MAX_OPERATORS = 32;

/** The paper's eight operators (section 3.1). */
export const PAPER_OPERATORS: readonly OperatorName[] = [
  'identity',
  '3x3 dconv',
  '5x5 dconv',
  '7x7 dconv',
  '1x7-7x1 conv',
  '3x3 dilated conv',
  '3x3 maxpool',
  '3x3 avgpool',
];

/** The eight default operators of titu1994 (its encoder.py, `StateSpace`). */
export const TITU1994_OPERATORS: readonly OperatorName[] = [
  'identity',
  '3x3 dconv',
  '5x5 dconv',
  '7x7 dconv',
  '1x7-7x1 conv',
  '3x3 conv',
  '3x3 maxpool',
  '3x3 avgpool',
];

const INDEX: ReadonlyMap<string, number> = new Map(OPERATORS.map((name, index) => [name, index]));

/** Whether `text` is the exact name of an operator. */
function isOperatorName(text: string): text is OperatorName {
  return INDEX.has(text);
}

/** The operator's place in the canonical order, 0-based. */
export function operatorIndex(name: OperatorName): number {
  return OPERATORS.indexOf(name);
}

/**
 * Parses an operator name.
 * @throws {RangeError} naming `where`, the names allowed and the text got.
 */
export function parseOperator(text: string, where: string, allowed: readonly OperatorName[] = OPERATORS): OperatorName {
  const name = text.trim();
  if (isOperatorName(name) && allowed.includes(name)) return name;
  throw new RangeError(`${where}: operator must be one of ${allowed.join(', ')}; got "${name.slice(0, 40)}"`);
}
