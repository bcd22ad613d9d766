/** @file The square of a picture that a network is shown: where it is, how it moves, and its pixels at the network's size. */

/** A picture's size, px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A square in a picture, in whole pixels of it. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** Smallest side, px (ours). */
const LEAST_SIDE = 8;

/** The largest square in the middle. */
export function middleCrop({ width, height }: Size): Crop {
  const side = Math.min(width, height);
  return { x: Math.floor((width - side) / 2), y: Math.floor((height - side) / 2), side };
}

/** The square moved by so many pixels, as far as the picture goes. */
export function movedCrop({ x, y, side }: Crop, dx: number, dy: number, { width, height }: Size): Crop {
  return { x: between(0, Math.round(x + dx), width - side), y: between(0, Math.round(y + dy), height - side), side };
}

/** The square with another side about the same middle, as far as the picture goes. */
export function resizedCrop({ x, y, side }: Crop, by: number, size: Size): Crop {
  const most = Math.min(size.width, size.height);
  const next = between(Math.min(LEAST_SIDE, most), Math.round(side + by), most);
  return movedCrop({ x, y, side: next }, (side - next) / 2, (side - next) / 2, size);
}

/** The square whose corner was dragged to a place; the opposite corner stays. */
export function draggedCorner(
  { x, y, side }: Crop,
  corner: { readonly right: boolean; readonly bottom: boolean },
  to: { readonly x: number; readonly y: number },
  { width, height }: Size,
): Crop {
  const [fixedX, fixedY] = [corner.right ? x : x + side, corner.bottom ? y : y + side];
  const wanted = Math.max(Math.abs(to.x - fixedX), Math.abs(to.y - fixedY));
  const room = Math.min(corner.right ? width - fixedX : fixedX, corner.bottom ? height - fixedY : fixedY);
  const next = between(Math.min(LEAST_SIDE, room), Math.round(wanted), room);
  return { x: corner.right ? fixedX : fixedX - next, y: corner.bottom ? fixedY : fixedY - next, side: next };
}

function between(least: number, value: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

/**
 * A square picture at another size: every pixel of it is the mean of the area that it covers, on white where the picture is transparent.
 * One of the same size is left as it is.
 * @param rgba [from, from, 4], as canvases have it.
 * @returns [to, to, 3], from 0 to 255.
 */
export function scaledPixels(rgba: ArrayLike<number>, from: number, to: number, isMirrored = false): Uint8Array {
  const covers = Array.from({ length: to }, (_, i) => coverOf(i, from, to));
  const pixels = new Uint8Array(to * to * 3);
  for (let row = 0; row < to; row++) {
    for (let column = 0; column < to; column++) {
      const sums = [0, 0, 0];
      for (const [y, height] of covers[row]!) {
        for (const [x, width] of covers[isMirrored ? to - 1 - column : column]!) {
          const at = 4 * (y * from + x);
          const opacity = rgba[at + 3]! / 255;
          for (const c of sums.keys()) sums[c]! += height * width * (rgba[at + c]! * opacity + 255 * (1 - opacity));
        }
      }
      for (const [c, sum] of sums.entries()) pixels[(row * to + column) * 3 + c] = Math.round(sum);
    }
  }
  return pixels;
}

/** The pixels of a line of `from` that one of `to` covers, and their shares of it. */
function coverOf(place: number, from: number, to: number): [pixel: number, share: number][] {
  const [start, end] = [(place * from) / to, ((place + 1) * from) / to];
  const cover: [number, number][] = [];
  for (let pixel = Math.floor(start); pixel < Math.min(from, Math.ceil(end)); pixel++) {
    cover.push([pixel, (Math.min(end, pixel + 1) - Math.max(start, pixel)) / (end - start)]);
  }
  return cover;
}
