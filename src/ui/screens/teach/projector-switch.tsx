/** @file The switch of projector mode, beside the class's link, which then has it too. */
import { tour } from '../../messages/tour.ts';
import { projector, setProjector } from '../../state/projector.ts';

export function ProjectorSwitch() {
  const { name, note } = tour.value.projector;
  return (
    <label class="low-priority">
      <input
        type="checkbox"
        role="switch"
        checked={projector.value}
        onChange={(event) => setProjector(event.currentTarget.checked)}
      />
      <span>
        {name} <span class="note">{note}</span>
      </span>
    </label>
  );
}
