/** Texts of the page are messages: none stands in the code of a screen, but for those listed here. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../../src/ui');

/** The same in all languages: names of programs, forms and units, which files that hold them need not say. */
const NAMES = /^(?:Progressive NAS|Chrome, Edge|Safari|Firefox|Windows|Linux|Keras|TensorFlow\.js|Spearman|WebGL 2|JSON|SVG|PNG|CSV|[PT]?FLOP(?:\/s)?|GB\/s|ms)$/u; // prettier-ignore
/** What is read by a browser, not by a reader: keys, queries, paths of icons, tags. */
const CODE =
  /^(?:<.*>|Enter|Escape|Delete|Backspace|Notification|\.[\w-]+ [\w.]+|\([\w-]+: \w+\)|F M?[\d\sMVHhvlLaAzZ.-]*)$/u;
/** Operators' names, as cells are written everywhere. */
const OPERATOR = /^\dx\d(?:-\dx\d)? (?:dilated(?: conv)?|d?conv|maxpool|avgpool)$/u;
/** What is English for a reason, by file. */
const ENGLISH: Readonly<Record<string, readonly string[]>> = {
  // the one-file pages, which speak English alone
  'parts/time-lapse.tsx': ['Pause', 'Play', 'Place in the run', 'Speed'],
  'screens/cell/export-cell.tsx': ['For plots and PyTorch, “Save as file” and open it on the page.'],
  'words/headline.ts': ['Level … of …', '… of this level trained so far.'],
  // languages by their own names, and what stands between two figures in each
  'model/language.ts': ['English', 'Deutsch', 'Français', 'Español', 'Português'],
  'model/format.ts': [' to ', ' bis ', ' à ', ' a '],
  // parts of the English of errors of the contract, which are found and turned into advice
  'state/settings.ts': [' must ', ' should ', '; got ', ', not ', 'half of images'],
  // how a stay in a room ends, as its events have it
  'screens/class/student.tsx': ['shown out'],
  // errors, which are in English
  'actions/bridge.ts': [
    'worker: must keep running; …',
    'it stopped with …',
    'it did not load',
    'it sent a message that could not be read',
    'the browser ended it',
  ],
  // a font
  'app/main.tsx': ['16px "Geist Variable"'],
  // classes of elements
  'charts/tiles.tsx': ['tile-trained shade-…'],
  'parts/cell-graph.tsx': ['graph-block selected'],
  'screens/try/crop-frame.tsx': ['top left', 'top right', 'bottom left', 'bottom right'],
};

/** Attributes that no one reads. */
const SILENT = /^(?:class|d|key|id|for|href|rel|viewBox|transform|points|style|type|name|role|fill|stroke\S*|accept|autocomplete|kind|xmlns|data-.*|aria-(?:hidden|labelledby|describedby|live|controls|current|haspopup))$/u; // prettier-ignore

interface Node {
  readonly type: string;
  readonly [name: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string';

/** Whether a reader would take it for words: two of them, or one that begins with a capital. */
const isText = (text: string): boolean =>
  /\p{L}{2,}[,;:]? (?:… )?\p{L}{2,}|^\p{Lu}\p{Ll}+\p{P}?$|^\P{L}* \p{L}+ $/u.test(text);

/** All texts of code that may come before a reader: JSX, strings and templates, but for errors that are thrown, and what is no text. */
function textsOf(node: Node): string[] {
  const { type } = node;
  if (type === 'ImportDeclaration' || type === 'ThrowStatement' || /^TS(?!As|Satisfies|NonNull)/.test(type)) return [];
  if (type === 'ImportExpression' || (type === 'NewExpression' && (node['callee'] as Node)['name'] === 'Cancelled')) return []; // prettier-ignore
  if (type === 'JSXAttribute' && SILENT.test(String((node['name'] as Node)['name']))) return [];
  if (type === 'JSXText') {
    const text = String(node['value']).replaceAll(/\s+/g, ' ').trim();
    return /\p{L}{2}/u.test(text) ? [text] : [];
  }
  if (type === 'Literal') {
    const { value } = node;
    return typeof value === 'string' && isText(value) ? [value] : [];
  }
  const own: string[] = [];
  if (type === 'TemplateLiteral') {
    const text = (node['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('…');
    if (isText(text)) own.push(text);
  }
  return [...own, ...Object.values(node).flat().filter(isNode).flatMap(textsOf)];
}

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('messages/'))
  .toSorted();

test.each(files)('%s', (file) => {
  const { program, errors } = parseSync(file, readFileSync(join(ROOT, file), 'utf8'));
  expect(errors).toEqual([]);
  const found = textsOf(program as unknown as Node);
  const texts = found.filter((text) => !NAMES.test(text) && !CODE.test(text) && !OPERATOR.test(text));
  const allowed = ENGLISH[file] ?? [];
  expect(texts.filter((text) => !allowed.includes(text))).toEqual([]);
  expect(allowed.filter((text) => !texts.includes(text)), 'allowed, and not there').toEqual([]); // prettier-ignore
});

test('finds what is left in English', () => {
  const code = `const a = <p title="Where it fell">wrong<b aria-label={\`By sureness: \${a}.\`}>{x ? 'Total' : 'one seed'}</b></p>;`;
  const { program } = parseSync('a.tsx', code);
  expect(textsOf(program as unknown as Node)).toEqual(['Where it fell', 'wrong', 'By sureness: ….', 'Total', 'one seed']); // prettier-ignore
});
