/** @file `pnas rank`: titu1994's rank_architectures, which plots trained or scored cells. */
import { basename } from 'node:path';
import type { Command } from 'commander';
import { writeWhole } from '../../../workers/store/node/write-whole.ts';
import { readScoredCells, requireWritable } from '../terminal/history.ts';
import { line } from '../terminal/output.ts';
import { colourScale, dot, extentOf, plot } from '../terminal/svg.ts';

interface Flags {
  readonly sort?: boolean;
  readonly out?: string;
}

/** A cell, its score, and where it comes from. */
interface Point {
  readonly score: number;
  readonly notation: string;
  readonly file: string;
}

/** Cells printed without a file to draw into. */
const PRINTED = 10;

/** Registers the command. */
export function addRank(program: Command): void {
  program
    .command('rank <csv...>')
    .description('plot the cells of train_history.csv or scores_<b>.csv files, coloured by score; hover for the cell')
    .option('--sort', 'best first, all files together (default: in the order of the files)')
    .option('--out <file>', 'write the plot here as SVG (default: print the best cells)')
    .action(rank);
}

async function rank(paths: string[], { sort, out }: Flags): Promise<void> {
  if (out !== undefined) await requireWritable(out);
  const points: Point[] = [];
  for (const path of paths) {
    const file = basename(path);
    points.push(...(await readScoredCells(path)).map((cell) => ({ ...cell, file })));
  }
  const best = [...points].sort((a, b) => b.score - a.score);
  if (out === undefined) {
    for (const { score, notation } of best.slice(0, PRINTED)) line(`${score}  ${notation}`);
    return;
  }
  await writeWhole(out, draw(sort === true ? best : points, sort === true));
  line(`wrote   ${out}: ${points.length} cells, scores ${best.at(-1)!.score} to ${best[0]!.score}`);
}

function draw(points: readonly Point[], sorted: boolean): string {
  const scores = extentOf(points.map(({ score }) => score));
  const colour = colourScale(scores);
  return plot({
    title: [...new Set(points.map(({ file }) => file))].join(', '),
    xLabel: sorted ? 'rank' : 'line',
    yLabel: 'score',
    xExtent: [1, points.length],
    yExtent: scores,
    draw: ({ x, y }) =>
      points
        .map(({ score, notation, file }, i) =>
          dot(x(i + 1), y(score), colour(score), `${score}  ${notation}${sorted ? '' : `  (${file})`}`),
        )
        .join('\n'),
  });
}
