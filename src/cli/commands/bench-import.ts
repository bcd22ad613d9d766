/**
 * @file Benchmark of the import of the whole archive: CPU time, memory over the baseline, and whether every byte is as `tar` unpacks it; then
 * a child on all 50,000 images and its GPU memory. Linux only, since it reads /proc; needs `tar`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseConfig } from '../../contract/config.ts';
import { PRESETS } from '../../contract/presets.ts';
import { parseCell } from '../../core/space/cell.ts';
import { IMAGE_BYTES, RECORD_BYTES, type ImageSet } from '../../../workers/data/image-set.ts';
import type { Incoming } from '../../../workers/data/import/incoming.ts';
import { allocatePiece } from '../../../workers/data/import/record-file.ts';
import { importArchive } from '../../../workers/data/import/import-archive.ts';
import { fileSource, loadFiles } from '../../../workers/data/node/files.ts';
import type { Device } from '../../../workers/device/device.ts';
import { line } from '../terminal/output.ts';

const MB = 1e6;
const resident = (): number => 1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))![1]);

/** Stores pieces on disk, as a browser does, so that the memory measured is that of the import. */
async function createDiskStore(folder: string): Promise<Incoming> {
  const disk = await open(join(folder, 'pieces'), 'w+');
  const sizes: number[] = [];
  const buffer = allocatePiece();
  const offset = (place: number): number => sizes.slice(0, place).reduce((sum, n) => sum + n * RECORD_BYTES, 0);
  return {
    add: async ({ labels, pixels }) => {
      const at = offset(sizes.length);
      sizes.push(labels.length);
      await disk.write(labels, 0, labels.length, at);
      await disk.write(pixels, 0, pixels.length, at + labels.length);
    },
    pieces: async function* (order): AsyncIterable<ImageSet> {
      for (const place of order) {
        const labels = buffer.labels.subarray(0, sizes[place]);
        const pixels = buffer.pixels.subarray(0, labels.length * IMAGE_BYTES);
        await disk.read(labels, 0, labels.length, offset(place));
        await disk.read(pixels, 0, pixels.length, offset(place) + labels.length);
        yield { labels, pixels };
      }
    },
    commit: () => disk.close(),
    abort: () => disk.close(),
  };
}

/** Writes an archive of noise; takes some ten seconds. */
export function writeNoiseArchive(path: string): void {
  const program = fileURLToPath(new URL('../terminal/noise-archive.ts', import.meta.url));
  execFileSync(process.execPath, [...process.execArgv, program, path]);
}

/** What an import costs. */
interface ImportReport {
  readonly sizeBytes: number;
  readonly images: number;
  readonly cpuS: number;
  readonly wallS: number;
  /** Resident memory before the import, and the most above that. */
  readonly baselineBytes: number;
  readonly memoryBytes: number;
  /** Whether every byte is as `tar` unpacks it. */
  readonly isWhole: boolean;
}

/** What a child on all images costs on the device. */
interface ChildReport {
  readonly accuracy: number | undefined;
  readonly gpuBytes: number;
  /** 3,076 bytes an image, and the plan's. */
  readonly computedBytes: number;
}

/**
 * Measures the import, prints and returns the report.
 * @param openDevice called after the import, whose baseline it would raise.
 * @param archive `cifar-10-binary.tar.gz`; made of noise where there is none.
 */
export async function benchImport(
  openDevice: () => Promise<Device>,
  archive?: string,
): Promise<ImportReport & ChildReport> {
  const folder = mkdtempSync(join(tmpdir(), 'pnas-import-'));
  try {
    const path = archive ?? join(folder, 'noise.tar.gz');
    if (archive === undefined) writeNoiseArchive(path);
    const imported = await measureImport(path, folder);
    line(`${megabytes(imported.sizeBytes)}, ${imported.images} images`);
    line(`CPU time ${imported.cpuS.toFixed(1)} s, elapsed ${imported.wallS.toFixed(1)} s`);
    line(`memory ${megabytes(imported.memoryBytes)} over a baseline of ${megabytes(imported.baselineBytes)}`);
    line(`every byte as tar unpacks it: ${imported.isWhole ? 'yes' : 'NO'}`);
    const child = await measureChild(await openDevice(), path);
    line(`a child on all of them: accuracy ${child.accuracy ?? 'none'}`);
    line(`GPU memory ${megabytes(child.gpuBytes)}; computed ${megabytes(child.computedBytes)}`);
    return { ...imported, ...child };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const megabytes = (bytes: number): string => `${(bytes / MB).toFixed(1)} MB`;

async function measureImport(path: string, folder: string): Promise<ImportReport> {
  const incoming = await createDiskStore(folder);
  const source = await fileSource(path);
  const baselineBytes = resident();
  const before = process.cpuUsage();
  const started = performance.now();
  let most = baselineBytes;
  const timer = setInterval(() => (most = Math.max(most, resident())), 20);
  const { images, sha256 } = await importArchive([source], incoming, { name: 'archive' });
  clearInterval(timer);
  const { user, system } = process.cpuUsage(before);
  return {
    sizeBytes: source.size,
    images,
    cpuS: (user + system) / 1e6,
    wallS: (performance.now() - started) / 1000,
    baselineBytes,
    memoryBytes: most - baselineBytes,
    isWhole: sha256 === hashByTar(path),
  };
}

/** The identity's SHA-256 computed independently: all labels, then all pixels, of the batches that `tar` unpacks. */
function hashByTar(path: string): string {
  const batches = [1, 2, 3, 4, 5].map((n) => {
    const member = `cifar-10-batches-bin/data_batch_${n}.bin`;
    return spawnSync('tar', ['-xOzf', path, member], { maxBuffer: 40 * MB }).stdout;
  });
  const hash = createHash('sha256');
  for (const batch of batches)
    for (let at = 0; at < batch.length; at += RECORD_BYTES) hash.update(batch.subarray(at, at + 1));
  for (const batch of batches)
    for (let at = 0; at < batch.length; at += RECORD_BYTES) hash.update(batch.subarray(at + 1, at + RECORD_BYTES));
  return hash.digest('hex');
}

/** Trains a small child on all images and counts the bytes of the device's buffers. */
async function measureChild(device: Device, path: string): Promise<ChildReport> {
  const { images } = await loadFiles(path);
  const { countBuffers } = await import('../../../workers/bench/memory.ts');
  const { networkFactory } = await import('../../../workers/drive/search.ts');
  const { NetworkManager } = await import('../../../workers/train/network-manager.ts');
  const { images: all, validationImages } = PRESETS.paper;
  const settings = {
    macro: 'titu1994',
    filters: 2,
    epochs: 1,
    batchSize: 250,
    images: all,
    validationImages,
  } as const;
  const config = parseConfig({ ...PRESETS.smoke, ...settings });
  const buffers = countBuffers(device.gpu!);
  let plan = 0;
  let gpuBytes = 0;
  const create = async (...child: Parameters<ReturnType<typeof networkFactory>>) => {
    const network = await networkFactory(device)(...child);
    plan = 'bytes' in network ? Number(network.bytes) : 0;
    return network;
  };
  const manager = new NetworkManager({ images, config, create, check: device.check });
  const cell = parseCell('-1,3x3 maxpool,-1,identity');
  const { accuracy } = await manager.getRewards(cell, () => (gpuBytes = Math.max(gpuBytes, buffers.bytes())));
  return { accuracy, gpuBytes, computedBytes: images.labels.length * (IMAGE_BYTES + 4) + plan };
}
