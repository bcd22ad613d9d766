/** @file Cells as the paper's networks read them: four tokens a block, input, operator, input, operator. */
import { MAX_BLOCKS, MAX_LOOKBACK, type Block } from '../../../src/core/space/cell.ts';
import { OPERATORS, operatorIndex } from '../../../src/core/space/operators.ts';

/** Tokens of a block. */
export const BLOCK = 4;
/** Input tokens come first (H_{c-1}, .. H_{c-4}, then blocks), then operators: one table of embeddings for both. */
export const INPUT_TOKENS = MAX_LOOKBACK + MAX_BLOCKS;
export const TOKENS = INPUT_TOKENS + OPERATORS.length;

/** Tokens of blocks, each below {@link TOKENS}. */
export function tokensOf(blocks: readonly Block[]): number[] {
  return blocks.flatMap((block) =>
    block.flatMap(({ input, operator }) => [
      input < 0 ? -input - 1 : MAX_LOOKBACK + input,
      INPUT_TOKENS + operatorIndex(operator),
    ]),
  );
}

/**
 * How often each token stands at each place of a block, over the blocks: [n, BLOCK * TOKENS]. Times the embeddings it is
 * the average of the concatenated embeddings.
 */
export function averageTokens(cells: readonly (readonly number[])[]): Float32Array {
  const shares = new Float32Array(cells.length * BLOCK * TOKENS);
  for (const [i, tokens] of cells.entries()) {
    for (const [at, token] of tokens.entries()) {
      shares[(i * BLOCK + (at % BLOCK)) * TOKENS + token]! += BLOCK / tokens.length;
    }
  }
  return shares;
}
