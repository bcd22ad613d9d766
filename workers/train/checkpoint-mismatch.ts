/** @file Whether a checkpoint fits the network that is to be resumed from it. */
import type { ChildState } from '../network/child-network.ts';
import type { Checkpoint } from '../store/checkpoint.ts';

/**
 * Why a checkpoint does not fit a network; undefined when it does.
 * @param fresh the state of the network before any step: its tensors have the sizes required.
 * @param perEpoch steps of an epoch.
 * @param isWithin whether it may be within the epoch after those that it has.
 */
export function checkpointMismatch(
  { state, curve, best = [] }: Checkpoint,
  { tensors }: ChildState,
  perEpoch: number,
  isWithin = false,
): string | undefined {
  const steps = curve.length * perEpoch;
  const most = steps + (isWithin ? perEpoch - 1 : 0);
  if (state.steps < steps || state.steps > most)
    return `it must be after ${steps}${isWithin ? ` to ${most}` : ''} steps; got ${state.steps}`;
  if (tensors.length !== state.tensors.length) {
    return `it must have the network's ${tensors.length} tensors; got ${state.tensors.length}`;
  }
  if (best.some(({ length }, i) => length !== tensors[i]?.length)) {
    return 'its best weights must be of the network’s sizes';
  }
  const at = tensors.findIndex(({ length }, i) => length !== state.tensors[i]!.length);
  if (at < 0) return undefined;
  return `its tensor ${at} must have ${tensors[at]!.length} values; got ${state.tensors[at]!.length}`;
}
