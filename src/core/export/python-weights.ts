/** @file `load_weights` of the PyTorch and the Keras 3 file: a part of its own, left out by what has no weights to export. */

import { NPZ_FILE } from './npz.ts';

/** What a framework's file has with it, as Python. */
export interface WeightLoader {
  /** All imports, those of the layers with them. */
  readonly imports: string;
  readonly functions: readonly string[];
  /** What the head of the file says of them. */
  readonly hint: string;
}

/** By framework. */
export type WeightLoaders = Readonly<Record<'pytorch' | 'keras', WeightLoader>>;

const HINT = `load_weights(model, '${NPZ_FILE}') reads the weights that were exported beside this file.
`;

export const WEIGHT_LOADERS: WeightLoaders = {
  pytorch: {
    imports: `import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
`,
    functions: [
      `

def load_weights(model, path):
    arrays = {name: torch.from_numpy(array) for name, array in np.load(path).items()}
    with torch.no_grad():
        for key, layer in model.layers.items():
            name = key.replace(':', '.').replace(' ', '_')
            if isinstance(layer, nn.BatchNorm2d):
                layer.weight.copy_(arrays[f'{name}/gamma'])
                layer.bias.copy_(arrays[f'{name}/beta'])
                layer.running_mean.copy_(arrays[f'{name}/moving_mean'])
                layer.running_var.copy_(arrays[f'{name}/moving_variance'])
            elif isinstance(layer, nn.Linear):
                layer.weight.copy_(arrays[f'{name}/kernel'].T)
                layer.bias.copy_(arrays[f'{name}/bias'])
            elif f'{name}/depthwise_kernel' in arrays:
                layer.weight.copy_(arrays[f'{name}/depthwise_kernel'].permute(2, 3, 0, 1))
            else:
                layer.weight.copy_(arrays[f'{name}/kernel'].permute(3, 2, 0, 1))
                if layer.bias is not None:
                    layer.bias.copy_(arrays[f'{name}/bias'])
    return model
`,
    ],
    hint: HINT,
  },
  keras: {
    imports: `import keras
import numpy as np
from keras import layers
`,
    functions: [
      `

def load_weights(model, path):
    arrays = np.load(path)
    for layer in model.layers:
        if layer.weights:
            if isinstance(layer, layers.DepthwiseConv2D):
                values = [arrays[f'{layer.name}/depthwise_kernel']]
            else:
                values = [arrays[f'{layer.name}/{weight.name}'] for weight in layer.weights]
            layer.set_weights(values)
    return model
`,
    ],
    hint: HINT,
  },
};
