/** @file How fast is this device? What the bench measured, beside stock TensorFlow.js and beside other devices, and a link to tell of it. */
import { bench as words } from '../../messages/bench.ts';
import { useEffect } from 'preact/hooks';
import type { DeviceBench } from '../../../contract/device-bench.ts';
import { measureDevice, stopMeasuring } from '../../actions/bench.ts';
import { figure, imagesPerSecond, shareOfProduct, UNSTEADY } from '../../model/bench.ts';
import { count, day, percent } from '../../model/format.ts';
import { Icon, Ring } from '../../parts/icon.tsx';
import { bench, benchProgress, isOnBattery } from '../../state/bench.ts';
import { device, runStatus } from '../../state/state.ts';
import { benchSentence } from '../../words/bench.ts';
import { OtherDevices } from './other-devices.tsx';
import { priceWords, Searches } from './searches.tsx';
import { ShareBench } from './share-bench.tsx';
import { StepBars } from './step-bars.tsx';
import { StepSplit } from './step-split.tsx';
import './device.css';

export function DeviceScreen() {
  useEffect(() => {
    const stop = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') void stopMeasuring();
    };
    addEventListener('keydown', stop);
    return () => removeEventListener('keydown', stop);
  }, []);
  const measured = bench.value;
  return (
    <div class="panes device">
      <div class="main">
        <div class="title-row">
          <div>
            <h1>{words.value.title}</h1>
            <p class="subtitle">
              {measured === undefined
                ? words.value.note
                : benchSentence(measured.summary, priceWords(measured, 'demo'))}
            </p>
          </div>
          <MeasureButton />
        </div>
        <Progress />
        {measured !== undefined && <Measured bench={measured} />}
      </div>
      <aside class="side" aria-label={words.value.others}>
        <OtherDevices />
        {measured !== undefined && <ShareBench bench={measured} />}
      </aside>
    </div>
  );
}

function MeasureButton() {
  if (benchProgress.value !== undefined) {
    return (
      <button type="button" class="button" onClick={() => void stopMeasuring()}>
        <Icon name="stop" size={14} />
        {words.value.stop}
      </button>
    );
  }
  const isFree = runStatus.value === 'open' && device.value !== undefined;
  return (
    <button
      type="button"
      class={bench.value === undefined ? 'button ink' : 'button'}
      disabled={!isFree}
      onClick={() => void measureDevice()}
    >
      {bench.value === undefined ? words.value.measure : words.value.measureAgain}
    </button>
  );
}

function Progress() {
  const progress = benchProgress.value;
  const why =
    runStatus.value !== 'open' ? words.value.busy : device.value === undefined ? words.value.opening : undefined;
  return (
    <p class="bench-progress" role="status">
      {progress === undefined ? (
        why
      ) : (
        <>
          <span class="live-text">
            <Ring share={progress.share} />
          </span>
          {words.value.measuring(words.value.phases[progress.what])}
        </>
      )}
    </p>
  );
}

function Measured({ bench: measured }: { bench: DeviceBench }) {
  const { summary, steps } = measured;
  const figures: readonly (readonly [value: string, label: string, isMeasured: boolean])[] = [
    [count(Math.round(imagesPerSecond(measured, 'paper'))), words.value.figures.images, true],
    [`${figure(summary.paperMs)} ms`, words.value.figures.step(steps.paper.batchSize), true],
    [`${figure(summary.copyGbps)} GB/s`, words.value.figures.copy, true],
    [`${figure(summary.productTflops)} TFLOP/s`, words.value.figures.product, true],
    [percent(shareOfProduct(measured), 0), words.value.figures.reached, false],
  ];
  return (
    <>
      <dl class="bench-figures">
        {figures.map(([value, label, isMeasured]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd class={isMeasured ? 'measured' : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      <StepBars bench={measured} />
      <StepSplit bench={measured} />
      <Searches bench={measured} />
      <Foot bench={measured} />
    </>
  );
}

/** When it was measured, and whether something was in the way. */
function Foot({ bench: { summary, durationMs, spread, answerMs } }: { bench: DeviceBench }) {
  const { foot } = words.value;
  const isUnsteady = spread > UNSTEADY;
  const isDoubtful = isUnsteady || isOnBattery.value === true;
  return (
    <p class="bench-foot">
      <span class={isDoubtful ? 'ink-2' : 'measured'}>
        <Icon name={isDoubtful ? 'warning' : 'check'} />
      </span>
      <b>{foot.measured(Math.round(durationMs / 1000), day(new Date(`${summary.date}T12:00Z`)))}</b>
      <span class="quiet">
        {isOnBattery.value !== undefined && `${isOnBattery.value ? foot.onBattery : foot.pluggedIn} `}
        {(isUnsteady ? foot.unsteady : foot.differ)(percent(spread, 0))} {foot.answer(figure(answerMs))}
      </span>
    </p>
  );
}
