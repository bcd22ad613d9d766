/** @file The class's board, for a projector: who trains what, and what the class has found. Nothing on it is smaller than 16 px. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { parseCell } from '../../../core/space/cell.ts';
import { spearman } from '../../../core/stats.ts';
import type { Roster } from '../../../contract/room-messages.ts';
import { control } from '../../actions/room.ts';
import { count, counted, percent, points } from '../../model/format.ts';
import { CellGlyphs } from '../../parts/glyph.tsx';
import { Logo } from '../../parts/icon.tsx';
import { bestAccuracy, cells, link, reason, roomRun, roomState, roster, stay, workers } from '../../state/room.ts';
import { QrCode } from '../../parts/qr-code.tsx';
import { ClassSwarm } from './class-swarm.tsx';

/** A worker that was not heard of for so long is shown as silent, ms (ours). */
const SILENT_MS = 40_000;
/** Fewest cells that a rank correlation is shown of (the design's). */
const FEWEST_RANKED = 8;

const now = signal(performance.now());

export function Board() {
  useEffect(() => {
    const ticking = setInterval(() => (now.value = performance.now()), 1_000);
    return () => clearInterval(ticking);
  }, []);
  if (stay.value === 'refused') return <main class="class-main">The board cannot be opened. {reason.value}.</main>;
  const run = roomRun.value;
  const state = roomState.value;
  const all = cells.value.cells;
  return (
    <div class="board">
      <header class="bar board-bar">
        <Logo />
        <strong>Room {link.value?.room}</strong>
        <span class="board-count">
          <strong>{count(all.length)}</strong> cells measured
        </span>
        <span class="bar-right">
          <button
            type="button"
            class="button ink"
            onClick={() => void control(state?.phase === 'paused' ? 'continue' : 'pause')}
          >
            {state?.phase === 'paused' ? 'Continue' : 'Pause'}
          </button>
          <button type="button" class="button" onClick={() => void control('stop')}>
            Stop
          </button>
        </span>
      </header>
      <main class="board-main">
        <h1>{headline()}</h1>
        <p>{levelWords()}</p>
        {run !== undefined && <Levels blocks={run.config.blocks} />}
        <div class="class-row">
          <h2>What each laptop trains</h2>
          <span>
            <strong>{count(Math.round(speed()))}</strong> images/s in all
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
        <Join />
        <Best />
        <Twice />
        <Guesses />
      </aside>
    </div>
  );
}

const present = (): Roster =>
  roster.value.filter(({ key }) => {
    const heard = workers.value.get(key);
    return heard !== undefined && heard.progress.doing !== 'left' && now.value - heard.at < SILENT_MS;
  });

function headline(): string {
  const laptops = counted(present().length, 'laptop');
  const [level, blocks] = [roomState.value?.level, roomRun.value?.config.blocks];
  switch (roomState.value?.phase) {
    case undefined:
    case 'gathering':
      return `${laptops} in the room`;
    case 'paused':
      return 'The class is paused';
    case 'finished':
      return 'The search is finished';
    case 'confirm':
      return `${laptops} confirm the best cells`;
    default:
      return `${laptops} search together: level ${level} of ${blocks}`;
  }
}

function levelWords(): string {
  const { phase, jobs, measured, waiting } = roomState.value ?? {
    phase: 'gathering',
    jobs: 0,
    measured: 0,
    waiting: 0,
  };
  if (phase === 'fit' || phase === 'rank')
    return 'The surrogate learns from all that was measured, and ranks the next level.';
  if (phase === 'finished') return 'Every device has given its share.';
  if (jobs === 0) return 'Open the link, or read the code with a camera.';
  const training = Math.max(0, jobs - measured - waiting);
  return `${measured} of ${jobs} cells are measured, ${training} are training, ${waiting} ${waiting === 1 ? 'waits' : 'wait'} for a free laptop.`;
}

function speed(): number {
  return present().reduce((sum, { key }) => sum + (workers.value.get(key)!.progress.examplesPerSecond ?? 0), 0);
}

