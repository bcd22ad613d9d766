/** @file Which WebGPU adapters compute on the processor. */

/** Software devices announce themselves as fallback adapters, or by the names of the known rasterisers. */
export function isSoftware({ info }: GPUAdapter): boolean {
  return (
    info.isFallbackAdapter ||
    /swiftshader|llvmpipe|lavapipe|basic render/i.test(`${info.description} ${info.architecture}`)
  );
}
