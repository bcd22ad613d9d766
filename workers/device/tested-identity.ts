/** @file What a passed self-test holds for: this browser's version, this adapter with its driver, and this build of the kernels. */

/** A navigator; Chromium tells its whole version apart, as its user agent has only the first number of it. */
interface Browser {
  readonly userAgent: string;
  readonly userAgentData?: { getHighEntropyValues(hints: readonly string[]): Promise<unknown> };
}

/**
 * Differs whenever the self-test could end differently; undefined where the browser does not tell its version. A built file's address has a hash
 * of all it holds and imports.
 */
export async function testedIdentity({ info, features }: GPUAdapter): Promise<string | undefined> {
  const { userAgent, userAgentData } = navigator as unknown as Browser;
  const hints = ['fullVersionList', 'platformVersion', 'architecture'];
  let version: unknown;
  try {
    version = await userAgentData?.getHighEntropyValues(hints);
  } catch {
    return undefined; // a permissions policy may forbid to ask
  }
  const adapter: Record<string, unknown> = {};
  for (const name in info) adapter[name] = info[name as keyof GPUAdapterInfo]; // whatever there is: drivers are told to some
  return JSON.stringify([userAgent, version, adapter, [...features].sort(), import.meta.url]);
}
