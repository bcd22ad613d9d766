import { nkeys } from '@nats-io/nats-core';
import { afterEach, expect, test, vi } from 'vitest';
import { createVerifier } from '../../../src/cli/class/verify-signature.ts';
import type { Verify } from '../../../workers/drive/room-pool.ts';
import { createWebVerifier } from '../../../workers/drive/web-verifier.ts';

afterEach(() => vi.restoreAllMocks());

test("Node's ed25519 says of signatures what that of nats-server's clients says", () => {
  const verify = createVerifier();
  const [own, other] = [nkeys.createUser(), nkeys.createUser()];
  const bytes = new TextEncoder().encode('{"accuracy":0.5}');
  const signature = own.sign(bytes);
  for (const signed of [bytes, bytes.slice(1)]) {
    for (const key of [own, other].map((pair) => pair.getPublicKey())) {
      expect(verify(key, signed, signature)).toBe(nkeys.fromPublic(key).verify(signed, signature));
    }
  }
  expect(verify(own.getPublicKey(), bytes, signature)).toBe(true);
  expect(() => verify('U0', bytes, signature)).toThrow('key: must be base32; got "0"');
});

test("a browser's ed25519 says the same, and JavaScript where there is none", async () => {
  const pair = nkeys.createUser();
  const bytes = new TextEncoder().encode('{"accuracy":0.5}');
  const signature = pair.sign(bytes);
  const { subtle } = crypto;
  const spied = vi.spyOn(subtle, 'verify');
  const all = async (verify: Verify): Promise<boolean[]> => [
    await verify(pair.getPublicKey(), bytes, signature),
    await verify(pair.getPublicKey(), bytes.slice(1), signature),
    await verify(nkeys.createUser().getPublicKey(), bytes, signature),
  ];
  expect(await all(createWebVerifier())).toEqual([true, false, false]);
  expect(spied).toHaveBeenCalledTimes(3);
  vi.spyOn(subtle, 'importKey').mockRejectedValue(new DOMException('no Ed25519', 'NotSupportedError'));
  expect(await all(createWebVerifier())).toEqual([true, false, false]);
  expect(spied).toHaveBeenCalledTimes(3);
});
