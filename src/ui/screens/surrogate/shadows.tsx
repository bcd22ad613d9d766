/** @file Would another surrogate have ordered a level better? The one that picks and its shadows, each with its interval. */
import { MarkedText } from '../../parts/marked-text.tsx';
import { range } from '../../model/format.ts';
import { searching } from '../../messages/searching.ts';
import { surrogateName } from '../../words/surrogate-name.ts';
import { surrogate } from '../../messages/surrogate.ts';
import { LevelSquares } from '../../parts/glyph.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { Level } from '../../model/derive.ts';
import { orderingsOf, type LevelOrderings, type Ordering } from '../../model/shadows.ts';
import { run } from '../../state/state.ts';
import { signed } from './scores.ts';

/** A panel a level that shadows predicted; nothing where there is none. */
export function Shadows({ ranked }: { ranked: readonly Level[] }) {
  const { surrogate: picker } = run.value!.head.config;
  const panels = ranked.flatMap((level) => {
    const orderings = orderingsOf(level.rank, level.trained, picker);
    return orderings === undefined ? [] : [{ level, orderings }];
  });
  if (panels.length === 0) return null;
  return (
    <section class="shadows" aria-labelledby="shadows-heading" data-testid="shadows">
      <h2 id="shadows-heading">{surrogate.value.shadows.title}</h2>
      <p class="note">{surrogate.value.shadows.note}</p>
      <div class="agreement-panels">
        {panels.map(({ level, orderings }) => (
          <Panel key={level.level} level={level} of={orderings} />
        ))}
      </div>
    </section>
  );
}

function Panel({ level, of: { orderings, best, isClear } }: { level: Level; of: LevelOrderings }) {
  return (
    <section class="agreement-panel" aria-label={surrogate.value.shadows.panel(level.level)}>
      <div class="panel-head">
        <h3>{searching.value.levelTitle(level.level)}</h3>
        <LevelSquares level={level.level} />
      </div>
      <table class="data-table">
        <tbody>
          {orderings.map((ordering) => (
            <tr key={ordering.surrogate}>
              <th scope="row">{ordering === best ? <b>{nameOf(ordering)}</b> : nameOf(ordering)}</th>
              <td>
                <Bar of={ordering} />
              </td>
              <td class="number">
                {ordering === best && <Icon name="check" size={12} />} <b>{signed(ordering.rho)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="note">
        <MarkedText text={surrogate.value.shadows.best(nameOf(best), isClear)} />
      </p>
    </section>
  );
}

const nameOf = (ordering: Ordering): string => surrogateName(ordering.surrogate);

/** Width of a row's axis from -1 to 1, px. */
const WIDTH = 150;

function Bar({ of: { rho, interval, picks } }: { of: Ordering }) {
  const x = (value: number): number => 4 + ((value + 1) / 2) * (WIDTH - 8);
  const label =
    interval === undefined ? signed(rho) : `${signed(rho)}, ${range(signed(interval[0]), signed(interval[1]))}`;
  return (
    <svg width={WIDTH} height="16" role="img" aria-label={label}>
      <path class="axis-line" d={`M${x(0)} 0v16`} />
      {interval !== undefined && <path class="interval" d={`M${x(interval[0])} 8H${x(interval[1])}`} />}
      <circle class={picks ? 'ink-disc' : 'open-disc'} cx={x(rho)} cy="8" r="4" />
    </svg>
  );
}
