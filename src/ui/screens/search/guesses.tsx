/** @file What the child in training answers for a few validation images, right and wrong: how good an accuracy is, seen. */
import { classes } from '../../messages/classes.ts';
import { searching } from '../../messages/searching.ts';
import { useMemo } from 'preact/hooks';
import { CLASS_NAMES } from '../../../contract/class-names.ts';
import type { Guesses } from '../../../contract/events.ts';
import { interleaved, PICTURE_BYTES } from '../../model/pixels.ts';
import { Icon } from '../../parts/icon.tsx';
import { Thumbnail } from '../../parts/thumbnail.tsx';
import { guesses, progress, trained } from '../../state/state.ts';
import { labelName, shortClassName } from '../../words/class-name.ts';

/** The thumbnails; nothing before the first epoch has ended. */
export function GuessesPanel() {
  const shown = guesses.value;
  if (shown === undefined) return null;
  const right = shown.answers.filter((answer, i) => answer === shown.labels[i]).length;
  return (
    <section aria-labelledby="guesses-heading" data-testid="guesses">
      <div class="row-between">
        <h2 id="guesses-heading">{whose(shown)}</h2>
        <span class="note">{searching.value.imagesRight(shown.labels.length, right)}</span>
      </div>
      <ul class="guesses" role="list">
        {Array.from(shown.labels, (label, i) => (
          <Guess key={i} of={shown} place={i} label={label} answer={shown.answers[i]!} />
        ))}
      </ul>
    </section>
  );
}

/** The child in training has none of its own before its first epoch: until then those of the one before stay. */
function whose({ notation, epochs }: Guesses): string {
  if (progress.value?.notation === notation) return searching.value.guessesNow(epochs);
  const place = trained.value.findIndex((record) => record.notation === notation);
  return place < 0 ? searching.value.lastGuesses : searching.value.guessesOf(place + 1);
}

function Guess({ of, place, label, answer }: { of: Guesses; place: number; label: number; answer: number }) {
  const pixels = useMemo(() => interleaved(of.pixels.subarray(place * PICTURE_BYTES)), [of.pixels]);
  const isRight = label === answer;
  const words = classes.value.guess(labelName(label), labelName(answer), isRight);
  return (
    <li class={isRight ? 'measured' : 'bad'} title={words}>
      <Thumbnail pixels={pixels} label={words} />
      <span aria-hidden="true">
        <Icon name={isRight ? 'check' : 'cross'} size={10} />
        {shortClassName(CLASS_NAMES[answer] ?? labelName(answer))}
      </span>
    </li>
  );
}
