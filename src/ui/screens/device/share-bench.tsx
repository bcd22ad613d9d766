/** @file A link and a JSON of what was measured, under the name that the reader gives the device. */
import { bench as words } from '../../messages/bench.ts';
import { formatBenchFile, formatBenchLink, MAX_NAME, type DeviceBench } from '../../../contract/device-bench.ts';
import { BENCH_FRAGMENT } from '../../../contract/bench-fragment.ts';
import { messageOf } from '../../model/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { deviceLabel, sharedSummary } from '../../state/bench.ts';
import { copyText } from '../../state/navigation.ts';

export function ShareBench({ bench }: { bench: DeviceBench }) {
  const summary = sharedSummary(bench);
  const link = linkOf(summary);
  return (
    <section class="bench-part" aria-labelledby="share-bench-heading">
      <h2 id="share-bench-heading">{words.value.share}</h2>
      <p class="note">{words.value.shareNote}</p>
      <label>
        {words.value.shareName}
        <input
          type="text"
          maxLength={MAX_NAME}
          value={deviceLabel.value}
          onInput={(event) => (deviceLabel.value = event.currentTarget.value)}
        />
      </label>
      {link.href === undefined ? (
        <p class="bad">{link.reason}</p>
      ) : (
        <>
          <p class="link-box" tabIndex={0} aria-label={words.value.theLink}>
            {link.href}
          </p>
          <div class="buttons">
            <button type="button" class="button ink" onClick={() => void copyText(link.href, words.value.copied)}>
              <Icon name="link" size={14} />
              {words.value.copyLink}
            </button>
            <button
              type="button"
              class="button"
              onClick={() => saveFile('device-bench.json', formatBenchFile({ ...bench, summary }))}
            >
              <Icon name="down" size={14} />
              JSON
            </button>
            <span class="note">{words.value.characters(link.href.length)}</span>
          </div>
        </>
      )}
    </section>
  );
}

type Link = { readonly href: string } | { readonly href: undefined; readonly reason: string };

/** The link to this page with the figures, or why there is none: of the name that the reader typed. */
function linkOf(summary: DeviceBench['summary']): Link {
  try {
    const address = new URL(location.pathname, location.href);
    address.hash = `${BENCH_FRAGMENT}=${formatBenchLink(summary)}`;
    return { href: address.href };
  } catch (error) {
    return { href: undefined, reason: `${messageOf(error)}.` };
  }
}
