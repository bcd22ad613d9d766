/** @file The tour's last picture: the race, PNAS's leads over its controls, and where it lost; or the same as a table. */
import { useMemo, useState } from 'preact/hooks';
import type { SearchStrategy } from '../../../contract/config.ts';
import type { RaceFile } from '../../../contract/race-file.ts';
import { hundredths, points, range } from '../../model/format.ts';
import { paragraph } from '../../model/language.ts';
import { raceFrom, type Race } from '../../model/tour/race.ts';
import { TableHead } from '../../parts/table-head.tsx';
import { tour } from '../../messages/tour.ts';
import { budgetUnit, RaceChart } from './race-chart.tsx';

/** An amount of multiply-adds: `430 trillion`. */
function amountOf(spent: number, budget: number): string {
  const { size, name } = budgetUnit(budget);
  return tour.value.race.unit(Number((spent / size).toPrecision(2)), name);
}

export function RaceStage({ file, isTable }: { file: RaceFile; isTable: boolean }) {
  const race = useMemo(() => raceFrom(file), [file]);
  const [alone, setAlone] = useState<SearchStrategy>();
  const seeds = race.lanes[0]!.seeds;
  const isCrowded = !isTable && race.lanes.length > 2;
  return (
    <div class="race-stage">
      <h2>{tour.value.race.heading}</h2>
      <p class="note">{paragraph([tour.value.race.caption(seeds), tour.value.race.estimate])}</p>
      {isTable ? <RaceTable race={race} /> : <RaceChart race={race} alone={alone} />}
      {isCrowded && <p class="note">{tour.value.race.alone}</p>}
      <div class="race-leads">
        {race.leads.map(({ strategy, mean, interval, ahead, pairs }) => (
          <div key={strategy}>
            <h3>
              {isCrowded ? (
                <button
                  type="button"
                  class="chip"
                  aria-pressed={alone === strategy}
                  onClick={() => setAlone(alone === strategy ? undefined : strategy)}
                >
                  {tour.value.race.lead(strategy)}
                </button>
              ) : (
                tour.value.race.lead(strategy)
              )}
            </h3>
            <p>
              <b class="race-lead">{points(mean)}</b>{' '}
              <span class="note">
                {interval === undefined ? tour.value.race.leadFew(pairs) : tour.value.race.leadRange(...interval)}
              </span>
            </p>
            <p class="note">
              {tour.value.race.ahead(ahead, pairs)} {strategy === 'shuffled' && tour.value.race.shuffledNote}
            </p>
          </div>
        ))}
        <WhereItLost race={race} />
      </div>
      <p class="note">{tour.value.race.foot(seeds, amountOf(race.budget, race.budget), file.confirmationImages)}</p>
    </div>
  );
}

function WhereItLost({ race: { randomAheadUntil, budget } }: { race: Race }) {
  if (randomAheadUntil === undefined) return null;
  return (
    <div>
      <h3>{tour.value.race.lostHead}</h3>
      <p class="note">
        {randomAheadUntil === 0
          ? tour.value.race.lostNever
          : randomAheadUntil === budget
            ? tour.value.race.lostAll
            : tour.value.race.lost(amountOf(randomAheadUntil, budget))}
      </p>
    </div>
  );
}

/** The race in numbers. */
export function RaceTable({ race }: { race: Race }) {
  return (
    <div class="table-scroll">
      <table class="data-table">
        <caption class="note">{tour.value.race.tableName}</caption>
        <TableHead names={tour.value.race.table} />
        <tbody>
          {race.lanes.map(({ strategy, seeds, cells, best }) => (
            <tr key={strategy}>
              <th scope="row" class="number">
                {tour.value.lanes[strategy]}
              </th>
              <td class="number">{seeds}</td>
              <td class="number">{Math.round(cells)}</td>
              <td class="number measured">{best === undefined ? '' : hundredths(best.mean)}</td>
              <td class="number">
                {best?.interval && range(...(best.interval.map((share) => hundredths(share)) as [string, string]))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
