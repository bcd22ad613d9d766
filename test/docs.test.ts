/** @file What the documents name exists: links, anchors, files, and the terminal's commands with their flags. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
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

/** The diffs of a document, by file: what they say of it, from its name on. */
function diffsOf(document: string): { file: string; hunks: string[] }[] {
  const diffs = [...read(document).matchAll(/^```diff\n([^]*?)^```/gm)].flatMap(([, diff]) =>
    diff!.split(/^\+\+\+ /m).slice(1),
  );
  return diffs.map((diff) => {
    const [file, ...hunks] = diff.split(/\n@@/) as [string, ...string[]];
    return { file, hunks };
  });
}

test('diffs change files and declarations that exist, and make those that do not', () => {
  const diffs = diffsOf('docs/extending.md');
  expect(diffs.length).toBeGreaterThan(20);
  for (const { file, hunks } of diffs) {
    const isThere = existsSync(join(ROOT, file));
    const makes = hunks.length === 1 && hunks[0]!.trimEnd().split('\n').slice(1).every((line) => line.startsWith('+')); // prettier-ignore
    expect(makes, file).toBe(!isThere);
    if (!isThere) continue;
    const text = read(file);
    const named = hunks.map((hunk) => hunk.split('\n')[0]!.trim()).filter((name) => name !== '');
    expect(
      named.filter((name) => !new RegExp(`\\b${name}\\b`).test(text)),
      file,
    ).toEqual([]);
  }
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
