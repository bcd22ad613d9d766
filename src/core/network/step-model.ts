/**
 * @file How long a training step of a network takes, by a roofline over its layers: each pass of a layer is a dispatch that is bound by its arithmetic or by the values
 * it moves. Milliseconds of a made-up card; what a device takes is that times a factor of its own. Over the 56 children of the tour's search, on a software
 * device, Pearson's r with the logarithm of what they took is .77, of multiply-adds alone .72 (times vary there).
 */
import { sizeOf, type LayerTable } from './layers.ts';

/** Of an integrated card, a Radeon 780M by its maker's data: multiply-adds and values of 4 bytes a ms, what is reached of both; ms of a dispatch. */
const MULTIPLY_ADDS_A_MS = 1.2e9;
const VALUES_A_MS = 2.2e7;
const DISPATCH_MS = 0.005;
/** Forward, and a backward pass of about two. */
const PASSES = 3;

/** Modelled time of a step, ms. */
export function modelledStepMs({ layers }: LayerTable, batchSize: number): number {
  let total = 0;
  for (const { kind, inputs, shape, multiplyAdds } of layers) {
    if (kind === 'image' || kind === 'relu') continue; // a ReLU is part of what writes or reads it
    const values = inputs.reduce((sum, id) => sum + sizeOf(layers[id]!.shape), sizeOf(shape));
    const bound = Math.max(multiplyAdds / MULTIPLY_ADDS_A_MS, values / VALUES_A_MS);
    total += PASSES * (DISPATCH_MS + batchSize * bound);
  }
  return total;
}
