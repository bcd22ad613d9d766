/** @file Search before there is a run: what it does, one Start with its price, and the empty strips as their own legend. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RunSummary } from '../../../contract/summary.ts';
import { SAMPLE_NAME } from '../../../contract/sample.ts';
import { openRun, readSummary } from '../../actions/runs.ts';
import { resume, start } from '../../actions/search.ts';
import { blocksAt, networksOf, plannedChildren, trainsWholeCells } from '../../model/derive.ts';
import { RankCurveToCome } from '../../charts/rank-curve.tsx';
import { count, counted, durationRange } from '../../model/format.ts';
import { show } from '../../state/navigation.ts';
import { ColumnHead } from '../../parts/column-head.tsx';
import { LevelSquares } from '../../parts/glyph.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Mosaic } from '../../parts/mosaic.tsx';
import { dataSet, device, runStatus, priceHere, runs } from '../../state/state.ts';
import { choosePreset, isSmallest, recipe, settingErrors } from '../../state/settings.ts';
import { deviceName, runDetail, runName } from '../../state/words.ts';
import { Reach } from './reach.tsx';
import { SettingsForm } from './settings-form.tsx';

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
            <Mosaic rows={7} />
            <figcaption>
              From the sample that comes with this page: 2,500 images of CIFAR-10 in ten classes, airplane to truck.
              {(dataSet.value?.name ?? SAMPLE_NAME) === SAMPLE_NAME && ' Accuracies on it are not CIFAR-10 figures.'}
            </figcaption>
          </figure>
        </div>
        <Reach />
        <WhatYouWillSee />
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
  return (
    <div class="start-line">
      <button
        type="button"
        class={device.value === undefined || device.value.backend === 'webgpu' ? 'button live start' : 'button start'}
        disabled={isBad || isShort || isStarting || set === undefined || device.value === undefined}
        onClick={() => void start()}
      >
        <Icon name="play" size={14} />
        {isStarting ? 'Starting' : 'Start'}
      </button>
      <div>
        <b>
          {counted(networksOf(config), 'network')}
          {price === undefined ? '' : `, about ${durationRange(price)}`}
        </b>
        <div class="quiet">
          {isBad
            ? 'A setting needs another value first.'
            : isShort
              ? 'These settings need more images than the data set has.'
              : device.value === undefined
                ? 'The device is being tested; then it can start.'
                : price === undefined
                  ? 'The first child tells how long they take here.'
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
    <p class="device-line">
      <span class={isSlow ? 'ink-2' : 'measured'}>
        <Icon name={isSlow ? 'warning' : 'check'} />
      </span>
      <span>
        <b>{deviceName(report)}</b>. {report.notes.map((note) => `${note} `)}
        {isSmallest.value &&
          recipe.value.preset === 'smoke' &&
          'So the smallest preset is filled in: it takes minutes here. '}
        Nothing is uploaded.
      </span>
    </p>
  );
}

/** The newest run, where the reader looks first: how far it is, or that it has ended. */
function Newest() {
  const newest = runs.value?.[0];
  const summary = useSignal<RunSummary | null | undefined>(undefined);
  const id = newest?.id;
  useEffect(() => {
    if (id === undefined) return undefined;
    let isLeft = false;
    const setSummary = (value: RunSummary | null): void => {
      if (!isLeft) summary.value = value;
    };
    readSummary(id).then(setSummary, () => setSummary(null)); // Continue says why it cannot be read
    return () => {
      isLeft = true;
      summary.value = undefined; // or it would be the next run's
    };
  }, [id]);
  if (newest === undefined || summary.value === undefined || runStatus.value !== 'open') return null;
  const { isOver = false, accuracies = [] } = summary.value ?? {};
  return (
    <p class="device-line">
      <Icon name="list" />
      <span>
        Your last run, {runName(newest)} ({runDetail(newest)}), {isOver ? 'has ended' : 'is not finished'}:{' '}
        {counted(accuracies.length, 'cell')} {accuracies.length === 1 ? 'is' : 'are'} trained and kept.{' '}
        {isOver ? (
          <button type="button" class="text-button" onClick={() => void openRun(newest.id, 'search')}>
            Look at it
          </button>
        ) : (
          <button type="button" class="button tool" onClick={() => void resume(newest.id)}>
            Continue
          </button>
        )}{' '}
        or{' '}
        <button type="button" class="text-button" onClick={() => show('runs')}>
          see all runs
        </button>
        .
      </span>
    </p>
  );
}

