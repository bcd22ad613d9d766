/** @file The layers of the Python network in PyTorch, and the check of the file. */
import type { FrameworkLayers } from './python-frameworks.ts';

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
