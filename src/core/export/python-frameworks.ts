/** @file The layers of the Python network in PyTorch and in Keras 3, and the check of the file. */

/** The framework-specific parts of the file, as Python. */
export interface FrameworkLayers {
  readonly name: string;
  readonly input: string;
  readonly output: string;
  readonly imports: string;
  /** The class `Layers`. */
  readonly layers: string;
  readonly model: string;
  readonly check: string;
}

export const PYTORCH_LAYERS: FrameworkLayers = {
  name: 'PyTorch',
  input: '[n, 3, 32, 32]',
  output: 'logits [n, 10]',
  imports: `import math

import torch
import torch.nn.functional as F
from torch import nn
`,
  layers: `
def padded(x, kernel, stride, dilation=1, value=0.0):
    """TensorFlow's SAME padding: the odd pixel goes to the bottom and the right."""
    pads = []
    for size, k, s in ((x.shape[3], kernel[1], stride[1]), (x.shape[2], kernel[0], stride[0])):
        total = max((math.ceil(size / s) - 1) * s + (k - 1) * dilation + 1 - size, 0)
        pads += [total // 2, total - total // 2]
    return F.pad(x, pads, value=value)


class Conv(nn.Module):
    """Convolution, SAME, He- or Glorot-uniform; depthwise with as many groups as channels."""

    def __init__(self, channels, filters, kernel, stride, dilation=1, groups=1, bias=False, glorot=False):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(filters, channels // groups, *kernel))
        taps = kernel[0] * kernel[1]
        fans = taps * (channels + filters // groups) if glorot else taps * (channels // groups)
        limit = math.sqrt(6 / fans)
        nn.init.uniform_(self.weight, -limit, limit)
        self.bias = nn.Parameter(torch.zeros(filters)) if bias else None
        self.kernel, self.stride, self.dilation, self.groups = kernel, stride, dilation, groups

    def forward(self, x):
        x = padded(x, self.kernel, self.stride, self.dilation)
        return F.conv2d(x, self.weight, self.bias, self.stride, 0, self.dilation, self.groups)


class BatchNorm(nn.BatchNorm2d):
    """Old moving statistics weigh 0.99; with WARM_UP, at step t, min(0.99, (1 + t) / (10 + t)), so that a short training is
    evaluated with statistics of its own."""

    def forward(self, x):
        if self.training:
            warm_up = 9 / (10 + int(self.num_batches_tracked)) if WARM_UP else 0
            self.momentum = max(0.01, warm_up)  # of the new ones
        return super().forward(x)


class Layers:
    """Layers by name, each made when it is first applied."""

    def __init__(self):
        self.modules = nn.ModuleDict()

    def apply(self, name, x, make):
        key = name.replace('/', ':')
        if key not in self.modules:
            self.modules[key] = make()
        return self.modules[key](x)

    def size(self, x):
        return x.shape[2]

    def channels(self, x):
        return x.shape[1]

    def conv(self, x, name, kernel, filters, stride=(1, 1), bias=False, glorot=False):
        return self.apply(name, x, lambda: Conv(x.shape[1], filters, kernel, stride, bias=bias, glorot=glorot))

    def depthwise(self, x, name, kernel, stride, dilation=1, glorot=False):
        c, k, s = x.shape[1], (kernel, kernel), (stride, stride)
        return self.apply(name, x, lambda: Conv(c, c, k, s, dilation, groups=c, glorot=glorot))

    def batch_norm(self, x, name):
        return self.apply(name, x, lambda: BatchNorm(x.shape[1], eps=EPSILON))

    def dense(self, x, name, classes, glorot=False):
        def make():
            layer = nn.Linear(x.shape[1], classes)
            if glorot:
                nn.init.xavier_uniform_(layer.weight)
            else:
                nn.init.normal_(layer.weight, std=0.01)
            nn.init.zeros_(layer.bias)
            return layer

        return self.apply(name, x, make)

    def relu(self, x):
        return F.relu(x)

    def max_pool(self, x, stride):
        return F.max_pool2d(padded(x, (3, 3), (stride, stride), value=-math.inf), 3, stride)

    def avg_pool(self, x, stride):
        """The mean of the pixels under the window; padding does not count."""
        ones = torch.ones_like(x[:1, :1])
        total, count = (F.avg_pool2d(padded(y, (3, 3), (stride, stride)), 3, stride) for y in (x, ones))
        return total / count

    def shift(self, x):
        """One pixel up and left; zeros come in."""
        return F.pad(x[:, :, 1:, 1:], (0, 1, 0, 1))

    def add(self, a, b):
        return a + b

    def concat(self, xs):
        return torch.cat(xs, 1)

    def global_average_pool(self, x):
        return x.mean((2, 3))
`,
  model: `
class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.t = Layers()
        with torch.no_grad():
            network(self.t, torch.zeros(2, IMAGE_CHANNELS, IMAGE_SIZE, IMAGE_SIZE))  # makes the layers
        for module in self.t.modules.values():
            if isinstance(module, nn.BatchNorm2d):
                module.reset_running_stats()
        self.layers = self.t.modules

    def forward(self, images):
        return network(self.t, images)
`,
  check: `

if __name__ == '__main__':
    model = Network()
    parameters = sum(parameter.numel() for parameter in model.parameters())
    print(f'{parameters:,} parameters, logits {list(model(torch.zeros(2, 3, 32, 32)).shape)}')
    assert parameters == PARAMETERS, f'expected {PARAMETERS:,}'
`,
};

