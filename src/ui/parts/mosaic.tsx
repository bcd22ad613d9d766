/** @file Real images of the sample, ten classes across. */
import { search } from '../messages/search.ts';
import { useEffect, useRef } from 'preact/hooks';
import { CLASSES, IMAGE_CHANNELS, IMAGE_SIZE } from '../../core/network/macro.ts';

const PIXELS = IMAGE_SIZE * IMAGE_SIZE;
/** Pixels between images. */
const GAP = 1;
const STEP = IMAGE_SIZE + GAP;

/** A mosaic of so many images of each class. @param pictures [rows, classes, channels, pixels]; undefined: an empty frame of the same size. */
export function Mosaic({ rows, pictures }: { rows: number; pictures: Uint8Array | undefined }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = ref.current?.getContext('2d');
    if (context == null || pictures === undefined) return;
    const bytes = IMAGE_CHANNELS * PIXELS;
    for (let i = 0; (i + 1) * bytes <= pictures.length; i++) {
      const image = toImageData(pictures.subarray(i * bytes, (i + 1) * bytes));
      context.putImageData(image, (i % CLASSES) * STEP, Math.floor(i / CLASSES) * STEP);
    }
  }, [pictures]);
  return (
    <canvas
      ref={ref}
      class="mosaic"
      width={CLASSES * STEP - GAP}
      height={rows * STEP - GAP}
      role="img"
      aria-label={search.value.mosaic}
    />
  );
}

/** Planar RGB to the canvas's interleaved RGBA. */
function toImageData(planes: Uint8Array): ImageData {
  const image = new ImageData(IMAGE_SIZE, IMAGE_SIZE);
  for (let i = 0; i < PIXELS; i++) {
    for (let channel = 0; channel < IMAGE_CHANNELS; channel++)
      image.data[4 * i + channel] = planes[channel * PIXELS + i]!;
    image.data[4 * i + 3] = 255;
  }
  return image;
}
