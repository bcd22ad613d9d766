/** @file For a long search: keep the screen on, tell its end. Each is asked of the browser when it is switched on. */
import { searching } from '../../messages/searching.ts';
import { canKeepScreenOn, canTellEnd, keepsScreenOn, setTellsEnd, tellsEnd } from '../../actions/night.ts';

export function NightSwitches() {
  return (
    <>
      {canKeepScreenOn && (
        <label class="low-priority" title={searching.value.screenOnNote}>
          <input
            type="checkbox"
            role="switch"
            checked={keepsScreenOn.value}
            onChange={(event) => (keepsScreenOn.value = event.currentTarget.checked)}
          />
          <span>{searching.value.screenOn}</span>
        </label>
      )}
      {canTellEnd && (
        <label class="low-priority" title={searching.value.tellEndNote}>
          <input
            type="checkbox"
            role="switch"
            checked={tellsEnd.value}
            onChange={(event) => void setTellsEnd(event.currentTarget.checked)}
          />
          <span>{searching.value.tellEnd}</span>
        </label>
      )}
    </>
  );
}
