/** @file A training step of two children, here and on stock TensorFlow.js, as bars on one scale. */
import type { DeviceBench } from '../../../contract/device-bench.ts';
import { figure, imagesPerSecond, ratioOf } from '../../model/bench.ts';
import { count } from '../../model/format.ts';

const CHILDREN = [
  ['titu1994', 'titu1994’s child', 'one cell a stage, F 32'],
  ['paper', 'Paper’s child', 'PNASNet-5, N 2, F 24'],
] as const;

export function StepBars({ bench }: { bench: DeviceBench }) {
  const { summary, steps } = bench;
  const longest = Math.max(...CHILDREN.flatMap(([child]) => [summary[`${child}Ms`], summary[`${child}TfjsMs`] ?? 0]));
  const measurements = CHILDREN.map(([child]) => steps[child].planMs.length);
  return (
    <section class="bench-part" aria-labelledby="steps-heading">
      <div class="row-between">
        <h2 id="steps-heading">A training step, against stock TensorFlow.js</h2>
        <p class="note">medians of {measurements.join(' and ')}, to the loss read back; shorter is better</p>
      </div>
      {CHILDREN.map(([child, name, detail]) => {
        const [ms, tfjsMs, ratio] = [summary[`${child}Ms`], summary[`${child}TfjsMs`], ratioOf(summary, child)];
        return (
          <div key={child} class="bench-child">
            <div class="row-between">
              <h3>
                {name}{' '}
                <span class="quiet">
                  {detail}, batch {steps[child].batchSize}
                </span>
              </h3>
              <p>
                <b>{count(Math.round(imagesPerSecond(bench, child)))}</b> images/s
              </p>
            </div>
            <div class="bench-bars">
              <div>
                <Bar label="this page" ms={ms} longest={longest} isMeasured />
                {tfjsMs === undefined ? (
                  <p class="bench-bar">
                    <span>TensorFlow.js</span>
                    <span class="quiet">not measured: there was no time for it on this device</span>
                  </p>
                ) : (
                  <Bar label="TensorFlow.js" ms={tfjsMs} longest={longest} />
                )}
              </div>
              {ratio !== undefined && <p class="bench-ratio">{figure(ratio)}×</p>}
            </div>
          </div>
        );
      })}
    </section>
  );
}

interface BarProps {
  readonly label: string;
  readonly ms: number;
  readonly longest: number;
  readonly isMeasured?: boolean;
}

/** A bar with its time beside it; both children have one scale. */
function Bar({ label, ms, longest, isMeasured = false }: BarProps) {
  return (
    <p class="bench-bar">
      <span>{label}</span>
      <span class="bench-track">
        <span class={isMeasured ? 'bar here' : 'bar'} style={{ width: `${(84 * ms) / longest}%` }} />
        <span class={isMeasured ? 'measured' : 'quiet'}>{figure(ms)} ms</span>
      </span>
    </p>
  );
}
