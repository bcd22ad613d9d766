/**
 * @file A trained network with what is known of it, as one file: ONNX, with a card in its metadata. What is exported is opened again by this
 * page and by the one that only tries models.
 */
import * as v from 'valibot';
import { inferenceGraph } from '../core/inference/fold.ts';
import type { InferenceGraph } from '../core/inference/graph.ts';
import type { LayerTable } from '../core/network/layers.ts';
import type { PixelNormalisation } from '../core/network/normalisation.ts';
import { readOnnx } from '../core/onnx/read-onnx.ts';
import { toOnnx } from '../core/onnx/write-onnx.ts';
import { parseWith } from './config.ts';

const amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const label = v.pipe(v.string(), v.minLength(1), v.maxLength(60));

/** What is known of a trained network. */
const ModelCardSchema = v.object({
  /** By label. */
  classes: v.pipe(v.array(label), v.minLength(2), v.maxLength(1000)),
  /** Notation of its cell. */
  cell: v.pipe(v.string(), v.maxLength(1000)),
  /** N and F. */
  repeats: amount,
  filters: amount,
  seed: amount,
  /** The data set that it was trained on. */
  data: v.pipe(v.string(), v.maxLength(200)),
  /** ISO 8601. */
  trainedAt: v.pipe(v.string(), v.maxLength(40)),
  /** How it did on images that took no part in its training; absent: not known. */
  test: v.optional(
    v.object({
      images: v.pipe(amount, v.minValue(1)),
      correct: amount,
      /** The same images by how sure the network was: bins of equal width from 0 to 1. */
      calibration: v.pipe(
        v.array(v.object({ images: amount, confidence: v.pipe(v.number(), v.minValue(0)), correct: amount })),
        v.maxLength(100),
      ),
    }),
  ),
});
export type ModelCard = v.InferOutput<typeof ModelCardSchema>;

/** A network that can be asked. */
export interface TrainedModel {
  readonly card: ModelCard;
  readonly graph: InferenceGraph;
}

/** The name of the card among the file's metadata. */
const CARD = 'progressive-nas';
/** Largest file, bytes (ours): twenty times PNASNet-5 for CIFAR-10. */
const MAX_FILE_BYTES = 256e6;

/** @throws {RangeError} when the tensors are not the table's (`inferenceGraph`). */
export function trainedModel(
  card: ModelCard,
  table: LayerTable,
  values: readonly Float32Array[],
  pixels: PixelNormalisation,
): TrainedModel {
  return { card, graph: inferenceGraph(table, values, pixels) };
}

/** The bytes of `network.onnx`. */
export function formatModel({ card, graph }: TrainedModel): Uint8Array<ArrayBuffer> {
  return toOnnx(graph, { [CARD]: JSON.stringify(card) });
}

/**
 * A model that was exported here, from the bytes of a file.
 * @throws {RangeError} for anything else, saying what was required.
 */
export function parseModel(bytes: Uint8Array): TrainedModel {
  if (bytes.length > MAX_FILE_BYTES) throw new RangeError(`model: must have at most ${MAX_FILE_BYTES / 1e6} MB; got ${Math.round(bytes.length / 1e6)}`); // prettier-ignore
  const { graph, metadata } = readOnnx(bytes);
  const card = parseWith(ModelCardSchema, parseJson(metadata[CARD]), 'model');
  const outputs = graph.at(-1)!.shape[2];
  if (card.classes.length !== outputs) throw new RangeError(`model: names ${card.classes.length} classes and knows ${outputs}`); // prettier-ignore
  return { card, graph };
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw new RangeError('model: needs a card of what is known of it; got none');
  }
}
