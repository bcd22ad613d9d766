/** @file What the network believes of a picture: every class with its probability, and what such a sureness was worth. */
import { trying as words } from '../../messages/trying.ts';
import type { ModelCard } from '../../../contract/model-file.ts';
import { percent, significant } from '../../model/format.ts';
import { beliefsOf } from '../../model/trained-model.ts';
import { className } from '../../words/class-name.ts';
import { worthOf } from '../../words/trained-model.ts';
import type { Answer } from './answer.ts';

/** Classes listed (ours); a network may know a thousand. */
const MOST_LISTED = 12;

export function Beliefs({ card, answer }: { card: ModelCard; answer: Answer }) {
  const beliefs = beliefsOf(card, answer.probabilities);
  const worth = worthOf(card, beliefs[0]!.share);
  return (
    <section aria-labelledby="beliefs-heading">
      <div class="row-between">
        <h2 id="beliefs-heading">{words.value.believes}</h2>
        <span class="note">{words.value.took(significant(answer.durationMs, 2))}</span>
      </div>
      <table class="beliefs">
        <caption class="visually-hidden">{words.value.byProbability}</caption>
        <tbody>
          {beliefs.slice(0, MOST_LISTED).map(({ name, share }, place) => (
            <tr key={name} class={place === 0 ? 'first' : undefined}>
              <th scope="row">{className(name)}</th>
              <td class="belief-bar" aria-hidden="true">
                <span>
                  <i style={{ width: `${100 * share}%` }} />
                </span>
              </td>
              <td class="number">{percent(share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {worth !== undefined && <p class="note">{worth}</p>}
    </section>
  );
}
