/** @file What sharing a search offers. */
import { share } from '../../messages/share.ts';
import { useComputed, useSignal } from '@preact/signals';
import { figuresOf } from '../../../contract/figures.ts';
import { resultSentence } from '../../../contract/result-sentence.ts';
import { formatHistory } from '../../../contract/history-csv.ts';
import { formatResult, type ResultLink } from '../../../contract/link/result-link.ts';
import { RUN_FRAGMENT } from '../../../contract/link/recipe-link.ts';
import type { Run } from '../../../contract/records.ts';
import { toRunFile } from '../../../contract/to-run-file.ts';
import { messageOf } from '../../model/format.ts';
import { omittedWords } from '../../words/omitted.ts';
import { saveFile } from '../../parts/save-file.ts';
import { ShareDialog, type SharedLink } from '../share/share-dialog.tsx';

export interface ShareRunProps {
  readonly run: Run;
  onClose(): void;
}

export function ShareRun({ run, onClose }: ShareRunProps) {
  const title = useSignal('');
  const link = useComputed(() => linkOf(run, title.value));
  const sentence = resultSentence(run, undefined, share.value.result);
  return (
    <ShareDialog words={share.value.headline(sentence)} title={title} link={link.value} onClose={onClose}>
      <button
        type="button"
        class="button"
        onClick={() => saveFile('run.json', `${JSON.stringify(toRunFile(run, figuresOf(run)), undefined, 2)}\n`)}
      >
        {share.value.save('run.json')}
      </button>
      <button type="button" class="button" onClick={() => saveFile('train_history.csv', formatHistory(run))}>
        {share.value.save('train_history.csv')}
      </button>
    </ShareDialog>
  );
}

/** The link, or why there is none. */
function linkOf(run: Run, title: string): SharedLink | string {
  try {
    const link = formatResult(run, title.trim());
    const address = new URL('viewer.html', document.baseURI);
    address.hash = `${RUN_FRAGMENT}=${link.text}`;
    return { href: address.href, note: leftOut(link) };
  } catch (error) {
    return messageOf(error);
  }
}

function leftOut({ dropped, kept, cells }: ResultLink): string {
  const best = kept < cells ? share.value.bestOnly(kept, cells) : '';
  const omitted = omittedWords(dropped);
  return omitted === '' ? share.value.everything + best : share.value.omits(omitted, best);
}
