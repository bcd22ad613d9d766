/**
 * @file Installs what the tests need beyond npm: Chromium, Firefox, a Vulkan loader for WebGPU in Node and Firefox, and nats-server for rooms of
 * devices. On Debian and its derivatives, as root, it installs what is missing; elsewhere it prints what to install. Run by `npm test`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from '../../test/support/chromium.ts';
import { findFirefox } from '../../test/support/firefox.ts';
import { findNatsServer } from '../cli/class/nats-server.ts';

const LOADERS = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((arch) => `/usr/lib/${arch}/libvulkan.so.1`);

const missing: string[] = [];
if (findChromium() === undefined) missing.push('chromium');
if (findFirefox() === undefined) missing.push('firefox-esr');
if (process.platform === 'linux' && !LOADERS.some((path) => existsSync(path))) missing.push('libvulkan1');
const isDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
if (isDebian && !hasNatsServer()) missing.push('nats-server'); // elsewhere the tests of rooms are skipped, and say so

if (missing.length > 0) {
  if (!isDebian) {
    process.stderr.write(
      `The tests need ${missing.join(' and ')}. On Debian: sudo apt-get install ${missing.join(' ')}. ` +
        'Elsewhere install Chrome or Chromium and Firefox, and name them in the variables CHROMIUM and FIREFOX.\n',
    );
    process.exit(1);
  }
  process.stdout.write(`Installing ${missing.join(' and ')} for the tests.\n`);
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...missing);
}

function hasNatsServer(): boolean {
  try {
    return findNatsServer() !== '';
  } catch {
    return false;
  }
}

function apt(...args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env });
  if (status !== 0) {
    process.stderr.write(`apt-get ${args.join(' ')} must succeed; it ended with ${status}\n`);
    process.exit(1);
  }
}
