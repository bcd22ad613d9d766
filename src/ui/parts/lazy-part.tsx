/** @file A part of a screen whose code is fetched when it is first drawn. */
import { signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';

/** Draws nothing until the code is here; without a network it stays so, and the next visit tries again. */
export function lazyPart<Props>(load: () => Promise<FunctionComponent<Props>>): FunctionComponent<Props> {
  const loaded = signal<FunctionComponent<Props> | undefined>(undefined);
  return function LazyPart(props) {
    useEffect(() => {
      if (loaded.value !== undefined) return;
      load().then(
        (part) => (loaded.value = part),
        () => {},
      );
    }, []);
    const Part = loaded.value;
    return Part === undefined ? null : <Part {...props} />;
  };
}
