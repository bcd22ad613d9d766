/** @file Saves the first trained network for another tool. What writes the files is loaded at the first press. */
import { final as words } from '../../messages/final.ts';
import { useSignal } from '@preact/signals';
import type { ModelFormat } from '../../../contract/model-exports.ts';
import { readNetwork } from '../../actions/final.ts';
import { decimal, sentenceOf } from '../../model/format.ts';
import { saveFile } from '../../parts/save-file.ts';
import { notice } from '../../state/state.ts';

const FORMATS: Readonly<Record<ModelFormat, string>> = {
  pytorch: 'PyTorch',
  keras: 'Keras',
  onnx: 'ONNX',
  tfjs: 'TensorFlow.js',
};

export function SaveAs() {
  const saved = useSignal<string | undefined>(undefined);
  const save = async (format: ModelFormat): Promise<void> => {
    try {
      const [network, { MODEL_FILES }, { zip }] = await Promise.all([
        readNetwork(),
        import('../../../contract/model-exports.ts'),
        import('../../../core/export/zip.ts'),
      ]);
      const files = MODEL_FILES[format](network);
      const [only, ...others] = files;
      const [name, bytes] = others.length === 0 ? [only!.name, only!.bytes] : [`network_${format}.zip`, zip(files)];
      saveFile(name, bytes as Uint8Array<ArrayBuffer>);
      saved.value = `${name}, ${decimal(bytes.length / 1e6, 1)} MB`;
    } catch (error) {
      notice.value = { kind: 'error', text: sentenceOf(error) };
    }
  };
  return (
    <div class="save-as" role="group" aria-label={words.value.saveNetwork}>
      <span class="note">{words.value.saveAs}</span>
      <span class="save-buttons">
        {(Object.keys(FORMATS) as ModelFormat[]).map((format) => (
          <button key={format} type="button" class="button tool" onClick={() => void save(format)}>
            {FORMATS[format]}
          </button>
        ))}
      </span>
      <span class="note" role="status">
        {saved.value}
      </span>
    </div>
  );
}
