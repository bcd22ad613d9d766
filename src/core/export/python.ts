/** @file A cell's network as one readable Python file for PyTorch or Keras 3, with a check at its bottom. */
import { formatCell, type Cell } from '../space/cell.ts';
import { BATCH_NORM_EPSILON, parameterCount } from '../network/layers.ts';
import { CLASSES, IMAGE_CHANNELS, IMAGE_SIZE, layerTable, type NetworkConfig } from '../network/macro.ts';
import { CIFAR10_NORMALISATION, type PixelNormalisation } from '../network/normalisation.ts';
import type { FrameworkLayers } from './python-frameworks.ts';
import { KERAS_LAYERS } from './python-keras.ts';
import { PYTHON_NETWORK } from './python-network.ts';
import { PYTORCH_LAYERS } from './python-pytorch.ts';
import type { WeightLoader, WeightLoaders } from './python-weights.ts';

/**
 * The file for PyTorch 1.13 or later.
 * @param loaders without them, the file has no `load_weights`.
 * @param pixels the normalisation that the network was trained with; CIFAR-10's constants unless given.
 */
export function toPyTorch(
  cell: Cell,
  config: NetworkConfig,
  loaders?: WeightLoaders,
  pixels?: PixelNormalisation,
): string {
  return file(cell, config, PYTORCH_LAYERS, loaders?.pytorch, pixels);
}

/** The same for Keras 3, on any of its backends. */
export function toKeras(
  cell: Cell,
  config: NetworkConfig,
  loaders?: WeightLoaders,
  pixels?: PixelNormalisation,
): string {
  return file(cell, config, KERAS_LAYERS, loaders?.keras, pixels);
}

function file(
  cell: Cell,
  config: NetworkConfig,
  framework: FrameworkLayers,
  loader: WeightLoader | undefined,
  { mean, deviation } = CIFAR10_NORMALISATION,
): string {
  const blocks = cell.map((block) => `(${block.map(({ input, operator }) => `(${input}, '${operator}')`).join(', ')})`);
  const table = layerTable(cell, config);
  const size =
    config.macro === 'titu1994'
      ? `two flat cells, ${config.filters} and ${2 * config.filters} filters`
      : `N=${config.repeats}, F=${config.filters}`;
  return `"""A network found by progressive neural architecture search (arXiv 1712.00559), for ${framework.name}.

Cell: ${formatCell(cell)}
Network: macro ${config.macro}, ${size}. Input: images ${framework.input}, (pixel / 255 - MEAN) / DEVIATION by channel.
Output: ${framework.output}.

Run this file to check it: it prints the number of trained values.
${loader?.hint ?? ''}"""
${(loader ?? framework).imports}
# Blocks of two (input, operator): -1 is the cell before, -2 the one before that; from 0, an earlier block.
CELL = [
${blocks.map((block) => `    ${block},`).join('\n')}
]
REPEATS = ${config.repeats}  # N, cells a stage
FILTERS = ${config.filters}  # F, doubled at each stride-2 cell
STEM = '${config.stem ?? 'trained'}'
CELL_OUTPUT = '${config.cellOutput}'  # what a cell hands on: all blocks, or those no other block reads
IMAGE_SIZE, IMAGE_CHANNELS, CLASSES = ${IMAGE_SIZE}, ${IMAGE_CHANNELS}, ${CLASSES}
EPSILON = ${BATCH_NORM_EPSILON}  # of every batch norm
MEAN, DEVIATION = (${mean.join(', ')}), (${deviation.join(', ')})
WARM_UP = ${table.movingMomentum === 'warm-up' ? 'True' : 'False'}  # whether the batch norms' moving statistics do in the search
PARAMETERS = ${parameterCount(table)}

${framework.layers}
${PYTHON_NETWORK[config.macro]}
${framework.model}${loader?.functions.join('') ?? ''}${framework.check}`;
}
