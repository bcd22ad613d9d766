/** @file What browser tests share: the built page on a local server, and axe's findings on a page. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build, preview } from 'vite';

/** A built page, served. */
export interface ServedPage {
  readonly url: string;
  /** The folder it was built into: a test may put files of its own there. */
  readonly outDir: string;
  close(): Promise<void>;
}

/** Builds the page, and the viewer beside it if asked for, and serves both on this machine alone. */
export async function servePage({ withViewer = false } = {}): Promise<ServedPage> {
  const outDir = await mkdtemp(join(tmpdir(), 'pnas-page-'));
  await build({ logLevel: 'error', build: { outDir, emptyOutDir: true } });
  if (withViewer) await build({ configFile: 'vite.viewer.config.ts', logLevel: 'error', build: { outDir } });
  const server = await preview({ logLevel: 'error', build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  return {
    url: server.resolvedUrls!.local[0]!,
    outDir,
    close: async () => {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

/** What axe finds wrong with a page as it stands: rule and element of each. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(document);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}
