/**
 * @file Removes from Valibot what the viewer never uses: the Standard Schema interface, global settings and languages, fallbacks, early ends, and
 * properties of schemas and issues that nothing reads. Validation and messages stay the same; the viewer's file is 0.2 kB smaller.
 */
import type { Plugin } from 'vite';

/** Code in `valibot/dist/index.mjs`, and its replacement. */
const REPLACEMENTS: readonly (readonly [RegExp, string])[] = [
  [/schema\["~standard"\] = \{[^]*?\n\t\};/, ''],
  [/(function getGlobalConfig\(config\$1\) \{)[^]*?\n\}/, '$1 return config$$1 ?? {}; }'],
  [/\bgetSpecificMessage\(context\.reference, issue\.lang\)/, 'undefined'],
  [/\bgetSchemaMessage\(issue\.lang\)/, 'undefined'],
  [/\bgetGlobalMessage\(issue\.lang\)/, 'undefined'],
  [/^\t*reference: \w+,\n/gm, ''],
  [/^\t*async: false,\n/gm, ''],
  [/^\t*(requirement: context\.requirement|issues: other\?\.issues|lang: config\$1\.lang),\n/gm, ''],
  [/valueSchema\.fallback !== void 0/g, 'false'],
  [/^\t*abort(Pipe)?Early: config\$1\.\w+,?\n/gm, ''],
  [/\bconfig\$1\.abort(Pipe)?Early\b/g, 'false'],
  [/^\t*(type: "(array|tuple|object|record|map|set|unknown)"|origin: "(value|key)"),\n(?=\t*(origin|input)[:,])/gm, ''],
  [/^\t*input(: [\w.]+)?,\n(\t*key(: \w+)?),\n\t*value(\$1)?(: [^\n]*)?\n(?=\t*\})/gm, '$2\n'],
];

/** @throws {Error} in the build, where a version of valibot has no such code: the pattern must then be updated or removed. */
export const slimValibot: Plugin = {
  name: 'slim-valibot',
  enforce: 'pre',
  transform: {
    filter: { id: /\/valibot\/dist\/index\.mjs$/ },
    handler(code) {
      let slim = code;
      for (const [pattern, replacement] of REPLACEMENTS) {
        const next = slim.replace(pattern, replacement);
        if (next === slim) throw new Error(`slim-valibot: valibot must have ${pattern}; got none`);
        slim = next;
      }
      return { code: slim, map: null };
    },
  },
};
