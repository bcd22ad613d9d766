/** @file Prefix sharing: cells with the same first tokens share their steps. A family's cells share all tokens of the parent. */
import { TOKENS } from './tokens.ts';

/** The distinct steps from states to states. */
export interface SharedSteps {
  /** The token of each distinct step, and the index of the state before it. */
  readonly reads: number[];
  readonly from: number[];
  /** The state of each cell afterwards, as an index into the distinct steps. */
  readonly next: number[];
}

/**
 * Finds the distinct steps at a position of the sequence.
 * @param states the index of each cell's state before its token at `at`.
 * @param kinds size of the vocabulary.
 */
export function distinctSteps(
  states: readonly number[],
  tokens: readonly (readonly number[])[],
  at: number,
  kinds = TOKENS,
): SharedSteps {
  const known = new Map<number, number>();
  const reads: number[] = [];
  const from: number[] = [];
  const next = states.map((state, i) => {
    const token = tokens[i]![at]!;
    const name = state * kinds + token;
    const index = known.get(name) ?? known.size;
    if (index === known.size) {
      known.set(name, index);
      reads.push(token);
      from.push(state);
    }
    return index;
  });
  return { reads, from, next };
}
