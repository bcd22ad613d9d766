/**
 * @file What browsers offer on secure pages alone (https, localhost), and what stands in for it on others: the page must work from any host,
 * also from a computer of the same network over plain http. Both threads use it, so it is typed by as much as is used, without either's
 * library. WebGPU is missing there too; `workers/device/device.ts` says so and takes another device.
 */

/** Of the Web Locks API, as much as is used. */
export interface Locks {
  request<T>(name: string, work: () => T | PromiseLike<T>): Promise<T>;
  request<T>(name: string, options: { readonly signal: object }, work: () => T | PromiseLike<T>): Promise<T>;
  query(): Promise<{ readonly held?: readonly { readonly name?: string }[] }>;
}

interface Offered {
  readonly isSecureContext?: boolean;
  readonly crypto: {
    randomUUID?(): string;
    getRandomValues(bytes: Uint8Array): Uint8Array;
    readonly subtle?: {
      importKey(
        format: 'raw',
        bytes: Uint8Array,
        name: string,
        isExtractable: false,
        uses: ['verify'],
      ): Promise<object>;
      verify(name: string, key: object, signature: Uint8Array, bytes: Uint8Array): Promise<boolean>;
    };
  };
  readonly navigator?: {
    readonly locks?: Locks;
    readonly storage?: { estimate?(): Promise<StorageUse>; persist?(): Promise<boolean> };
  };
}

/** Bytes kept by this origin, and allowed to it; each absent where the browser does not tell. */
export interface StorageUse {
  readonly usage?: number;
  readonly quota?: number;
}

const offered = globalThis as unknown as Offered;

/** Whether the browser holds nothing back from this page; Node does not. */
export function isSecure(): boolean {
  return offered.isSecureContext !== false;
}

/** The browser's locks between tabs and threads; undefined where it has none for this page. */
export function webLocks(): Locks | undefined {
  return offered.navigator?.locks;
}

/** A fresh version 4 UUID (RFC 9562). */
export function randomId(): string {
  const { crypto } = offered;
  if (crypto.randomUUID !== undefined) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40; // the version
  bytes[8] = (bytes[8]! & 0x3f) | 0x80; // the variant
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/**
 * Verifies signatures of a public key.
 * @param key the 32 bytes of an ed25519 key. @returns undefined where this browser, or this page, has no ed25519.
 */
export async function ed25519(
  key: Uint8Array,
): Promise<((bytes: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean>) | undefined> {
  const { subtle } = offered.crypto;
  const read = await subtle?.importKey('raw', key, 'Ed25519', false, ['verify']).catch(() => undefined);
  return read && ((bytes, signature) => subtle!.verify('Ed25519', read, signature, bytes));
}

/** What the browser says is stored; empty where it does not say. */
export async function storageUse(): Promise<StorageUse> {
  try {
    return (await offered.navigator?.storage?.estimate?.()) ?? {};
  } catch {
    return {}; // some private windows refuse
  }
}

/** Asks the browser not to clear what is stored when disks fill up. It may refuse: nothing is lost by that today. */
export async function persistStorage(): Promise<void> {
  await offered.navigator?.storage?.persist?.().catch(() => false);
}
