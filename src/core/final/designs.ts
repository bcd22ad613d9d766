/** @file The cells that a final training compares, each with the F that makes its network as large as the first one's. */
import { layerTable } from '../network/macro.ts';
import { multiplyAdds, parameterCount } from '../network/layers.ts';
import type { Rng } from '../random/rng.ts';
import { canonicalKey } from '../space/canonical.ts';
import { formatCell, parseCell, type Cell } from '../space/cell.ts';
import { PAPER_OPERATORS } from '../space/operators.ts';
import { PNASNET_5 } from '../space/pnasnet5.ts';
import { StateSpace } from '../space/state-space.ts';
import type { Design } from './design-names.ts';
import { judgedNetwork, type NetworkSize } from './judged-network.ts';

/** A cell and its network's size, as it is judged: without what is there for training alone. */
export interface SizedCell {
  readonly notation: string;
  readonly filters: number;
  readonly parameters: number;
  readonly multiplyAdds: number;
}

/** The cell's network at the settings' F. */
function sizedCell(cell: Cell, size: NetworkSize): SizedCell {
  const table = layerTable(cell, judgedNetwork(cell, size));
  const [parameters, adds] = [parameterCount(table), multiplyAdds(table)];
  return { notation: formatCell(cell), filters: size.filters, parameters, multiplyAdds: adds };
}

/** Most filters of a first stage, as in the settings. */
const MOST_FILTERS = 512;

/** The cell's network at the F that brings its parameters nearest to so many; the smaller on a tie. */
function cellOfSize(cell: Cell, size: NetworkSize, parameters: number): SizedCell {
  const at = (filters: number): SizedCell => sizedCell(cell, { ...size, filters });
  let [below, above] = [1, MOST_FILTERS]; // parameters grow with F
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if (at(middle).parameters <= parameters) below = middle;
    else above = middle;
  }
  const [small, large] = [at(below), at(above)];
  return large.parameters - parameters < parameters - small.parameters ? large : small;
}

/** The cell, and with controls a random one and PNASNet-5's, unless that is the cell; all networks as large as the cell's. */
export function designsOf(
  cell: Cell,
  size: NetworkSize & { readonly controls: boolean },
  rng: Rng,
): (SizedCell & { readonly design: Design })[] {
  const own = sizedCell(cell, size);
  const first = { design: 'cell', ...own } as const;
  if (!size.controls) return [first];
  const control = (design: Design, other: Cell) => ({ design, ...cellOfSize(other, size, own.parameters) });
  const known = parseCell(PNASNET_5);
  const random = control('random', randomControl(cell, rng));
  return canonicalKey(known) === canonicalKey(cell) ? [first, random] : [first, random, control('pnasnet5', known)];
}

/**
 * The control that shows what the search is worth: a cell of as many blocks, drawn from all cells of the paper's operators and those of the cell
 * itself, uniform as they are written.
 */
function randomControl(cell: Cell, rng: Rng): Cell {
  const own = cell.flatMap((block) => block.map(({ operator }) => operator));
  const { lookback } = judgedNetwork(cell, { repeats: 1, filters: 1, cellOutput: 'all', stem: 'trained' });
  const space = new StateSpace({ blocks: cell.length, lookback, operators: [...PAPER_OPERATORS, ...own] });
  const key = canonicalKey(cell);
  for (;;) {
    const drawn = space.random(cell.length, rng);
    if (canonicalKey(drawn) !== key) return drawn; // there are more than one of any number of blocks
  }
}
