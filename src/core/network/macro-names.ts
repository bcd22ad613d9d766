/** @file How cells become a network, by name; `macro.ts` builds them. Apart from it, so that whoever only reads settings does not load it. */

/** `pnas`: the paper's network (default). `titu1994`: that project's flat two-cell network. */
export const MACROS = ['pnas', 'titu1994'] as const;
export type MacroName = (typeof MACROS)[number];
