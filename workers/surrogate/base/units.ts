/** @file Sizes and starting values of the paper's networks (appendix). */

/** Length of embeddings and hidden layers: all 100. */
export const UNITS = 100;
/** Embeddings start uniform in [-0.1, 0.1]. */
export const EMBEDDING_LIMIT = 0.1;
