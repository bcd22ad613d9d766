/** @file Keeps the run of a file, of either kind, and shows it. */
import { final as words } from '../messages/final.ts';
import { ask } from './bridge.ts';
import { loadFinals, openFinal } from './final.ts';
import { reportErrors } from './report-errors.ts';
import { canShow, showCopy } from './runs.ts';
import { finalStatus } from '../state/final.ts';
import { show } from '../state/navigation.ts';
import { notice } from '../state/state.ts';

/** Keeps the run of a `run.json` or `final.json` and shows it; nothing is started. */
export async function keepFile(file: File): Promise<void> {
  if (!canShow() || finalStatus.value !== 'open') return;
  await reportErrors(async () => {
    const { id, isFinal } = await ask((api) => api.importFile(file));
    if (!isFinal) return showCopy(id);
    await loadFinals();
    await openFinal(id);
    show('final');
    notice.value = { kind: 'info', text: words.value.copyKept };
  });
}
