/**
 * @file What a page says of itself where its address is posted: title, description and picture (the Open Graph protocol, ogp.me). Pictures must have whole
 * addresses, so the tags are there only where the build is told its own: `PUBLIC_URL=https://example.org/nas/ npm run build`.
 */
import type { HtmlTagDescriptor, Plugin } from 'vite';

/** The picture, in `public/`, and its size, px (1.91 to 1, what the large networks show). */
export const PICTURE = 'preview.jpg';
const [WIDTH, HEIGHT] = ['1200', '630'];

/**
 * @param address where the build will lie; undefined: no tags.
 * @throws {RangeError} where it is no http address.
 */
export function shareTags(address = process.env['PUBLIC_URL']): Plugin {
  const base = address === undefined ? undefined : baseOf(address);
  return { name: 'share-tags', transformIndexHtml: (html) => (base === undefined ? [] : tagsOf(html, base)) };
}

function baseOf(address: string): URL {
  if (!URL.canParse(address) || !/^https?:/.test(address))
    throw new RangeError(
      `PUBLIC_URL must be the address of the folder that is published, with https://; got "${address}"`,
    );
  return new URL(address.endsWith('/') ? address : `${address}/`);
}

/** Tags for the head; title and description are the page's own. */
export function tagsOf(html: string, base: URL): HtmlTagDescriptor[] {
  const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '';
  const description = /name="description"\s+content="([^"]*)"/.exec(html)?.[1] ?? '';
  const properties = {
    'og:type': 'website',
    'og:title': title,
    'og:description': description,
    'og:image': new URL(PICTURE, base).href,
    'og:image:width': WIDTH,
    'og:image:height': HEIGHT,
  };
  const tags = Object.entries(properties).map(([property, content]) => ({ tag: 'meta', attrs: { property, content } }));
  return [...tags, { tag: 'meta', attrs: { name: 'twitter:card', content: 'summary_large_image' } }];
}
