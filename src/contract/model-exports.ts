/** @file The files that a trained network leaves in, for other tools: what the page's and the terminal's exports write. */
import { toLayersModel, WEIGHTS_FILE } from '../core/export/layers-model.ts';
import { NPZ_FILE, toNpz } from '../core/export/npz.ts';
import { toKeras, toPyTorch } from '../core/export/python.ts';
import { WEIGHT_LOADERS } from '../core/export/python-weights.ts';
import { toUtf8 } from '../core/export/utf8.ts';
import type { PackedFile } from '../core/export/zip.ts';
import { layerTable, type NetworkConfig } from '../core/network/macro.ts';
import type { PixelNormalisation } from '../core/network/normalisation.ts';
import type { Cell } from '../core/space/cell.ts';
import { formatModel, trainedModel, type ModelCard, type TrainedModel } from './model-file.ts';

/** A trained network as training leaves it. */
export interface ExportableNetwork {
  readonly cell: Cell;
  /** How the cell became the network, without what is there for training alone. */
  readonly config: NetworkConfig;
  /** As `ChildNetwork.readWeights` returns them. */
  readonly values: readonly Float32Array[];
  /** The normalisation that it was trained with. */
  readonly pixels: PixelNormalisation;
  readonly card: ModelCard;
}

type Writer = (network: ExportableNetwork) => PackedFile[];

const pythonWeights: Writer = ({ cell, config, values }) => [
  { name: NPZ_FILE, bytes: toNpz(layerTable(cell, config), values) },
];

/** The files by the tool that reads them. `onnx` and `tfjs` predict, with batch norms folded; `pytorch` and `keras` can be trained on. */
export const MODEL_FILES = {
  pytorch: (network) => {
    const { cell, config, pixels } = network;
    const text = toPyTorch(cell, config, WEIGHT_LOADERS, pixels);
    return [...pythonWeights(network), { name: 'network_pytorch.py', bytes: toUtf8(text) }];
  },
  keras: (network) => {
    const { cell, config, pixels } = network;
    return [
      ...pythonWeights(network),
      { name: 'network_keras.py', bytes: toUtf8(toKeras(cell, config, WEIGHT_LOADERS, pixels)) },
    ];
  },
  onnx: (network) => [{ name: 'network.onnx', bytes: formatModel(modelOf(network)) }],
  tfjs: (network) => {
    const { card, graph } = modelOf(network);
    const { model, weights } = toLayersModel(graph, card);
    return [
      { name: WEIGHTS_FILE, bytes: weights },
      { name: 'model.json', bytes: toUtf8(JSON.stringify(model)) }, // names the weights, which are there by now
    ];
  },
} as const satisfies Record<string, Writer>;
export type ModelFormat = keyof typeof MODEL_FILES;

/** The network as it predicts. */
export function modelOf({ cell, config, values, pixels, card }: ExportableNetwork): TrainedModel {
  return trainedModel(card, layerTable(cell, config), values, pixels);
}

/** The files of all tools, each once. */
export function exportedFiles(network: ExportableNetwork): PackedFile[] {
  const all = Object.values(MODEL_FILES).flatMap((write: Writer) => write(network));
  return [...new Map(all.map((file) => [file.name, file])).values()];
}
