/** @file Tokenisation of cells for the paper's networks: four tokens per block, input, operator, input, operator. */
import { MAX_BLOCKS, MAX_LOOKBACK, type Block } from '../../../src/core/space/cell.ts';
import { OPERATORS, operatorIndex } from '../../../src/core/space/operators.ts';

/** Number of tokens per block. */
export const BLOCK = 4;
/** Number of input tokens. They come first (H_{c-1} ... H_{c-4}, then blocks), then the operators: one embedding table for both. */
export const INPUT_TOKENS = MAX_LOOKBACK + MAX_BLOCKS;
/** Size of the vocabulary. */
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
 * The frequency of each token at each position of a block, over the blocks: [n, BLOCK * TOKENS]. Its product with the embeddings is
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
