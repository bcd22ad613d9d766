/**
 * @file The licences of what is shipped: a Vite plugin that writes `licences.txt` into the build, with the notice of every package of which a
 * module, a style or a file is in it. Comments are left out of the bundles, so this file is where the notices are.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin, ResolvedConfig, Rolldown } from 'vite';

/** Its name beside the page. */
const LICENCES_FILE = 'licences.txt';

const RULE = `\n${'='.repeat(80)}\n`;
const INTRO =
  'Progressive NAS, and the packages and fonts that are in its built page, in its worker and in its viewer: their licences.\n';
/** Copyright holders, from their sources, of packages under the MIT licence that ship no copy of it. */
const MIT_HOLDERS: Readonly<Record<string, string>> = { '@tensorflow/tfjs-layers': 'Copyright 2018 Google LLC' };

/** One package as it was bundled. */
interface Package {
  readonly name: string;
  readonly version: string;
  /** As SPDX writes it. */
  readonly license: string;
  /** Its licence's text; absent where it ships none. */
  readonly text?: string;
}

/** Collects what is bundled, and writes the file. A worker is a bundle of its own, which `collect` listens to. */
export interface Licences {
  readonly write: Plugin;
  collect(): Plugin;
}

/**
 * The plugins of one build. What an earlier build has put into the file stays in it: the viewer is built after the page.
 * @param others packages that a later build bundles which does not write the file.
 */
export function licences(others: readonly string[] = []): Licences {
  const folders = new Set(others.map((name) => resolve('node_modules', name)));
  const collect: Plugin['generateBundle'] = function (_options, bundle) {
    for (const folder of bundledFolders(bundle, [...this.getModuleIds()])) folders.add(folder);
  };
  let config: ResolvedConfig;
  return {
    collect: () => ({ name: 'licences-collect', generateBundle: collect }),
    write: {
      name: 'licences',
      apply: 'build',
      configResolved: (resolved) => void (config = resolved),
      generateBundle: {
        order: 'post',
        handler(options, bundle, isWrite) {
          collect.call(this, options, bundle, isWrite);
          const before = join(resolve(config.root, config.build.outDir), LICENCES_FILE);
          const blocks =
            config.build.emptyOutDir === false && existsSync(before) ? parse(readFileSync(before, 'utf8')) : new Map();
          const packages = [config.root, ...folders].map(readPackage);
          this.emitFile({ type: 'asset', fileName: LICENCES_FILE, source: format(packages, blocks) });
        },
      },
    },
  };
}

/** Folders of the packages of which something is in the bundle. */
function bundledFolders(bundle: Rolldown.OutputBundle, graph: readonly string[]): string[] {
  const ids = Object.values(bundle).flatMap((output) =>
    output.type === 'chunk'
      ? Object.entries(output.modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : []))
      : output.originalFileNames,
  );
  const styles = graph.filter((id) => /\.css(\?|$)/.test(id)); // are no module of a chunk, and all of them are shipped
  return [
    ...new Set([...ids, ...styles].flatMap((id) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? [])),
  ];
}

function readPackage(folder: string): Package {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package;
  const read = (pattern: RegExp): string | undefined => {
    const file = readdirSync(folder).find((entry) => pattern.test(entry));
    return file && readFileSync(join(folder, file), 'utf8');
  };
  const text =
    read(/^(licen[cs]e|copying)/i) ?? /^#* *licen[cs]e[^]*permission[^]*/im.exec(read(/^readme/i) ?? '')?.[0]; // as seedrandom has it
  return { name, version, license, ...(text ? { text: text.trim() } : {}) };
}

/**
 * Its own notice. tfjs's packages ship none: the text of Apache-2.0 is the same for all and some other package's will do; that of MIT too, but
 * for who holds the rights.
 * @throws {Error} for a package without one: it must not be shipped unnoticed.
 */
function noticeOf({ name, license, text }: Package, packages: readonly Package[]): string {
  if (text !== undefined) return text;
  const parts = license.split(' AND ').map((part) => {
    const same = packages.find((other) => other.license === part && other.text !== undefined)?.text;
    const holder = MIT_HOLDERS[name];
    const notice = part === 'MIT' ? holder && same?.replace(/^Copyright.*$/m, holder) : part === 'Apache-2.0' && same;
    if (!notice) throw new Error(`licences: ${name} must come with the text of its licence, ${part}`);
    return notice;
  });
  return parts.join('\n\n');
}

function format(packages: readonly Package[], blocks: Map<string, Set<string>>): string {
  for (const one of packages) {
    const notice = noticeOf(one, packages);
    blocks.set(notice, (blocks.get(notice) ?? new Set()).add(`${one.name} ${one.version} (${one.license})`));
  }
  const sorted = [...blocks].map(([text, names]) => `${RULE}${[...names].sort().join('\n')}\n\n${text}\n`).sort();
  return INTRO + sorted.join('');
}

/** The names by notice of such a file. */
function parse(file: string): Map<string, Set<string>> {
  const blocks = file.split(RULE).slice(1);
  return new Map(
    blocks.map((block) => {
      const end = block.indexOf('\n\n');
      return [block.slice(end + 2).trimEnd(), new Set(block.slice(0, end).split('\n'))];
    }),
  );
}
