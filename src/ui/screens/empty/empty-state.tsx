/** @file A screen that has nothing to show yet: what will be here, and the two ways to see it filled. */
import { searching } from '../../messages/searching.ts';
import type { ComponentChildren } from 'preact';
import { show } from '../../state/navigation.ts';
import { Icon } from '../../parts/icon.tsx';

/** @param title the question that the screen answers. @param children what will stand here, in a sentence. */
export function EmptyState({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="main empty">
      <h1>{title}</h1>
      <p class="subtitle">{children}</p>
      <div class="buttons empty-buttons">
        <button type="button" class="button ink" onClick={() => show('teach')}>
          <Icon name="play" size={14} /> {searching.value.seeRecorded}
        </button>
        <button type="button" class="button" onClick={() => show('search')}>
          {searching.value.setUpSearch}
        </button>
      </div>
    </div>
  );
}
