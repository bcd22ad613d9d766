/** @file `pnas cells`: how many cells there are, and what one is. */
import { InvalidArgumentError, type Command } from 'commander';
import { MAX_BLOCKS, parseCell } from '../../core/space/cell.ts';
import { canonicalCell } from '../../core/space/canonical.ts';
import { formatCell } from '../../core/space/cell.ts';
import { MAX_COUNTED_BLOCKS, orderedCount, slotCount, uniqueCount } from '../../core/space/count.ts';
import { multiplyAdds, parameterCount, type LayerTable, type Shape } from '../../core/network/layers.ts';
import { layerTable } from '../../core/network/macro.ts';
import { OPERATORS } from '../../core/space/operators.ts';
import type { MacroName } from '../../core/network/macro-names.ts';
import { integer, macroOption } from '../terminal/options.ts';
import { line } from '../terminal/output.ts';

const group = (n: bigint | number): string => n.toLocaleString('en');
const size = (shape: Shape): string => shape.join('x');

/** Registers the commands. */
export function addCells(program: Command): void {
  const cells = program.command('cells').description('count and describe cells');
  cells
    .command('count')
    .description('how many cells there are at each level, ordered and distinct')
    .option('--blocks <b>', `largest number of blocks, 1 to ${MAX_COUNTED_BLOCKS}`, within(1, MAX_COUNTED_BLOCKS), 5)
    .option('--operators <n>', `number of operators, 1 to ${OPERATORS.length}`, within(1, OPERATORS.length), 8)
    .option('--lookback <L>', 'how many earlier cells a cell can read', within(1, 4), 2)
    .action(count);
  cells
    .command('describe <notation>')
    .description('shapes, parameters and multiply-adds of a cell and its network')
    .addOption(macroOption('how a cell becomes a network').default('pnas'))
    .option('--repeats <N>', 'cells per stage', within(1, 12), 2)
    .option('--filters <F>', 'filters of the first stage', within(1, 512), 24)
    .option('--lookback <L>', 'how many earlier cells a cell can read', within(1, 4), 2)
    .action(describe);
}

function within(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = integer(text);
    if (value < least || value > most) throw new InvalidArgumentError(`must be ${least} to ${most}; got ${value}`);
    return value;
  };
}

function count(options: { blocks: number; operators: number; lookback: number }): void {
  const space = { lookback: options.lookback, operators: OPERATORS.slice(0, options.operators) };
  line(`cells with ${options.operators} operators, lookback ${options.lookback}`);
  const rows = [['b', 'ordered', 'halves unordered', 'unique']];
  for (let b = 1; b <= options.blocks; b++) {
    rows.push([`${b}`, ...[orderedCount, slotCount, uniqueCount].map((counted) => group(counted(space, b)))]);
  }
  table(rows);
}

interface DescribeOptions {
  macro: MacroName;
  repeats: number;
  filters: number;
  lookback: number;
}

function describe(notation: string, options: DescribeOptions): void {
  const cell = parseCell(notation, { lookback: options.lookback, operators: OPERATORS });
  const network = layerTable(cell, { ...options, cellOutput: 'all' });
  line(`cell        ${formatCell(cell)}`);
  line(`canonical   ${formatCell(canonicalCell(cell))}`);
  line(`blocks      ${cell.length} of at most ${MAX_BLOCKS}`);
  line(`network     macro ${options.macro}, N ${options.repeats}, F ${options.filters}, ${network.cells.length} cells`);
  const rows = [['part', 'stride', 'filters', 'inputs', 'output', 'parameters', 'multiply-adds']];
  for (const span of network.cells) {
    const part = partOf(network, span.from, span.to);
    const inputs = span.inputShapes.map(size).join(' ');
    rows.push([`cell ${span.index}`, `${span.stride}`, `${span.filters}`, inputs, size(span.outputShape), ...part]);
  }
  rows.push(['network', '', '', '', '', group(parameterCount(network)), group(multiplyAdds(network))]);
  table(rows);
}

/** Parameters and multiply-adds of the layers [from, to). */
function partOf(network: LayerTable, from: number, to: number): string[] {
  const layers = network.layers.slice(from, to);
  const names = new Set(layers.map(({ name }) => name));
  const parameters = network.parameters.filter(({ name }) => names.has(name.slice(0, name.lastIndexOf('/'))));
  return [group(parameterCount({ ...network, parameters })), group(multiplyAdds({ ...network, layers }))];
}

/** Prints rows in columns, the first to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows) {
    line(
      row
        .map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!)))
        .join('  ')
        .trimEnd(),
    );
  }
}