export const KERAS_LAYERS: FrameworkLayers = {
  name: 'Keras 3',
  input: '[n, 32, 32, 3]',
  output: 'probabilities [n, 10]',
  imports: `import keras
import numpy as np
from keras import layers
`,
  layers: `
class Layers:
    """Layers by name, applied to symbolic tensors. Convolutions have no bias where a batch norm follows."""

    def size(self, x):
        return x.shape[1]

    def channels(self, x):
        return x.shape[3]

    def conv(self, x, name, kernel, filters, stride=(1, 1), bias=False, glorot=False):
        return layers.Conv2D(
            filters,
            kernel,
            stride,
            padding='same',
            use_bias=bias,
            kernel_initializer='glorot_uniform' if glorot else 'he_uniform',
            name=label(name),
        )(x)

    def depthwise(self, x, name, kernel, stride, dilation=1, glorot=False):
        """Stride and dilation together are not everywhere: then every other pixel of the dilated output is taken."""
        split = stride > 1 and dilation > 1
        limit = (6 / (kernel**2 * (x.shape[3] + 1 if glorot else 1))) ** 0.5
        y = layers.DepthwiseConv2D(
            kernel,
            1 if split else stride,
            padding='same',
            dilation_rate=dilation,
            use_bias=False,
            depthwise_initializer=keras.initializers.RandomUniform(-limit, limit),
            name=label(name),
        )(x)
        return y[:, 1::2, 1::2, :] if split else y

    def batch_norm(self, x, name):
        """Old moving statistics weigh 0.99 from the first step on. With WARM_UP the search does otherwise, at step t
        min(0.99, (1 + t) / (10 + t)): before some 900 steps it measures a higher validation accuracy than this file would."""
        return layers.BatchNormalization(epsilon=EPSILON, name=label(name))(x)

    def dense(self, x, name, classes, glorot=False):
        start = 'glorot_uniform' if glorot else keras.initializers.RandomNormal(stddev=0.01)
        return layers.Dense(classes, kernel_initializer=start, name=label(name))(x)

    def relu(self, x):
        return layers.ReLU()(x)

    def max_pool(self, x, stride):
        return layers.MaxPooling2D(3, stride, padding='same')(x)

    def avg_pool(self, x, stride):
        """The mean of the pixels under the window; padding does not count."""
        total = layers.AveragePooling2D(3, stride)(layers.ZeroPadding2D(same_padding(x.shape[1], stride))(x))
        ones = np.pad(np.ones((1, x.shape[1], x.shape[2], 1), 'float32'), [(0, 0), *same_padding(x.shape[1], stride), (0, 0)])
        starts = range(0, ones.shape[1] - 2, stride)
        count = np.array([[ones[0, i : i + 3, j : j + 3, 0].mean() for j in starts] for i in starts], 'float32')
        return total / count[None, :, :, None]

    def shift(self, x):
        """One pixel up and left; zeros come in."""
        return layers.ZeroPadding2D(((0, 1), (0, 1)))(layers.Cropping2D(((1, 0), (1, 0)))(x))

    def add(self, a, b):
        return layers.Add()([a, b])

    def concat(self, xs):
        return layers.Concatenate()(xs) if len(xs) > 1 else xs[0]

    def global_average_pool(self, x):
        return layers.GlobalAveragePooling2D()(x)


def same_padding(size, stride):
    """TensorFlow's SAME padding of a 3x3 window, vertical and horizontal."""
    total = max((-(-size // stride) - 1) * stride + 3 - size, 0)
    return (total // 2, total - total // 2), (total // 2, total - total // 2)


def label(name):
    return name.replace('/', '.').replace(' ', '_')
`,
  model: `
def build():
    image = keras.Input((IMAGE_SIZE, IMAGE_SIZE, IMAGE_CHANNELS))
    return keras.Model(image, layers.Softmax()(network(Layers(), image)))
`,
  check: `

if __name__ == '__main__':
    model = build()
    parameters = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    print(f'{parameters:,} parameters, probabilities {list(model(np.zeros((2, 32, 32, 3), "float32")).shape)}')
    assert parameters == PARAMETERS, f'expected {PARAMETERS:,}'
`,
};
