/**
 * @file The Content-Security-Policy of what is built, as a meta tag: what a page may load, run and connect to. Only built pages have one: the
 * development server puts styles in and connects by itself. A host can send the same and `frame-ancestors` as headers (docs/security.md).
 */
import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { PAGE_POLICY } from '../contract/content-policy.ts';

/** The page's. */
export function pagePolicy(): Plugin {
  return {
    name: 'page-policy',
    apply: 'build',
    transformIndexHtml: (html) => withPolicy(html, PAGE_POLICY),
  };
}

/** Of a page that is one file, the viewer's: its own script and style by their hashes, pictures that it draws itself, and nothing else. */
export function viewerPolicy(page: string): Plugin {
  return {
    name: 'viewer-policy',
    apply: 'build',
    enforce: 'post', // after everything is in the file
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const file = bundle[page];
        if (file?.type !== 'asset') throw new Error(`viewer-policy: the build must have ${page}`);
        const html = String(file.source);
        const policy = `default-src 'none'; script-src ${hashOf(html, 'script')}; style-src ${hashOf(html, 'style')}; connect-src 'none'; img-src data: blob:; base-uri 'none'; form-action 'none'`;
        file.source = withPolicy(html, policy);
      },
    },
  };
}

/** Puts the policy before everything that it applies to. */
function withPolicy(html: string, policy: string): string {
  const charset = '<meta charset="utf-8" />';
  if (!html.includes(charset)) throw new Error(`content-policy: the page must have ${charset}`);
  return html.replace(charset, `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`);
}

/** The hash of the only inline element of this name, as a policy names it. */
function hashOf(html: string, element: 'script' | 'style'): string {
  const [only, ...others] = html.matchAll(new RegExp(`<${element}[^>]*>([^]*?)</${element}>`, 'g'));
  if (only === undefined || others.length > 0)
    throw new Error(`viewer-policy: the viewer must have one ${element}; got ${others.length + (only ? 1 : 0)}`);
  return `'sha256-${createHash('sha256').update(only[1]!).digest('base64')}'`;
}
