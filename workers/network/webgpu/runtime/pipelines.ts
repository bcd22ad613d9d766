/** @file Compiled kernels of one device: each is compiled once, asynchronously, and shared by every plan. */
import { shaderOf, type Kernel } from '../kernels/kernel.ts';

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
    this.#gpu.pushErrorScope('validation'); // told below: no error of the device, on which nothing ran
    const module = this.#gpu.createShaderModule({ label: kernel.name, code });
    this.#gpu.popErrorScope().catch(() => {}); // a lost device, which is told of elsewhere
    try {
      return await this.#gpu.createComputePipelineAsync({ label: kernel.name, layout: 'auto', compute: { module } });
    } catch (error) {
      const { messages } = await module.getCompilationInfo();
      const told = messages.map(({ lineNum, message }) => `line ${lineNum}: ${message}`).join('; ');
      throw new Error(`kernel ${kernel.name}: must compile; ${told || String(error)}`, { cause: error });
    }
  }
}
