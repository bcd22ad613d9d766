/** @file Ranking as the page has it: with titu1994's files beside the run. The viewer, which is small, shows its run alone. */
import { ranking } from '../../messages/ranking.ts';
import { keepFile } from '../../actions/keep-file.ts';
import { messageOf } from '../../model/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { readScoreFiles, withFiles, type ScoreFile } from '../../model/score-files.ts';
import { notice, scoreFiles } from '../../state/state.ts';
import { Front } from './front.tsx';
import { RankingScreen } from './ranking.tsx';
import '../../styles/files.css';

/** The screen; files can be dropped anywhere on it. */
export function RankingPage() {
  return (
    <div
      class="drop-place"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void openFiles(event.dataTransfer?.files);
      }}
    >
      <RankingScreen files={<Files />} Front={Front} />
    </div>
  );
}

/** Takes files into Ranking: all of them, or none and why. A run's file is opened as in Runs. */
async function openFiles(list: FileList | null | undefined): Promise<void> {
  if (list == null || list.length === 0) return;
  const run = [...list].find(({ name }) => /\.json$/i.test(name));
  if (run !== undefined && list.length === 1) return keepFile(run);
  try {
    if (run !== undefined) throw new RangeError(ranking.value.aRun(run.name));
    const added = await readScoreFiles([...list]);
    scoreFiles.value = withFiles(scoreFiles.value, added);
    notice.value = undefined;
  } catch (error) {
    const text = ranking.value.noFile(messageOf(error));
    notice.value = { kind: 'error', text };
  }
}

/** The files on show, and the way to others. */
function Files() {
  return (
    <div class="score-files">
      {scoreFiles.value.map((file) => (
        <FileChip key={file.name} file={file} />
      ))}
      <label class="button tool">
        <Icon name="file" size={14} /> {ranking.value.openFiles}
        <input
          type="file"
          class="visually-hidden"
          multiple
          accept=".csv,text/csv"
          onChange={(event) => {
            void openFiles(event.currentTarget.files);
            event.currentTarget.value = ''; // or the same file could not be opened again
          }}
        />
      </label>
      <span class="note">{ranking.value.orDrop}</span>
    </div>
  );
}

function FileChip({ file: { name, kind, cells } }: { file: ScoreFile }) {
  return (
    <span class="file-chip">
      {name} <span class={kind}>{ranking.value.kinds[kind](cells.length)}</span>
      <button
        type="button"
        class="text-button"
        aria-label={ranking.value.takeAway(name)}
        onClick={() => (scoreFiles.value = scoreFiles.value.filter((file) => file.name !== name))}
      >
        <Icon name="cross" size={12} />
      </button>
    </span>
  );
}
