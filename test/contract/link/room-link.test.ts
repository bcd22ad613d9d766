import { expect, test } from 'vitest';
import { formatRoomLink, isClassLink, isLeadLink, parseRoomLink } from '../../../src/contract/link/room-link.ts';

test('a link into a room is read as it was written, and refused in words', () => {
  for (const link of [
    { room: 'K7QM-2XHD' },
    { room: 'K7QM-2XHD', server: 'wss://class.example:8443' },
    { room: 'K7QM-2XHD', server: 'ws://localhost:8420', board: 'a_password-' },
  ]) {
    expect(parseRoomLink(formatRoomLink(link))).toEqual(link);
    expect(isClassLink(formatRoomLink(link))).toBe(true);
  }
  expect(() => parseRoomLink('#room=%24')).toThrow('link: room must be 4 to 40 letters, digits and -; got "$"');
  expect(() => parseRoomLink('#room=K7QM-2XHD&server=https://class.example')).toThrow(/must be wss:/);
});

test("a teacher's link opens the search, and no class page", () => {
  const fragment = '#room=K7QM-2XHD&lead=a_password-';
  expect([isLeadLink(fragment), isClassLink(fragment)]).toEqual([true, false]);
  expect(parseRoomLink(fragment)).toEqual({ room: 'K7QM-2XHD', lead: 'a_password-' });
  expect(isLeadLink('#room=K7QM-2XHD')).toBe(false);
  expect(isLeadLink('#preset=demo&lead=a')).toBe(false);
});
