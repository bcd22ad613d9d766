/** @file The switch between full speed and low priority. */
import { setLowPriority } from '../../actions/device.ts';
import { search } from '../../messages/search.ts';
import { lowPriority } from '../../state/state.ts';

/** @param hasWords whether it says what it does, or only on hover. */
export function LowPriority({ hasWords = false }: { hasWords?: boolean }) {
  const { lowPriority: name, lowPriorityNote: about } = search.value.settings;
  return (
    <label class="low-priority" title={hasWords ? undefined : `${name}: ${about}`}>
      <input
        type="checkbox"
        role="switch"
        checked={lowPriority.value}
        onChange={(event) => void setLowPriority(event.currentTarget.checked)}
      />
      <span>
        {name}
        {hasWords && <span class="note"> {about}</span>}
      </span>
    </label>
  );
}
