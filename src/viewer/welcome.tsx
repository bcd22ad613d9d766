/** @file The viewer without a result: takes a link or a file. */
import { openFile, openLink } from './shared.ts';

export function Welcome() {
  return (
    <main class="main empty">
      <h1>Look at a shared search</h1>
      <p class="subtitle">
        Open a result link, paste one here, or drop a run.json anywhere on this page. Nothing is uploaded and nothing
        runs.
      </p>
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
