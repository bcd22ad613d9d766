/** @file Saves the cell on show for other tools. What writes the files is loaded at the first save. */
import { useSignal } from '@preact/signals';
import type { Cell } from '../../../core/space/cell.ts';
import type { NetworkConfig } from '../../../core/network/macro.ts';
import type { CellFormat } from '../../../contract/cell-exports.ts';
import { CAN_RUN } from '../../model/can-run.ts';
import { notice } from '../../state/state.ts';
import { messageOf } from '../../model/format.ts';
import { saveFile } from '../../parts/save-file.ts';

/** What the forms are called. */
const FORMATS: Readonly<Record<CellFormat, string>> = {
  pytorch: 'PyTorch network',
  keras: 'Keras 3 network',
  dot: 'Graphviz',
  mermaid: 'Mermaid',
  genotype: 'DARTS genotype',
  nni: 'NNI choices',
};

/** The viewer, which is small, leaves this to the page. */
export function ExportCell({ cell, config }: { cell: Cell; config: NetworkConfig }) {
  if (!CAN_RUN) return <span class="note">For PyTorch and others: “Save as file”, then open it on the page.</span>;
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
        aria-label="Save this cell as"
        value={format.value}
        onChange={(event) => (format.value = event.currentTarget.value as CellFormat)}
      >
        {Object.entries(FORMATS).map(([name, label]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
      <button type="button" class="button tool" onClick={() => void save()}>
        Save
      </button>
    </span>
  );
}
