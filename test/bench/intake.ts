/**
 * @file The whole archive on its way in: processor time, memory over the baseline, every byte as `tar` gives it; then a child on all 50,000 images and
 * the GPU memory it takes. Run: npx tsx scripts/make-archive.ts <file.tar.gz> && npm run bench:intake <file.tar.gz>; Linux, needs `tar`.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCliDevice } from '../../src/cli/device.ts';
import { parseConfig } from '../../src/contract/config.ts';
import { PRESETS } from '../../src/contract/presets.ts';
import { parseCell } from '../../src/core/cell.ts';
import { IMAGE_BYTES, type ImageSet } from '../../workers/data/image-set.ts';
import type { Incoming } from '../../workers/data/intake/incoming.ts';
import { roomForPiece } from '../../workers/data/intake/record-file.ts';
import { takeIn } from '../../workers/data/intake/take-in.ts';
import { fileSource, loadFiles } from '../../workers/data/node/files.ts';

const MB = 1e6;
const [archive] = process.argv.slice(2);
if (archive === undefined) throw new Error('bench: needs an archive; scripts/make-archive.ts makes one');
const print = (text: string): void => void process.stdout.write(`${text}\n`);
const resident = (): number => 1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))![1]);

/** Keeps pieces on disk, as a browser's store does, so that what is held is the intake's own. */
async function onDisk(folder: string): Promise<Incoming> {
  const disk = await open(join(folder, 'pieces'), 'w+');
  const sizes: number[] = [];
  const kept = roomForPiece();
  const offset = (place: number): number => sizes.slice(0, place).reduce((sum, n) => sum + n * (IMAGE_BYTES + 1), 0);
  return {
    add: async ({ labels, pixels }) => {
      const at = offset(sizes.length);
      sizes.push(labels.length);
      await disk.write(labels, 0, labels.length, at);
      await disk.write(pixels, 0, pixels.length, at + labels.length);
    },
    pieces: async function* (order): AsyncIterable<ImageSet> {
      for (const place of order) {
        const labels = kept.labels.subarray(0, sizes[place]);
        const pixels = kept.pixels.subarray(0, labels.length * IMAGE_BYTES);
        await disk.read(labels, 0, labels.length, offset(place));
        await disk.read(pixels, 0, pixels.length, offset(place) + labels.length);
        yield { labels, pixels };
      }
    },
    commit: () => disk.close(),
    abort: () => disk.close(),
  };
}

async function measureIntake(path: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pnas-intake-'));
  const incoming = await onDisk(folder);
  const source = await fileSource(path);
  const baseline = resident();
  const before = process.cpuUsage();
  const started = performance.now();
  let most = baseline;
  const timer = setInterval(() => (most = Math.max(most, resident())), 20);
  const identity = await takeIn([source], incoming, { name: 'archive' });
  clearInterval(timer);
  const { user, system } = process.cpuUsage(before);
  print(`${(source.size / MB).toFixed(0)} MB, ${identity.images} images`);
  print(
    `processor ${((user + system) / 1e6).toFixed(1)} s, time ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  print(`memory ${((most - baseline) / MB).toFixed(0)} MB over a baseline of ${(baseline / MB).toFixed(0)} MB`);
  print(`every byte as tar gives it: ${identity.sha256 === hashByTar(path) ? 'yes' : 'NO'}`);
  rmSync(folder, { recursive: true });
}

/** The identity's SHA-256 by other means: all labels, then all pixels, of the batches that `tar` unpacks. */
function hashByTar(path: string): string {
  const batches = [1, 2, 3, 4, 5].map((n) => {
    const member = `cifar-10-batches-bin/data_batch_${n}.bin`;
    return spawnSync('tar', ['-xOzf', path, member], { maxBuffer: 40 * MB }).stdout;
  });
  const hash = createHash('sha256');
  const record = IMAGE_BYTES + 1;
  for (const batch of batches)
    for (let at = 0; at < batch.length; at += record) hash.update(batch.subarray(at, at + 1));
  for (const batch of batches)
    for (let at = 0; at < batch.length; at += record) hash.update(batch.subarray(at + 1, at + record));
  return hash.digest('hex');
}

/** Trains a small child on all images and counts the bytes of the device's buffers. */
async function measureSearch(path: string): Promise<void> {
  const { images } = await loadFiles(path);
  const device = await openCliDevice('webgpu');
  const { countBuffers } = await import('../../workers/bench/memory.ts');
  const { networkFactory } = await import('../../workers/drive/search.ts');
  const { NetworkManager } = await import('../../workers/train/network-manager.ts');
  const { images: all, validationImages } = PRESETS.paper;
  const settings = { recipe: 'seed', filters: 2, epochs: 1, batchSize: 250, images: all, validationImages } as const;
  const config = parseConfig({ ...PRESETS.smoke, ...settings });
  const buffers = countBuffers(device.gpu!);
  let plan = 0;
  let most = 0;
  const create = async (...child: Parameters<ReturnType<typeof networkFactory>>) => {
    const network = await networkFactory(device)(...child);
    plan = 'bytes' in network ? Number(network.bytes) : 0;
    return network;
  };
  const manager = new NetworkManager({ images, config, create, check: device.check });
  const cell = parseCell('-1,3x3 maxpool,-1,identity');
  const { accuracy, failure } = await manager.getRewards(cell, () => (most = Math.max(most, buffers.bytes())));
  const computed = images.labels.length * (IMAGE_BYTES + 4) + plan;
  print(
    `child on ${config.images - validationImages} + ${validationImages} images: accuracy ${accuracy ?? failure?.message}`,
  );
  print(
    `GPU memory ${(most / MB).toFixed(1)} MB; images 3,076 bytes each and the plan: ${(computed / MB).toFixed(1)} MB`,
  );
  device.gpu!.destroy();
}

await measureIntake(archive);
await measureSearch(archive);
