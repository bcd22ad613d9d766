/**
 * @file The entry of `final.html`: a final training from its link or from `final.json`, view only. Like the viewer it is one file that stores and
 * requests nothing; it is apart from it so that the viewer stays small.
 */
import { batch, signal } from '@preact/signals';
import { render } from 'preact';
import { isFinalFile, parseFinalFile } from '../contract/final-file.ts';
import { finalCost, testRecord } from '../contract/final-outcome.ts';
import { parseJson } from '../contract/json.ts';
import { parseFinalLink, type SharedFinal } from '../contract/link/final-link.ts';
import { FINAL_FRAGMENT, fragmentText } from '../contract/link/recipe-link.ts';
import { readError } from '../contract/read-error.ts';
import { date, messageOf } from '../ui/model/format.ts';
import { finalDetail, finalName, leftOut } from '../ui/words/final.ts';
import { deviceName } from '../ui/words/names.ts';
import { GlyphSprite } from '../ui/parts/glyph.tsx';
import { Icon } from '../ui/parts/icon.tsx';
import { CostTable } from '../ui/screens/final/cost-table.tsx';
import { Curves } from '../ui/screens/final/curves.tsx';
import { NetworksTable } from '../ui/screens/final/networks-table.tsx';
import { FinalResult } from '../ui/screens/final/result.tsx';
import { SaveFinalFile } from '../ui/screens/final/save-final-file.tsx';
import { followTheme } from '../ui/state/theme.ts';
import { Guarded } from './guarded.tsx';
import { PageFrame } from './page-frame.tsx';
import '../ui/styles/tokens.css';
import '../ui/styles/page-tokens.css';
import '../ui/styles/base.css';
import '../ui/styles/layout.css';
import '../ui/styles/controls.css';
import '../ui/styles/run.css';
import '../ui/styles/marks.css';
import '../ui/screens/final/final.css';
import './viewer.css';

const shared = signal<SharedFinal | undefined>(undefined);
const problem = signal<string | undefined>(undefined);

/** Shows what is read, or why it cannot be. */
async function open(reading: Promise<SharedFinal>): Promise<void> {
  try {
    const read = await reading;
    batch(() => {
      shared.value = read;
      problem.value = undefined;
    });
  } catch (error) {
    refuse(error);
  }
}

function refuse(error: unknown): void {
  batch(() => {
    shared.value = undefined;
    problem.value = `This cannot be shown. ${messageOf(error)}.`;
  });
}

async function readFile(file: File): Promise<SharedFinal> {
  if (/\.onnx$/i.test(file.name)) throw new Error(`${file.name} is a trained network; try.html opens it`);
  const text = await file.text().catch((error: unknown) => {
    throw readError(error, file.name);
  });
  const value = parseJson(text, file.name);
  if (!isFinalFile(value)) throw new Error(`${file.name} is no final training; viewer.html opens run.json`);
  const run = parseFinalFile(value, file.name);
  return { run, dropped: [], cost: finalCost(run) };
}

const openFile = (file: File): void => void open(readFile(file));

function Page() {
  return (
    <PageFrame problem={problem.value} onDrop={openFile}>
      <GlyphSprite />
      {shared.value === undefined ? (
        <Welcome />
      ) : (
        <Guarded key={shared.value} onError={refuse}>
          <Shared {...shared.value} />
        </Guarded>
      )}
    </PageFrame>
  );
}

function Shared({ run, title, dropped, cost }: SharedFinal) {
  const { head } = run;
  const test = testRecord(run.log);
  const save = dropped.length === 0 ? <SaveFinalFile run={run} /> : undefined;
  return (
    <>
      <section class="shared" aria-label="The shared result">
        <p class="shared-label">
          <Icon name="search" size={14} /> Shared result, view only <span>{date(head.startedAt)}</span>
        </p>
        <div class="shared-final">
          <p>
            <b>{title ?? finalName(head)}</b>
          </p>
          <p class="note">
            {finalDetail(head)}. {deviceName(head.device)}.
          </p>
          {dropped.length > 0 && (
            <p class="note" data-testid="left-out">
              This link leaves out {leftOut(dropped)}. Whoever made it can send final.json, which has everything.
            </p>
          )}
        </div>
      </section>
      {test === undefined ? (
        <div class="main final-main">
          <h1>This training had not ended</h1>
          <p class="subtitle">Its test images were not read. The curves are of images kept aside.</p>
          {!dropped.includes('curves') && <Curves run={run} progress={undefined} />}
          <NetworksTable run={run} training={undefined} />
          <div class="result-row">
            <CostTable run={run} own={cost} />
          </div>
          {save}
        </div>
      ) : (
        <FinalResult run={run} test={test} cost={cost} actions={save} />
      )}
    </>
  );
}

function Welcome() {
  return (
    <div class="main empty">
      <h1>Look at a final training</h1>
      <p class="subtitle">
        Open its link, paste one here, or drop a final.json anywhere on this page. Nothing is uploaded and nothing runs.
      </p>
      <label class="welcome-link">
        Result link
        <input
          type="text"
          spellcheck={false}
          autocomplete="off"
          placeholder="https://…/final.html#final=…"
          onChange={(event) => void open(parseFinalLink(event.currentTarget.value))}
        />
      </label>
      <label class="welcome-file">
        final.json
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file !== undefined) openFile(file);
          }}
        />
      </label>
    </div>
  );
}

function readHash(): void {
  const text = fragmentText(location.hash, FINAL_FRAGMENT);
  if (text !== undefined) void open(parseFinalLink(text));
}

followTheme();
readHash();
addEventListener('hashchange', readHash);
render(<Page />, document.getElementById('app')!);
