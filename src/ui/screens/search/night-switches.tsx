/** @file For a long search: keep the screen on, tell its end. Each is asked of the browser when it is switched on. */
import { canKeepScreenOn, canTellEnd, keepsScreenOn, setTellsEnd, tellsEnd } from '../../actions/night.ts';

export function NightSwitches() {
  return (
    <>
      {canKeepScreenOn && (
        <label class="low-priority" title="The screen stays on while this page trains and is on show">
          <input
            type="checkbox"
            role="switch"
            checked={keepsScreenOn.value}
            onChange={(event) => (keepsScreenOn.value = event.currentTarget.checked)}
          />
          <span>Screen on</span>
        </label>
      )}
      {canTellEnd && (
        <label class="low-priority" title="A notification when the search has ended, if another window is in front">
          <input
            type="checkbox"
            role="switch"
            checked={tellsEnd.value}
            onChange={(event) => void setTellsEnd(event.currentTarget.checked)}
          />
          <span>Tell me at the end</span>
        </label>
      )}
    </>
  );
}
