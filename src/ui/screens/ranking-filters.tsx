/** @file One filter for Ranking's plot and table: text, level, operators; and the files shown beside the run. */
import type { Signal } from '@preact/signals';
import { OPERATORS } from '../../core/operators.ts';
import { count, counted } from '../format.ts';
import { Glyph } from '../parts/glyph.tsx';
import { Icon } from '../parts/icon.tsx';
import type { Filter, RankedCell } from '../ranked.ts';
import { readScoreFiles, withFiles, type ScoreFile } from '../score-files.ts';
import { messageOf, notice, scoreFiles } from '../state.ts';

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

/** Takes files into Ranking: all of them, or none and why. */
export async function openScoreFiles(list: FileList | null | undefined): Promise<void> {
  if (list == null || list.length === 0) return;
  try {
    scoreFiles.value = withFiles(scoreFiles.value, await readScoreFiles([...list]));
    notice.value = undefined;
  } catch (error) {
    const text = `No file was taken. ${messageOf(error)}.`;
    notice.value = { kind: 'problem', text };
  }
}

/** The files on show, and the way to others. */
export function Files() {
  return (
    <div class="score-files">
      {scoreFiles.value.map((file) => (
        <FileChip key={file.name} file={file} />
      ))}
      <label class="button tool">
        <Icon name="file" size={14} /> Open CSV files
        <input
          type="file"
          class="visually-hidden"
          multiple
          accept=".csv,text/csv"
          onChange={(event) => {
            void openScoreFiles(event.currentTarget.files);
            event.currentTarget.value = ''; // or the same file could not be opened again
          }}
        />
      </label>
      <span class="note">
        or drop the seed project’s train_history.csv and scores_2.csv anywhere on this screen. They stay on this
        computer.
      </span>
    </div>
  );
}

function FileChip({ file: { name, kind, cells } }: { file: ScoreFile }) {
  return (
    <span class="file-chip">
      {name}{' '}
      <span class={kind}>
        {counted(cells.length, 'cell')} {kind}
      </span>
      <button
        type="button"
        class="text-button"
        aria-label={`Take ${name} away`}
        onClick={() => (scoreFiles.value = scoreFiles.value.filter((file) => file.name !== name))}
      >
        <Icon name="cross" size={12} />
      </button>
    </span>
  );
}
