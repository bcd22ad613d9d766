/** @file `pnas bench compile`, with Mesa's compilers where they are installed; what is missing is said everywhere. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CompileReport } from '../../workers/bench/compile/report.ts';

function compile(args: readonly string[], env: Record<string, string> = {}) {
  const all = ['--import', 'tsx', 'src/cli/main.ts', 'bench', 'compile', ...args];
  return spawnSync(process.execPath, all, { encoding: 'utf8', env: { ...process.env, ...env } });
}

const MANIFESTS = '/usr/share/vulkan/icd.d';
const drivers = existsSync(MANIFESTS) ? readdirSync(MANIFESTS).join() : '';
const isReady = /radeon_icd/.test(drivers) && /intel_icd/.test(drivers) && existsSync('/usr/include/vulkan/vulkan.h');

/** Operators of every family of kernels, at both strides. */
const CELL = '-1,7x7 dconv,-2,5x5 dconv,-1,3x3 dilated conv,-2,1x7-7x1 conv,0,3x3 conv,1,3x3 avgpool,-1,3x3 dconv,0,3x3 maxpool'; // prettier-ignore

describe.skipIf(!isReady)("with Mesa's compilers (needs gcc, libvulkan-dev, mesa-vulkan-drivers)", () => {
  test.each([
    ['intel:tgl', 'f32', CELL],
    ['intel:dg2', 'f32', CELL],
    ['intel:dg2', 'f16-storage', 'paper'],
    ['renoir', 'f32', CELL],
    ['phoenix', 'f32', CELL],
  ])('no kernel spills by default on %s in %s: %s', (card, precision, net) => {
    const { stdout, stderr } = compile(['--card', card, '--precision', precision, '--net', net, '--filters', '24', '--json']); // prettier-ignore
    expect(stderr).toBe('');
    const report = JSON.parse(stdout) as CompileReport;
    expect(report).toMatchObject({ card, net, batchSize: 16, precision, spilledDispatches: 0 });
    const { dispatches, bytes, flops, modelMs, kernels } = report;
    expect(kernels.reduce((sum, kernel) => sum + kernel.dispatches, 0)).toBe(dispatches);
    for (const number of [bytes, flops, modelMs]) expect(number).toBeGreaterThan(0);
    for (const { name, registers, instructions } of kernels) {
      expect(registers, name).toBeGreaterThan(0);
      expect(instructions, name).toBeGreaterThan(0);
    }
  });
});

test('says what to install where there is no compiler', () => {
  const empty = mkdtempSync(join(tmpdir(), 'pnas-no-compiler-'));
  const { status, stdout, stderr } = compile(['--card', 'phoenix'], { PATH: empty, XDG_CACHE_HOME: empty });
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^compile: needs (gcc|Linux)[^\n]*\n$/);
});

test.each([
  ['--card', 'riva128', 'riva128'],
  ['--net', 'resnet', 'resnet'],
  ['--net', '-1,identity,-1,9x9 dconv', '9x9 dconv'],
])('refuses %s %s and names what is wrong', (flag, value, named) => {
  const { status, stderr } = compile([flag, value]);
  expect(status).toBe(1);
  expect(stderr).toContain(named);
});
