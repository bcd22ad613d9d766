/** @file A data set on the GPU, as it came: packed bytes (3,072 an image) and labels. Shared by all children trained on it. */
import type { ImageSet } from '../../data/image-set.ts';

export interface GpuImages {
  readonly bytes: GPUBuffer;
  readonly labels: GPUBuffer;
}

const uploaded = new WeakMap<GPUDevice, { set: ImageSet; images: GpuImages }>();

/** The set's buffers; those of another set, uploaded before, are released. */
export function gpuImages(gpu: GPUDevice, set: ImageSet): GpuImages {
  const known = uploaded.get(gpu);
  if (known?.set === set) return known.images;
  known?.images.bytes.destroy();
  known?.images.labels.destroy();
  const images = { bytes: upload(gpu, set.pixels), labels: upload(gpu, Uint32Array.from(set.labels)) };
  uploaded.set(gpu, { set, images });
  return images;
}

function upload(gpu: GPUDevice, data: Uint8Array | Uint32Array): GPUBuffer {
  const size = Math.ceil(data.byteLength / 4) * 4;
  const { maxStorageBufferBindingSize: most } = gpu.limits;
  if (size > most) throw new RangeError(`device: must bind ${size} bytes of images; it allows ${most}`);
  const buffer = gpu.createBuffer({ size, usage: GPUBufferUsage.STORAGE, mappedAtCreation: true });
  new Uint8Array(buffer.getMappedRange()).set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  buffer.unmap();
  return buffer;
}
