/**
 * @file The network in Python, equivalent to `macro.ts` and `operator-layers.ts`, in terms of a framework's layers `t`: the common part of
 * the PyTorch and the Keras file. Layer names are those of the layer table, by which weights are loaded.
 */
import { WHITENING_FILTERS } from '../network/macro.ts';

/** Operators of the `pnas` macro. */
const PNAS_OPERATORS = `
def project(t, x, name, filters, stride=1):
    """ReLU, 1x1 convolution, batch norm."""
    return t.batch_norm(t.conv(t.relu(x), f'{name}/conv', (1, 1), filters, (stride, stride)), f'{name}/bn')


def separable(t, x, name, kernel, filters, stride):
    """(ReLU, depthwise, pointwise, batch norm) twice, the stride on the first."""
    for i, s in ((1, stride), (2, 1)):
        x = t.depthwise(t.relu(x), f'{name}/depthwise{i}', kernel, s)
        x = t.batch_norm(t.conv(x, f'{name}/pointwise{i}', (1, 1), filters), f'{name}/bn{i}')
    return x


def pool(t, x, name, filters, stride, kind):
    """The pool; 1x1 convolution and batch norm only where channels differ."""
    y = kind(x, stride)
    if t.channels(x) == filters:
        return y
    return t.batch_norm(t.conv(y, f'{name}/conv', (1, 1), filters), f'{name}/bn')


def operator(t, x, name, kind, filters, stride):
    if kind == 'identity':
        return x if stride == 1 and t.channels(x) == filters else project(t, x, name, filters, stride)
    if kind in ('3x3 dconv', '5x5 dconv', '7x7 dconv'):
        return separable(t, x, name, int(kind[0]), filters, stride)
    if kind == '1x7-7x1 conv':
        y = t.conv(t.relu(x), f'{name}/conv1', (1, 7), filters, (1, stride))
        return t.batch_norm(t.conv(y, f'{name}/conv2', (7, 1), filters, (stride, 1)), f'{name}/bn')
    if kind == '3x3 conv':
        return t.batch_norm(t.conv(t.relu(x), f'{name}/conv', (3, 3), filters, (stride, stride)), f'{name}/bn')
    if kind == '3x3 dilated conv':
        y = t.depthwise(t.relu(x), f'{name}/depthwise', 3, stride, dilation=2)
        return t.batch_norm(t.conv(y, f'{name}/pointwise', (1, 1), filters), f'{name}/bn')
    return pool(t, x, name, filters, stride, {'3x3 maxpool': t.max_pool, '3x3 avgpool': t.avg_pool}[kind])
`;

