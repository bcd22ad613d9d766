/** @file What searches would take on this device, by what was measured. */
import { bench as words } from '../../messages/bench.ts';
import type { DeviceBench } from '../../../contract/device-bench.ts';
import { PRESETS, type PresetName } from '../../../contract/presets.ts';
import { speedOfBench } from '../../model/bench.ts';
import { durationRange } from '../../model/format.ts';
import { names } from '../../messages/names.ts';
import { pricing } from '../../state/state.ts';

const SHOWN: readonly PresetName[] = ['smoke', 'demo', 'titu1994', 'paper'];

/** `6 to 9 min`; undefined before durations can be estimated. */
export function priceWords(bench: DeviceBench, preset: PresetName): string | undefined {
  const price = pricing.value?.priceOf(PRESETS[preset], speedOfBench(bench));
  return price === undefined ? undefined : durationRange(price);
}

export function Searches({ bench }: { bench: DeviceBench }) {
  return (
    <section class="bench-part" aria-labelledby="searches-heading">
      <div class="row-between">
        <h2 id="searches-heading">{words.value.searches}</h2>
        <p class="note">{words.value.estimated}</p>
      </div>
      <dl class="bench-figures">
        {SHOWN.map((preset) => (
          <div key={preset}>
            <dt>{names.value.presets[preset]}</dt>
            <dd>{priceWords(bench, preset) ?? words.value.notKnown}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
