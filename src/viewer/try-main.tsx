/**
 * @file The entry of `try.html`: a trained network from its file, `network.onnx`, shown pictures. Like the viewer it is one file that stores and
 * requests nothing; it is apart from it so that the viewer stays small.
 */
import { signal } from '@preact/signals';
import { render } from 'preact';
import { parseModel, type TrainedModel } from '../contract/model-file.ts';
import { readError } from '../contract/read-error.ts';
import { messageOf } from '../ui/model/format.ts';
import { FileButton, TryIt } from '../ui/screens/try/try-it.tsx';
import { followTheme } from '../ui/state/theme.ts';
import { PageFrame } from './page-frame.tsx';
import '../ui/styles/tokens.css';
import '../ui/styles/base.css';
import '../ui/styles/layout.css';
import '../ui/styles/controls.css';
import './viewer.css';

const model = signal<TrainedModel | undefined>(undefined);
const problem = signal<string | undefined>(undefined);

/** Shows a model's file, or why it cannot; the model on show then stays. */
async function openModel(file: File): Promise<void> {
  try {
    const bytes = await file.arrayBuffer().catch((error: unknown) => {
      throw readError(error, file.name);
    });
    model.value = parseModel(new Uint8Array(bytes));
    problem.value = undefined;
  } catch (error) {
    problem.value = `${file.name} cannot be opened. ${messageOf(error)}.`;
  }
}

const open = (file: File): void => void openModel(file);

function Page() {
  return (
    <PageFrame problem={problem.value} onDrop={model.value === undefined ? open : undefined}>
      {model.value === undefined ? <Welcome /> : <TryIt key={model.value} model={model.value} onModelFile={open} />}
    </PageFrame>
  );
}

function Welcome() {
  return (
    <div class="main empty">
      <h1>Try a trained network</h1>
      <p class="subtitle">
        Drop a network.onnx anywhere on this page, or choose it: the file that a final training saves. Then show it
        pictures. Nothing is uploaded.
      </p>
      <p class="welcome-link">
        <FileButton accept=".onnx" label="Choose network.onnx" onFile={open} />
      </p>
    </div>
  );
}

followTheme();
render(<Page />, document.getElementById('app')!);
