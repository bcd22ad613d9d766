import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { shareTags, tagsOf } from '../../src/build/share-tags.ts';

const page = readFileSync('index.html', 'utf8');

test('a page says what it is, with a whole address of its picture', () => {
  const attrs = tagsOf(page, new URL('https://example.org/nas/')).map((tag) => tag.attrs!);
  expect(attrs).toContainEqual({ property: 'og:image', content: 'https://example.org/nas/preview.jpg' });
  expect(attrs).toContainEqual({ property: 'og:title', content: /<title>(.*)<\/title>/.exec(page)![1] });
  const description = attrs.find(({ property }) => property === 'og:description')!;
  expect(description['content']).toMatch(/^Progressive Neural Architecture Search/);
});

test('an address that is none is refused', () => {
  expect(() => shareTags('https://example.org/nas')).not.toThrow();
  expect(() => shareTags('example.org')).toThrow('PUBLIC_URL must be the address of the folder that is published');
  expect(() => shareTags('ftp://example.org')).toThrow('got "ftp://example.org"');
});

test('the picture has the size that the tags say', () => {
  const picture = readFileSync('public/preview.jpg');
  const frame = picture.findIndex((byte, i) => byte === 0xff && (picture[i + 1] === 0xc0 || picture[i + 1] === 0xc2));
  expect([picture.readUInt16BE(frame + 7), picture.readUInt16BE(frame + 5)]).toEqual([1200, 630]);
  expect(picture.length).toBeLessThan(150_000);
});
