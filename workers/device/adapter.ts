/** @file Finds the graphics adapter, and checks that it has what the kernels need. */
import { isSecure } from '../../src/contract/secure-context.ts';

/** What the kernels need of a device; each is WebGPU's own default, which adapters of the compatibility mode may have less of. */
const NEEDS = {
  maxStorageBuffersPerShaderStage: [8, 'storage buffers for a kernel'],
  maxComputeInvocationsPerWorkgroup: [64, 'threads in a workgroup'],
  maxComputeWorkgroupSizeX: [64, 'threads along a workgroup'],
  maxComputeWorkgroupStorageSize: [16_384, 'bytes of workgroup memory'],
  maxStorageBufferBindingSize: [128 * 2 ** 20, 'bytes in a storage buffer'],
} as const satisfies Partial<Record<keyof GPUSupportedLimits, readonly [number, string]>>;

/** The adapter, one of the compatibility mode where no other is found, or a sentence why there is none that can be used. */
export async function requestAdapter(): Promise<GPUAdapter | string> {
  if (typeof navigator === 'undefined' || navigator.gpu === undefined) {
    return !isSecure()
      ? 'this page was not loaded securely (https or localhost), so the browser hides WebGPU'
      : 'this browser has no WebGPU (navigator.gpu is missing)';
  }
  const { gpu } = navigator;
  const adapter =
    (await gpu.requestAdapter({ powerPreference: 'high-performance' })) ??
    (await gpu.requestAdapter({ powerPreference: 'high-performance', featureLevel: 'compatibility' }));
  if (adapter === null) return 'the browser has WebGPU but found no graphics adapter for it';
  return findLack(adapter) ?? adapter;
}

/** What the adapter has too little of, as a sentence. */
function findLack({ limits }: GPUAdapter): string | undefined {
  for (const [limit, [least, what]] of Object.entries(NEEDS)) {
    const has = limits[limit as keyof typeof NEEDS];
    if (has < least) {
      const count = (value: number): string => value.toLocaleString('en');
      return `the graphics adapter offers ${count(has)} ${what}, and training needs ${count(least)}`;
    }
  }
  return undefined;
}
