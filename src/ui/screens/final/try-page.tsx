/** @file Try it on the page that trained the network, or with a model's file. */
import { trying as words } from '../../messages/trying.ts';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { testRecord } from '../../../contract/final-outcome.ts';
import type { TrainedModel } from '../../../contract/model-file.ts';
import { loadFinals, readNetwork } from '../../actions/final.ts';
import { messageOf, sentenceOf } from '../../model/format.ts';
import { finalRun, finals } from '../../state/final.ts';
import { show } from '../../state/navigation.ts';
import { notice } from '../../state/state.ts';
import { FileButton, TryIt } from '../try/try-it.tsx';

export function TryPage() {
  const model = useSignal<TrainedModel | undefined>(undefined);
  useEffect(() => void loadFinals(), []);
  const run = finalRun.value;
  const isTrained = run !== undefined && testRecord(run.log) !== undefined;
  const isMissing = useSignal(false);
  const report = (error: unknown): void => {
    notice.value = { kind: 'error', text: sentenceOf(error) };
    isMissing.value = true;
  };
  useEffect(() => {
    isMissing.value = false;
    if (!isTrained) return;
    void Promise.all([readNetwork(), import('../../../contract/model-exports.ts')])
      .then(([network, { modelOf }]) => (model.value = modelOf(network)))
      .catch(report);
  }, [run?.head.id, isTrained]);
  const open = async (file: File): Promise<void> => {
    try {
      const { parseModel } = await import('../../../contract/model-file.ts');
      model.value = parseModel(new Uint8Array(await file.arrayBuffer()));
      notice.value = undefined;
    } catch (error) {
      notice.value = { kind: 'error', text: words.value.cannotOpen(file.name, messageOf(error)) };
    }
  };
  if (model.value === undefined) {
    return (
      <section class="main empty">
        <h1>{words.value.title}</h1>
        <p class="subtitle">
          {isMissing.value
            ? words.value.noWeights
            : isTrained || finals.value === undefined
              ? words.value.opening
              : words.value.none}
        </p>
        {(!isTrained || isMissing.value) && (
          <FileButton accept=".onnx" label={words.value.chooseNetwork} onFile={(file) => void open(file)} />
        )}
      </section>
    );
  }
  return (
    <TryIt key={model.value} model={model.value} onModelFile={(file) => void open(file)}>
      <button type="button" class="button tool" onClick={() => show('final')}>
        {isTrained ? words.value.back : words.value.train}
      </button>
    </TryIt>
  );
}
