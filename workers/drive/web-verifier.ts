/** @file Verifies the signatures of results by the browser's own ed25519; where it has none (before Chrome 137), in JavaScript. */
import { ed25519 } from '../../src/contract/secure-context.ts';
import { publicKeyBytes } from '../room/public-key.ts';
import { verifyInJavaScript, type Verify } from './room-pool.ts';

/** Keeps each key as it is read once. */
export function createWebVerifier(): Verify {
  const keys = new Map<string, ReturnType<typeof ed25519>>();
  return async (key, bytes, signature) => {
    const known = keys.get(key) ?? ed25519(publicKeyBytes(key));
    keys.set(key, known);
    return ((await known) ?? ((signed, by) => verifyInJavaScript(key, signed, by)))(bytes, signature);
  };
}
