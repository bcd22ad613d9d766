/** @file A student's page: what this laptop trains, for whom, how much, and how to stop. */
import { parseCell } from '../../../core/space/cell.ts';
import { EpochCurve } from '../../charts/epoch-curve.tsx';
import { count, counted, percent } from '../../model/format.ts';
import { CellGlyphs } from '../../parts/glyph.tsx';
import { Icon, Logo, Ring } from '../../parts/icon.tsx';
import { enter, leave, setPaused } from '../../actions/room.ts';
import {
  bestAccuracy,
  cells,
  isPaused,
  job,
  link,
  ownKey,
  ownName,
  ownResults,
  reason,
  roomRun,
  roomState,
  roster,
  stay,
  workers,
} from '../../state/room.ts';
import { LowPriority } from '../search/low-priority.tsx';
import { ClassSwarm } from './class-swarm.tsx';

/** Longest name (`JoinSchema`). */
const MOST_NAME = 40;

export function Student() {
  const state = stay.value;
  return (
    <>
      <header class="bar class-bar">
        <Logo />
        <div class="class-where">
          <strong>Room {link.value?.room}</strong>
          {state === 'inside' && <span class="note">{whoYouAre()}</span>}
        </div>
        {bestAccuracy.value !== undefined && (
          <div class="class-best">
            <strong>{percent(bestAccuracy.value)}</strong>
            <span class="note">class's best</span>
          </div>
        )}
      </header>
      <main class="class-main">
        {state === 'outside' && <Entrance />}
        {state === 'entering' && (
          <Words title="Joining" text="The graphics device is opened and checked, and the class is asked." />
        )}
        {state === 'waiting' && (
          <Words title="Waiting for the class" text="It has not begun yet. This page joins by itself." />
        )}
        {state === 'refused' && <Words title="This laptop cannot join" text={`${reason.value}.`} />}
        {state === 'ended' && <Words title="Done" text={reason.value} />}
        {state === 'inside' && <Training />}
        {(state === 'inside' || state === 'ended') && <Share />}
      </main>
      {state === 'inside' && <Foot />}
    </>
  );
}

function whoYouAre(): string {
  const others = counted(roster.value.length, 'laptop');
  return ownName.value.trim() === '' ? `one of ${others}` : `you are ${ownName.value.trim()}, one of ${others}`;
}

function Words({ title, text }: { title: string; text: string }) {
  return (
    <section role="status">
      <h1>{title}</h1>
      <p class="note">{text}</p>
    </section>
  );
}

/** Nothing starts before its user says so. */
function Entrance() {
  return (
    <form
      class="class-form"
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <h1>Train for the class</h1>
      <p>
        One search runs on all laptops of the room. This page trains cells on your graphics device for as long as it is
        open, and gives their accuracies to the class. No pictures and no files of yours leave it.
      </p>
      <label>
        <span>Your name, for the board (optional)</span>
        <input
          type="text"
          maxLength={MOST_NAME}
          autocomplete="off"
          value={ownName.value}
          onInput={({ currentTarget }) => (ownName.value = currentTarget.value)}
        />
      </label>
      <button type="submit" class="button ink class-button">
        Join and train
      </button>
    </form>
  );
}

function Training() {
  const progress = workers.value.get(ownKey.value)?.progress;
  const current = progress?.doing === 'training' ? job.value : undefined;
  if (current === undefined) return <Words title={idleTitle()} text={idleText()} />;
  const { notation, predicted, config, level, purpose } = current;
  const { done = 0, examplesPerSecond, curve = [] } = progress!;
  return (
    <>
      <h1>{purpose === 'check' ? 'Your laptop checks another' : 'Your laptop trains a cell'}</h1>
      <p class="note">
        Level {level} of {config.blocks}. When it is measured, the class gets the result and you get the next cell.
      </p>
      <section class="class-card" aria-label="The cell in training">
        <h2 class="class-row">
          <Ring share={done} size={20} /> Cell {current.child + 1} of {current.children}
          <span class="note">{Math.round(100 * done)} % done</span>
        </h2>
        <CellGlyphs cell={parseCell(notation, config)} />
        {(curve.length > 0 || predicted !== undefined) && (
          <EpochCurve curve={curve} epochs={config.epochs} predicted={predicted} before={[]} />
        )}
        <dl class="figures">
          <div>
            <dd>{examplesPerSecond === undefined ? '–' : count(Math.round(examplesPerSecond))}</dd>
            <dt>images/s</dt>
          </div>
          <div>
            <dd>
              {curve.length} / {config.epochs}
            </dd>
            <dt>epochs</dt>
          </div>
        </dl>
      </section>
    </>
  );
}

function idleTitle(): string {
  if (isPaused.value) return 'Paused';
  if (roomState.value?.phase === 'paused') return 'The class is paused';
  return 'Waiting for a cell';
}

function idleText(): string {
  if (isPaused.value) return 'Your cell went to another laptop. Continue to get the next one.';
  switch (roomState.value?.phase) {
    case 'gathering':
      return 'The search begins when enough laptops are here.';
    case 'fit':
    case 'rank':
      return 'The surrogate is choosing the next level from what all of you have measured.';
    default:
      return 'All cells of this level are with other laptops, or the next one is on its way.';
  }
}

function Share() {
  const all = cells.value.cells.flatMap(([, accuracy]) => (accuracy === null ? [] : [accuracy]));
  if (all.length === 0) return null;
  const own = ownResults.value;
  return (
    <section aria-label="Your share">
      <h2 class="class-row">
        Your share
        <span class="note">
          <strong>{own.length}</strong> of {counted(all.length, 'cell')}
        </span>
      </h2>
      <ClassSwarm all={all} own={own} />
      <p class="note">
        full discs are yours, pale ones the class's{own.length > 0 && `; your best ${percent(Math.max(...own))}`}
      </p>
    </section>
  );
}

function Foot() {
  return (
    <footer class="class-foot">
      <LowPriority hasWords />
      <p class="note">
        <Icon name="check" size={14} /> Keep this tab open. Leave any time: an unfinished cell goes to another laptop.
        {roomRun.value !== undefined &&
          roomRun.value.data.name === 'sample' &&
          ' All train on the sample that lies beside this page.'}
      </p>
      <div class="class-buttons">
        <button type="button" class="button ink class-button" onClick={() => void setPaused(!isPaused.value)}>
          {isPaused.value ? 'Continue' : 'Pause'}
        </button>
        <button type="button" class="button class-button" onClick={() => void leave()}>
          Leave the room
        </button>
      </div>
    </footer>
  );
}
