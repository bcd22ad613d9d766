/** @file A picture by its pixels, on a canvas. */
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Pixels of a thumbnail's side. */
const SIDE = 32;

/** @param pixels [32, 32, 3]; undefined: not there yet. */
export function Thumbnail({ pixels, label }: { pixels: Uint8Array | undefined; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (pixels !== undefined) drawPixels(canvas.current!, pixels, SIDE);
  }, [pixels]);
  return <canvas ref={canvas} width={SIDE} height={SIDE} role="img" aria-label={label} />;
}

/** Draws pixels, [side, side, 3], on a canvas of that size. */
export function drawPixels(canvas: HTMLCanvasElement, pixels: Uint8Array, side: number): void {
  [canvas.width, canvas.height] = [side, side];
  const data = new ImageData(side, side);
  for (let i = 0; i < side * side; i++) {
    data.data.set(pixels.subarray(3 * i, 3 * i + 3), 4 * i);
    data.data[4 * i + 3] = 255;
  }
  canvas.getContext('2d')!.putImageData(data, 0, 0);
}
