/** What is shipped: the built page's, its worker's and its viewer's modules, and that each package among them is in `licences.txt`. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, mergeConfig, type Plugin } from 'vite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { pageConfig } from '../../src/build/page-config.ts';
import { viewerConfig } from '../../src/build/viewer-config.ts';

/** Ids of all modules of which something is shipped, and the text of all chunks. */
const modules = new Set<string>();
let code = '';
let notices = '';
let outDir: string;

const spy: Plugin = {
  name: 'spy',
  generateBundle(_options, bundle) {
    for (const output of Object.values(bundle)) {
      if (output.type !== 'chunk') continue;
      code += output.code;
      for (const [id, { renderedLength }] of Object.entries(output.modules)) if (renderedLength > 0) modules.add(id);
    }
    for (const id of this.getModuleIds()) if (id.endsWith('.css')) modules.add(id);
  },
};

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'pnas-licences-'));
  vi.stubEnv('NODE_ENV', 'production');
  const page = pageConfig();
  const { plugins } = page.worker!;
  const worker = { ...page.worker, plugins: () => [...(plugins!() as Plugin[]), spy] };
  for (const config of [
    { ...page, worker },
    { ...viewerConfig('viewer.html'), mode: 'viewer' },
  ]) {
    const own = { configFile: false as const, logLevel: 'error' as const, plugins: [spy], build: { outDir } };
    await build(mergeConfig(config, own));
  }
  vi.unstubAllEnvs();
  notices = await readFile(join(outDir, 'licences.txt'), 'utf8');
});

afterAll(() => rm(outDir, { recursive: true, force: true }));

const packages = (): Set<string> =>
  new Set([...modules].flatMap((id) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? []));

describe('what is shipped', () => {
  test('has the notice of each package in licences.txt: the page’s, the worker’s, the viewer’s, and the font’s', () => {
    for (const known of [
      'preact',
      'idb',
      'comlink',
      'seedrandom',
      '@tensorflow/tfjs-core',
      '@fontsource-variable/geist',
    ])
      expect(packages()).toContain(known);
    for (const name of packages())
      expect(notices, name).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(.+\\)$`, 'm'));
    expect(notices).toContain('SIL OPEN FONT LICENSE Version 1.1');
    expect(notices).toContain('Apache License');
    for (const holder of [/Jason Miller/, /Fabian Hiller/, /David Bau/]) expect(notices).toMatch(holder);
    const layers = notices.split('='.repeat(80)).find((block) => block.includes('@tensorflow/tfjs-layers'));
    expect(layers).toContain('Copyright 2018 Google LLC'); // it ships no text of MIT, and others' names other holders
  });

  test('has no comments of licences beside that, and nothing of what tfjs needs in a terminal', () => {
    expect(code.includes('@license')).toBe(false); // not toContain, which would print all of it
    expect(code.match(/Copyright \d{4}|Licensed under/g)).toBeNull();
    const terminal =
      /^(yargs.*|core-js.*|node-fetch|argparse|chalk|regenerator-runtime|whatwg-url|string_decoder|safe-buffer)$/;
    expect([...packages()].filter((name) => terminal.test(name))).toEqual([]);
  });
});
