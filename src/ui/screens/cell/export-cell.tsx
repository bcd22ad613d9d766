/** @file Saves the cell on show for other tools. What writes the files is loaded at the first save. */
import { cells } from '../../messages/cells.ts';
import { useSignal } from '@preact/signals';
import type { Cell } from '../../../core/space/cell.ts';
import type { NetworkConfig } from '../../../core/network/macro.ts';
import type { CellFormat } from '../../../contract/cell-exports.ts';
import { CAN_RUN } from '../../model/can-run.ts';
import { notice } from '../../state/state.ts';
import { messageOf } from '../../model/format.ts';
import { saveFile } from '../../parts/save-file.ts';

/** The viewer, which is small, leaves this to the page. */
export function ExportCell({ cell, config }: { cell: Cell; config: NetworkConfig }) {
  if (!CAN_RUN) return <span class="note">For plots and PyTorch, “Save as file” and open it on the page.</span>;
  const format = useSignal<CellFormat>('pytorch');
  const save = async (): Promise<void> => {
    try {
      const { CELL_FILES, writeCell } = await import('../../../contract/cell-exports.ts');
      const { WEIGHT_LOADERS } = await import('../../../core/export/python-weights.ts');
      const form = CELL_FILES[format.value];
      saveFile(form.file, writeCell(form, cell, config, WEIGHT_LOADERS));
    } catch (error) {
      notice.value = { kind: 'error', text: `${messageOf(error)}.` };
    }
  };
  return (
    <span class="export-cell">
      <select
        aria-label={cells.value.saveAs}
        value={format.value}
        onChange={(event) => (format.value = event.currentTarget.value as CellFormat)}
      >
        {Object.entries(cells.value.formats).map(([name, label]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
      <button type="button" class="button tool" onClick={() => void save()}>
        {cells.value.save}
      </button>
    </span>
  );
}
