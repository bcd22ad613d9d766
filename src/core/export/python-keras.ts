/** @file The layers of the Python network in Keras 3, and the check of the file. */
import type { FrameworkLayers } from './python-frameworks.ts';

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
