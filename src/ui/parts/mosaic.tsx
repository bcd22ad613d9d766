/** @file Real images of the sample, ten classes across: read after first paint, and only as much of the file as is shown. */
import { useEffect, useRef } from 'preact/hooks';
import { CLASSES, IMAGE_CHANNELS, IMAGE_SIZE } from '../../core/network/macro.ts';
import { SAMPLE_FILE } from '../../contract/sample.ts';

const PIXELS = IMAGE_SIZE * IMAGE_SIZE;
/** One official record: the label, then the planes. */
const RECORD_BYTES = 1 + IMAGE_CHANNELS * PIXELS;
/** Pixels between images. */
const GAP = 1;
/** Records read at most while looking for enough of every class. */
const MOST_RECORDS = 400;

/** A mosaic of `rows` images of each class. */
export function Mosaic({ rows }: { rows: number }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = ref.current;
    if (canvas === null) return undefined;
    const leave = new AbortController();
    draw(canvas, rows, leave.signal).catch(() => {}); // no images: the frame stays empty, the caption stands
    return () => leave.abort();
  }, [rows]);
  const step = IMAGE_SIZE + GAP;
  return (
    <canvas
      ref={ref}
      class="mosaic"
      width={CLASSES * step - GAP}
      height={rows * step - GAP}
      role="img"
      aria-label="Small photographs of the sample, a column for each of the ten classes from airplane to truck."
    />
  );
}

async function draw(canvas: HTMLCanvasElement, rows: number, signal: AbortSignal): Promise<void> {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const drawn = Array.from({ length: CLASSES }, () => 0);
  for await (const record of records(signal)) {
    const label = record[0]!;
    if (label >= CLASSES || drawn[label]! >= rows) continue;
    const step = IMAGE_SIZE + GAP;
    context.putImageData(toImageData(record), label * step, drawn[label]! * step);
    drawn[label]!++;
    if (drawn.every((number) => number >= rows)) return;
  }
}

/** The sample's records, as they arrive; the download ends when the reader stops. */
async function* records(signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const { body } = await fetch(new URL(SAMPLE_FILE, document.baseURI), { signal });
  if (body === null) return;
  const reader = body.pipeThrough(new DecompressionStream('gzip')).getReader();
  let rest = new Uint8Array();
  try {
    for (let read = 0; read < MOST_RECORDS;) {
      const { done, value } = await reader.read();
      if (done) return;
      const joined = new Uint8Array(rest.length + value.length);
      joined.set(rest);
      joined.set(value, rest.length);
      let at = 0;
      for (; at + RECORD_BYTES <= joined.length; at += RECORD_BYTES, read++) {
        yield joined.subarray(at, at + RECORD_BYTES);
      }
      rest = joined.slice(at);
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** Planar RGB to the canvas's interleaved RGBA. */
function toImageData(record: Uint8Array): ImageData {
  const image = new ImageData(IMAGE_SIZE, IMAGE_SIZE);
  for (let i = 0; i < PIXELS; i++) {
    for (let channel = 0; channel < IMAGE_CHANNELS; channel++) {
      image.data[4 * i + channel] = record[1 + channel * PIXELS + i]!;
    }
    image.data[4 * i + 3] = 255;
  }
  return image;
}
