/** @file A dialog that shares a run of any kind: its link with a headline, the same as a QR code, its files. */
import { share } from '../../messages/share.ts';
import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
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
      <h2 id="share-heading">{share.value.title}</h2>
      <p>{words}</p>
      <label>
        {share.value.name}
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
          {share.value.close}
        </button>
      </div>
    </dialog>
  );
}

function LinkButtons({ link, words, close }: { link: SharedLink; words: string; close: () => void }) {
  const { href, note } = link;
  const copy = async (): Promise<void> => {
    await copyText(`${words}\n${href}`, share.value.copied);
    close();
  };
  return (
    <>
      <div class="buttons">
        <button type="button" class="button ink" onClick={() => void copy()}>
          {share.value.copy}
        </button>
        {'share' in navigator && (
          <button
            type="button"
            class="button"
            onClick={() => void navigator.share({ text: words, url: href }).catch(() => {})}
          >
            {share.value.send}
          </button>
        )}
        <button
          type="button"
          class="button"
          onClick={() => void copyText(embedCode(href, words), share.value.embedCopied).then(close)}
        >
          {share.value.embed}
        </button>
        <a class="text-button" href={href} target="_blank" rel="noreferrer">
          {share.value.see}
        </a>
      </div>
      <p class="note">{share.value.about(href.length, isLocalHost(new URL(href).hostname), note)}</p>
      {href.length <= QR_BYTES ? (
        <QrCode text={href} label={share.value.qr} />
      ) : (
        <p class="note">{share.value.tooLong(QR_BYTES)}</p>
      )}
    </>
  );
}
