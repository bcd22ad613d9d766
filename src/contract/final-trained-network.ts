/** @file A trained network as it is kept: the weights that are judged and exported. */
import * as v from 'valibot';

const triple = v.tuple([v.number(), v.number(), v.number()]);

/** Schema of {@link TrainedNetwork}. */
export const TrainedNetworkSchema = v.object({
  /** Notation of its cell, and F, by which its layer table is made. */
  notation: v.string(),
  filters: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** The normalisation of pixels that it was trained with. */
  normalisation: v.object({ mean: triple, deviation: triple }),
  /** As `ChildNetwork.readWeights` gives them, of the network that is judged. */
  tensors: v.pipe(v.array(v.custom<Float32Array>((input) => input instanceof Float32Array)), v.readonly()),
});
export type TrainedNetwork = v.InferOutput<typeof TrainedNetworkSchema>;
