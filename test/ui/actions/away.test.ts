import { beforeEach, expect, test, vi } from 'vitest';
import { noteAway, noteBack, wasAway } from '../../../src/ui/actions/away.ts';

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  noteAway('none', false);
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});

test('a page that was hidden and is back is not away', () => {
  noteAway('run', true);
  expect(wasAway('run')).toBe(true);
  noteBack();
  expect(wasAway('run')).toBe(false);
});

test('a page that comes back leaves what another has noted: the run on show may be one that was closed before', () => {
  kept.set('pnas-away-run', 'away'); // by a page that was closed
  noteBack();
  expect(wasAway('run')).toBe(true);
});
