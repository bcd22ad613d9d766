/** @file The bar over a run: what it is, Pause / Resume / Stop, how far it is and how long it still takes. */
import { searching } from '../../messages/searching.ts';
import { LOW_PRIORITY_REST } from '../../../contract/api.ts';
import { pause, resume, stop } from '../../actions/search.ts';
import { isOver } from '../../../contract/run-file.ts';
import { confirmationProgressOf, progressOf, retrainingProgressOf } from '../../model/derive.ts';
import { durationRange } from '../../model/format.ts';
import { MarkedText } from '../../parts/marked-text.tsx';
import { Icon } from '../../parts/icon.tsx';
import { trainBest } from '../../actions/final.ts';
import { beginSplit } from '../../actions/shards.ts';
import { Share } from './share.tsx';
import { LowPriority } from './low-priority.tsx';
import { NightSwitches } from './night-switches.tsx';
import {
  answer,
  lowPriority,
  levels,
  measuredSpeed,
  runStatus,
  pricing,
  progress,
  run,
  showRun,
} from '../../state/state.ts';
import { lead, leadState } from '../../state/lead.ts';
import { runDetail } from '../../words/names.ts';
import { nameOf } from '../../state/labels.ts';

/** The bar at the top; on a phone its buttons stand at the bottom. */
export function Transport() {
  const { head, log } = run.value!;
  const status = runStatus.value !== 'open' ? runStatus.value : isOver(log) ? 'finished' : 'paused';
  return (
    <div class="transport" data-testid="status" data-state={status}>
      <div class="run-name">
        <b>{nameOf(head)}</b>
        <span class="quiet">{runDetail(head)}</span>
      </div>
      <TransportButtons />
      <RunProgress />
    </div>
  );
}

function TransportButtons() {
  const { head, log } = run.value!;
  if (runStatus.value !== 'open') {
    const isRunning = runStatus.value === 'running';
    return (
      <div class="buttons transport-buttons">
        <button type="button" class="button ink" disabled={!isRunning} onClick={() => void pause()}>
          <Icon name="pause" size={14} />
          {runStatus.value === 'pausing' ? searching.value.pausing : searching.value.pause}
        </button>
        <button type="button" class="button" onClick={() => void stop()}>
          <Icon name="stop" size={14} />
          {searching.value.stop}
        </button>
        <span class="night-switches">
          <LowPriority />
          <NightSwitches />
        </span>
      </div>
    );
  }
  return (
    <div class="buttons transport-buttons">
      {!isOver(log) && (
        <>
          <button type="button" class="button live" onClick={() => void resume(head.id)}>
            <Icon name="play" size={14} />
            {searching.value.resume}
          </button>
          <button
            type="button"
            class="button"
            title={searching.value.stepNote}
            onClick={() => void resume(head.id, true)}
          >
            <Icon name="step" size={14} />
            {searching.value.step}
          </button>
          <button type="button" class="button" title={searching.value.splitNote} onClick={() => void beginSplit()}>
            {searching.value.split}
          </button>
        </>
      )}
      {isOver(log) && answer.value !== undefined && (
        <button
          type="button"
          class="button live"
          title={searching.value.trainFinalNote}
          onClick={() => void trainBest()}
        >
          <Icon name="flag" size={14} />
          {searching.value.trainFinal}
        </button>
      )}
      <Share />
      <button type="button" class="button" onClick={() => showRun(undefined)}>
        {searching.value.newSearch}
      </button>
    </div>
  );
}

function RunProgress() {
  const words = searching.value;
  const rows = levels.value;
  const { trained, planned } = progressOf(rows);
  const again = retrainingProgressOf(run.value!);
  const confirmations = confirmationProgressOf(run.value!);
  const current = progress.value;
  const done = current === undefined ? 0 : (current.epoch + current.step / current.steps) / current.epochs;
  const over = isOver(run.value!.log);
  const left = over ? undefined : pricing.value?.remainingOf(run.value!, rows, done, measuredSpeed.value);
  const slower = lowPriority.value ? 1 / (1 - LOW_PRIORITY_REST) : 1;
  const factor = lead.value === undefined ? slower : 1 / Math.max(1, leadState.value?.training ?? 1); // laptops share what one would take
  return (
    <div class="run-progress">
      <div class="row-between">
        <span>
          <MarkedText text={words.childrenTrained(trained, planned)} />
          {again.planned > 0 && words.again(again.retrained, again.planned)}
          {confirmations.planned > 0 && words.confirmations(confirmations.done, confirmations.planned)}
        </span>
        <span class="quiet-2">
          {over ? (
            words.finished
          ) : left === undefined ? (
            words.noTimeYet
          ) : (
            <MarkedText
              text={words.timeLeft(durationRange({ least: left.least * factor, most: left.most * factor }))}
            />
          )}
        </span>
      </div>
      <div class="level-bars" aria-hidden="true">
        {rows.map(({ level, children, trained: records, state }) => (
          <span key={level} class="level-bar" style={{ flexGrow: children.length }}>
            <i class="bar-done" style={{ width: `${(100 * records.length) / children.length}%` }} />
            {state === 'trains' && runStatus.value !== 'open' && <i class="bar-live" />}
          </span>
        ))}
      </div>
    </div>
  );
}
