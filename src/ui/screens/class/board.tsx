/** @file The class's board, for a projector: who trains what, and what the class has found. Nothing on it is smaller than 16 px. */
import { charts } from '../../messages/charts.ts';
import { MarkedText } from '../../parts/marked-text.tsx';
import { searching } from '../../messages/searching.ts';
import { room } from '../../messages/room.ts';
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { parseCell } from '../../../core/space/cell.ts';
import type { Roster } from '../../../contract/room-messages.ts';
import { control } from '../../actions/room.ts';
import { percent } from '../../model/format.ts';
import { CellGlyphs } from '../../parts/glyph.tsx';
import { Logo } from '../../parts/icon.tsx';
import {
  cells,
  hasJoinCode,
  hasNames,
  link,
  reason,
  roomRun,
  roomState,
  roster,
  stay,
  workers,
} from '../../state/room.ts';
import { BestCell, Guesses, Join, Twice } from './board-side.tsx';
import { ClassSwarm } from './class-swarm.tsx';

/** A worker that was not heard of for so long is shown as silent, ms (ours). */
const SILENT_MS = 40_000;

const now = signal(performance.now());

export function Board() {
  useEffect(() => {
    const ticking = setInterval(() => (now.value = performance.now()), 1_000);
    addEventListener('keydown', pressKey);
    return () => {
      clearInterval(ticking);
      removeEventListener('keydown', pressKey);
    };
  }, []);
  if (stay.value === 'refused') return <main class="class-main">{room.value.closed(reason.value)}</main>;
  const run = roomRun.value;
  const state = roomState.value;
  const all = cells.value.cells;
  return (
    <div class="board">
      <header class="bar board-bar">
        <Logo />
        <strong>{room.value.room(hasJoinCode.value ? link.value?.room : undefined)}</strong>
        <span class="board-count">
          <MarkedText text={room.value.cellsMeasured(all.length)} />
        </span>
        <span class="bar-right">
          {state?.phase !== 'finished' && <Controls isPaused={state?.phase === 'paused'} />}
          <span class="note board-keys">{room.value.keys}</span>
        </span>
      </header>
      <main class="board-main">
        <h1>{headline()}</h1>
        <p>{levelWords()}</p>
        {run !== undefined && <Levels blocks={run.config.blocks} />}
        <div class="class-row">
          <h2>{room.value.eachTrains}</h2>
          <span>
            <MarkedText text={room.value.speedInAll(Math.round(speed()))} />
          </span>
        </div>
        <ul class="board-tiles">
          {roster.value
            .toSorted((a, b) => a.name.localeCompare(b.name))
            .map((member) => (
              <Tile key={member.key} member={member} />
            ))}
        </ul>
      </main>
      <aside class="board-side">
        {hasJoinCode.value && <Join />}
        <BestCell />
        <Twice />
        <Guesses />
      </aside>
    </div>
  );
}

/** Of a search that goes on. */
function Controls({ isPaused }: { isPaused: boolean }) {
  return (
    <>
      <button type="button" class="button ink" onClick={() => void control(isPaused ? 'continue' : 'pause')}>
        {isPaused ? room.value.goOn : room.value.pause}
      </button>
      <button type="button" class="button" onClick={() => void control('stop')}>
        {room.value.stop}
      </button>
    </>
  );
}

