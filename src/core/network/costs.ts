/** @file What can stand against accuracy, by name. */
export const COSTS = ['parameters', 'multiply-adds', 'ms'] as const;
/** `parameters` and `multiply-adds` are of the cell's network, `ms` of a training step of it. */
export type Cost = (typeof COSTS)[number];
