/** @file Search before there is a run: what it does, one Start with its price, and the empty strips as their own legend. */
import { SAMPLE_NAME } from '../../../contract/sample.ts';
import { start } from '../../actions/search.ts';
import { networksOf } from '../../model/derive.ts';
import { durationRange } from '../../model/format.ts';
import { show } from '../../state/navigation.ts';
import { Icon } from '../../parts/icon.tsx';
import { MarkedText } from '../../parts/marked-text.tsx';
import { search } from '../../messages/search.ts';
import { Mosaic } from '../../parts/mosaic.tsx';
import { laptops, lead, leadState } from '../../state/lead.ts';
import { dataSet, device, runStatus, priceHere, mosaic } from '../../state/state.ts';
import { choosePreset, isSmallest, recipe, settingErrors } from '../../state/settings.ts';
import { deviceName } from '../../words/names.ts';
import { lazyPart } from '../../parts/lazy-part.tsx';
import { SettingsForm } from './settings-form.tsx';
import { WhatYouWillSee } from './preview.tsx';
import { Newest } from './newest-run.tsx';

const LeadPanel = lazyPart(async () => (await import('../lead/lead-panel.tsx')).LeadPanel);
const Reach = lazyPart(async () => (await import('./reach.tsx')).Reach);

/** Known at once, unlike an adapter that is refused: what is said of it then has its place from the first paint on, and nothing moves. */
const LACKS_WEBGPU = !('gpu' in navigator) || navigator.gpu === undefined;

function Reaching() {
  return (
    <div class="reach-place">
      {lead.value === undefined && device.value !== undefined && device.value.backend !== 'webgpu' && <Reach />}
    </div>
  );
}

/** The first screen. */
export function Idle() {
  return (
    <div class="panes">
      <div class="main idle">
        <div class="hero">
          <div class="hero-words">
            <h1 class="display">{search.value.title}</h1>
            <p class="lead">
              <MarkedText text={search.value.lead} />
            </p>
            <StartLine />
            {lead.value === undefined && <DaysWarning />}
            {lead.value === undefined ? <DeviceLine /> : <LeadPanel />}
            <Newest />
          </div>
          <figure class="hero-images">
            <Mosaic rows={7} pictures={mosaic.value} />
            <figcaption>
              {search.value.pictures} {(dataSet.value?.name ?? SAMPLE_NAME) === SAMPLE_NAME && search.value.notCifar}
            </figcaption>
          </figure>
        </div>
        {LACKS_WEBGPU && <Reaching />}
        <WhatYouWillSee />
        {!LACKS_WEBGPU &&
          lead.value === undefined &&
          device.value !== undefined &&
          device.value.backend !== 'webgpu' && <Reach />}
        {import.meta.env.PROD && (
          <p class="note">
            <a class="text-button" href="./licences.txt">
              {search.value.licences}
            </a>{' '}
            {search.value.licencesOf}
          </p>
        )}
      </div>
      {recipe.value.hide?.includes('settings') !== true && <SettingsForm />}
    </div>
  );
}

function StartLine() {
  const words = search.value;
  const { config } = recipe.value;
  const set = dataSet.value;
  const isBad = Object.keys(settingErrors.value).length > 0;
  const isShort = set !== undefined && set.images < config.images;
  const isStarting = runStatus.value === 'starting';
  const isLed = lead.value !== undefined;
  const price = priceHere(config, laptops.value);
  const isAway = isLed && leadState.value?.isReached !== true;
  const isOff = isBad || isShort || isStarting || isAway || set === undefined || device.value === undefined;
  return (
    <div class="start-line">
      <button
        type="button"
        class={
          isLed || device.value === undefined || device.value.backend === 'webgpu'
            ? 'button live start'
            : 'button start'
        }
        disabled={isOff}
        onClick={() => void start()}
      >
        <Icon name="play" size={14} />
        {isStarting ? words.starting : words.start}
      </button>
      <button type="button" class="button" disabled={isOff} title={words.stepNote} onClick={() => void start(true)}>
        <Icon name="step" size={14} /> {words.step}
      </button>
      <div>
        <b>
          {config.minutes > 0
            ? words.asManyAsFit(config.minutes)
            : words.networks(networksOf(config), price && durationRange(price))}
        </b>
        <div class="quiet">
          {isBad
            ? words.badSetting
            : isShort
              ? words.tooFewImages
              : device.value === undefined
                ? words.testing
                : price === undefined && config.minutes === 0
                  ? words.noEstimate
                  : isLed
                    ? words.estimatedFor(laptops.value)
                    : words.estimated}{' '}
          <button type="button" class="text-button" onClick={() => show('teach')}>
            {words.howItWorks}
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
        <b>{search.value.long(durationRange(price))}</b> {search.value.shorten}{' '}
        <button type="button" class="text-button" onClick={() => choosePreset('smoke')}>
          {search.value.fillSmallest}
        </button>
      </span>
    </p>
  );
}

/** What it runs on, in one line, with what a reader should know of it. */
function DeviceLine() {
  const words = search.value;
  const report = device.value;
  if (report === undefined) {
    return (
      <p class="device-line">
        <Icon name="chip" />
        <span class="quiet">{search.value.looking}</span>
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
        <b>{deviceName(report)}</b>. {isSlow && `${words.slow} `}
        {isSmallest.value && recipe.value.preset === 'smoke' && `${words.isSmallest} `}
        {words.noUpload}{' '}
        <button type="button" class="text-button" onClick={() => show('device')}>
          {words.howFast}
        </button>
        {report.notes.length > 0 && (
          <details>
            <summary>{words.details}</summary>
            {report.notes.map((note) => `${note} `)}
          </details>
        )}
      </div>
    </div>
  );
}
