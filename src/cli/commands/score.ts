/** @file `pnas score`: titu1994's score_architectures, which predicts cells larger than the trained ones. */
import { Option, type Command } from 'commander';
import { SURROGATES, type SurrogateName } from '../../contract/config.ts';
import { formatCell, MAX_BLOCKS, type Cell, type Half } from '../../core/space/cell.ts';
import { OPERATORS } from '../../core/space/operators.ts';
import { StateSpace } from '../../core/space/state-space.ts';
import { rankLevel, type Ranking } from '../../../workers/surrogate/rank-level.ts';
import type { Surrogate } from '../../../workers/surrogate/base/surrogate.ts';
import { fitAsSearch } from '../../../workers/surrogate/evaluate.ts';
import { byLevel } from '../../../workers/surrogate/base/targets.ts';
import { writeWhole } from '../../../workers/store/node/write-whole.ts';
import type { BackendName } from '../terminal/device.ts';
import { backendOption } from '../terminal/run-flags.ts';
import { readHistory, requireWritable } from '../terminal/history.ts';
import { integer } from '../terminal/options.ts';
import { line } from '../terminal/output.ts';
import { openSurrogates } from '../terminal/surrogates.ts';

interface Flags {
  readonly history: string;
  readonly blocks: number;
  readonly top?: number;
  readonly beam: number;
  readonly out?: string;
  readonly surrogate: SurrogateName;
  readonly seed: number;
  readonly backend: BackendName;
}

/** Registers the command. */
export function addScore(program: Command): void {
  program
    .command('score')
    .description('predict larger cells than were trained: grow the trained ones block by block, write them best first')
    .requiredOption('--history <csv>', 'trained cells, as in train_history.csv: accuracy, then the notation')
    .requiredOption('--blocks <b>', 'blocks of the cells to score', integer)
    .option('--top <n>', 'write only the best n (default: every cell of the last level)', integer)
    .option('--beam <n>', 'cells kept to grow from at a level that was not trained', integer, 256)
    .option('--out <file>', 'where to write (default: scores_<b>.csv)')
    .addOption(new Option('--surrogate <name>', 'the surrogate that predicts').choices(SURROGATES).default('blend'))
    .option('--seed <n>', 'seed of the surrogate', integer, 42)
    .addOption(backendOption('where lstm and mlp compute'))
    .action(score);
}

async function score(flags: Flags): Promise<void> {
  const { blocks, top, beam, out = `scores_${blocks}.csv` } = flags;
  for (const [name, value, most] of [
    ['--blocks', blocks, MAX_BLOCKS],
    ['--top', top ?? 1, Number.MAX_SAFE_INTEGER],
    ['--beam', beam, Number.MAX_SAFE_INTEGER],
  ] as const) {
    if (value < 1 || value > most) throw new RangeError(`${name} must be 1 to ${most}; got ${value}`);
  }
  const history = await readHistory(flags.history);
  await requireWritable(out);
  const create = await openSurrogates(flags.surrogate, flags.backend);
  const surrogate = create({ seed: flags.seed, members: 5 });
  await fitAsSearch(surrogate, byLevel(history));
  line(`fit     ${history.length} trained cells`);
  const cells = history.map(({ cell }) => cell);
  const { candidates, kept } = await rankUpTo(cells, spaceOf(cells, blocks), surrogate, flags);
  await writeWhole(out, kept.map(({ cell, predicted }) => `${predicted},${formatCell(cell)}\n`).join(''));
  surrogate.dispose();
  line(`wrote   ${out}: ${kept.length} of ${candidates} cells of ${blocks} blocks, best first`);
}

/** Ranks level after level, from the largest trained cells below `blocks` on. */
async function rankUpTo(
  cells: readonly Cell[],
  space: StateSpace,
  surrogate: Surrogate,
  flags: Flags,
): Promise<Ranking> {
  const { blocks, top = Number.MAX_SAFE_INTEGER, beam } = flags;
  const from = Math.max(0, ...cells.map(({ length }) => length).filter((length) => length < blocks));
  let parents: readonly Cell[] = from === 0 ? [[]] : cells.filter(({ length }) => length === from);
  for (let level = from + 1; ; level++) {
    const ranking = await rankLevel(space, surrogate, { parents, keep: level === blocks ? top : beam });
    line(`rank    ${ranking.candidates} cells of ${level} blocks`);
    if (level === blocks) return ranking;
    parents = ranking.kept.map(({ cell }) => cell);
  }
}

/** The space of what the trained cells use. Where no block reads another, as in titu1994's flat networks, none does in the space. */
function spaceOf(cells: readonly Cell[], blocks: number): StateSpace {
  const halves = cells.flat(2);
  const used = new Set(halves.map(({ operator }) => operator));
  const lookback = Math.max(1, ...halves.map(({ input }) => -input));
  const options = { blocks, lookback, operators: OPERATORS.filter((name) => used.has(name)) };
  const isFlat = cells.some(({ length }) => length > 1) && halves.every(({ input }) => input < 0);
  return isFlat ? new FlatSpace(options) : new StateSpace(options);
}

/** Cells whose blocks read only earlier cells. */
class FlatSpace extends StateSpace {
  override halves(): Half[] {
    return super.halves(0);
  }
}
