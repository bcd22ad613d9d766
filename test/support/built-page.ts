/** @file The built page, once for all tests: a build is kept under `node_modules/.cache` for as long as what it was made of is the same. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';

/** Everything that a build reads, but for packages: of those the lock file has the hashes. */
const SOURCES = [
  'src',
  'workers',
  'public',
  'index.html',
  'viewer.html',
  'try.html',
  'final.html',
  'vite.config.ts',
  'package-lock.json',
];
const CACHE = resolve('node_modules/.cache/built-pages');
/** Builds kept, the newest: of these sources the page as it is and as one test changes it, and as many of sources before. */
const MOST_KEPT = 4;

/**
 * Writes the whole page into a folder: the page, the viewer and the service worker.
 * @param plugins may change what is built, by the code of their `transform` alone.
 */
export async function writeBuiltPage(outDir: string, plugins: readonly Plugin[] = []): Promise<void> {
  const kept = join(CACHE, await contentKey(plugins.map(({ name, transform }) => `${name} ${String(transform)}`)));
  if (!existsSync(kept)) await keepBuild(kept, plugins);
  await cp(kept, outDir, { recursive: true });
}

/** Builds the service worker of a page that was built into a folder. */
export async function buildServiceWorker(outDir: string): Promise<void> {
  await build({ mode: 'offline', logLevel: 'error', build: { outDir } });
}

/** Builds beside the place where it is kept, then moves it there: no other process finds half a build. */
async function keepBuild(kept: string, plugins: readonly Plugin[]): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  await dropOldest(MOST_KEPT - 1);
  const outDir = `${kept}-${randomUUID()}`;
  const worker = { format: 'es', plugins: () => [...plugins] } as const;
  process.env['NODE_ENV'] = 'production'; // what is shipped, not what tests would get
  await build({ logLevel: 'error', plugins: [...plugins], worker, build: { outDir, emptyOutDir: true } });
  await build({ mode: 'viewer', logLevel: 'error', build: { outDir } });
  await build({ mode: 'try', logLevel: 'error', build: { outDir } });
  await build({ mode: 'final', logLevel: 'error', build: { outDir } });
  await buildServiceWorker(outDir);
  await rename(outDir, kept).catch(() => rm(outDir, { recursive: true })); // where another process was faster
}

async function dropOldest(left: number): Promise<void> {
  const names = await readdir(CACHE);
  const ages = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(CACHE, name))).mtimeMs })));
  const oldest = ages.sort((a, b) => b.at - a.at).slice(left);
  await Promise.all(oldest.map(({ name }) => rm(join(CACHE, name), { recursive: true, force: true })));
}

/** SHA-256 of the sources and their names, of what else decides, and of the changes' code. */
async function contentKey(changes: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([process.version, changes]));
  for (const source of SOURCES) {
    const names = (await stat(source)).isDirectory()
      ? await readdir(source, { recursive: true, withFileTypes: true })
      : undefined;
    const files = names?.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : [])).sort();
    for (const file of files ?? [source]) hash.update(`\0${file}\0`).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 32);
}
