/**
 * @file What a long search needs of the browser: its progress where a tab's name stands, the screen kept on, word at its end. The last two
 * are asked for by a switch each, and last as long as the page.
 */
import { effect, signal } from '@preact/signals';
import { searching } from '../messages/searching.ts';
import { isOver } from '../../contract/run-file.ts';
import { answerOf } from '../../contract/answer.ts';
import { accuracyDigits, percent } from '../model/format.ts';
import { confirmationProgressOf, progressOf } from '../model/derive.ts';
import { levels, notice, run, runStatus } from '../state/state.ts';

/** Whether the screen is to stay on while something is trained. */
export const keepsScreenOn = signal(false);
/** Whether the end of a search is to be told by a notification. */
export const tellsEnd = signal(false);

/** Whether the browser can do either. */
export const canKeepScreenOn = 'wakeLock' in navigator;
export const canTellEnd = 'Notification' in globalThis;

/** Asks for leave to notify, when the switch is turned on. */
export async function setTellsEnd(isOn: boolean): Promise<void> {
  tellsEnd.value = isOn && (await Notification.requestPermission()) === 'granted';
  if (isOn && !tellsEnd.value) notice.value = { kind: 'info', text: searching.value.noNotifications };
}

/** The page's, as its bar has it. */
const NAME = 'Progressive NAS';

let isFollowing = false;

/** Follows the search on show, once. */
export function followSearch(): void {
  if (isFollowing) return;
  isFollowing = true;
  const [title, icon] = [document.title, iconLink().href];
  effect(() => showProgress(title, icon));
  effect(keepScreenOn);
  document.addEventListener('visibilitychange', keepScreenOn); // the browser lets go of it when the page is hidden
  let wasRunning = false;
  effect(() => {
    const isRunning = runStatus.value === 'running';
    if (wasRunning && runStatus.value === 'open') tellEnd();
    wasRunning = isRunning;
  });
}

/** `34 % · Progressive NAS`, and a ring in the place of the icon. */
function showProgress(title: string, icon: string): void {
  const share = runStatus.value === 'open' || run.value === undefined ? undefined : shareDone();
  const whole = share === undefined ? undefined : Math.floor(100 * share);
  document.title = whole === undefined ? title : `${percent(whole / 100, 0)} · ${NAME}`;
  const href = whole === undefined ? icon : ringIcon(whole);
  if (iconLink().href !== href) iconLink().href = href;
}

const iconLink = (): HTMLLinkElement => document.querySelector<HTMLLinkElement>('link[rel=icon]')!;

/** Of all trainings of the search, those done. */
function shareDone(): number {
  const [cells, again] = [progressOf(levels.value), confirmationProgressOf(run.value!)];
  return (cells.trained + again.done) / Math.max(1, cells.planned + again.planned);
}

/** A ring that is filled so far, in the page's orange. */
function ringIcon(percentage: number): string {
  const length = 2 * Math.PI * 12;
  const circle = (stroke: string, more: string): string =>
    `<circle cx="16" cy="16" r="12" fill="none" stroke="${stroke}" stroke-width="7" ${more}/>`;
  const done = `stroke-dasharray="${(percentage / 100) * length} ${length}" transform="rotate(-90 16 16)"`;
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${circle('#9994', '')}${circle('#d8540f', done)}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(drawing)}`;
}

let lock: Promise<WakeLockSentinel | undefined> | undefined;

function keepScreenOn(): void {
  const isWanted = keepsScreenOn.value && runStatus.value !== 'open' && !document.hidden;
  if (isWanted === (lock !== undefined)) return;
  if (isWanted) {
    const asked = navigator.wakeLock.request('screen').then(
      (held) => {
        held.addEventListener('release', () => {
          if (lock === asked) lock = undefined;
        });
        return held;
      },
      () => undefined, // a low battery: nothing to fail for
    );
    lock = asked;
  } else {
    void lock?.then((held) => held?.release());
    lock = undefined;
  }
}

/** The end, or a pause of itself; nothing while the reader looks. */
function tellEnd(): void {
  if (!tellsEnd.value || !document.hidden || run.value === undefined) return;
  const { head, log } = run.value;
  const best = answerOf(run.value);
  const title = isOver(log) ? searching.value.hasEnded : searching.value.hasStopped;
  const body =
    best === undefined
      ? ''
      : searching.value.bestUntilNow(
          percent(best.confirmed?.mean ?? best.record.accuracy!, accuracyDigits(head.config)),
        );
  try {
    const told = new Notification(title, { body, tag: head.id, icon: './favicon.svg' });
    told.addEventListener('click', () => focus());
  } catch {
    // Android has them from service workers alone: the tab's name says it
  }
}
