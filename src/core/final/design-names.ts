/** @file The cells that a final training compares, by name; `designs.ts` makes them. Apart from it, so that whoever only reads records does not load it. */

/**
 * The cell that was found, a random one of the same space, and PNASNet-5's. All are trained alike, and F is chosen so that their networks have as
 * many weights.
 */
export const DESIGNS = ['cell', 'random', 'pnasnet5'] as const;
export type Design = (typeof DESIGNS)[number];
