/** @file Which steps cells that begin alike have in common: a family's cells share all their parent's tokens. */
import { TOKENS } from './tokens.ts';

/** The distinct steps from states to states. */
export interface SharedSteps {
  /** Of each distinct step, the token read and the state it is read in. */
  readonly reads: number[];
  readonly from: number[];
  /** The state every cell is in afterwards: an index into the distinct steps. */
  readonly next: number[];
}

/**
 * @param states the state every cell is in before it reads its token at `at`.
 * @param kinds how many tokens there are.
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
