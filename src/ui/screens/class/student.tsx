/** @file A student's page: what this laptop trains, for whom, how much, and how to stop. */
import { MarkedText } from '../../parts/marked-text.tsx';
import { searching } from '../../messages/searching.ts';
import { room } from '../../messages/room.ts';
import { EXTERNAL } from '../../../contract/config.ts';
import { DEFAULT_RECIPE, formatPageLink } from '../../../contract/link/recipe-link.ts';
import { parseCell } from '../../../core/space/cell.ts';
import { EpochCurve } from '../../charts/epoch-curve.tsx';
import { count, percent } from '../../model/format.ts';
import { CellGlyphs } from '../../parts/glyph.tsx';
import { Icon, Logo, Ring } from '../../parts/icon.tsx';
import { enter, leave, setPaused } from '../../actions/room.ts';
import {
  bestAccuracy,
  cells,
  ending,
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
          <strong>{room.value.room(link.value?.room)}</strong>
          {state === 'inside' && <span class="note">{whoYouAre()}</span>}
        </div>
        {bestAccuracy.value !== undefined && (
          <div class="class-best">
            <strong>{percent(bestAccuracy.value)}</strong>
            <span class="note">{room.value.classBest}</span>
          </div>
        )}
      </header>
      <main class="class-main">
        {state === 'outside' && <Entrance />}
        {state === 'entering' && <Words title={room.value.joining} text={room.value.joiningNote} />}
        {state === 'waiting' && <Words title={room.value.waiting} text={room.value.waitingNote} />}
        {state === 'refused' && <Refused />}
        {state === 'ended' && <Ended />}
        {state === 'inside' && <Training />}
        {(state === 'inside' || state === 'ended') && <Share />}
      </main>
      {state === 'inside' && <Foot />}
    </>
  );
}

function whoYouAre(): string {
  return room.value.you(ownName.value.trim(), roster.value.length);
}

function Words({ title, text }: { title: string; text: string }) {
  return (
    <section role="status">
      <h1>{title}</h1>
      <p class="note">{text}</p>
    </section>
  );
}

function Refused() {
  return (
    <>
      <Words title={room.value.refused} text={`${reason.value}.`} />
      <div class="class-buttons">
        <Again name={room.value.tryAgain} />
        <SearchAlone />
      </div>
    </>
  );
}

/** Why it is over, and what can be done next. */
function Ended() {
  const how = ending.value;
  const best = linkToBest();
  return (
    <>
      <Words
        title={room.value.done}
        text={how === 'failed' ? room.value.ended.failed(reason.value) : room.value.ended[how]}
      />
      {best !== undefined && (
        <a class="button ink class-button" href={best}>
          {room.value.openBest}
        </a>
      )}
      <div class="class-buttons">
        {how !== 'shown out' && <Again name={room.value.joinAgain} />}
        <SearchAlone />
      </div>
    </>
  );
}

/** The class's best cell on the screen of cells, where there is one and a link can hold the search's settings. */
function linkToBest(): string | undefined {
  const { best } = cells.value;
  const config = roomRun.value?.config;
  if (best === undefined || config === undefined || config.strategy === EXTERNAL) return undefined;
  return `#${formatPageLink({ ...DEFAULT_RECIPE, config, view: 'cell', cell: best.notation })}`;
}

/** A page that is loaded again stands at the room's entrance, as the same worker. */
function Again({ name }: { name: string }) {
  return (
    <button type="button" class="button class-button" onClick={() => location.reload()}>
      {name}
    </button>
  );
}

function SearchAlone() {
  return (
    <a class="button class-button" href={location.pathname}>
      {room.value.searchAlone}
    </a>
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
      <h1>{room.value.entrance}</h1>
      <p>{room.value.entranceNote}</p>
      <label>
        <span>{room.value.yourName}</span>
        <input
          type="text"
          maxLength={MOST_NAME}
          autocomplete="off"
          value={ownName.value}
          onInput={({ currentTarget }) => (ownName.value = currentTarget.value)}
        />
      </label>
      <button type="submit" class="button ink class-button">
        {room.value.join}
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
      <h1>{purpose === 'check' ? room.value.checks : room.value.trains}</h1>
      <p class="note">{room.value.trainsNote(level, config.blocks)}</p>
      <section class="class-card" aria-label={room.value.inTraining}>
        <h2 class="class-row">
          <Ring share={done} size={20} /> {room.value.cellOf(current.child + 1, current.children)}
          <span class="note">{room.value.percentDone(Math.round(100 * done))}</span>
        </h2>
        <CellGlyphs cell={parseCell(notation, config)} />
        {(curve.length > 0 || predicted !== undefined) && (
          <EpochCurve curve={curve} epochs={config.epochs} predicted={predicted} before={[]} />
        )}
        <dl class="figures">
          <div>
            <dd>{examplesPerSecond === undefined ? '–' : count(Math.round(examplesPerSecond))}</dd>
            <dt>{searching.value.figures.speed}</dt>
          </div>
          <div>
            <dd>
              {curve.length} / {config.epochs}
            </dd>
            <dt>{searching.value.figures.epochs}</dt>
          </div>
        </dl>
      </section>
    </>
  );
}

function idleTitle(): string {
  if (isPaused.value) return room.value.idle.paused;
  if (roomState.value?.phase === 'paused') return room.value.paused;
  return room.value.idle.waiting;
}

function idleText(): string {
  if (isPaused.value) return room.value.idle.pausedNote;
  switch (roomState.value?.phase) {
    case 'gathering':
      return room.value.idle.gathering;
    case 'fit':
    case 'rank':
      return room.value.idle.choosing;
    default:
      return room.value.idle.others;
  }
}

function Share() {
  const all = cells.value.cells.flatMap(([, accuracy]) => (accuracy === null ? [] : [accuracy]));
  if (all.length === 0) return null;
  const own = ownResults.value;
  const trained = Math.max(all.length, own.length); // the class is told a second later
  return (
    <section aria-label={room.value.share}>
      <h2 class="class-row">
        {room.value.share}
        <span class="note">
          <MarkedText text={room.value.shareOf(own.length, trained)} />
        </span>
      </h2>
      <ClassSwarm all={all} own={own} />
      <p class="note">{room.value.discs(own.length > 0 ? percent(Math.max(...own)) : undefined)}</p>
    </section>
  );
}

function Foot() {
  return (
    <footer class="class-foot">
      <LowPriority hasWords />
      <p class="note">
        <Icon name="check" size={14} /> {room.value.keepOpen(roomRun.value?.data.name === 'sample')}
      </p>
      <div class="class-buttons">
        <button type="button" class="button ink class-button" onClick={() => void setPaused(!isPaused.value)}>
          {isPaused.value ? room.value.goOn : room.value.pause}
        </button>
        <button type="button" class="button class-button" onClick={() => void leave()}>
          {room.value.leave}
        </button>
      </div>
    </footer>
  );
}