/** The levels to come: the empty state is the legend. */
function WhatYouWillSee() {
  const { config } = recipe.value;
  const isWhole = trainsWholeCells(config);
  const before = (level: number): number => plannedChildren(config).get(level - 1)!;
  return (
    <section class="preview" aria-labelledby="preview-heading">
      <h2 id="preview-heading">What you will see</h2>
      <div class="levels preview-levels">
        <div class="level-row column-heads">
          <span />
          <ColumnHead
            step={1}
            title="Grow and rank"
            text="The surrogate guesses every cell’s accuracy, no training needed."
          />
          <ColumnHead step={2} title={`Pick the top ${config.children}`} text="The rest are dropped." />
          <ColumnHead
            step={3}
            title="Train and measure"
            text="Each dot is a trained network: further right is better. Then the surrogate is refitted."
          />
        </div>
        {[...plannedChildren(config)].map(([level, children]) => (
          <div key={level} class="level-row">
            <div class="level-label">
              <b>Level {level}</b>
              <LevelSquares level={level} />
              <span class="quiet">{counted(level, 'block')}</span>
            </div>
            <div class="col-rank">
              {isWhole ? (
                <p class="note">No surrogate: whole cells are trained, as many as PNAS would train.</p>
              ) : level === 1 ? (
                <p class="note">
                  All {children} one-block cells are trained, so that the surrogate has something to learn from.
                </p>
              ) : (
                <>
                  <RankCurveToCome />
                  <p class="note">
                    {count(before(level))} cells × {count(blocksAt(config, level - 1))} new blocks
                  </p>
                </>
              )}
            </div>
            <div class="col-tiles">
              <TilesToCome total={children} />
              <p class="note">
                {level === 1 ? `${counted(children, 'cell')}, none dropped` : counted(children, 'cell')}
              </p>
            </div>
            <DotsToCome level={level - 1} total={children} />
          </div>
        ))}
      </div>
      {runs.value !== null && <p class="note">Everything is saved after every child: close the lid any time.</p>}
    </section>
  );
}

/** Tiles drawn at most before a run (ours; more would say nothing new). */
const MOST_TILES = 48;

function TilesToCome({ total }: { total: number }) {
  const shown = Math.min(total, MOST_TILES);
  return (
    <svg class="tiles" width="192" height={Math.ceil(shown / 16) * 12 + 2} aria-hidden="true">
      {Array.from({ length: shown }, (_, i) => (
        <rect
          key={i}
          class="tile-come"
          x={1.5 + (i % 16) * 12}
          y={1.5 + Math.floor(i / 16) * 12}
          width="9"
          height="9"
          rx="1.5"
        />
      ))}
    </svg>
  );
}

/** Where dots may fall, a little further right at each level: a picture, not a promise. */
const PLACES = [
  [8, 46],
  [16, 66],
  [24, 38],
  [29, 58],
  [35, 78],
  [41, 44],
  [48, 62],
] as const;

function DotsToCome({ level, total }: { level: number; total: number }) {
  return (
    <svg class="strip-to-come" width="100%" height="76" aria-hidden="true">
      {[10, 28, 46, 64, 82].map((x) => (
        <line key={x} class="gridline" x1={`${x}%`} x2={`${x}%`} y1="0" y2="76" />
      ))}
      {PLACES.slice(0, total).map(([x, y]) => (
        <circle key={x} class="dot-come" cx={`${x + 14 * level}%`} cy={y * 0.9 - 14} r="4" />
      ))}
    </svg>
  );
}
