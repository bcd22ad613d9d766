/** @file GPU memory of a plan: an arena of buffers, with a pool of those that are reused, and copies to the host. */
import { ChildFailure } from '../../../../src/contract/failures.ts';

/** A range of a buffer, bytes. */
export interface BufferRange {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly size: number;
  /** Whether the whole buffer is bound, as the offset is not aligned: the kernel knows the range, and the recorder what depends on it. */
  readonly isBoundWhole?: boolean;
}

type Values = Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/** Allocates buffers and destroys them together. */
export class Arena {
  readonly #gpu: GPUDevice;
  readonly #buffers: GPUBuffer[] = [];
  readonly #free = new Map<number, GPUBuffer[]>();

  constructor(gpu: GPUDevice) {
    this.#gpu = gpu;
  }

  /** Bytes allocated. */
  get bytes(): number {
    return this.#buffers.reduce((sum, { size }) => sum + size, 0);
  }

  /** A buffer of `bytes` bytes, all zero. @throws {ChildFailure} `out-of-memory` when the device cannot bind it. */
  allocate(bytes: number): GPUBuffer {
    const { maxStorageBufferBindingSize: most } = this.#gpu.limits;
    if (bytes > most) throw new ChildFailure('out-of-memory', `device: must bind ${bytes} bytes; it allows ${most}`);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
    const buffer = this.#gpu.createBuffer({ size: Math.max(VEC4, bytes), usage }); // WebGPU binds nothing empty
    this.#buffers.push(buffer);
    return buffer;
  }

  /** Allocates a buffer with these values. */
  upload(data: Values): GPUBuffer {
    const buffer = this.allocate(data.byteLength);
    this.write(buffer, data);
    return buffer;
  }

  /** Writes a buffer's values from its start. */
  write(buffer: GPUBuffer, data: Values): void {
    this.#gpu.queue.writeBuffer(buffer, 0, data);
  }

  /** Allocates a uniform buffer with these bytes. */
  uniforms(bytes: Uint8Array): GPUBuffer {
    const usage = GPUBufferUsage.UNIFORM;
    const buffer = this.#gpu.createBuffer({ size: bytes.byteLength, usage, mappedAtCreation: true });
    new Uint8Array(buffer.getMappedRange()).set(bytes);
    buffer.unmap();
    this.#buffers.push(buffer);
    return buffer;
  }

  /** A buffer of at least `bytes` bytes from the pool, the smallest and less than twice as large, or a new one; its contents are undefined. */
  borrow(bytes: number): GPUBuffer {
    const sizes = [...this.#free].flatMap(([size, free]) => (free.length > 0 ? [size] : []));
    const size = Math.min(...sizes.filter((least) => least >= bytes && least < 2 * bytes));
    return this.#free.get(size)?.pop() ?? this.allocate(bytes);
  }

  /** Returns a borrowed buffer to the pool. */
  release(buffer: GPUBuffer): void {
    const free = this.#free.get(buffer.size);
    if (free === undefined) this.#free.set(buffer.size, [buffer]);
    else free.push(buffer);
  }

  dispose(): void {
    for (const buffer of this.#buffers) buffer.destroy();
  }
}

/** Bytes of a vec4f. */
export const VEC4 = 16;

/** The range of `size` vec4 of `bytes` bytes each from the `from`th on. */
export const rangeOf = (buffer: GPUBuffer, from: number, size: number, bytes = VEC4): BufferRange => ({
  buffer,
  offset: from * bytes,
  size: size * bytes,
});

/** A whole buffer. */
export const whole = (buffer: GPUBuffer): BufferRange => ({ buffer, offset: 0, size: buffer.size });

/** Enqueues a copy of `size` bytes of a buffer, from byte `from` on, into a mappable buffer; with `thenClear`, zeroes them afterwards. */
export function copyToReadback(
  gpu: GPUDevice,
  buffer: GPUBuffer,
  size: number,
  { from = 0, thenClear = false }: { readonly from?: number; readonly thenClear?: boolean } = {},
): GPUBuffer {
  const copy = gpu.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const encoder = gpu.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, from, copy, 0, size);
  if (thenClear) encoder.clearBuffer(buffer, from, size);
  gpu.queue.submit([encoder.finish()]);
  return copy;
}

/** Encodes the exchange of two buffers of one size. */
export function exchange(encoder: GPUCommandEncoder, arena: Arena, a: GPUBuffer, b: GPUBuffer): void {
  const between = arena.borrow(a.size);
  for (const [from, to] of [[a, between], [b, a], [between, b]] as const) encoder.copyBufferToBuffer(from, 0, to, 0, a.size); // prettier-ignore
  arena.release(between);
}

/** Waits for the device and returns a mappable buffer's values; destroys the buffer. */
export async function readBack(buffer: GPUBuffer): Promise<Float32Array> {
  try {
    await buffer.mapAsync(GPUMapMode.READ);
    return new Float32Array(buffer.getMappedRange().slice(0));
  } finally {
    buffer.destroy();
  }
}
