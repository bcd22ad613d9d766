/** @file Ranking's plot of accuracy against a cost, and which cost that is. The page alone has it: the viewer, which is small, does not. */
import { ranking } from '../../messages/ranking.ts';
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { costIn, pricedRecords } from '../../../contract/pareto.ts';
import type { Run } from '../../../contract/records.ts';
import { COSTS, type Cost } from '../../../core/network/costs.ts';
import { FrontPlot } from '../../charts/front-plot.tsx';
import type { Domain } from '../../model/axis.ts';
import { compact, decimal } from '../../model/format.ts';
import type { RankedCell } from '../../model/ranked.ts';
import { openCell } from './cell-table.tsx';

/** A cost in words. */
const costWords = (cost: Cost, value: number): string =>
  ranking.value.costs[cost](cost === 'ms' ? decimal(value, value < 10 ? 2 : value < 100 ? 1 : 0) : compact(value));

export interface FrontProps {
  run: Run;
  /** All cells on show. */
  cells: readonly RankedCell[];
  /** Those that pass the filter. */
  shown: readonly RankedCell[];
  domain: Domain;
  pointed: { value: number | undefined };
}

/** The plot over the cost that the run's children are picked for, else over parameters; another one can be chosen. */
export function Front({ run, cells, shown, domain, pointed }: FrontProps) {
  const cost = useSignal<Cost>(costIn(run.head.config) ?? 'parameters');
  const priced = useMemo(() => {
    const ranked = new Map(cells.map((cell) => [cell.record, cell]));
    return pricedRecords(run, cost.value).flatMap(({ record, ...point }) => {
      const cell = ranked.get(record);
      return cell === undefined ? [] : [{ cell, ...point }];
    });
  }, [run, cells, cost.value]);
  return (
    <>
      <label class="front-cost">
        {ranking.value.cost}{' '}
        <select value={cost.value} onChange={({ currentTarget: { value } }) => (cost.value = value as Cost)}>
          {COSTS.map((name) => (
            <option key={name} value={name}>
              {ranking.value.axes[name]}
            </option>
          ))}
        </select>
      </label>
      <FrontPlot
        priced={priced}
        shown={shown}
        domain={domain}
        axis={ranking.value.axes[cost.value]}
        words={(value) => costWords(cost.value, value)}
        pointed={pointed}
        onOpen={openCell}
      />
      {cost.value === 'ms' && <p class="note">{ranking.value.modelled}</p>}
    </>
  );
}
