/** @file A dialog that shares a run of any kind: its link with a headline, the same as a QR code, its files. */
import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { count } from '../../model/format.ts';
import { embedCode } from '../../model/embed.ts';
import { isLocalHost } from '../../model/local-host.ts';
import { copyText } from '../../state/navigation.ts';
import { QR_BYTES, QrCode } from '../../parts/qr-code.tsx';
import './share-dialog.css';

/** The address of a link, and in words what it leaves out. */
export interface SharedLink {
  readonly href: string;
  readonly note: string;
}

export interface ShareDialogProps {
  /** The result in a sentence. */
  readonly words: string;
  /** As it is typed. */
  readonly title: Signal<string>;
  /** The link; or why there is none; undefined while it is made. */
  readonly link: SharedLink | string | undefined;
  /** Buttons that save files. */
  readonly children: ComponentChildren;
  onClose(): void;
}

export function ShareDialog({ words, title, link, children, onClose }: ShareDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const close = (): void => dialog.current?.close();
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
      {typeof link === 'string' && <p class="bad">{link}</p>}
      {typeof link === 'object' && <LinkButtons link={link} words={words} close={close} />}
      <div class="buttons">
        {children}
        <button type="button" class="text-button" onClick={close}>
          Close
        </button>
      </div>
    </dialog>
  );
}

function LinkButtons({ link, words, close }: { link: SharedLink; words: string; close: () => void }) {
  const { href, note } = link;
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
        <button
          type="button"
          class="button"
          onClick={() =>
            void copyText(embedCode(href, words), 'The HTML of a frame with this result is copied.').then(close)
          }
        >
          Copy HTML to embed it
        </button>
        <a class="text-button" href={href} target="_blank" rel="noreferrer">
          See what they will see
        </a>
      </div>
      <p class="note">
        {count(href.length)} characters;{' '}
        {isLocalHost(new URL(href).hostname)
          ? 'this page lies on this computer or in its network, and so does the link'
          : 'it opens on any device'}
        . Nothing is uploaded. {note}
      </p>
      {href.length <= QR_BYTES ? (
        <QrCode text={href} label="QR code of the link" />
      ) : (
        <p class="note">Too long for a QR code, which holds {count(QR_BYTES)} characters.</p>
      )}
    </>
  );
}
