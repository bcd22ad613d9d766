/** @file One filter for Ranking's plot and table: text, level, operators. */
import { searching } from '../../messages/searching.ts';
import { ranking } from '../../messages/ranking.ts';
import type { Signal } from '@preact/signals';
import { OPERATORS } from '../../../core/space/operators.ts';
import { Glyph } from '../../parts/glyph.tsx';
import type { Filter, RankedCell } from '../../model/ranked.ts';

/** Text and level. */
export function Filters({ filter, cells }: { filter: Signal<Filter>; cells: readonly RankedCell[] }) {
  const levels = [...new Set(cells.map(({ record }) => record.level))].sort((a, b) => a - b);
  const change = (part: Partial<Filter>): void => {
    filter.value = { ...filter.value, ...part };
  };
  return (
    <div class="filters">
      <label>
        <span class="visually-hidden">{ranking.value.find}</span>
        <input
          type="search"
          placeholder={ranking.value.findSuch}
          value={filter.value.text}
          onInput={(event) => change({ text: event.currentTarget.value })}
        />
      </label>
      <label>
        <span class="visually-hidden">{ranking.value.level}</span>
        <select
          value={filter.value.level ?? ''}
          onChange={({ currentTarget: { value } }) => change({ level: value === '' ? undefined : Number(value) })}
        >
          <option value="">{ranking.value.allLevels}</option>
          {levels.map((b) => (
            <option key={b} value={b}>
              {searching.value.levelName(b)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** The operators in use, as switches; and how many cells match. */
export function OperatorFilter({
  filter,
  cells,
  matching,
}: {
  filter: Signal<Filter>;
  cells: readonly RankedCell[];
  matching: number;
}) {
  const used = new Set(cells.flatMap(({ record }) => record.notation.split(',')));
  const { operators } = filter.value;
  return (
    <div class="operator-filter" role="group" aria-label={ranking.value.onlyUsing}>
      {OPERATORS.filter((name) => used.has(name)).map((name) => {
        const isOn = operators.includes(name);
        const next = isOn ? operators.filter((other) => other !== name) : [...operators, name];
        return (
          <button
            key={name}
            type="button"
            class="chip"
            aria-pressed={isOn}
            onClick={() => (filter.value = { ...filter.value, operators: next })}
          >
            <Glyph name={name} /> {name}
          </button>
        );
      })}
      <span class="note" role="status">
        {matching < cells.length && ranking.value.match(matching, cells.length)}
      </span>
    </div>
  );
}
