/** @file One filter for Ranking's plot and table: text, level, operators. */
import type { Signal } from '@preact/signals';
import { OPERATORS } from '../../../core/space/operators.ts';
import { count, counted } from '../../model/format.ts';
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
        <span class="visually-hidden">Find in notation</span>
        <input
          type="search"
          placeholder="Find by notation, such as -1,identity"
          value={filter.value.text}
          onInput={(event) => change({ text: event.currentTarget.value })}
        />
      </label>
      <label>
        <span class="visually-hidden">Level</span>
        <select
          value={filter.value.level ?? ''}
          onChange={({ currentTarget: { value } }) => change({ level: value === '' ? undefined : Number(value) })}
        >
          <option value="">all levels</option>
          {levels.map((b) => (
            <option key={b} value={b}>
              level {b}
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
    <div class="operator-filter" role="group" aria-label="Only cells that use">
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
        {matching < cells.length && `${count(matching)} of ${counted(cells.length, 'cell')} match, shown filled`}
      </span>
    </div>
  );
}
