import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** What each room may import from, besides itself and packages. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'src/core': [],
  'src/contract': ['src/core'],
  'src/ui': ['src/contract', 'src/core'],
  'src/viewer': ['src/contract', 'src/core', 'src/ui'],
  'src/offline': ['src/contract'],
  'src/cli': ['src/contract', 'src/core', 'workers'],
  workers: ['src/contract', 'src/core'],
};

/** Packages the pure rooms may use. */
const PURE_PACKAGES = /^(pure-rand\/|valibot$)/;

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
}

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}

function importsOf(room: string): Import[] {
  return sources(room).flatMap((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'|new URL\('([^']+)'/g)];
    return specifiers.map(([, from, url]) => {
      const specifier = from ?? url!;
      const target = specifier.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), specifier)) : specifier;
      return { file, room, target };
    });
  });
}

describe('imports point one way', () => {
  test.each(Object.keys(ALLOWED))('%s', (room) => {
    const wrong = importsOf(room).filter(({ file, target }) => {
      if (!/^(src|workers|test)\//.test(target)) return false;
      // Each front end names the worker once, in its bridge.
      if (file === 'src/ui/actions/bridge.ts' && target === 'workers/search.worker.ts') return false;
      return ![room, ...ALLOWED[room]!].some((allowed) => target.startsWith(`${allowed}/`));
    });
    expect(wrong).toEqual([]);
  });

  test('the pure rooms use no package but the listed', () => {
    const packages = ['src/core', 'src/contract']
      .flatMap(importsOf)
      .filter(({ target }) => !target.startsWith('src/') && !PURE_PACKAGES.test(target));
    expect(packages).toEqual([]);
  });

  test('the viewer never reaches the worker', () => {
    const imports = new Map<string, string[]>();
    for (const { file, target } of ['src/viewer', 'src/ui', 'src/contract', 'src/core'].flatMap(importsOf)) {
      imports.set(file, [...(imports.get(file) ?? []), target]);
    }
    const reached = new Set<string>();
    const waiting = ['src/viewer/main.tsx'];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (reached.has(file)) continue;
      reached.add(file);
      waiting.push(...(imports.get(file) ?? []));
    }
    expect([...reached]).toContain('src/ui/state/state.ts');
    expect([...reached].filter((file) => /^workers\/|bridge|comlink|tensorflow|^idb$/.test(file))).toEqual([]);
  });

  test('tfjs and idb stay in the workers, idb in the store', () => {
    const outside = ['src/core', 'src/contract', 'src/ui']
      .flatMap(importsOf)
      .filter(({ target }) => /tensorflow|^idb$/.test(target));
    expect(outside).toEqual([]);
    const idb = importsOf('workers').filter(({ target }) => target === 'idb');
    expect([...new Set(idb.map(({ file }) => dirname(file)))]).toEqual(['workers/store']);
  });
});

/** A circle of a directed graph, as its nodes in order; undefined where there is none. */
function circleIn(edges: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (node: string): readonly string[] | undefined => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return undefined;
    path.push(node);
    for (const next of edges.get(node) ?? []) {
      const circle = visit(next);
      if (circle !== undefined) return circle;
    }
    path.pop();
    done.add(node);
    return undefined;
  };
  for (const node of edges.keys()) {
    const circle = visit(node);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

/** Who imports whom, types included; a node is what `nodeOf` makes of a file. */
function graphOf(nodeOf: (file: string) => string): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>();
  for (const { file, target } of Object.keys(ALLOWED).flatMap(importsOf)) {
    if (!/^(src|workers)\//.test(target)) continue;
    const [from, to] = [nodeOf(file), nodeOf(target)];
    if (from !== to || from === file) edges.set(from, (edges.get(from) ?? new Set()).add(to));
  }
  return edges;
}

describe('no circle of imports, types included', () => {
  test('finds one where there is one', () => {
    const edges = new Map('ab bc cd db'.split(' ').map(([from, to]) => [from!, new Set([to!])] as const));
    expect(circleIn(edges)).toEqual(['b', 'c', 'd', 'b']);
  });
  test('between files', () => {
    expect(circleIn(graphOf((file) => file))).toBeUndefined();
  });
  test('between folders', () => {
    expect(circleIn(graphOf(dirname))).toBeUndefined();
  });
});

describe('rooms of the page', () => {
  test.each(['src/ui/parts', 'src/ui/charts', 'src/ui/model'])('%s shows or derives what it is given', (room) => {
    const reached = importsOf(room).filter(({ target }) => /^src\/ui\/(actions|state|screens|app)\//.test(target));
    expect(reached).toEqual([]);
  });
});

/** What browsers have on secure pages alone, and the one file that may name it, with its stand-in. */
const SECURE_ONLY: readonly (readonly [RegExp, string])[] = [
  [/crypto\.(randomUUID|subtle)|navigator\.(storage|locks)|isSecureContext/, 'src/contract/secure-context.ts'],
  [/navigator\.clipboard/, 'src/ui/state/navigation.ts'],
  [/navigator\.serviceWorker/, 'src/ui/actions/offline.ts'],
  [/\bcaches\./, 'src/offline/service-worker.ts'],
];

test('what only secure pages have is named in one place each', () => {
  for (const file of Object.keys(ALLOWED).flatMap(sources)) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    for (const [names, place] of SECURE_ONLY) if (file !== place) expect(text, file).not.toMatch(names);
  }
});

test('tests stand in the part that has what they need', () => {
  const tests = sources('test').filter((file) => file.endsWith('.test.ts') && file !== 'test/architecture.test.ts');
  const needs = (file: string): string => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    if (/support\/(chromium|page|search-page|main-path|static-host)\.ts/.test(text)) return 'browser';
    return /support\/dawn\.ts|cli\/main\.ts/.test(text) ? 'gpu' : 'unit';
  };
  const isBrowser = (file: string): boolean => /^test\/(e2e|viewer)\/|\.browser\.test\.ts$/.test(file);
  const isGpu = (file: string): boolean => /^test\/(cli|workers\/(device|network|train))\/|\.gpu\.test\.ts$/.test(file);
  for (const file of tests) {
    if (needs(file) === 'browser') expect(isBrowser(file), file).toBe(true);
    if (needs(file) === 'gpu') expect(isGpu(file), file).toBe(true);
  }
});

test('core has no clock and no chance', () => {
  for (const file of sources('src/core')) {
    expect(readFileSync(join(ROOT, file), 'utf8'), file).not.toMatch(/Math\.random|Date\.now|new Date|performance\./);
  }
});
