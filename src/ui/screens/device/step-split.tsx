/** @file Where a step of the paper's child goes: a model from the two speeds, and said to be one. */
import type { DeviceBench } from '../../../contract/device-bench.ts';
import { figure, limitSentence, splitOf } from '../../model/bench.ts';
import { compact, count } from '../../model/format.ts';

export function StepSplit({ bench }: { bench: DeviceBench }) {
  const split = splitOf(bench);
  const { bytes, dispatches } = bench.steps.paper;
  const parts = [
    ['moving', split.movingMs, `moving ${compact(bytes)}B`, 'at the copy speed'],
    ['arithmetic', split.arithmeticMs, 'arithmetic', 'at the best product’s'],
    ['rest', split.restMs, 'the rest', `${count(dispatches)} dispatches`],
  ] as const;
  const whole = split.movingMs + split.arithmeticMs + split.restMs;
  const isOverlapping = whole > bench.summary.paperMs * 1.01;
  return (
    <section class="bench-part" aria-labelledby="split-heading">
      <div class="row-between">
        <h2 id="split-heading">Where the paper’s child spends its {figure(bench.summary.paperMs)} ms</h2>
        <p class="note">a model from the two speeds above, not a measurement</p>
      </div>
      <div class="split">
        {parts
          .filter(([, ms]) => ms > 0)
          .map(([name, ms, what, where]) => (
            <div key={name} style={{ flex: `${ms / whole} 0 110px` }}>
              <span class={`split-bar ${name}`} />
              <b>
                {figure(ms)} ms {what}
              </b>
              <span class="quiet">{where}</span>
            </div>
          ))}
      </div>
      <p>
        {limitSentence(split)}
        {isOverlapping &&
          ` One after the other, moving and arithmetic would take ${figure(whole)} ms: the device does part of them at once, or finds data in its own cache.`}
      </p>
    </section>
  );
}
