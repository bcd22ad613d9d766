/** @file What the viewer shows: a run from a link or a file. Nothing is stored and nothing is requested. */
import { messageOf } from '../ui/model/format.ts';
import { parseRunFile } from '../contract/read-run-file.ts';
import { trainRecords } from '../contract/run-file.ts';
import { readError } from '../contract/read-error.ts';
import { notice, shared, showRun, view } from '../ui/state/state.ts';
import { batch, signal } from '@preact/signals';
import { parseResult, type Result } from '../contract/link/result-link.ts';

/** The text of the link on show, for `Continue`; absent for a file. */
export const linkText = signal<string | undefined>(undefined);

/** Shows a link: its text, the fragment or the whole address. A bad one shows why. */
export function openLink(link: string): void {
  open(() => {
    show(parseResult(link));
    linkText.value = link.trim().replace(/^.*=/s, '');
  });
}

/** Shows a `run.json`. */
export async function openFile(file: File): Promise<void> {
  if (/\.onnx$/i.test(file.name)) return refuse(new Error(`${file.name} is a trained network; try.html opens it`));
  const text = await file.text().catch((error: unknown) => readError(error, file.name));
  open(() => {
    if (text instanceof Error) throw text;
    if (text.includes('"pnas-final"')) throw new Error(`${file.name} is a final training; final.html opens it`);
    const run = parseRunFile(text, file.name);
    show({ run, dropped: [], cells: trainRecords(run).length });
    linkText.value = undefined;
  });
}

function show(result: Result): void {
  batch(() => {
    shared.value = result;
    view.value = 'search';
    notice.value = undefined;
    showRun(result.run);
  });
}

function open(act: () => void): void {
  try {
    act();
  } catch (error) {
    refuse(error);
  }
}

/** Shows why there is nothing to show. */
export function refuse(error: unknown): void {
  batch(() => {
    shared.value = undefined;
    showRun(undefined);
    notice.value = { kind: 'error', text: `This cannot be shown. ${messageOf(error)}.` };
  });
}
