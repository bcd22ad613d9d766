/** @file What the passes of a plan share while they are recorded. */
import type { Layer } from '../../../../src/core/network/layers.ts';
import type { Allocation } from './allocation.ts';
import type { PlanBuffers } from './buffers.ts';
import type { LayerShapes } from './shapes.ts';
import type { PlanSource } from './source.ts';

/** Shapes and buffers of the plan that is being recorded. */
export interface PlanContext {
  readonly source: PlanSource;
  readonly layers: readonly Layer[];
  readonly allocation: Allocation;
  readonly shapes: LayerShapes;
  readonly buffers: PlanBuffers;
}
