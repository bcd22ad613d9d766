/** @file The switch between full speed and a gentle search. */
import { setLowPriority } from '../../actions/device.ts';
import { gentle } from '../../state/state.ts';

/** @param hasWords whether it says what it does, or only on hover. */
export function LowPriority({ hasWords = false }: { hasWords?: boolean }) {
  const about = 'leaves the graphics device free half of the time; the results are the same';
  return (
    <label class="gentle" title={hasWords ? undefined : `LowPriority ${about}`}>
      <input
        type="checkbox"
        role="switch"
        checked={gentle.value}
        onChange={(event) => void setLowPriority(event.currentTarget.checked)}
      />
      <span>LowPriority{hasWords && <span class="note"> {about}</span>}</span>
    </label>
  );
}
