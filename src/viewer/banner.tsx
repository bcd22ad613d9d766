/** @file The head of a shared result: what this is, its settings, what the link omits, and what can be done with it. */
import { EXTERNAL } from '../contract/config.ts';
import { CONTINUE_FRAGMENT, formatRecipe } from '../contract/link/recipe-link.ts';
import type { Result } from '../contract/link/result-link.ts';
import { isOver, trainRecords } from '../contract/run-file.ts';
import { toRunFile } from '../contract/to-run-file.ts';
import { count, date } from '../ui/model/format.ts';
import { saveFile } from '../ui/parts/save-file.ts';
import { Icon } from '../ui/parts/icon.tsx';
import { omittedWords } from '../ui/words/omitted.ts';
import { presetOf } from '../ui/model/preset-of.ts';
import { deviceName, runDetail } from '../ui/words/names.ts';
import { linkText } from './shared.ts';

/** From a disk there is no page to go to. */
export const hasPage = location.protocol !== 'file:';

/** The head of a shared run. */
export function Banner({ result }: { result: Result }) {
  const { run, title, cells } = result;
  const { head, log } = run;
  const records = trainRecords(run);
  return (
    <section class="shared" aria-label="The shared result">
      <p class="shared-label">
        <Icon name="search" size={14} /> Shared result, view only <span>{date(head.startedAt)}</span>
      </p>
      <div class="shared-body">
        <div>
          <h1>{title ?? 'A shared search'}</h1>
          <p>
            A browser searched by itself for the best design of a small image classifier.{' '}
            {hasPage && <a href="./index.html#view=teach">See how that works</a>}
          </p>
          <p class="subtitle">
            {runDetail(head)}. {deviceName(head.device)}. {count(cells)} cells trained
            {isOver(log) ? '' : '; the search had not ended'}.
          </p>
          <LeftOut result={result} kept={records.length} />
        </div>
        <Buttons result={result} />
      </div>
    </section>
  );
}

function LeftOut({ result: { dropped, cells }, kept }: { result: Result; kept: number }) {
  const missing = omittedWords(dropped);
  if (missing === '' && kept === cells) return null;
  return (
    <p class="note" data-testid="left-out">
      {kept < cells && `This link has the best ${count(kept)} of ${count(cells)} cells, without retrainings. `}
      {missing !== '' && `To stay short it omits ${missing}. `}
      Whoever made it can send run.json, which has everything.
    </p>
  );
}

function Buttons({ result: { run, dropped, cells } }: { result: Result }) {
  const { config } = run.head;
  const recipe = formatRecipe({ preset: presetOf(config) ?? 'demo', config, view: 'search' });
  const isWhole = trainRecords(run).length === cells && !dropped.includes('waiting');
  return (
    <div class="buttons shared-buttons">
      {hasPage && config.strategy !== EXTERNAL && (
        <a class="button ink" href={`./index.html#${recipe}`}>
          <Icon name="play" size={14} /> Re-run this
        </a>
      )}
      {hasPage && linkText.value !== undefined && isWhole && !isOver(run.log) && (
        <a class="button" href={`./index.html#${CONTINUE_FRAGMENT}=${linkText.value}`}>
          Continue from this
        </a>
      )}
      <button
        type="button"
        class="button"
        onClick={() => saveFile('run.json', `${JSON.stringify(toRunFile(run), undefined, 2)}\n`)}
      >
        Save as file
      </button>
    </div>
  );
}
