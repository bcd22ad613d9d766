import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

const load = () => import('../../src/contract/secure-context.ts');

test('ids are version 4 UUIDs, also where the browser makes none', async () => {
  const { randomId } = await load();
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(randomId()).toMatch(uuid);
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
  const made = Array.from({ length: 100 }, randomId);
  for (const id of made) expect(id).toMatch(uuid);
  expect(new Set(made).size).toBe(100);
});

test('a page without storage, locks or their consent is told nothing and goes on', async () => {
  const refuse = () => Promise.reject(new DOMException('no', 'SecurityError'));
  for (const storage of [undefined, {}, { estimate: refuse, persist: refuse }]) {
    vi.stubGlobal('navigator', { storage });
    const { storageUse, persistStorage, webLocks } = await load();
    expect(await storageUse()).toEqual({});
    await persistStorage();
    expect(webLocks()).toBeUndefined();
  }
});
