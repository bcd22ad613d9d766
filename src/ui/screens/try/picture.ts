/** @file A picture of the reader's: opened from a file, the clipboard or the camera, and read as the network is shown it. */
import { trying as words } from '../../messages/trying.ts';
import { scaledPixels, type Crop, type Size } from '../../model/crop.ts';

/** A picture that can be drawn. */
export interface Picture extends Size {
  /** What it is called: a file's name, or `camera, 14:02`. */
  readonly name: string;
  readonly image: HTMLCanvasElement;
}

/** Longest side that a picture is kept at, px (ours): more than any screen's. */
const LONGEST_SIDE = 2048;
/** A square is brought to so many px a side by the browser before its means are taken (ours): 16 of them a pixel of 32. */
const READ_SIDE = 512;

/** @throws {RangeError} for a file that is no picture. */
export async function openPicture(file: Blob, name: string): Promise<Picture> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new RangeError(words.value.noPicture(name));
  });
  const picture = keepPicture(bitmap, bitmap, name);
  bitmap.close();
  return picture;
}

/** A copy of what is on show, such as a frame of a video. */
export function keepPicture(source: CanvasImageSource, { width, height }: Size, name: string): Picture {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const image = document.createElement('canvas');
  [image.width, image.height] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const context = image.getContext('2d', { willReadFrequently: true })!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, image.width, image.height);
  return { name, image, width: image.width, height: image.height };
}

/** The crop at the network's size, [side, side, 3]. */
export function readCrop({ image }: Picture, crop: Crop, side: number, isMirrored: boolean): Uint8Array {
  const from = Math.min(crop.side, READ_SIDE);
  let [source, { x, y }]: [HTMLCanvasElement, Pick<Crop, 'x' | 'y'>] = [image, crop];
  if (from < crop.side) {
    source = document.createElement('canvas');
    [source.width, source.height] = [from, from];
    const context = source.getContext('2d')!;
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, crop.x, crop.y, crop.side, crop.side, 0, 0, from, from);
    [x, y] = [0, 0];
  }
  return scaledPixels(source.getContext('2d')!.getImageData(x, y, from, from).data, from, side, isMirrored);
}
