/** @file `train_history.csv` and `scores_<b>.csv` with characters changed. */
import { formatHistory, formatScores, parseScoredCells, type ScoredCell } from '../../src/contract/history-csv.ts';
import { formatCell, parseCell } from '../../src/core/space/cell.ts';
import { madeUpRun } from '../support/runs.ts';
import type { Fuzzer } from './fuzzer.ts';
import { mutateText } from './mutate.ts';

const MOST_MS = 100;

export function csvFuzzer(): Fuzzer {
  const run = madeUpRun({ config: { blocks: 3, children: 6 }, failures: 0.2 });
  const flat = '0.4,0,3x3 maxpool,0,identity\r\n0.5,0,identity,0,identity,1,identity,0,identity\r\n'; // the original project's
  const files = [formatHistory(run), formatScores(run, 2), formatScores(run, 3), flat];
  return {
    mostMs: MOST_MS,
    make: (rng) => {
      const kind = rng.uniform() < 0.5 ? 'accuracy' : 'score';
      const text = mutateText(files[rng.integer(files.length)]!, rng);
      return {
        input: text,
        read: () => parseScoredCells(text, 'a.csv', kind),
        check: (read) => {
          const cells = read as ScoredCell[];
          const lines = text.split(/\r?\n/).filter((line) => /[^\s,"]/.test(line)); // rows of empty fields are none
          if (cells.length !== lines.length) throw new Error(`${cells.length} cells of ${lines.length} lines`);
          for (const [i, { score, notation }] of cells.entries()) {
            if (!Number.isFinite(score) || (kind === 'accuracy' && (score < 0 || score > 1)))
              throw new Error(`score ${score}`);
            if (score !== Number(lines[i]!.split(',')[0])) throw new Error(`line ${i + 1} has another score`);
            if (formatCell(parseCell(notation)) !== notation) throw new Error(`notation ${notation}`);
          }
        },
      };
    },
  };
}
