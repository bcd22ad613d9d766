/** @file Search before there is a run: what it does, one Start with its price, and the empty strips as their own legend. */
import { SAMPLE_NAME } from '../../../contract/sample.ts';
import { start } from '../../actions/search.ts';
import { networksOf } from '../../model/derive.ts';
import { counted, durationRange } from '../../model/format.ts';
import { show } from '../../state/navigation.ts';
import { Icon } from '../../parts/icon.tsx';
import { Mosaic } from '../../parts/mosaic.tsx';
import { dataSet, device, runStatus, priceHere, mosaic } from '../../state/state.ts';
import { choosePreset, isSmallest, recipe, settingErrors } from '../../state/settings.ts';
import { deviceName } from '../../model/words.ts';
import { lazyPart } from '../../parts/lazy-part.tsx';
import { SettingsForm } from './settings-form.tsx';
import { WhatYouWillSee } from './preview.tsx';
import { Newest } from './newest-run.tsx';

const Reach = lazyPart(async () => (await import('./reach.tsx')).Reach);

/** Known at once, unlike an adapter that is refused: what is said of it then has its place from the first paint on, and nothing moves. */
const LACKS_WEBGPU = !('gpu' in navigator) || navigator.gpu === undefined;

function Reaching() {
  return <div class="reach-place">{device.value !== undefined && device.value.backend !== 'webgpu' && <Reach />}</div>;
}

/** The first screen. */
export function Idle() {
  return (
    <div class="panes">
      <div class="main idle">
        <div class="hero">
          <div class="hero-words">
            <h1 class="display">Let this computer design a neural network</h1>
            <p class="lead">
              It trains many small image classifiers, starting from the simplest. A second network, the{' '}
              <b class="predicted">surrogate</b>, learns to guess which designs do well, and only its favourites are{' '}
              <b class="measured">trained and measured</b>, then grow by one block.
            </p>
            <StartLine />
            <DaysWarning />
            <DeviceLine />
            <Newest />
          </div>
          <figure class="hero-images">
            <Mosaic rows={7} pictures={mosaic.value} />
            <figcaption>
              From the sample that comes with this page: 2,500 images of CIFAR-10 in ten classes, airplane to truck.
              {(dataSet.value?.name ?? SAMPLE_NAME) === SAMPLE_NAME && ' Accuracies on it are not CIFAR-10 figures.'}
            </figcaption>
          </figure>
        </div>
        {LACKS_WEBGPU && <Reaching />}
        <WhatYouWillSee />
        {!LACKS_WEBGPU && device.value !== undefined && device.value.backend !== 'webgpu' && <Reach />}
        {import.meta.env.PROD && (
          <p class="note">
            <a class="text-button" href="./licences.txt">
              Licences
            </a>{' '}
            of what this page is made of.
          </p>
        )}
      </div>
      {recipe.value.hide?.includes('settings') !== true && <SettingsForm />}
    </div>
  );
}

function StartLine() {
  const { config } = recipe.value;
  const set = dataSet.value;
  const isBad = Object.keys(settingErrors.value).length > 0;
  const isShort = set !== undefined && set.images < config.images;
  const isStarting = runStatus.value === 'starting';
  const price = priceHere(config);
  const isOff = isBad || isShort || isStarting || set === undefined || device.value === undefined;
  return (
    <div class="start-line">
      <button
        type="button"
        class={device.value === undefined || device.value.backend === 'webgpu' ? 'button live start' : 'button start'}
        disabled={isOff}
        onClick={() => void start()}
      >
        <Icon name="play" size={14} />
        {isStarting ? 'Starting' : 'Start'}
      </button>
      <button
        type="button"
        class="button"
        disabled={isOff}
        title="Trains the one-block cells, then pauses: the search one phase at a time"
        onClick={() => void start(true)}
      >
        <Icon name="step" size={14} /> Step
      </button>
      <div>
        <b>
          {config.minutes > 0
            ? `${counted(config.minutes, 'minute')}, as many networks as fit`
            : `${counted(networksOf(config), 'network')}${price === undefined ? '' : `, about ${durationRange(price)}`}`}
        </b>
        <div class="quiet">
          {isBad
            ? 'A setting needs another value first.'
            : isShort
              ? 'These settings need more images than the data set has.'
              : device.value === undefined
                ? 'The device is being tested; then it can start.'
                : price === undefined && config.minutes === 0
                  ? 'A time estimate appears after the first network.'
                  : 'Estimated from this device’s speed.'}{' '}
          <button type="button" class="text-button" onClick={() => show('teach')}>
            See how it works first
          </button>
        </div>
      </div>
    </div>
  );
}

/** From here on a search is worth a warning, ms (ours): a day. */
const LONG_MS = 24 * 3_600_000;

/** Before a search that would take days. */
function DaysWarning() {
  const price = priceHere(recipe.value.config);
  if (price === undefined || Math.sqrt(price.least * price.most) < LONG_MS) return null;
  return (
    <p class="device-line" role="status">
      <Icon name="warning" />
      <span>
        <b>With these settings this device would train for about {durationRange(price)}.</b> Fewer children, filters,
        epochs or images make it shorter.{' '}
        <button type="button" class="text-button" onClick={() => choosePreset('smoke')}>
          Fill in the smallest preset
        </button>
      </span>
    </p>
  );
}

/** What it runs on, in one line, with what a reader should know of it. */
function DeviceLine() {
  const report = device.value;
  if (report === undefined) {
    return (
      <p class="device-line">
        <Icon name="chip" />
        <span class="quiet">Looking for the graphics device</span>
      </p>
    );
  }
  const isSlow = report.software || report.backend !== 'webgpu';
  return (
    <div class="device-line">
      <span class={isSlow ? 'ink-2' : 'measured'}>
        <Icon name={isSlow ? 'warning' : 'check'} />
      </span>
      <div>
        <b>{deviceName(report)}</b>. {isSlow && 'No graphics card available: it trains on the processor, slowly. '}
        {isSmallest.value &&
          recipe.value.preset === 'smoke' &&
          'So the smallest preset is filled in: it takes minutes here. '}
        Nothing is uploaded.{' '}
        <button type="button" class="text-button" onClick={() => show('device')}>
          How fast is this device?
        </button>
        {report.notes.length > 0 && (
          <details>
            <summary>Details</summary>
            {report.notes.map((note) => `${note} `)}
          </details>
        )}
      </div>
    </div>
  );
}