/** Of a projector's keyboard: F is full screen, H hides the room's code once all have joined, N the names. */
function pressKey({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): void {
  if (ctrlKey || metaKey || altKey) return;
  if (key === 'n') hasNames.value = !hasNames.value;
  if (key === 'h') hasJoinCode.value = !hasJoinCode.value;
  if (key === 'f')
    void (document.fullscreenElement === null
      ? document.documentElement.requestFullscreen()
      : document.exitFullscreen());
}

const present = (): Roster =>
  roster.value.filter(({ key }) => {
    const heard = workers.value.get(key);
    return heard !== undefined && heard.progress.doing !== 'left' && now.value - heard.at < SILENT_MS;
  });

function headline(): string {
  const laptops = present().length;
  const [level, blocks] = [roomState.value?.level, roomRun.value?.config.blocks];
  switch (roomState.value?.phase) {
    case undefined:
    case 'gathering':
      return room.value.inRoom(laptops);
    case 'paused':
      return room.value.paused;
    case 'finished':
      return room.value.finished;
    case 'confirm':
      return room.value.confirm(laptops);
    default:
      return room.value.together(laptops, level, blocks);
  }
}

function levelWords(): string {
  const { phase, jobs, measured, waiting } = roomState.value ?? {
    phase: 'gathering',
    jobs: 0,
    measured: 0,
    waiting: 0,
  };
  if (phase === 'fit' || phase === 'rank') return room.value.learns;
  if (phase === 'finished') return room.value.allGave;
  if (jobs === 0) return room.value.openLink;
  const training = Math.max(0, jobs - measured - waiting);
  return room.value.levelNow(measured, jobs, training, waiting);
}

function speed(): number {
  return present().reduce((sum, { key }) => sum + (workers.value.get(key)!.progress.examplesPerSecond ?? 0), 0);
}

/** All levels on one axis, as on a student's page. */
function Levels({ blocks }: { blocks: number }) {
  const measured = cells.value.cells.flatMap(([level, accuracy]) => (accuracy === null ? [] : [{ level, accuracy }]));
  const axis = measured.map(({ accuracy }) => accuracy);
  const levels = Array.from({ length: blocks }, (_, i) => i + 1)
    .map((level) => ({ level, own: measured.filter((cell) => cell.level === level).map(({ accuracy }) => accuracy) }))
    .filter(({ own }) => own.length > 0);
  return (
    <div class="board-levels">
      {levels.map(({ level, own }, i) => (
        <section key={level} class="board-level" aria-label={searching.value.levelTitle(level)}>
          <h2>
            {searching.value.levelTitle(level)} <span class="note">{searching.value.cells(own.length)}</span>
            <span class="note measured">{charts.value.best(percent(Math.max(...own)))}</span>
          </h2>
          <ClassSwarm all={own} own={[]} axis={axis} isLabelled={i === levels.length - 1} isLarge />
        </section>
      ))}
    </div>
  );
}

/** Where a laptop stands in the list never changes, so that nobody looks for theirs. */
function Tile({ member: { key, name } }: { member: Roster[number] }) {
  const heard = workers.value.get(key);
  const silentMs = heard === undefined ? 0 : now.value - heard.at;
  const isSilent = heard === undefined || silentMs > SILENT_MS;
  const { progress } = heard ?? {};
  return (
    <li class={`board-tile${isSilent || progress?.doing === 'left' ? ' silent' : ''}`}>
      <div class="class-row">
        <strong>{name === '' || !hasNames.value ? room.value.aLaptop : name}</strong>
        <span>{tileWords(isSilent, silentMs, progress?.doing, progress?.examplesPerSecond)}</span>
      </div>
      {progress?.doing === 'training' && progress.notation !== undefined ? (
        <CellGlyphs cell={parseCell(progress.notation)} />
      ) : (
        <span class="note">
          {progress === undefined
            ? room.value.joined
            : progress.doing === 'left'
              ? '\u00a0'
              : room.value.doing[progress.doing]}
        </span>
      )}
      <progress
        max="1"
        value={progress?.doing === 'training' ? (progress.done ?? 0) : 0}
        aria-label={room.value.ofItsCell(name)}
      />
    </li>
  );
}

function tileWords(
  isSilent: boolean,
  silentMs: number,
  doing: string | undefined,
  imagesPerSecond: number | undefined,
): string {
  if (doing === 'left') return room.value.left;
  if (isSilent) return silentMs === 0 ? room.value.joined : room.value.silent(Math.round(silentMs / 1000));
  return imagesPerSecond === undefined ? '' : room.value.speed(Math.round(imagesPerSecond));
}
