/** @file What a final training begins with: the cell, the preset, the controls. */
import { final as words } from '../../messages/final.ts';
import { useSignal } from '@preact/signals';
import { parseCell } from '../../../core/space/cell.ts';
import { PNASNET_5 } from '../../../core/space/pnasnet5.ts';
import { FINAL_PRESETS, type FinalPresetName } from '../../../contract/final-presets.ts';
import type { FinalConfig } from '../../../contract/final-config.ts';
import { startFinal } from '../../actions/final.ts';
import { percent } from '../../model/format.ts';
import { CellGlyphs } from '../../parts/glyph.tsx';
import { Icon } from '../../parts/icon.tsx';
import { finalCell, finals } from '../../state/final.ts';
import { show } from '../../state/navigation.ts';
import { answer, dataSet, dataSets, run, runStatus } from '../../state/state.ts';

/** Sizes that can be given in place of the plan's. */
const SIZES = ['epochs', 'repeats', 'filters', 'images'] as const satisfies readonly (keyof FinalConfig)[];

export function FinalForm() {
  const preset = useSignal<FinalPresetName>('coffee');
  const hasControls = useSignal(false);
  const seeds = useSignal(1);
  const sizes = useSignal<Partial<Record<(typeof SIZES)[number], number>>>({});
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
      <h1 id="final-heading">{words.value.title(isFound)}</h1>
      <p class="subtitle">{words.value.note}</p>
      <div class="final-cell">
        <CellGlyphs cell={parseCell(notation)} />
        <span>
          <b>{isFound ? words.value.bestCell : notation === PNASNET_5 ? 'PNASNet-5' : words.value.chosenCell}</b>
          {isFound && found.confirmed !== undefined && (
            <span class="measured"> {words.value.confirmed(percent(found.confirmed.mean))}</span>
          )}
          <br />
          <span class="notation">{notation}</span>
        </span>
      </div>
      <fieldset class="final-presets">
        <legend>{words.value.howLong}</legend>
        {(Object.keys(FINAL_PRESETS) as FinalPresetName[]).map((name) => (
          <label key={name}>
            <input
              type="radio"
              name="final-preset"
              checked={preset.value === name}
              onChange={() => (preset.value = name)}
            />
            <b>{words.value.presets[name]}</b>
            <span class="note">{words.value.presetNotes[name]}</span>
          </label>
        ))}
      </fieldset>
      <fieldset class="final-options">
        <legend>{words.value.compare}</legend>
        <label>
          <input
            type="checkbox"
            checked={hasControls.value}
            onChange={({ currentTarget }) => (hasControls.value = currentTarget.checked)}
          />{' '}
          {words.value.controls}
        </label>
        <label>
          {words.value.seedsOfEach}{' '}
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
        <summary>{words.value.sizes}</summary>
        {SIZES.map((name) => (
          <label key={name}>
            {words.value.size[name]}
            <input
              type="text"
              inputMode="numeric"
              placeholder={words.value.asPlanned}
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
          <Icon name="play" size={14} /> {words.value.train(networks)}
        </button>
        <span class="note">
          {runStatus.value !== 'open'
            ? words.value.busy
            : data === undefined
              ? words.value.looking
              : words.value.onImages(data.images, data.name)}
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
        {words.value.keptFinals(kept.length)}
      </button>
    </p>
  );
}
