/** @file What the documents name exists: links, anchors, files, and the terminal's commands with their flags. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const filesOf = (folder: string, ending: string): string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
const DOCUMENTS = [...filesOf('.', '.md'), ...filesOf('docs', '.md'), 'test/bench/RECORDS.md'];
/** What GitHub takes out of a heading to make its anchor. */
const PUNCTUATION = /[^\p{L}\p{N}\p{M}\p{Pc} -]/gu;
/** Places inside the repository, as documents name them in backticks. */
const PLACE = /^(?:src|workers|test|docs|public|\.ci|\.github)\/[\w./-]*$/;

const read = (document: string): string => readFileSync(join(ROOT, document), 'utf8');

/** The text of a document without its code blocks. */
const prose = (document: string): string => read(document).replaceAll(/^```[^]*?^```/gm, '');

/** The anchors that GitHub gives a document's headings; one that comes again has a number. */
function anchorsOf(document: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading] of prose(document).matchAll(/^#+ (.*)$/gm)) {
    const words = heading!.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('\\', '');
    const anchor = words.trim().toLowerCase().replaceAll(PUNCTUATION, '').replaceAll(' ', '-');
    let name = anchor;
    for (let i = 1; anchors.has(name); i++) name = `${anchor}-${i}`;
    anchors.add(name);
  }
  return anchors;
}

/** Targets of the document's links and pictures that lie in the repository. */
function relativeLinks(document: string): string[] {
  return [...prose(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, to]) => to!).filter((to) => !/^[a-z]+:/.test(to));
}

test('anchors are made as GitHub makes them', () => {
  const records = anchorsOf('test/bench/RECORDS.md');
  expect(records).toContain('how-well-surrogates-rank-the-next-level-pnas-encoder-evaluate-csv---seeds-5');
  expect(anchorsOf('docs/cli.md')).toContain('encoder-evaluate');
});

describe.each(DOCUMENTS)('%s', (document) => {
  test('links to files and headings that exist', () => {
    const wrong = relativeLinks(document).filter((link) => {
      const [path, anchor] = link.split('#') as [string, string?];
      const target = path === '' ? document : relative(ROOT, resolve(ROOT, dirname(document), path));
      if (!existsSync(join(ROOT, target))) return true;
      return anchor !== undefined && !anchorsOf(target).has(anchor);
    });
    expect(wrong).toEqual([]);
  });

  test.skipIf(/RECORDS|CHANGELOG/.test(document))('names files that exist', () => {
    const named = [...prose(document).matchAll(/`([^`\n]+)`/g)]
      .map(([, text]) => text!)
      .filter((text) => PLACE.test(text));
    expect(named.filter((place) => !existsSync(join(ROOT, place)))).toEqual([]);
  });
});

/** Folders below one that have code of their own. */
function codeFolders(folder: string): string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  const hasCode = entries.some((entry) => entry.isFile() && /\.tsx?$/.test(entry.name));
  const below = entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => codeFolders(join(folder, name)));
  return hasCode ? [folder, ...below] : below;
}

test('docs/architecture.md says of each folder with code what is in it, in a row of its own or in that of its parent', () => {
  const rows = [...read('docs/architecture.md').matchAll(/^\| (`[^|]*`) +\| (.*) \|$/gm)];
  const saidOf = new Map(
    rows.flatMap(([, rooms, text]) => rooms!.split(', ').map((room) => [room.slice(1, -1), text!])),
  );
  const missing = ['src', 'workers'].flatMap(codeFolders).filter((folder) => {
    const isScreen = dirname(folder) === 'src/ui/screens';
    return (
      !isScreen && !saidOf.has(folder) && saidOf.get(dirname(folder))?.includes(`\`${basename(folder)}/\``) !== true
    );
  });
  expect(missing).toEqual([]);
});

interface Hunk {
  /** What stands after `@@`: the declaration that it is in, empty for imports. */
  readonly label: string;
  readonly lines: readonly string[];
}

/** The diffs of a document, by file. */
function diffsOf(document: string): { file: string; hunks: Hunk[] }[] {
  const diffs = [...read(document).matchAll(/^```diff\n([^]*?)^```/gm)].flatMap(([, diff]) =>
    diff!.split(/^\+\+\+ /m).slice(1),
  );
  return diffs.map((diff) => {
    const [file, ...hunks] = diff.trimEnd().split(/\n@@/) as [string, ...string[]];
    return {
      file,
      hunks: hunks.map((hunk) => {
        const [label, ...lines] = hunk.split('\n') as [string, ...string[]];
        return { label: label.trim(), lines };
      }),
    };
  });
}

