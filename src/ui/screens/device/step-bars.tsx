/** @file A training step of two children, here and on stock TensorFlow.js, as bars on one scale. */
import { bench as words } from '../../messages/bench.ts';
import type { DeviceBench } from '../../../contract/device-bench.ts';
import { figure, imagesPerSecond, ratioOf } from '../../model/bench.ts';
import { MarkedText } from '../../parts/marked-text.tsx';

const CHILDREN = ['titu1994', 'paper'] as const;

export function StepBars({ bench }: { bench: DeviceBench }) {
  const { summary, steps } = bench;
  const longest = Math.max(...CHILDREN.flatMap((child) => [summary[`${child}Ms`], summary[`${child}TfjsMs`] ?? 0]));
  return (
    <section class="bench-part" aria-labelledby="steps-heading">
      <div class="row-between">
        <h2 id="steps-heading">{words.value.steps.title}</h2>
        <p class="note">{words.value.steps.note(steps.titu1994.planMs.length, steps.paper.planMs.length)}</p>
      </div>
      {CHILDREN.map((child) => {
        const [ms, tfjsMs, ratio] = [summary[`${child}Ms`], summary[`${child}TfjsMs`], ratioOf(summary, child)];
        return (
          <div key={child} class="bench-child">
            <div class="row-between">
              <h3>
                {words.value.steps.names[child]}{' '}
                <span class="quiet">{words.value.steps.details[child](steps[child].batchSize)}</span>
              </h3>
              <p>
                <MarkedText text={words.value.steps.speed(Math.round(imagesPerSecond(bench, child)))} />
              </p>
            </div>
            <div class="bench-bars">
              <div>
                <Bar label={words.value.steps.here} ms={ms} longest={longest} isMeasured />
                {tfjsMs === undefined ? (
                  <p class="bench-bar">
                    <span>TensorFlow.js</span>
                    <span class="quiet">{words.value.steps.notMeasured}</span>
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
