/** @file Would another surrogate have ordered a level better? The one that picks and its shadows, each with its interval. */
import { LevelSquares } from '../../parts/glyph.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { Level } from '../../model/derive.ts';
import { NAMES, orderingsOf, type LevelOrderings, type Ordering } from '../../model/shadows.ts';
import { run } from '../../state/state.ts';
import { signed } from './scores.ts';

/** A panel a level that shadows predicted; nothing where there is none. */
export function Shadows({ ranked }: { ranked: readonly Level[] }) {
  const { surrogate } = run.value!.head.config;
  const panels = ranked.flatMap((level) => {
    const orderings = orderingsOf(level.rank, level.trained, surrogate);
    return orderings === undefined ? [] : [{ level, orderings }];
  });
  if (panels.length === 0) return null;
  return (
    <section class="shadows" aria-labelledby="shadows-heading" data-testid="shadows">
      <h2 id="shadows-heading">Would another surrogate have ordered it better?</h2>
      <p class="note">
        Solid: the one that picks. Open: its shadows, fitted to the same cells, which never choose. Spearman over the
        level’s cells, with 95 % intervals: picks are alike, so that little is left to order.
      </p>
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
    <section class="agreement-panel" aria-label={`Level ${level.level}, all surrogates`}>
      <div class="panel-head">
        <h3>Level {level.level}</h3>
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
        <b>{nameOf(best)}</b> {isClear ? 'ordered it best.' : 'is ahead, but it is too close to call.'}
      </p>
    </section>
  );
}

const nameOf = ({ surrogate }: Ordering): string => NAMES[surrogate];

/** Width of a row's axis from -1 to 1, px. */
const WIDTH = 150;

function Bar({ of: { rho, interval, picks } }: { of: Ordering }) {
  const x = (value: number): number => 4 + ((value + 1) / 2) * (WIDTH - 8);
  const label = interval === undefined ? signed(rho) : `${signed(rho)}, ${interval.map(signed).join(' to ')}`;
  return (
    <svg width={WIDTH} height="16" role="img" aria-label={label}>
      <path class="axis-line" d={`M${x(0)} 0v16`} />
      {interval !== undefined && <path class="interval" d={`M${x(interval[0])} 8H${x(interval[1])}`} />}
      <circle class={picks ? 'ink-disc' : 'open-disc'} cx={x(rho)} cy="8" r="4" />
    </svg>
  );
}
