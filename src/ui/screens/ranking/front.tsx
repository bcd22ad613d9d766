/** @file Ranking's plot of accuracy against a cost, and which cost that is. The page alone has it: the viewer, which is small, does not. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { costIn, pricedRecords } from '../../../contract/pareto.ts';
import type { Run } from '../../../contract/records.ts';
import { COSTS, type Cost } from '../../../core/network/costs.ts';
import { FrontPlot } from '../../charts/front-plot.tsx';
import type { Domain } from '../../model/axis.ts';
import { compact } from '../../model/format.ts';
import type { RankedCell } from '../../model/ranked.ts';
import { openCell } from './cell-table.tsx';

/** What a cost is called, and of a cell. */
const WORDS: Readonly<Record<Cost, { readonly axis: string; readonly of: (cost: number) => string }>> = {
  parameters: { axis: 'parameters', of: (cost) => `${compact(cost)} parameters` },
  'multiply-adds': { axis: 'multiply-adds an image', of: (cost) => `${compact(cost)} multiply-adds` },
  ms: { axis: 'ms a training step', of: (cost) => `${Number(cost.toPrecision(3))} ms a step` },
};

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
  const { axis, of } = WORDS[cost.value];
  return (
    <>
      <label class="front-cost">
        Cost{' '}
        <select value={cost.value} onChange={({ currentTarget: { value } }) => (cost.value = value as Cost)}>
          {COSTS.map((name) => (
            <option key={name} value={name}>
              {WORDS[name].axis}
            </option>
          ))}
        </select>
      </label>
      <FrontPlot
        priced={priced}
        shown={shown}
        domain={domain}
        axis={axis}
        words={of}
        pointed={pointed}
        onOpen={openCell}
      />
      {cost.value === 'ms' && (
        <p class="note">
          Time is modelled from each network’s layers, times what this run’s children took over what was modelled.
        </p>
      )}
    </>
  );
}