function Levels({ blocks }: { blocks: number }) {
  return (
    <div class="board-levels">
      {Array.from({ length: blocks }, (_, i) => i + 1).map((level) => {
        const own = cells.value.cells.filter(([of]) => of === level);
        const measured = own.flatMap(([, accuracy]) => (accuracy === null ? [] : [accuracy]));
        if (own.length === 0) return null;
        return (
          <section key={level} class="board-level" aria-label={`Level ${level}`}>
            <h2>
              Level {level} <span class="note">{counted(own.length, 'cell')}</span>
            </h2>
            <ClassSwarm all={measured} own={[]} />
          </section>
        );
      })}
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
        <strong>{name === '' ? 'a laptop' : name}</strong>
        <span>{tileWords(isSilent, silentMs, progress?.doing, progress?.examplesPerSecond)}</span>
      </div>
      {progress?.doing === 'training' && progress.notation !== undefined ? (
        <CellGlyphs cell={parseCell(progress.notation)} />
      ) : (
        <span class="note">{progress?.doing ?? 'joined'}</span>
      )}
      <progress
        max="1"
        value={progress?.doing === 'training' ? (progress.done ?? 0) : 0}
        aria-label={`${name}: of its cell`}
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
  if (doing === 'left') return 'left';
  if (isSilent) return silentMs === 0 ? 'joined' : `no sign for ${Math.round(silentMs / 1000)} s`;
  return imagesPerSecond === undefined ? '' : `${count(Math.round(imagesPerSecond))} images/s`;
}

function Join() {
  const { room, server } = link.value!;
  const url = `${location.origin}${location.pathname}#room=${room}${server === undefined ? '' : `&server=${encodeURIComponent(server)}`}`;
  return (
    <section class="board-join">
      <QrCode text={url} label={`The link to room ${room}`} />
      <p>
        join at <strong>{location.host}</strong>
        <br />
        room <strong class="board-code">{room}</strong>
      </p>
    </section>
  );
}

function Best() {
  const { best, cells: all } = cells.value;
  if (best === undefined || bestAccuracy.value === undefined) return null;
  const by = roster.value[all[best.place]?.[3] ?? -1]?.name ?? '';
  const predicted = all[best.place]?.[2] ?? null;
  return (
    <section>
      <h2>The class's best cell</h2>
      <p>
        <strong class="board-figure">{percent(bestAccuracy.value)}</strong> cell {best.place + 1}
        {by !== '' && `, trained by ${by}`}
      </p>
      <CellGlyphs cell={parseCell(best.notation)} />
      <p class="note">
        {predicted === null
          ? 'Of level 1, where nothing is predicted.'
          : `Predicted ${percent(predicted)} before training.`}
      </p>
    </section>
  );
}

function Twice() {
  const { differences } = cells.value;
  const apart = differences.map(Math.abs);
  const mean = apart.reduce((sum, one) => sum + one, 0) / apart.length;
  return (
    <section>
      <h2>Can we trust one laptop?</h2>
      <p>
        5 % of the cells are trained twice, on two laptops.{' '}
        {apart.length === 0
          ? 'None so far.'
          : `So far ${apart.length}: ${points(mean, 1)} points apart on average, ${points(Math.max(...apart), 1)} at most.`}
      </p>
    </section>
  );
}

function Guesses() {
  const levels = [...new Set(cells.value.cells.map(([level]) => level))].flatMap((level) => {
    const both = cells.value.cells.filter(
      ([of, accuracy, predicted]) => of === level && accuracy !== null && predicted !== null,
    );
    if (both.length < FEWEST_RANKED) return [];
    return [
      {
        level,
        rho: spearman(
          both.map(([, , predicted]) => predicted!),
          both.map(([, accuracy]) => accuracy!),
        ),
      },
    ];
  });
  if (levels.length === 0) return null;
  return (
    <section>
      <h2>Did the guesses help?</h2>
      <dl class="board-guesses">
        {levels.map(({ level, rho }) => (
          <div key={level} class="class-row">
            <dt>Level {level}</dt>
            <dd>{rho.toFixed(2)}</dd>
          </div>
        ))}
      </dl>
      <p class="note">Spearman, predicted against measured</p>
    </section>
  );
}
