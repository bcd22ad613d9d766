/** @file Which kernel does a pool, with which workgroups. */
import { blockGrid, phaseOf } from '../kernels/blocks.ts';
import type { GradientStore, KernelDispatch } from '../kernels/kernel.ts';
import * as pool from '../kernels/pool.ts';
import { PLAIN_POOL, type PoolIo } from '../kernels/pool.ts';
import type { Tuning } from '../tuning/tuning.ts';

/** The maximum of a window, or its average. */
type PoolKind = 'maxPool' | 'avgPool';

/** Shapes of a pool: images, pixels in and out, channel groups, padding. */
interface PoolShape {
  readonly n: number;
  readonly h: number;
  readonly w: number;
  readonly oh: number;
  readonly ow: number;
  readonly cq: number;
  readonly py: number;
  readonly px: number;
}

export function selectForward(
  tuning: Tuning,
  kind: PoolKind,
  stride: number,
  shape: PoolShape,
  io: PoolIo = PLAIN_POOL,
): KernelDispatch {
  const { n, oh, ow, cq } = shape;
  const block = tuning.poolBlock(stride);
  const kernel = (kind === 'avgPool' ? pool.averagePoolForward : pool.maxPoolForward)(stride, block, io);
  return { kernel, fields: {}, grid: blockGrid(block, n, oh, ow, cq) };
}

export function selectInputGradient(
  tuning: Tuning,
  kind: PoolKind,
  stride: number,
  shape: PoolShape,
  store: GradientStore,
): KernelDispatch {
  const { n, h, w, cq, py, px } = shape;
  const block = tuning.poolBlock(stride);
  const phase = phaseOf(pool.poolWindows(stride), py, px);
  const kernel = (kind === 'avgPool' ? pool.averagePoolGradient : pool.maxPoolGradient)(stride, block, phase, store);
  return { kernel, fields: {}, grid: blockGrid(block, n, h, w, cq) };
}
