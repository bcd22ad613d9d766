/** @file Replays a run: plays its log into the screens, or jumps to any record. Nothing is recomputed. */
import { searching } from '../messages/searching.ts';
import { useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import type { Run } from '../../contract/records.ts';
import { trainRecords } from '../../contract/run-file.ts';
import { Icon } from './icon.tsx';

/** How long a whole run plays, ms, and the least time a record stays (ours). */
const PLAY_MS = 20_000;
const LEAST_MS = 60;

/** Speeds to play at, times the usual. */
const SPEEDS = [0.5, 1, 2, 4] as const;

interface TimeLapseProps {
  readonly run: Run;
  /** Puts on show the run, or the first records of it. */
  show(run: Run): void;
}

/** Controls that play a run or jump to any of its records. */
export function TimeLapse({ run, show }: TimeLapseProps) {
  const { log } = run;
  const at = useSignal(log.length);
  const isPlaying = useSignal(false);
  const speed = useSignal<number>(1);
  const goTo = (records: number): void => {
    at.value = records;
    show(records === log.length ? run : { head: run.head, log: log.slice(0, records) });
  };
  useLayoutEffect(() => {
    if (!isPlaying.value) return undefined;
    const timer = setInterval(
      () => {
        if (at.value >= log.length) isPlaying.value = false;
        else goTo(at.value + 1);
      },
      Math.max(LEAST_MS, PLAY_MS / log.length) / speed.value,
    );
    return () => clearInterval(timer);
  }, [isPlaying.value, speed.value]);
  useLayoutEffect(() => () => goTo(log.length), []); // other screens show the whole run
  const play = (): void => {
    if (!isPlaying.value && at.value === log.length) goTo(0);
    isPlaying.value = !isPlaying.value;
  };
  return (
    <div class="time-lapse">
      <button type="button" class="button tool" onClick={play}>
        <Icon name={isPlaying.value ? 'pause' : 'play'} size={14} /> {isPlaying.value ? 'Pause' : 'Play'}
      </button>
      <input
        type="range"
        aria-label="Place in the run"
        min="0"
        max={log.length}
        value={at.value}
        onInput={(event) => {
          isPlaying.value = false;
          goTo(Number(event.currentTarget.value));
        }}
      />
      <select
        aria-label="Speed"
        value={speed.value}
        onChange={(event) => (speed.value = Number(event.currentTarget.value))}
      >
        {SPEEDS.map((times) => (
          <option key={times} value={times}>
            {times}×
          </option>
        ))}
      </select>
      <span class="quiet-2">
        {searching.value.cellsOf(trainRecords({ log: log.slice(0, at.value) }).length, trainRecords(run).length)}
      </span>
    </div>
  );
}
