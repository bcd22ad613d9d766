/** @file The width an element has, so that a chart's text is never stretched. */
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';

/** A ref to put on an element, and the element's width, px; `fallback` until it is known: no wider than a phone, or the page is wider than it for a moment. */
export function useWidth<T extends Element>(fallback: number): [RefObject<T | null>, number] {
  const ref = useRef<T>(null);
  const width = useSignal(fallback); // the page has signals everywhere; `useState` alone would add its code to the viewer
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => (width.value = Math.max(1, Math.floor(entry!.contentRect.width))));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width.value];
}
