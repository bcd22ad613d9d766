/** @file Sharing a final training: its link, and its file. */
import { share } from '../../messages/share.ts';
import { final as words } from '../../messages/final.ts';
import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { FinalRun } from '../../../contract/final-records.ts';
import { formatFinal } from '../../../contract/link/final-link.ts';
import { FINAL_FRAGMENT } from '../../../contract/link/recipe-link.ts';
import { messageOf } from '../../model/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { finalSentence, leftOut } from '../../words/final.ts';
import { ShareDialog, type SharedLink } from '../share/share-dialog.tsx';
import { SaveFinalFile } from './save-final-file.tsx';

const isOpen = signal(false);

/** The button, and what it opens. */
export function ShareFinal({ run }: { run: FinalRun }) {
  return (
    <>
      <button type="button" class="button" onClick={() => (isOpen.value = true)}>
        <Icon name="link" size={14} /> {words.value.share}
      </button>
      {isOpen.value && <Dialog run={run} />}
    </>
  );
}

function Dialog({ run }: { run: FinalRun }) {
  const title = useSignal('');
  const link = useSignal<SharedLink | string | undefined>(undefined);
  useEffect(() => {
    let isOld = false;
    void linkOf(run, title.value).then((made) => {
      if (!isOld) link.value = made;
    });
    return () => void (isOld = true);
  }, [run, title.value]);
  return (
    <ShareDialog words={finalSentence(run)} title={title} link={link.value} onClose={() => (isOpen.value = false)}>
      <SaveFinalFile run={run} />
    </ShareDialog>
  );
}

async function linkOf(run: FinalRun, title: string): Promise<SharedLink | string> {
  try {
    const { text, dropped } = await formatFinal(run, title.trim());
    const address = new URL('final.html', document.baseURI);
    address.hash = `${FINAL_FRAGMENT}=${text}`;
    return {
      href: address.href,
      note: dropped.length === 0 ? share.value.everything : words.value.leavesOut(leftOut(dropped)),
    };
  } catch (error) {
    return messageOf(error);
  }
}