/** The paper's network. */
const PNAS_NETWORK = `
READS = sorted({-i for block in CELL for i, _ in block if i < 0})  # 1: H_{c-1}, 2: H_{c-2}, ..
STAGES = 3


def stage(index):
    return max(index, 0) // REPEATS


def cells_that_count():
    """Cells whose output reaches the logits; the others are not built."""
    found, waiting = set(), [STAGES * REPEATS - 1]
    while waiting:
        index = waiting.pop()
        if index >= 0 and index not in found:
            found.add(index)
            waiting += [index - k if index - k >= -1 else index - 1 for k in READS]
    return found


def factorised_reduction(t, x, name, filters):
    """Halves the size: two 1x1 stride-2 paths, the second one pixel further down and right."""
    y = t.relu(x)
    left = t.conv(y, f'{name}/conv1', (1, 1), filters // 2, (2, 2))
    right = t.conv(t.shift(y), f'{name}/conv2', (1, 1), filters - filters // 2, (2, 2))
    return t.batch_norm(t.concat([left, right]), f'{name}/bn')


def match(t, x, size, name, filters, nearest):
    """Brings an earlier cell's output to this size and number of filters."""
    step = 1
    while t.size(x) > size:
        x = factorised_reduction(t, x, f'{name}/reduce{step}', filters)
        step += 1
    return project(t, x, f'{name}/match', filters) if nearest or t.channels(x) != filters else x


def one_cell(t, outputs, index):
    name, filters = f'cell{index}', FILTERS * 2 ** stage(index)
    stride = 2 if stage(index) > 0 and index % REPEATS == 0 else 1
    size = IMAGE_SIZE // 2 ** stage(index - 1)
    inputs = {}
    for k in READS:
        if k <= len(outputs):
            inputs[-k] = match(t, outputs[-k], size, f'{name}/h-{k}', filters, k == 1)
        else:
            inputs[-k] = outputs[-1]
    for b, block in enumerate(CELL):
        halves = [
            operator(t, inputs[i], f'{name}/block{b}/{side}/{kind}', kind, filters, stride if i < 0 else 1)
            for (i, kind), side in zip(block, ('left', 'right'))
        ]
        inputs[b] = t.add(halves[0], halves[1])
    read = {i for block in CELL for i, _ in block}
    return t.concat([inputs[b] for b in range(len(CELL)) if CELL_OUTPUT == 'all' or b not in read])


def stem(t, image):
    """The first convolutions; the filters of a whitening one are not trained in the search."""
    if STEM == 'trained':
        return t.batch_norm(t.conv(image, 'stem/conv', (3, 3), 3 * FILTERS), 'stem/bn')
    white = t.relu(t.conv(image, 'stem/whitening', (3, 3), ${WHITENING_FILTERS}))
    return t.batch_norm(t.conv(white, 'stem/conv', (1, 1), 3 * FILTERS), 'stem/bn')


def network(t, image):
    """Logits of a batch of images."""
    outputs = [stem(t, image)]
    counts = cells_that_count()
    for index in range(STAGES * REPEATS):
        outputs.append(one_cell(t, outputs, index) if index in counts else None)
    return t.dense(t.global_average_pool(t.relu(outputs[-1])), 'head/logits', CLASSES)
`;

/** The network of titu1994: two flat stride-2 cells. */
const TITU1994_NETWORK = `
def normalised(t, y, name):
    return t.relu(t.batch_norm(y, f'{name}/bn'))


def operator(t, x, name, kind, filters):
    """Every operator has stride 2; batch norm and ReLU follow each convolution but the identity's."""
    if kind in ('3x3 dconv', '5x5 dconv', '7x7 dconv', '3x3 dilated conv'):
        y = t.depthwise(x, f'{name}/depthwise', int(kind[0]), 2, dilation=2 if 'dilated' in kind else 1, glorot=True)
        return normalised(t, t.conv(y, f'{name}/pointwise', (1, 1), filters, glorot=True), name)
    if kind == '1x7-7x1 conv':
        y = normalised(t, t.conv(x, f'{name}/conv1', (1, 7), filters, (2, 2)), f'{name}/1x7')
        return normalised(t, t.conv(y, f'{name}/conv2', (7, 1), filters), f'{name}/7x1')
    if kind == '3x3 conv':
        return normalised(t, t.conv(x, f'{name}/conv', (3, 3), filters, (2, 2)), name)
    if kind == 'identity':
        return t.conv(x, f'{name}/conv', (1, 1), filters, (2, 2), bias=True)
    return {'3x3 maxpool': t.max_pool, '3x3 avgpool': t.avg_pool}[kind](x, 2)


def network(t, image):
    """Logits of a batch of images. Every operator reads the cell's input; all outputs are concatenated."""
    x = image
    for index, filters in enumerate((FILTERS, 2 * FILTERS)):
        x = t.concat([
            operator(t, x, f'cell{index}/block{b}/{side}/{kind}', kind, filters)
            for b, block in enumerate(CELL)
            for (_, kind), side in zip(block, ('left', 'right'))
        ])
    return t.dense(t.global_average_pool(x), 'head/logits', CLASSES, glorot=True)
`;

/** The network's functions by macro; they read the constants of the file they stand in. */
export const PYTHON_NETWORK = { pnas: PNAS_OPERATORS + PNAS_NETWORK, titu1994: TITU1994_NETWORK } as const;
