/** @file Where a step of the paper's child goes: a model from the two speeds, and said to be one. */
import { bench as words } from '../../messages/bench.ts';
import type { DeviceBench } from '../../../contract/device-bench.ts';
import { figure, splitOf } from '../../model/bench.ts';
import { compact } from '../../model/format.ts';
import { limitSentence } from '../../words/bench.ts';

export function StepSplit({ bench }: { bench: DeviceBench }) {
  const split = splitOf(bench);
  const { bytes, dispatches } = bench.steps.paper;
  const { title, note, moving, movingAt, arithmetic, arithmeticAt, rest, restOf, overlaps } = words.value.split;
  const parts = [
    ['moving', split.movingMs, moving(`${compact(bytes)}B`), movingAt],
    ['arithmetic', split.arithmeticMs, arithmetic, arithmeticAt],
    ['rest', split.restMs, rest, restOf(dispatches)],
  ] as const;
  const whole = split.movingMs + split.arithmeticMs + split.restMs;
  const isOverlapping = whole > bench.summary.paperMs * 1.01;
  return (
    <section class="bench-part" aria-labelledby="split-heading">
      <div class="row-between">
        <h2 id="split-heading">{title(figure(bench.summary.paperMs))}</h2>
        <p class="note">{note}</p>
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
        {isOverlapping && ` ${overlaps(figure(whole))}`}
      </p>
    </section>
  );
}
