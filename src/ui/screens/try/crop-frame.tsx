/** @file The reader's picture and the square of it that the network is shown: dragged, pinched, or moved by keys. */
import { trying as words } from '../../messages/trying.ts';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { draggedCorner, movedCrop, resizedCrop, type Crop } from '../../model/crop.ts';
import type { Picture } from './picture.ts';

/** What + and - change the side by, of it (ours). */
const RESIZE_SHARE = 0.05;

interface CropFrameProps {
  picture: Picture;
  crop: Crop;
  setCrop: (crop: Crop) => void;
}

/** Where a drag began. */
interface Drag {
  readonly crop: Crop;
  readonly x: number;
  readonly y: number;
  /** `top left` and so on; absent: the whole square. */
  readonly corner: string | undefined;
}

const CORNERS = ['top left', 'top right', 'bottom left', 'bottom right'];

export function CropFrame({ picture, crop, setCrop }: CropFrameProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<Drag>(undefined);
  const fingers = useRef(new Map<number, { x: number; y: number }>());
  useLayoutEffect(() => {
    const own = canvas.current!;
    [own.width, own.height] = [picture.width, picture.height];
    own.getContext('2d')!.drawImage(picture.image, 0, 0);
  }, [picture]);
  /** Where a pointer is, in pixels of the picture. */
  const placeOf = ({ clientX, clientY }: PointerEvent): { x: number; y: number } => {
    const box = canvas.current!.getBoundingClientRect();
    const scale = picture.width / box.width;
    return { x: (clientX - box.left) * scale, y: (clientY - box.top) * scale };
  };
  const apart = (): number => {
    const [a, b] = [...fingers.current.values()];
    return a === undefined || b === undefined ? 0 : Math.hypot(a.x - b.x, a.y - b.y);
  };
  const begin = (event: PointerEvent): void => {
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    const place = placeOf(event);
    fingers.current.set(event.pointerId, place);
    drag.current = { crop, ...place, corner: (event.target as HTMLElement).dataset['corner'] };
  };
  const move = (event: PointerEvent): void => {
    const start = drag.current;
    if (start === undefined || !fingers.current.has(event.pointerId)) return;
    const before = apart();
    const place = placeOf(event);
    fingers.current.set(event.pointerId, place);
    if (before > 0) setCrop(resizedCrop(crop, (crop.side * (apart() - before)) / before, picture));
    else if (start.corner === undefined) setCrop(movedCrop(start.crop, place.x - start.x, place.y - start.y, picture));
    else {
      const corner = { right: start.corner.includes('right'), bottom: start.corner.includes('bottom') };
      setCrop(draggedCorner(start.crop, corner, place, picture));
    }
  };
  const end = (event: PointerEvent): void => {
    fingers.current.delete(event.pointerId);
    drag.current = undefined;
  };
  const press = (event: KeyboardEvent): void => {
    const next = cropAfterKey(event, crop, picture);
    if (next === undefined) return;
    event.preventDefault();
    setCrop(next);
  };
  const share = (part: number, whole: number): string => `${(100 * part) / whole}%`;
  return (
    <div class="try-picture">
      <canvas ref={canvas} aria-hidden="true" />
      <button
        type="button"
        class="crop-frame"
        aria-label={words.value.frame(crop.side, picture.width, picture.height)}
        style={{
          left: share(crop.x, picture.width),
          top: share(crop.y, picture.height),
          width: share(crop.side, picture.width),
          height: share(crop.side, picture.height),
        }}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
        onKeyDown={press}
      >
        {CORNERS.map((corner) => (
          <span key={corner} class={`crop-corner ${corner}`} data-corner={corner} />
        ))}
      </button>
    </div>
  );
}

/** Undefined for other keys. Arrows move by a pixel, with Shift by ten. */
function cropAfterKey({ key, shiftKey }: KeyboardEvent, crop: Crop, picture: Picture): Crop | undefined {
  const step = shiftKey ? 10 : 1;
  switch (key) {
    case 'ArrowLeft':
      return movedCrop(crop, -step, 0, picture);
    case 'ArrowRight':
      return movedCrop(crop, step, 0, picture);
    case 'ArrowUp':
      return movedCrop(crop, 0, -step, picture);
    case 'ArrowDown':
      return movedCrop(crop, 0, step, picture);
    case '+':
    case '=':
      return resizedCrop(crop, Math.max(1, crop.side * RESIZE_SHARE), picture);
    case '-':
      return resizedCrop(crop, -Math.max(1, crop.side * RESIZE_SHARE), picture);
    default:
      return undefined;
  }
}
