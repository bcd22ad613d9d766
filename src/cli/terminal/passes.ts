/**
 * @file Which devices have passed the self-test, kept for later commands in the user's cache folder (`XDG_CACHE_HOME`, else the system's). A
 * pass holds for one adapter with its driver, one release of Node and one state of the sources; deleting the folder has all tested anew.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { homedir, release } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { PassSchema, type StoredPass } from '../../../workers/store/self-test-pass.ts';
import { writeWhole } from '../../../workers/store/node/write-whole.ts';
import type { Passes } from '../../../workers/store/store.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** What computes, what it is compared with, and the packages that both run on. */
const SOURCES = ['workers', 'src/core', 'package-lock.json'];
/** Passes kept, the newest: of some devices, and of some states of the sources. */
const MOST_KEPT = 16;

/** The passes of this user. @param folder where they are. */
export function filePasses(folder = join(cacheFolder(), 'passes')): Passes {
  return {
    get: async (identity) => {
      const text = await readFile(join(folder, await fileOf(identity)), 'utf8').catch(() => '');
      return parsePass(text);
    },
    add: async (identity, pass) => {
      await mkdir(folder, { recursive: true });
      const kept: StoredPass = { passedAt: new Date().toISOString(), ...pass };
      await writeWhole(join(folder, await fileOf(identity)), JSON.stringify(kept));
      await dropOldest(folder);
    },
  };
}

/** This application's folder of what can be made again. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const own = process.platform === 'darwin' ? join(homedir(), 'Library/Caches') : join(homedir(), '.cache');
  return join(XDG_CACHE_HOME || LOCALAPPDATA || own, 'progressive-nas');
}

/** What cannot be read is no pass: the device is tested again. */
function parsePass(text: string): StoredPass | undefined {
  try {
    const pass: unknown = JSON.parse(text);
    return v.is(PassSchema, pass) ? pass : undefined;
  } catch {
    return undefined;
  }
}

/** The file of a device: named by all that its self-test depends on. */
async function fileOf(identity: string): Promise<string> {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([identity, process.version, release(), await driversOf(process.env['VK_DRIVER_FILES'])]));
  for (const path of await filesOf(SOURCES.map((name) => join(ROOT, name)))) {
    hash.update(`\0${path}\0`).update(await readFile(path));
  }
  return `${hash.digest('hex').slice(0, 32)}.json`;
}

/** Vulkan drivers by their files: SwiftShader has told the same version of itself for years. */
async function driversOf(names: string | undefined): Promise<unknown[]> {
  const describe = async (name: string): Promise<unknown> => {
    const text = await readFile(name, 'utf8').catch(() => '');
    const library = resolve(dirname(name), /"library_path"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? '');
    const found = await stat(library).catch(() => undefined); // not there where the loader looks for it elsewhere
    return [name, text, found?.isFile() === true ? [found.size, found.mtimeMs] : null];
  };
  return Promise.all((names ?? '').split(delimiter).filter(Boolean).map(describe));
}

/** Files and the files in folders, sorted. */
async function filesOf(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      if (!(await stat(path)).isDirectory()) return [path];
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));
    }),
  );
  return found.flat().sort();
}

async function dropOldest(folder: string): Promise<void> {
  const paths = await filesOf([folder]);
  const ages = await Promise.all(paths.map(async (path) => ({ path, at: (await stat(path)).mtimeMs })));
  const oldest = ages.sort((a, b) => b.at - a.at).slice(MOST_KEPT);
  await Promise.all(oldest.map(({ path }) => rm(path, { force: true })));
}
