/**
 * @file The entry of `try.html`: a trained network from its file, `network.onnx`, shown pictures. Like the viewer it is one file that stores and
 * requests nothing; it is apart from it so that the viewer stays small.
 */
import { signal } from '@preact/signals';
import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { parseModel, type TrainedModel } from '../contract/model-file.ts';
import { readError } from '../contract/read-error.ts';
import { messageOf } from '../ui/model/format.ts';
import { Logo } from '../ui/parts/icon.tsx';
import { ThemeSwitch } from '../ui/app/theme-switch.tsx';
import { FileButton, TryIt } from '../ui/screens/try/try-it.tsx';
import { followTheme } from '../ui/state/theme.ts';
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

function Page() {
  return (
    <div class="viewer">
      <header class="bar">
        <span class="brand">
          <Logo />
          <span>Progressive NAS</span>
        </span>
        <span class="bar-right">
          <ThemeSwitch />
        </span>
      </header>
      <div role="status" class="notice-place">
        {problem.value !== undefined && <p class="notice error">{problem.value}</p>}
      </div>
      <main class="screen">
        {model.value === undefined ? (
          <Welcome />
        ) : (
          <TryIt key={model.value} model={model.value} onModelFile={(file) => void openModel(file)} />
        )}
      </main>
    </div>
  );
}

function Welcome() {
  useEffect(() => {
    const onDragOver = (event: Event): void => event.preventDefault();
    const onDrop = (event: DragEvent): void => {
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) void openModel(file);
    };
    document.addEventListener('dragover', onDragOver);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragover', onDragOver);
      document.removeEventListener('drop', onDrop);
    };
  }, []);
  return (
    <div class="main empty">
      <h1>Try a trained network</h1>
      <p class="subtitle">
        Drop a network.onnx anywhere on this page, or choose it: the file that a final training saves. Then show it
        pictures. Nothing is uploaded.
      </p>
      <p class="welcome-link">
        <FileButton accept=".onnx" label="Choose network.onnx" onFile={(file) => void openModel(file)} />
      </p>
    </div>
  );
}

followTheme();
render(<Page />, document.getElementById('app')!);
