/** @file The viewer without a result: takes a link or a file. */
import { Icon } from '../ui/parts/icon.tsx';
import { hasPage } from './banner.tsx';
import { openFile, openLink } from './shared.ts';

export function Welcome() {
  return (
    <main class="main empty">
      <h1>Look at a shared search</h1>
      <p class="subtitle">
        A result is what a search for the best design of a small image classifier has found. Open its link, paste it
        here, or drop its run.json anywhere on this page. Nothing is uploaded and nothing runs.
      </p>
      {hasPage && (
        <p class="buttons empty-buttons">
          <a class="button ink" href="./index.html#view=teach">
            <Icon name="play" size={14} /> See a recorded search
          </a>
        </p>
      )}
      <label class="welcome-link">
        Result link
        <input
          type="text"
          spellcheck={false}
          autocomplete="off"
          placeholder="https://…/viewer.html#run=…"
          onChange={(event) => openLink(event.currentTarget.value)}
        />
      </label>
      <label class="welcome-file">
        run.json
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file !== undefined) void openFile(file);
          }}
        />
      </label>
      <p>
        <a href="./final.html">Look at a final training</a>; <a href="./try.html">try a trained network</a>
      </p>
    </main>
  );
}
