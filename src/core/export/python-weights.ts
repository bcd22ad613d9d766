/** @file `load_weights` of the PyTorch and the Keras 3 file: a part of its own, left out by what has no weights to export. */

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

const HINT = `load_weights(model, 'model.json') reads weights exported for TensorFlow.js.
`;

/** Reads TensorFlow.js weights: a JSON manifest beside files of float32. */
const READ_ARRAYS = `

def layer_weight(name):
    """TensorFlow.js has a dilated depthwise convolution and the 1x1 behind it as one layer."""
    return name.replace('.separable/depthwise_', '.depthwise/depthwise_').replace('.separable/pointwise_', '.pointwise/')


def read_arrays(path):
    """Arrays by name from the weights of a TensorFlow.js model.json."""
    arrays, folder = {}, os.path.dirname(path)
    for group in json.load(open(path))['weightsManifest']:
        data = b''.join(open(os.path.join(folder, name), 'rb').read() for name in group['paths'])
        offset = 0
        for weight in group['weights']:
            count = int(np.prod(weight['shape']))
            arrays[layer_weight(weight['name'])] = np.frombuffer(data, '<f4', count, offset).reshape(weight['shape'])
            offset += 4 * count
    return arrays


def taps(kernel, size):
    """A depthwise kernel without the zeros that stood for a dilation of 2 in exports of the first releases."""
    return kernel if kernel.shape[0] == size else kernel[::2, ::2]
`;

export const WEIGHT_LOADERS: WeightLoaders = {
  pytorch: {
    imports: `import json
import math
import os

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
`,
    functions: [
      READ_ARRAYS,
      `

def load_weights(model, path):
    arrays = {name: torch.from_numpy(array.copy()) for name, array in read_arrays(path).items()}
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
                kernel = taps(arrays[f'{name}/depthwise_kernel'], layer.kernel[0])
                layer.weight.copy_(kernel.permute(2, 3, 0, 1))
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
    imports: `import json
import os

import keras
import numpy as np
from keras import layers
`,
    functions: [
      READ_ARRAYS,
      `

def load_weights(model, path):
    arrays = read_arrays(path)
    for layer in model.layers:
        if layer.weights:
            if isinstance(layer, layers.DepthwiseConv2D):
                values = [taps(arrays[f'{layer.name}/depthwise_kernel'], layer.kernel_size[0])]
            else:
                values = [arrays[f'{layer.name}/{weight.name}'] for weight in layer.weights]
            layer.set_weights(values)
    return model
`,
    ],
    hint: HINT,
  },
};
