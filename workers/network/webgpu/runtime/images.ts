/** @file A data set on the GPU as packed bytes, 3,072 an image, and labels. All children trained on it share the buffers. */
import { CIFAR10_NORMALISATION, type PixelNormalisation } from '../../../../src/core/network/normalisation.ts';
import { IMAGE_BYTES, type ImageSet } from '../../../data/image-set.ts';

export interface GpuImages {
  /** The images in two halves: 50,000 in one buffer are more than WebGPU lets every device bind (128 MiB). */
  readonly front: GPUBuffer;
  readonly back: GPUBuffer;
  /** Images in front. */
  readonly half: number;
  readonly labels: GPUBuffer;
  readonly normalisation: PixelNormalisation;
}

type Buffers = Omit<GpuImages, 'normalisation'>;

const uploaded = new WeakMap<GPUDevice, { pixels: Uint8Array; buffers: Buffers }>();

/** Uploads a data set once, and releases the buffers of the set before it. */
export function gpuImages(gpu: GPUDevice, set: ImageSet): GpuImages {
  return { ...uploadOnce(gpu, set), normalisation: set.normalisation ?? CIFAR10_NORMALISATION };
}

function uploadOnce(gpu: GPUDevice, set: ImageSet): Buffers {
  const known = uploaded.get(gpu);
  if (known?.pixels === set.pixels) return known.buffers;
  for (const buffer of known === undefined ? [] : [known.buffers.front, known.buffers.back, known.buffers.labels])
    buffer.destroy();
  const half = Math.ceil(set.labels.length / 2);
  const buffers = {
    front: upload(gpu, set.pixels.subarray(0, half * IMAGE_BYTES)),
    back: upload(gpu, set.pixels.subarray(half * IMAGE_BYTES)),
    half,
    labels: upload(gpu, Uint32Array.from(set.labels)),
  };
  uploaded.set(gpu, { pixels: set.pixels, buffers });
  return buffers;
}

function upload(gpu: GPUDevice, data: Uint8Array | Uint32Array): GPUBuffer {
  const size = Math.max(4, data.byteLength); // WebGPU binds nothing empty
  const { maxStorageBufferBindingSize: most } = gpu.limits;
  if (size > most) throw new RangeError(`device: must bind ${size} bytes of images; it allows ${most}`);
  const buffer = gpu.createBuffer({ size, usage: GPUBufferUsage.STORAGE, mappedAtCreation: true });
  new Uint8Array(buffer.getMappedRange()).set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  buffer.unmap();
  return buffer;
}
