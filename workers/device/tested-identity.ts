/** @file The identity that a passed self-test is stored under: this browser's version, this adapter with its driver, this build of the kernels. */

/** A navigator; Chromium has its full version in `userAgentData` alone. */
interface Browser {
  readonly userAgent: string;
  readonly userAgentData?: { getHighEntropyValues(hints: readonly string[]): Promise<unknown> };
}

/**
 * Differs whenever the self-test could end differently; undefined where the browser hides its version. A built file's URL has a hash of
 * all that it contains and imports.
 */
export async function testedIdentity({ info, features }: GPUAdapter): Promise<string | undefined> {
  const { userAgent, userAgentData } = navigator as unknown as Browser;
  const hints = ['fullVersionList', 'platformVersion', 'architecture'];
  let version: unknown;
  try {
    version = await userAgentData?.getHighEntropyValues(hints);
  } catch {
    return undefined; // a permissions policy may forbid it
  }
  const adapter: Record<string, unknown> = {};
  for (const name in info) adapter[name] = info[name as keyof GPUAdapterInfo]; // all fields: some browsers reveal the driver
  return JSON.stringify([userAgent, version, adapter, [...features].sort(), import.meta.url]);
}
