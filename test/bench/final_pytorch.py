"""Trains the PyTorch export of a final training's cell by the same settings: what `pnas final` is compared with.

    npm run pnas -- final --cell ... --data DATA --out final.json
    npm run pnas -- export --cell ... --format pytorch --repeats N --filters F --out network.py
    python3 test/bench/final_pytorch.py final.json network.py DATA [split.json] > pytorch.json

Reads the settings from final.json; DATA is a folder of data_batch_*.bin and test_batch*.bin. The export has no auxiliary classifier and drops no
paths: settings with them are refused. Batches and initial weights are drawn anew, by the seed's number. So are the images, unless split.json has the
indices that `splitImages` (workers/train/split.ts) draws: {"training": [..], "validation": [..]}. A few hundred images are harder or easier than
others, so that a small comparison needs the same.
"""
import glob
import importlib.util
import json
import math
import sys

import numpy as np
import torch
import torch.nn.functional as F


def load(path):
    spec = importlib.util.spec_from_file_location('network', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(pattern):
    data = np.concatenate([np.fromfile(path, np.uint8).reshape(-1, 3073) for path in sorted(glob.glob(pattern))])
    return data[:, 1:].reshape(-1, 3, 32, 32).astype(np.float32) / 255, data[:, 0].astype(np.int64)


def rate(config, step, steps):
    peak, at = config['learningRate'], step / steps
    if config['schedule'] == 'cosine':
        return peak * 0.5 * (1 + math.cos(math.pi * at))
    return peak * (0.2 + 0.8 * at / 0.23 if at < 0.23 else 1 - 0.93 * (at - 0.23) / 0.77)


def augment(x, config, epoch, first, rng):
    """Moved, mirrored, cut out, as `workers/train/batches.ts`."""
    t, n = config['translate'], len(x)
    padded = F.pad(x, (t, t, t, t))
    tops, lefts = rng.integers(0, 2 * t + 1, (2, n))
    x = torch.stack([padded[i, :, tops[i]:tops[i] + 32, lefts[i]:lefts[i] + 32] for i in range(n)])
    if config['mirror'] != 'none':
        flips = rng.integers(0, 2, n) if config['mirror'] == 'random' else (first + epoch) % 2
        x = torch.where(torch.from_numpy(flips == 1)[:, None, None, None], x.flip(3), x)
    if config['cutout']:
        side = config['cutout']
        for i, (row, column) in enumerate(rng.integers(0, 32, (n, 2))):
            top, left = row - side // 2, column - side // 2
            x[i, :, max(0, top):top + side, max(0, left):left + side] = 0
    return x


def average(model, averages, decay):
    with torch.no_grad():
        for name, value in model.state_dict().items():
            if value.dtype == torch.float32:
                averages[name] = decay * averages[name] + (1 - decay) * value


def logits_of(model, x, batch):
    with torch.no_grad():
        return torch.cat([model(x[i:i + batch]) for i in range(0, len(x), batch)])


def train(network, config, images, labels, test_images, test_labels, seed, split):
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(images))[:config['images']]
    aside, training = order[:config['validationImages']], order[config['validationImages']:]
    if split:
        aside, training = np.array(split['validation']), np.array(split['training'])
    mean, deviation = (f(images[training], (0, 2, 3), keepdims=True) for f in (np.mean, np.std))
    x, test_x = (torch.from_numpy((of - mean) / deviation) for of in (images, test_images))
    y, test_y = torch.from_numpy(labels), torch.from_numpy(test_labels)
    model = network.Network()
    filters = [p for p in model.parameters() if p.dim() > 1]
    others = [p for p in model.parameters() if p.dim() == 1]
    groups = [{'params': filters, 'weight_decay': config['weightDecay']}, {'params': others, 'weight_decay': 0}]
    optimizer = torch.optim.SGD(groups, lr=1, momentum=0.9, nesterov=True)
    averages = {name: value.clone() for name, value in model.state_dict().items()}
    judged = network.Network()
    batch, epochs = config['batchSize'], config['epochs']
    per_epoch = len(training) // batch
    first = rng.integers(0, 2, len(images))
    curve = []
    for epoch in range(epochs):
        model.train()
        loss_sum, correct = 0.0, 0
        shuffled = rng.permutation(training)
        for step in range(per_epoch):
            which = shuffled[step * batch:(step + 1) * batch]
            done = epoch * per_epoch + step
            for group in optimizer.param_groups:
                group['lr'] = rate(config, done, epochs * per_epoch)
            out = model(augment(x[which], config, epoch, first[which], rng))
            loss = F.cross_entropy(out, y[which], label_smoothing=config['labelSmoothing'])
            optimizer.zero_grad()
            loss.backward()
            if config['clipNorm']:
                torch.nn.utils.clip_grad_norm_(model.parameters(), config['clipNorm'])
            optimizer.step()
            average(model, averages, min(config['averaging'], (2 + done) / (11 + done)) if config['averaging'] else 0)
            loss_sum += loss.item() * batch
            correct += int((out.argmax(1) == y[which]).sum())
        judged.load_state_dict(averages)
        judged.eval()
        out = logits_of(judged, x[aside], batch)
        curve.append({
            'loss': loss_sum / (per_epoch * batch),
            'accuracy': correct / (per_epoch * batch),
            'validationLoss': F.cross_entropy(out, y[aside]).item(),
            'validationAccuracy': (out.argmax(1) == y[aside]).float().mean().item(),
        })
        print(f'seed {seed} epoch {epoch + 1}: loss {curve[-1]["loss"]:.4f}', file=sys.stderr, flush=True)
    out = logits_of(judged, test_x, batch)
    if config['testMirror']:
        out = (out + logits_of(judged, test_x.flip(3), batch)) / 2
    return {'seed': seed, 'epochs': curve, 'test': (out.argmax(1) == test_y).float().mean().item()}


def main(final, network, data, split=None):
    config = json.load(open(final))['config']
    assert config['auxiliaryWeight'] == 0 and config['dropPath'] == 0, 'the export has no auxiliary classifier and drops no paths'
    assert config['stem'] == 'trained', 'the export has a trained stem'
    torch.set_num_threads(1)
    module = load(network)
    images, labels = read(f'{data}/data_batch_*.bin')
    test_images, test_labels = (part[:config['testImages']] for part in read(f'{data}/test_batch*.bin'))
    chosen = json.load(open(split)) if split else None
    seeds = range(1, config['seeds'] + 1)
    runs = [train(module, config, images, labels, test_images, test_labels, seed, chosen) for seed in seeds]
    print(json.dumps(runs, indent=2))


if __name__ == '__main__':
    main(*sys.argv[1:])
