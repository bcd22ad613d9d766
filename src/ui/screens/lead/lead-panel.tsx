/** @file The room that trains this page's search: who is here, how to join, and the board. */
import { formatRoomLink } from '../../../contract/link/room-link.ts';
import { isOver } from '../../../contract/run-file.ts';
import { beginNow, leaveLead } from '../../actions/lead.ts';
import { leading } from '../../messages/leading.ts';
import { Icon } from '../../parts/icon.tsx';
import { QrCode } from '../../parts/qr-code.tsx';
import { lead, leadProblem, leadState, wanted } from '../../state/lead.ts';
import { copyText } from '../../state/navigation.ts';
import { run, runStatus } from '../../state/state.ts';
import './lead.css';

/** Most laptops that a search can wait for (`MOST_MEMBERS`). */
const MOST_WANTED = 2_000;

/** Over a run that a room has trained, where this tab leads none: how to go on with it there. */
export function LeadPanel() {
  const words = leading.value;
  if (lead.value !== undefined) return <Led />;
  if (run.value === undefined || runStatus.value !== 'open' || isOver(run.value.log)) return null;
  return (
    <p class="led-room main note">
      <Icon name="warning" size={14} /> {words.wasRoom}
    </p>
  );
}

function Led() {
  const words = leading.value;
  const { room, server } = lead.value!;
  const state = leadState.value;
  const isOwn = server === location.origin.replace(/^http/, 'ws');
  const address = (board?: string): string =>
    `${location.origin}${location.pathname}${formatRoomLink({ room, board, server: isOwn ? undefined : server })}`;
  const isIdle = runStatus.value === 'open';
  const hasEnded = isIdle && run.value?.head.device.backend === 'room' && isOver(run.value.log);
  return (
    <section class="led-room main" aria-labelledby="lead-heading">
      <QrCode text={address()} label={words.code(room)} />
      <div class="led-room-words">
        <h2 id="lead-heading">{hasEnded ? words.over : words.title(room)}</h2>
        <Standing />
        <p class={hasEnded ? undefined : 'note'}>{hasEnded ? words.overNote : words.about}</p>
        <div class="buttons">
          {isIdle && (run.value === undefined || run.value.log.length === 0) && <Wanted />}
          <button type="button" class="button tool" onClick={() => void copyText(address(), words.copied)}>
            <Icon name="link" size={14} /> {words.copy}
          </button>
          {state !== undefined && (
            <a class="button tool" href={address(state.board)} target="_blank" rel="noopener">
              {words.board}
            </a>
          )}
          {isIdle && (
            <button type="button" class="text-button" onClick={() => void leaveLead()}>
              {words.leave}
            </button>
          )}
        </div>
      </div>
    </section>
  );
}

/** Who is here, or why nobody can be. */
function Standing() {
  const words = leading.value;
  const state = leadState.value;
  const problem = leadProblem.value;
  if (problem !== undefined) {
    return (
      <p class="bad" role="alert">
        <Icon name="cross" size={14} /> {problem}.
      </p>
    );
  }
  if (state === undefined) return <p role="status">{words.asking}</p>;
  const { isReached, present, training, wanted: waitsFor, isHeld } = state;
  if (!isReached) {
    return (
      <p class="bad" role="status">
        <Icon name="warning" size={14} /> {words.away}
      </p>
    );
  }
  return (
    <p role="status" data-testid="room">
      <b>
        {waitsFor !== undefined
          ? words.gathering(present, waitsFor)
          : runStatus.value === 'open'
            ? words.here(present)
            : words.searching(present, training)}
      </b>{' '}
      {isHeld && words.held}
      {waitsFor !== undefined && present > 0 && (
        <button type="button" class="text-button" onClick={() => void beginNow()}>
          {words.beginNow}
        </button>
      )}
    </p>
  );
}

function Wanted() {
  return (
    <label class="led-room-wanted">
      {leading.value.wanted}{' '}
      <input
        type="number"
        min="1"
        max={MOST_WANTED}
        value={wanted.value}
        onInput={({ currentTarget }) => {
          const { valueAsNumber: typed } = currentTarget;
          if (Number.isInteger(typed) && typed >= 1 && typed <= MOST_WANTED) wanted.value = typed;
        }}
      />
    </label>
  );
}
