import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtFiles, entryScript } from '../../src/build/built-files.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pnas-built-'));
  await mkdir(join(folder, 'assets'));
  const pack = { name: 'Course', images: 1000, sha256: '0'.repeat(64), url: 'course.bin.gzip', sizeBytes: 4 };
  await writeFile(join(folder, 'data.json'), JSON.stringify({ packs: [pack] }));
  for (const name of ['assets/index-AbC.js', 'course.bin.gzip', 'offline.js', 'viewer.html'])
    await writeFile(join(folder, name), name);
  await writeFile(
    join(folder, 'index.html'),
    '<script type="module" crossorigin src="./assets/index-AbC.js"></script>',
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('every file but data packs and the service worker is stored; what has no hash in its name has a revision', async () => {
  const files = builtFiles(folder);
  expect(files.map(({ url }) => url)).toEqual(['assets/index-AbC.js', 'data.json', 'index.html', 'viewer.html']);
  expect(files.map(({ revision }) => revision === null)).toEqual([true, false, false, false]);
  await writeFile(join(folder, 'index.html'), '<title>another</title>');
  const changed = builtFiles(folder).filter(({ revision }, i) => revision !== files[i]!.revision);
  expect(changed.map(({ url }) => url)).toEqual(['index.html']);
  expect(() => entryScript(folder)).toThrow('index.html: must start with a module script of the build; got none');
});
