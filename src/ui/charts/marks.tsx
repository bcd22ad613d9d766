/** @file How marks that are one path answer: pointer, touch and keys, as if each were a button. */
import type { Signal } from '@preact/signals';
import { CAN_RUN } from '../model/can-run.ts';
import { nearest, type Place, zoomOf } from './nearest.ts';

/** The mark that is pointed at. */
export interface PointedMark {
  /** Of its cell. */
  readonly notation: string;
  /** Where it is in the window, px. */
  readonly at: Place;
}

/** What all charts of a screen share: which mark is pointed at, and what opens a cell. */
export interface Marks {
  readonly pointed: Signal<PointedMark | undefined>;
  open(notation: string): void;
}

/** Farthest that the pointer may be from a mark to mean it, px. */
const NEAR = 12;

/** Steps of keys. */
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * Properties of the picture that has the marks. A press opens a mark's cell; a touch shows it first.
 * @param notations by mark, in the order that arrow keys go. @param places of the marks, px.
 */
export function markEvents(notations: readonly string[], places: readonly Place[], { pointed, open }: Marks) {
  const point = (event: Event, i: number): void => {
    const place = places[i];
    if (place === undefined) return clear();
    if (pointed.value?.notation === notations[i]) return;
    const picture = event.currentTarget as Element;
    const { left, top } = picture.getBoundingClientRect();
    const zoom = CAN_RUN ? zoomOf(picture) : 1;
    pointed.value = { notation: notations[i]!, at: [left + zoom * place[0], top + zoom * place[1]] };
  };
  const clear = (): void => {
    pointed.value = undefined;
  };
  return {
    tabindex: 0, // an SVG knows no tabIndex
    onMouseMove: (event: MouseEvent) => point(event, nearest(event, places, NEAR)),
    onMouseLeave: clear,
    onBlur: clear,
    onClick: (event: MouseEvent) => {
      const i = nearest(event, places, NEAR);
      if (i >= 0 && (event as PointerEvent).pointerType !== 'touch') open(notations[i]!);
      else point(event, i);
    },
    onKeyDown: (event: KeyboardEvent) => {
      const i = notations.indexOf(pointed.value?.notation ?? '');
      const step = STEPS[event.key];
      if (event.key === 'Escape') clear();
      else if (event.key === 'Enter' && i >= 0) open(notations[i]!);
      else if (step !== undefined) {
        event.preventDefault();
        point(event, Math.min(notations.length - 1, Math.max(0, i + step)));
      }
    },
  };
}

/** Properties of a button that stands for a cell in a list: pointed at or focused, it shows the cell as its mark does. */
export function rowEvents(notation: string, { pointed }: Marks) {
  const point = (event: Event): void => {
    const { left, top, height } = (event.currentTarget as Element).getBoundingClientRect();
    pointed.value = { notation, at: [left, top + height / 2] };
  };
  const clear = (): void => {
    pointed.value = undefined;
  };
  return { onMouseEnter: point, onFocus: point, onMouseLeave: clear, onBlur: clear };
}

interface MarkRingProps {
  readonly notations: readonly string[];
  readonly places: readonly Place[];
  readonly marks: Marks;
}

/** The ring around the mark that is pointed at; alone, so that a hover draws nothing else again. */
export function MarkRing({ notations, places, marks }: MarkRingProps) {
  const place = places[notations.indexOf(marks.pointed.value?.notation ?? '')];
  return place === undefined ? null : <circle class="point-ring" cx={place[0]} cy={place[1]} r="7.5" />;
}
