/**
 * @file The one-file pages speak English alone: `names.value.sample` of `messages/names.ts` becomes `names.sample` of `messages/en/names.ts`, so
 * that no word is there but those shown; and a message function that a file calls once stands where it is called, 0.2 kB less.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** A message function that is one text: its name, its parameters, the text. */
const MESSAGE = /^export const (\w+) = \(([^)]*)\): string =>\s*`((?:[^`$\\]|\$\{[^`}]*\})*)`;/gm;

/** Turns words in the language on show into English ones. */
export const englishAlone: Plugin = {
  name: 'english-alone',
  enforce: 'pre',
  transform: {
    filter: { id: /\/src\/.*\.tsx?$/, code: /\/messages\/\w+\.ts'/ },
    handler(code, id) {
      let english = code;
      for (const [whole, name, folder] of code.matchAll(/import \{ (\w+) \} from '([./]+\/messages)\/\w+\.ts';/g)) {
        const file = `${folder}/en/${name}.ts`;
        const helpers = `import { count as enCount, counted as enCounted } from '${folder!.replace('messages', 'model/format.ts')}';`;
        english = english.replace(whole, `import * as ${name} from '${file}'; ${helpers}`);
        for (const [, message, parameters, text] of readFileSync(join(dirname(id), file), 'utf8').matchAll(MESSAGE)) {
          english = inlined(english, `${name}.value.${message}(`, parameters!, text!);
        }
        english = english.replaceAll(new RegExp(`\\b${name}\\.value\\b`, 'g'), name!);
      }
      return english === code ? undefined : { code: english, map: null };
    },
  },
};

/** The code with its one call of a message function as the function's text. */
function inlined(code: string, call: string, parameters: string, text: string): string {
  const at = code.indexOf(call);
  if (at < 0 || code.indexOf(call, at + 1) >= 0) return code;
  const [args, end] = argumentsAt(code, at + call.length);
  const names = parameters.split(',').map((parameter) => parameter.trim().split(':')[0]!);
  if (args.length !== names.length || args.some((arg) => arg.includes('`'))) return code;
  const filled = text.replace(/\$\{([^}]*)\}/g, (_whole, expression: string) => {
    const words = expression.replace(/'[^']*'|(?<![.\w])[a-zA-Z_]\w*/g, (word) => {
      if (word === 'count' || word === 'counted') return word === 'count' ? 'enCount' : 'enCounted';
      const place = names.indexOf(word);
      return place < 0 ? word : `(${args[place]})`;
    });
    return `\${${words}}`;
  });
  return `${code.slice(0, at)}\`${filled}\`${code.slice(end)}`;
}

/** The arguments of a call, from after its parenthesis, and where the call ends. */
function argumentsAt(code: string, start: number): [args: string[], end: number] {
  const args: string[] = [];
  let [from, depth] = [start, 0];
  for (let i = start; ; i++) {
    const letter = code[i]!;
    if (letter === "'") i = code.indexOf("'", i + 1);
    else if ('([{'.includes(letter)) depth += 1;
    else if (depth > 0 && ')]}'.includes(letter)) depth -= 1;
    else if (depth === 0 && (letter === ',' || letter === ')')) {
      const arg = code.slice(from, i).trim();
      if (arg !== '') args.push(arg);
      from = i + 1;
      if (letter === ')') return [args, from];
    }
  }
}
