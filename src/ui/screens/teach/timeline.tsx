/** @file The recorded run's own hours: plays a step, or goes to any place, and the text with it. */
import { useEffect, useMemo } from 'preact/hooks';
import type { LogRecord } from '../../../contract/records.ts';
import { duration } from '../../model/format.ts';
import type { Lesson } from '../../model/tour/lesson.ts';
import { Icon } from '../../parts/icon.tsx';
import { tour } from '../../messages/tour.ts';
import { isPlaying, play, playOn, scrubTo, shownRecords, step } from './tour-state.ts';

/** How long a step plays, and the least time between two records, ms (ours). */
const PLAY_MS = 5_000;
const LEAST_MS = 60;

export function Timeline({ lesson }: { lesson: Lesson }) {
  const { log } = lesson.run;
  const { from, to } = lesson.steps[step.value - 1]!;
  useEffect(() => {
    if (!isPlaying.value) return undefined;
    const timer = setInterval(() => playOn(lesson), Math.max(LEAST_MS, PLAY_MS / Math.max(1, to - from)));
    return () => clearInterval(timer);
  }, [isPlaying.value, lesson, from, to]);
  const spent = useMemo(() => spentBy(log), [log]);
  const levels = useMemo(() => levelStarts(log), [log]);
  return (
    <div class="tour-timeline">
      <button type="button" class="button tool" onClick={() => play(lesson)}>
        <Icon name={isPlaying.value ? 'pause' : 'play'} size={14} />{' '}
        {isPlaying.value ? tour.value.stage.pause : tour.value.stage.play}
      </button>
      <div class="tour-track">
        <input
          type="range"
          aria-label={tour.value.stage.place}
          min="0"
          max={log.length}
          value={shownRecords.value}
          aria-valuetext={tour.value.stage.ofRun(duration(spent[shownRecords.value]!), duration(spent.at(-1)!))}
          onInput={(event) => scrubTo(lesson, Number(event.currentTarget.value))}
        />
        <div class="tour-levels" aria-hidden="true">
          {levels.map(({ name, at }, i) => {
            const next = levels[i + 1]?.at ?? log.length;
            const isNow = shownRecords.value >= at && (shownRecords.value < next || i === levels.length - 1);
            return (
              <span key={name} class={isNow ? 'now' : ''} style={{ flexGrow: Math.max(1, next - at) }}>
                {name}
              </span>
            );
          })}
        </div>
      </div>
      <span class="note">{tour.value.stage.ofRun(duration(spent[shownRecords.value]!), duration(spent.at(-1)!))}</span>
    </div>
  );
}

/** Time spent before the first record, after it, and so on to the last, ms. */
function spentBy(log: readonly LogRecord[]): number[] {
  const spent = [0];
  for (const record of log) spent.push(spent.at(-1)! + ('durationMs' in record ? record.durationMs : 0));
  return spent;
}

/** Where each level begins, in records, and the confirmation. Levels after the first are numbers: words would be cut on a phone. */
function levelStarts(log: readonly LogRecord[]): { name: string; at: number }[] {
  const starts: { name: string; at: number }[] = [{ name: tour.value.stage.levelHead(1), at: 0 }];
  for (const [at, record] of log.entries()) {
    if (record.type === 'rank') starts.push({ name: String(record.level), at });
    if (record.type === 'confirm' && starts.at(-1)!.name !== tour.value.stage.confirm)
      starts.push({ name: tour.value.stage.confirm, at });
  }
  return starts;
}
