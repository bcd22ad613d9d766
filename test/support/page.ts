/** @file What browser tests share: the built page on a local server, and axe's findings on a page. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { preview, type Plugin } from 'vite';
import { PAGE_POLICY } from '../../src/contract/content-policy.ts';
import { writeBuiltPage } from './built-page.ts';

/** A name for this machine that browsers do not trust without https, where a test has them resolve it so. */
export const INSECURE_HOST = 'pnas.test';

/** A built page, served. */
export interface ServedPage {
  readonly url: string;
  /** The folder it is in: a test may put files of its own there. */
  readonly outDir: string;
  close(): Promise<void>;
}

/** Workers follow the policy that their own script came with: here the page's, as docs/security.md asks of a host. */
const workerPolicy: Plugin = {
  name: 'worker-policy',
  configurePreviewServer: ({ middlewares }) =>
    void middlewares.use((request, response, next) => {
      if (/\/assets\//.test(request.url!)) response.setHeader('Content-Security-Policy', PAGE_POLICY);
      next();
    }),
};

/** Serves the built page with its viewer from a folder of its own: on this machine alone, unless at another of its addresses. */
export async function servePage({ host = '127.0.0.1' } = {}): Promise<ServedPage> {
  const outDir = await mkdtemp(join(tmpdir(), 'pnas-page-'));
  await writeBuiltPage(outDir);
  const server = await preview({
    logLevel: 'error',
    plugins: [workerPolicy],
    build: { outDir },
    preview: { host, port: 0, allowedHosts: [INSECURE_HOST] },
  });
  return {
    url: [...server.resolvedUrls!.local, ...server.resolvedUrls!.network][0]!,
    outDir,
    close: async () => {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

/** Bytes that a visitor fetches before the first paint, gzipped one by one: what `index.html` names, its scripts and styles. */
export async function firstPaintBytes(outDir: string): Promise<number> {
  const html = await readFile(join(outDir, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)].map(([, file]) => file!);
  const texts = await Promise.all(named.map((file) => readFile(join(outDir, file))));
  return [Buffer.from(html), ...texts].reduce((sum, text) => sum + gzipSync(text).length, 0);
}

/** What axe finds wrong with a page as it stands, once what fades has faded: rule and element of each. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
    const { violations } = await (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(document);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}
