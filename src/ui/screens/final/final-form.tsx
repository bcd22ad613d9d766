/** @file What a final training begins with: the cell, the preset, the controls. */
import { useSignal } from '@preact/signals';
import { parseCell } from '../../../core/space/cell.ts';
import { PNASNET_5 } from '../../../core/space/pnasnet5.ts';
import { FINAL_PRESETS, type FinalPresetName } from '../../../contract/final-presets.ts';
import type { FinalConfig } from '../../../contract/final-config.ts';
import { startFinal } from '../../actions/final.ts';
import { count, counted, percent } from '../../model/format.ts';
import { CellGlyphs } from '../../parts/glyph.tsx';
import { Icon } from '../../parts/icon.tsx';
import { finalCell, finals } from '../../state/final.ts';
import { show } from '../../state/navigation.ts';
import { answer, dataSet, dataSets, run, runStatus } from '../../state/state.ts';

/** What each preset is, in words. */
const PRESETS: Readonly<Record<FinalPresetName, readonly [name: string, note: string]>> = {
  coffee: ['Coffee', 'About 10 minutes here: two cells a stage, as wide and as long as this device allows.'],
  night: ['Overnight', 'About 8 hours: three cells a stage, with what short trainings gain from.'],
  paper: ['Paper', 'The paper’s network and recipe, 600 epochs: days on a laptop.'],
};

/** Sizes that can be given in place of the plan's. */
const SIZES = [
  ['epochs', 'Epochs'],
  ['repeats', 'Cells a stage, N'],
  ['filters', 'Filters, F'],
  ['images', 'Images'],
] as const satisfies readonly (readonly [keyof FinalConfig, string])[];

export function FinalForm() {
  const preset = useSignal<FinalPresetName>('coffee');
  const hasControls = useSignal(false);
  const seeds = useSignal(1);
  const sizes = useSignal<Partial<Record<(typeof SIZES)[number][0], number>>>({});
  const found = answer.value;
  const head = run.value?.head;
  const notation = finalCell.value ?? found?.record.notation ?? PNASNET_5;
  const isFound = notation === found?.record.notation && found !== undefined && head !== undefined;
  const data =
    (isFound ? dataSets.value.find(({ sha256 }) => sha256 === head.data.sha256) : undefined) ?? dataSet.value;
  const start = (): void => {
    if (data === undefined) return;
    const changes = { controls: hasControls.value, seeds: seeds.value, ...sizes.value };
    void startFinal({ preset: preset.value, cell: notation, dataSha256: data.sha256, changes });
  };
  const networks = seeds.value * (hasControls.value ? 3 : 1);
  return (
    <section class="main final-form" aria-labelledby="final-heading">
      <h1 id="final-heading">Train a network of {isFound ? 'the best cell' : 'a cell'}</h1>
      <p class="subtitle">
        A search ends with a cell. Here it becomes a network that is trained for longer, judged once on images that no
        training has seen, and saved for other tools.
      </p>
      <div class="final-cell">
        <CellGlyphs cell={parseCell(notation)} />
        <span>
          <b>
            {isFound
              ? 'The best cell of the search on show'
              : notation === PNASNET_5
                ? 'PNASNet-5'
                : 'The cell that you chose'}
          </b>
          {isFound && found.confirmed !== undefined && (
            <span class="measured"> {percent(found.confirmed.mean)} confirmed</span>
          )}
          <br />
          <span class="notation">{notation}</span>
        </span>
      </div>
      <fieldset class="final-presets">
        <legend>How long</legend>
        {(Object.keys(FINAL_PRESETS) as FinalPresetName[]).map((name) => (
          <label key={name}>
            <input
              type="radio"
              name="final-preset"
              checked={preset.value === name}
              onChange={() => (preset.value = name)}
            />
            <b>{PRESETS[name][0]}</b>
            <span class="note">{PRESETS[name][1]}</span>
          </label>
        ))}
      </fieldset>
      <fieldset class="final-options">
        <legend>To compare</legend>
        <label>
          <input
            type="checkbox"
            checked={hasControls.value}
            onChange={({ currentTarget }) => (hasControls.value = currentTarget.checked)}
          />{' '}
          Train a random cell of the same size and PNASNet-5’s beside it: was it the cell, or the recipe?
        </label>
        <label>
          Seeds of each{' '}
          <select value={seeds.value} onChange={({ currentTarget }) => (seeds.value = Number(currentTarget.value))}>
            {[1, 2, 3, 5].map((number) => (
              <option key={number} value={number}>
                {number}
              </option>
            ))}
          </select>
        </label>
      </fieldset>
      <details class="final-sizes">
        <summary>Sizes</summary>
        {SIZES.map(([name, label]) => (
          <label key={name}>
            {label}
            <input
              type="text"
              inputMode="numeric"
              placeholder="as planned"
              onChange={({ currentTarget: { value } }) => {
                const { [name]: _old, ...others } = sizes.value;
                sizes.value = /^\d+$/.test(value) ? { ...others, [name]: Number(value) } : others;
              }}
            />
          </label>
        ))}
      </details>
      <p class="buttons">
        <button
          type="button"
          class="button live"
          disabled={data === undefined || runStatus.value !== 'open'}
          onClick={start}
        >
          <Icon name="play" size={14} /> Train {networks === 1 ? 'it' : `${networks} networks`}
        </button>
        <span class="note">
          {runStatus.value !== 'open'
            ? 'A search is running; pause it first.'
            : data === undefined
              ? 'Looking for images.'
              : `On ${count(data.images)} images of ${data.name}; a tenth of them is closed until the end.`}
        </span>
      </p>
      <OtherFinals />
    </section>
  );
}

/** Leads to those that are kept. */
function OtherFinals() {
  const kept = finals.value ?? [];
  if (kept.length === 0) return null;
  return (
    <p class="final-kept">
      <button type="button" class="text-button" onClick={() => show('runs')}>
        {counted(kept.length, 'final training')} kept under Runs
      </button>
    </p>
  );
}
