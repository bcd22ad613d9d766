/** @file The entry of the terminal: `npm run pnas -- <command>`. */
import { constants } from 'node:os';
import { Command } from 'commander';
import { addBench } from './commands/bench.ts';
import { addClass } from './commands/class.ts';
import { addCells } from './commands/cells.ts';
import { addData } from './commands/data.ts';
import { closeDevice } from './terminal/device.ts';
import { addEvaluate } from './commands/evaluate.ts';
import { addExport } from './commands/export.ts';
import { addFinal } from './commands/final.ts';
import { addEncoder } from './commands/encoder.ts';
import { printError } from './terminal/output.ts';
import { addLandscape } from './commands/landscape.ts';
import { addRank } from './commands/rank.ts';
import { addScore } from './commands/score.ts';
import { addSearch } from './commands/search.ts';
import { addStudy } from './commands/study.ts';
import { addShow } from './commands/show.ts';
import { addTrain } from './commands/train.ts';
import { addWorker } from './commands/worker.ts';

const program = new Command('pnas')
  .description('Progressive Neural Architecture Search (arXiv 1712.00559)')
  .showHelpAfterError('(--help lists the commands and flags)');
addSearch(program);
addEvaluate(program);
addTrain(program);
addClass(program);
addWorker(program);
addFinal(program);
addCells(program);
addData(program);
addEncoder(program);
addScore(program);
addLandscape(program);
addRank(program);
addStudy(program);
addBench(program);
addShow(program);
addExport(program);

// A notation starts with an input such as -1: a space in front keeps it from being read as a flag.
// The first releases called --macro --recipe.
const argv = process.argv.map((argument) =>
  /^-\d+,/.test(argument) ? ` ${argument}` : argument.replace(/^--recipe(?==|$)/, '--macro'),
);

// The reader of the output, such as `head`, has closed the pipe.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code !== 'EPIPE') throw new Error(`terminal: must take what is printed; got ${code}`);
  closeDevice();
  process.exit(128 + constants.signals.SIGPIPE);
});

try {
  await program.parseAsync(argv);
} catch (error) {
  printError(error); // a stack does not help a user
  process.exitCode = 1;
} finally {
  closeDevice();
}
