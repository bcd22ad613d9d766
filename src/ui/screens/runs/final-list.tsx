/** @file The final trainings kept on this computer: open, resume, save, delete with a way back. */
import { runs as words } from '../../messages/runs.ts';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { FinalHead, FinalRun } from '../../../contract/final-records.ts';
import { deleteLater } from '../../actions/delete-run.ts';
import { loadFinals, openFinal, readFinal, resumeFinal } from '../../actions/final.ts';
import { briefOf, testDigits } from '../../model/final.ts';
import { date, duration, percent } from '../../model/format.ts';
import { finalDetail, finalName } from '../../words/final.ts';
import { deviceName } from '../../words/names.ts';
import { finalRun, finals, finalStatus } from '../../state/final.ts';
import { show } from '../../state/navigation.ts';
import { pendingDeletion, runStatus } from '../../state/state.ts';
import { UnreadableRecords } from './unreadable-records.tsx';

/** Nothing where there are none. */
export function FinalList() {
  const read = useSignal<ReadonlyMap<string, FinalRun | null>>(new Map());
  useEffect(() => void loadFinals(), []);
  const heads = (finals.value ?? []).filter(({ id }) => id !== pendingDeletion.value);
  useEffect(() => {
    let isLeft = false;
    const readAll = async (): Promise<void> => {
      for (const { id } of finals.value ?? []) {
        const run = await readFinal(id).catch(() => null); // Open says why it cannot be read
        if (isLeft) return;
        read.value = new Map(read.value).set(id, run);
      }
    };
    void readAll();
    return () => void (isLeft = true);
  }, [finals.value, finalStatus.value === 'open']);
  if (heads.length === 0) return null;
  return (
    <section aria-labelledby="finals-heading">
      <h2 id="finals-heading" class="finals-heading">
        {words.value.finals}
      </h2>
      <ul class="run-list" role="list">
        {heads.map((head) => {
          const shown = finalRun.value?.head.id === head.id ? finalRun.value : undefined; // the one on show may grow
          return (
            <FinalRow key={head.id} head={head} run={shown ?? read.value.get(head.id)} isShown={shown !== undefined} />
          );
        })}
      </ul>
    </section>
  );
}

interface FinalRowProps {
  readonly head: FinalHead;
  /** Undefined until it is read; null where it cannot be. */
  readonly run: FinalRun | null | undefined;
  readonly isShown: boolean;
}

function FinalRow({ head, run, isShown }: FinalRowProps) {
  const isBusy = runStatus.value !== 'open' || finalStatus.value !== 'open';
  const brief = run == null ? undefined : briefOf(run);
  const nameId = `final-${head.id}`;
  /** The screen shows what is on show until the other is read: it opens afterwards. */
  const open = async (): Promise<void> => {
    await openFinal(head.id);
    show('final');
  };
  const resume = async (): Promise<void> => {
    show('final');
    await resumeFinal(head.id);
  };
  const readAgain = async (): Promise<void> => {
    if (isShown) await openFinal(head.id);
    await loadFinals();
  };
  return (
    <li data-testid="final-row" class={isShown ? 'pointed' : ''}>
      <span />
      <div class="run-words">
        <p>
          <b id={nameId}>{finalName(head)}</b>
          {brief?.isOver === false && (
            <span class="state">
              {isShown && finalStatus.value !== 'open' ? words.value.running : words.value.notFinished}
            </span>
          )}
        </p>
        <p class="note">{finalDetail(head)}</p>
        <p class="note">
          {date(head.startedAt)}
          {brief !== undefined &&
            `, ${words.value.networksIn(brief.networks, brief.planned, duration(brief.durationMs))}`}
          , {deviceName(head.device)}
        </p>
        {run?.unreadable !== undefined && (
          <UnreadableRecords id={head.id} records={run.unreadable} onDeleted={readAgain} />
        )}
      </div>
      <div class="run-figures">
        <p>
          <b class="measured">
            {brief?.accuracy === undefined ? '–' : percent(brief.accuracy, testDigits(brief.testImages))}
          </b>
          <span class="note">{words.value.test}</span>
        </p>
      </div>
      <div class="run-buttons">
        {brief?.isOver === false && (
          <button
            type="button"
            class="text-button"
            aria-describedby={nameId}
            disabled={isBusy}
            onClick={() => void resume()}
          >
            {words.value.resume}
          </button>
        )}
        <button
          type="button"
          class="button tool"
          aria-describedby={nameId}
          disabled={isBusy}
          onClick={() => void open()}
        >
          {words.value.open}
        </button>
        <button
          type="button"
          class="text-button"
          aria-describedby={nameId}
          disabled={isBusy && isShown}
          onClick={() => void deleteLater(head)}
        >
          {words.value.remove}
        </button>
      </div>
    </li>
  );
}