/** A hunk's lines of the file as it is, in one piece; absent where it is all new. */
function linesBefore({ lines }: Hunk): string | undefined {
  const before = lines.filter((line) => !line.startsWith('+')).map((line) => line.slice(1));
  return before.length === 0 ? undefined : `\n${before.join('\n')}\n`;
}

/** Files that imports and exports among these lines name, relative to the file. */
function namedModules(lines: readonly string[]): string[] {
  return lines.flatMap((line) => [...line.matchAll(/(?:from |import\()'(\.[^']+)'/g)].map(([, path]) => path!));
}

describe('the diffs of docs/extending.md', () => {
  const diffs = diffsOf('docs/extending.md');
  const made = diffs.filter(({ file }) => !existsSync(join(ROOT, file))).map(({ file }) => file);

  test('are of many files', () => expect(diffs.length).toBeGreaterThan(20));

  test.each(diffs)('$file', ({ file, hunks }) => {
    const makes = hunks.length === 1 && hunks[0]!.lines.every((line) => line.startsWith('+'));
    expect(makes).toBe(made.includes(file));
    const missing = namedModules(hunks.flatMap(({ lines }) => lines.filter((line) => line.startsWith('+')))).filter(
      (path) => {
        const target = join(dirname(file), path);
        return !made.includes(target) && !existsSync(join(ROOT, target));
      },
    );
    expect(missing, 'imports of files that do not exist').toEqual([]);
    if (makes) return;
    const text = `\n${read(file)}`;
    const unknown = hunks.filter(({ label }) => label !== '' && !new RegExp(`\\b${label}\\b`).test(text));
    expect(unknown, 'declarations that are not in the file').toEqual([]);
    const elsewhere = hunks
      .map(linesBefore)
      .filter((before) => before === undefined || text.split(before).length !== 2);
    expect(elsewhere, 'lines that are not in the file, or not once').toEqual([]);
  });
});

describe('docs/cli.md', async () => {
  const program = new Command();
  for (const file of filesOf('src/cli/commands', '.ts')) {
    const exported = (await import(join(ROOT, file))) as Record<string, unknown>;
    for (const [name, add] of Object.entries(exported)) {
      if (/^add[A-Z]/.test(name)) (add as (to: Command) => void)(program);
    }
  }
  const text = read('docs/cli.md');
  const commands = program.commands.flatMap((command) =>
    command.commands.length === 0
      ? [{ name: command.name(), command }]
      : command.commands.map((sub) => ({ name: `${command.name()} ${sub.name()}`, command: sub })),
  );

  test('has a section for each command, and no other', () => {
    const sections = [...text.matchAll(/^## ([a-z ]+)$/gm)].map(([, name]) => name!);
    expect(sections.toSorted()).toEqual(commands.map(({ name }) => name).toSorted());
  });

  test.each(commands)('names each flag of $name', ({ name, command }) => {
    const section = text.split(new RegExp(`^## ${name}$`, 'm'))[1]!.split(/^## /m)[0]!;
    const settings = text.split(/^## Settings$/m)[1]!.split(/^## /m)[0]!;
    const missing = command.options.filter(({ long }) => ![section, settings].some((part) => part.includes(long!)));
    expect(missing.map(({ flags }) => flags)).toEqual([]);
  });

  test.each(commands)('names each choice of $name', ({ command }) => {
    const choices = [...command.options, ...command.registeredArguments].flatMap(({ argChoices }) => argChoices ?? []);
    const nets = command.name() === 'bench' ? command.options.find(({ long }) => long === '--net')!.argChoices! : [];
    expect(choices.filter((name) => !text.includes(`\`${name}\``) && !nets.includes(name))).toEqual([]);
  });

  test('names no flag that no command has', () => {
    const known = new Set(commands.flatMap(({ command }) => command.options.map(({ long }) => long)));
    const named = [...text.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([flag]) => flag);
    const others = ['--help', '--recipe']; // commander's, and the first releases' name of --macro
    expect([...new Set(named)].filter((flag) => !known.has(flag) && !others.includes(flag))).toEqual([]);
  });
});
