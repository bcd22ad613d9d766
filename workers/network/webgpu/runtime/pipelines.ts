/** @file Compiled kernels of one device: each is compiled once, asynchronously, for all plans. */
import type { Kernel } from '../kernels/kernel.ts';
import { shaderOf } from '../kernels/shader.ts';

/** Cache of pipelines, by the kernel's name. */
export class Pipelines {
  readonly #gpu: GPUDevice;
  readonly #compiled = new Map<string, Promise<GPUComputePipeline>>();

  readonly #rewrite: (kernel: Kernel) => Kernel;

  /** @param rewrite changes kernels before they are compiled: for tests that break one. */
  constructor(gpu: GPUDevice, rewrite: (kernel: Kernel) => Kernel = (kernel) => kernel) {
    this.#gpu = gpu;
    this.#rewrite = rewrite;
  }

  /** Number of kernels compiled so far. */
  get count(): number {
    return this.#compiled.size;
  }

  /** The kernel's pipeline. @throws {Error} (rejects) with the compiler's message when its text is invalid. */
  get(kernel: Kernel): Promise<GPUComputePipeline> {
    let compiled = this.#compiled.get(kernel.name);
    if (compiled === undefined) {
      compiled = this.#compile(kernel);
      this.#compiled.set(kernel.name, compiled);
    }
    return compiled;
  }

  async #compile(kernel: Kernel): Promise<GPUComputePipeline> {
    const code = shaderOf(this.#rewrite(kernel));
    this.#gpu.pushErrorScope('validation'); // reported below: it is no error of the device, on which nothing ran
    const module = this.#gpu.createShaderModule({ label: kernel.name, code });
    this.#gpu.popErrorScope().catch(() => {}); // a lost device, which is reported elsewhere
    try {
      return await this.#gpu.createComputePipelineAsync({ label: kernel.name, layout: 'auto', compute: { module } });
    } catch (error) {
      const { messages } = await module.getCompilationInfo();
      const report = messages.map(({ lineNum, message }) => `line ${lineNum}: ${message}`).join('; ');
      throw new Error(`kernel ${kernel.name}: must compile; ${report || String(error)}`, { cause: error });
    }
  }
}
