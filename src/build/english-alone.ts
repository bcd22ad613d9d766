/**
 * @file The one-file pages speak English alone: `names.value.sample` of `messages/names.ts` becomes `names.sample` of `messages/en/names.ts`, so
 * that no word is there but those shown.
 */
import type { Plugin } from 'vite';

/** Turns words in the language on show into English ones. */
export const englishAlone: Plugin = {
  name: 'english-alone',
  enforce: 'pre',
  transform: {
    filter: { id: /\/src\/.*\.tsx?$/, code: /\/messages\/\w+\.ts'/ },
    handler(code) {
      let english = code;
      for (const [whole, part, alias, folder] of code.matchAll(
        /import \{ (\w+)(?: as (\w+))? \} from '([./]+\/messages)\/\w+\.ts';/g,
      )) {
        const name = alias ?? part!;
        english = english
          .replace(whole, `import * as ${name} from '${folder}/en/${part}.ts';`)
          .replaceAll(new RegExp(`\\b${name}\\.value\\b`, 'g'), name);
      }
      return english === code ? undefined : { code: english, map: null };
    },
  },
};
