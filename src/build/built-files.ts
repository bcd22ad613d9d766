/** @file What a build has made, for its service worker to store: every file but the host's data packs and the picture for other sites, each with its revision. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseWith } from '../contract/config.ts';
import { PICTURE } from './share-tags.ts';
import { DataManifestSchema, MANIFEST_FILE } from '../contract/data-manifest.ts';

/** The service worker itself. */
export const SERVICE_WORKER = 'offline.js';

/** One file, as Workbox wants it. */
export interface BuiltFile {
  /** Relative to the page. */
  readonly url: string;
  /** Changes with the file; null where its name does. */
  readonly revision: string | null;
}

/** The build's files in a fixed order. @param folder where it was built into. @throws {Error} where no page was built. */
export function builtFiles(folder: string): BuiltFile[] {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, MANIFEST_FILE), 'utf8'));
  const packs = parseWith(DataManifestSchema, manifest, join(folder, MANIFEST_FILE)).packs.map(({ url }) => url);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(folder, '/').length).replaceAll('\\', '/'))
    .filter((url) => ![SERVICE_WORKER, PICTURE, ...packs].includes(url))
    .sort()
    .map((url) => ({ url, revision: url.startsWith('assets/') ? null : revisionOf(join(folder, url)) }));
}

/** The script that the built page starts with. @throws {Error} where the page names none. */
export function entryScript(folder: string): string {
  const page = join(folder, 'index.html');
  const entry = /<script type="module"[^>]* src="\.\/([^"]+)"/.exec(readFileSync(page, 'utf8'))?.[1];
  if (entry === undefined) throw new Error(`${page}: must start with a module script of the build; got none`);
  return entry;
}

function revisionOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);
}
