/** @file What sharing offers: the link with a headline, the same as a QR code, the run's files. */
import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { costOf } from '../../../contract/cost.ts';
import { resultSentence } from '../../../contract/result-sentence.ts';
import { formatHistory } from '../../../contract/history-csv.ts';
import { formatResult, type ResultLink } from '../../../contract/link/result-link.ts';
import { RUN_FRAGMENT } from '../../../contract/link/recipe-link.ts';
import type { Run } from '../../../contract/records.ts';
import { toRunFile } from '../../../contract/to-run-file.ts';
import { count, messageOf } from '../../model/format.ts';
import { omittedWords } from '../../model/omitted.ts';
import { copyText } from '../../state/navigation.ts';
import { QR_BYTES, QrCode } from './qr-code.tsx';
import { saveFile } from '../../parts/save-file.ts';
import './share.css';

export interface ShareProps {
  readonly run: Run;
  onClose(): void;
}

export function ShareDialog({ run, onClose }: ShareProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useSignal('');
  const link = useComputed(() => linkOf(run, title.value));
  useEffect(() => dialog.current?.showModal(), []);
  const words = `PNAS in my browser: ${resultSentence(run)}`;
  return (
    <dialog ref={dialog} class="share" aria-labelledby="share-heading" onClose={onClose}>
      <h2 id="share-heading">Share this result</h2>
      <p>{words}</p>
      <label>
        Title, if you like
        <input
          type="text"
          maxLength={60}
          value={title.value}
          onInput={(event) => (title.value = event.currentTarget.value)}
        />
      </label>
      {typeof link.value === 'string' ? (
        <p class="bad">{link.value}</p>
      ) : (
        <LinkButtons link={link.value} words={words} close={() => dialog.current?.close()} />
      )}
      <div class="buttons">
        <button
          type="button"
          class="button"
          onClick={() => saveFile('run.json', `${JSON.stringify(toRunFile(run, costOf(run)), undefined, 2)}\n`)}
        >
          Save run.json
        </button>
        <button type="button" class="button" onClick={() => saveFile('train_history.csv', formatHistory(run))}>
          Save train_history.csv
        </button>
        <button type="button" class="text-button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
    </dialog>
  );
}

/** The link, or why there is none. */
function linkOf(run: Run, title: string): ResultLink | string {
  try {
    return formatResult(run, title.trim());
  } catch (error) {
    return messageOf(error);
  }
}

function LinkButtons({ link, words, close }: { link: ResultLink; words: string; close: () => void }) {
  const address = new URL('viewer.html', document.baseURI);
  address.hash = `${RUN_FRAGMENT}=${link.text}`;
  const { href } = address;
  const copy = async (): Promise<void> => {
    await copyText(`${words}\n${href}`, 'The link is copied, its headline before it.');
    close();
  };
  return (
    <>
      <div class="buttons">
        <button type="button" class="button ink" onClick={() => void copy()}>
          Copy link and headline
        </button>
        {'share' in navigator && (
          <button
            type="button"
            class="button"
            onClick={() => void navigator.share({ text: words, url: href }).catch(() => {})}
          >
            Send
          </button>
        )}
        <a class="text-button" href={href} target="_blank" rel="noreferrer">
          See what they will see
        </a>
      </div>
      <p class="note">
        {count(href.length)} characters; it opens on any device, and nothing is uploaded. {leftOut(link)}
      </p>
      {href.length <= QR_BYTES ? (
        <QrCode text={href} label="QR code of the link" />
      ) : (
        <p class="note">Too long for a QR code, which holds {count(QR_BYTES)} characters.</p>
      )}
    </>
  );
}

function leftOut({ dropped, kept, cells }: ResultLink): string {
  const best = kept < cells ? ` It has the best ${count(kept)} of ${count(cells)} cells, without retrainings.` : '';
  const omitted = omittedWords(dropped);
  return omitted === ''
    ? `It has everything.${best}`
    : `To keep the link short it omits ${omitted}.${best} run.json has everything.`;
}
