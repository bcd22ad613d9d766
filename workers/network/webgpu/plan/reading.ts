/** @file How a kernel reads a layer's output: as it is stored, or through the batch norm behind it. */
import type { BufferRange } from '../runtime/memory.ts';
import type { PlanBuffers } from './buffers.ts';

export interface Reading {
  readonly range: BufferRange;
  readonly isNormalised: boolean;
  /** The field of a kernel that normalises, and what is bound beside the range. */
  readonly fields: { readonly norm: number };
  readonly norms: readonly BufferRange[];
}

export function readingOf(buffers: PlanBuffers, id: number): Reading {
  const range = buffers.activation(id);
  const norm = buffers.normOf(id);
  if (norm === undefined) return { range, isNormalised: false, fields: { norm: 0 }, norms: [] };
  const { batchNorms } = buffers;
  return { range, isNormalised: true, fields: { norm: batchNorms.rowOf(norm) }, norms: [batchNorms.normsOf(norm)] };
}
