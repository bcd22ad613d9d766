/** @file The switch between full speed and low priority. */
import { setLowPriority } from '../../actions/device.ts';
import { lowPriority } from '../../state/state.ts';

/** @param hasWords whether it says what it does, or only on hover. */
export function LowPriority({ hasWords = false }: { hasWords?: boolean }) {
  const about = 'leaves the graphics device free half of the time; the results are the same';
  return (
    <label class="low-priority" title={hasWords ? undefined : `Low priority ${about}`}>
      <input
        type="checkbox"
        role="switch"
        checked={lowPriority.value}
        onChange={(event) => void setLowPriority(event.currentTarget.checked)}
      />
      <span>Low priority{hasWords && <span class="note"> {about}</span>}</span>
    </label>
  );
}
