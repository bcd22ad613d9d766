/** @file A link for a class: this lesson at this step, with what is hidden, as text and as a QR code. */
import { formatRecipe, HIDABLE, type Hidable } from '../../../contract/link/recipe-link.ts';
import { isLocalHost } from '../../model/local-host.ts';
import { copyText } from '../../state/navigation.ts';
import { recipe } from '../../state/settings.ts';
import { tour } from '../../messages/tour.ts';
import { QrCode } from '../../parts/qr-code.tsx';
import { step } from './tour-state.ts';

export function ClassLink() {
  const { hide } = recipe.value;
  const toggle = (name: Hidable): void => {
    const others = HIDABLE.filter((known) => (known === name) !== (hide?.includes(known) === true));
    recipe.value = { ...recipe.value, hide: others.length === 0 ? undefined : others };
  };
  const url = new URL(location.href);
  url.hash = formatRecipe({ ...recipe.value, view: 'teach', step: step.value });
  return (
    <details class="class-link">
      <summary>
        <h2>{tour.value.link.heading}</h2>
      </summary>
      <p class="note">{tour.value.link.note(step.value)}</p>
      <div class="checks-row">
        {HIDABLE.map((name) => (
          <label key={name}>
            <input type="checkbox" checked={hide?.includes(name) === true} onChange={() => toggle(name)} />{' '}
            {tour.value.link.hide[name]}
          </label>
        ))}
      </div>
      <div class="link-with-code">
        <p class="link-text">{url.href}</p>
        <QrCode text={url.href} label={tour.value.link.qr} />
      </div>
      {isLocalHost(url.hostname) && <p class="note">{tour.value.link.local}</p>}
      <div class="buttons">
        <button type="button" class="button" onClick={() => void copyText(url.href, tour.value.link.copied)}>
          {tour.value.link.copy}
        </button>
        <span class="note">{tour.value.link.length(url.href.length)}</span>
      </div>
    </details>
  );
}
