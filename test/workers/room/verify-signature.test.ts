import { nkeys } from '@nats-io/nats-core';
import { expect, test } from 'vitest';
import { createVerifier } from '../../../src/cli/class/verify-signature.ts';

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
