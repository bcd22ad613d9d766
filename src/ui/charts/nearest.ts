/** @file Which mark a pointer means, where all marks are one path. */
import { CAN_RUN } from '../model/can-run.ts';

/** Where a mark is in its picture, px. */
export type Place = readonly [x: number, y: number];

/** How much larger an element is drawn than its own pixels: in projector mode, which the viewer has not. */
export const zoomOf = (element: Element): number => element.currentCSSZoom ?? 1;

/** Where the pointer is in the picture that listens. */
export function placeOf(event: MouseEvent): Place {
  const picture = event.currentTarget as Element;
  const { left, top } = picture.getBoundingClientRect();
  const place: Place = [event.clientX - left, event.clientY - top];
  return CAN_RUN ? [place[0] / zoomOf(picture), place[1] / zoomOf(picture)] : place;
}

/** Index of the mark nearest to the pointer; -1 where none is within `reach`. */
export function nearest(event: MouseEvent, places: readonly Place[], reach = Infinity): number {
  const [px, py] = placeOf(event);
  let [closest, least] = [-1, reach];
  for (const [i, [x, y]] of places.entries()) {
    const distance = Math.hypot(x - px, y - py);
    if (distance < least) [closest, least] = [i, distance];
  }
  return closest;
}
