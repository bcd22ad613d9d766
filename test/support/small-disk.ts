/** @file A disk with room for almost nothing, as a folder: a tmpfs, which only root may mount. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether this machine lets a test have one. */
export const HAS_SMALL_DISKS = process.platform === 'linux' && process.getuid?.() === 0 && canMount();

export interface SmallDisk {
  readonly folder: string;
  /** Makes it one that can only be read. */
  seal(): void;
  /** Gives it room. */
  grow(sizeKb: number): void;
  remove(): void;
}

export function mountSmallDisk(sizeKb: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'pnas-disk-'));
  mount('-t', 'tmpfs', '-o', `size=${sizeKb}k`, 'none', folder);
  return {
    folder,
    seal: () => mount('-o', 'remount,ro', folder),
    grow: (kb) => mount('-o', `remount,size=${kb}k`, folder),
    remove: () => void spawnSync('umount', [folder]),
  };
}

function mount(...args: string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`mount: must succeed; ${stderr}`);
}

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'pnas-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'none', folder]);
  if (status === 0) spawnSync('umount', [folder]);
  return status === 0;
}
