/** @file Which mark a pointer means, where all marks are one path. */

/** Where a mark is in its picture, px. */
export type Place = readonly [x: number, y: number];

/** Where the pointer is in the picture that listens. */
export function placeOf(event: MouseEvent): Place {
  const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
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
