/**
 * @file What cells cost in their network. Costs are those of its layer table, which depends on the halves of a cell and not on how they are put together, so that
 * the candidates of a level, which may be millions, need one table for each collection of halves.
 */
import {
  MAX_BLOCKS,
  MAX_LOOKBACK,
  unusedBlocks,
  type Block,
  type Cell,
  type CellSpace,
  type Half,
} from '../space/cell.ts';
import { operatorIndex, OPERATORS } from '../space/operators.ts';
import type { Cost } from './costs.ts';
import { multiplyAdds, parameterCount, type LayerTable } from './layers.ts';
import { layerTable, type NetworkConfig } from './macro.ts';
import { modelledStepMs } from './step-model.ts';

const COST_OF: Readonly<Record<Cost, (table: LayerTable, batchSize: number) => number>> = {
  parameters: parameterCount,
  'multiply-adds': multiplyAdds,
  ms: modelledStepMs,
};

/** How cells become networks and are trained. */
type CostConfig = NetworkConfig & { readonly batchSize: number };

/** Costs of cells, each told once. */
export class CellCosts {
  readonly #cost: Cost;
  readonly #config: CostConfig;
  readonly #known = new Map<string, number>();

  constructor(cost: Cost, config: CostConfig) {
    this.#cost = cost;
    this.#config = config;
  }

  of(cell: Cell): number {
    const name = this.#nameOf(cell);
    const cost = this.#known.get(name) ?? COST_OF[this.#cost](layerTable(cell, this.#config), this.#config.batchSize);
    this.#known.set(name, cost);
    return cost;
  }

  /** The costs of a parent's children, by the block that it grows by. */
  ofGrown(parent: Cell): (block: Block) => number {
    const known = new Map<number, number>();
    return (block) => {
      const key = this.#codeOf(block[0]) * CODES + this.#codeOf(block[1]);
      const cost = known.get(key) ?? this.of([...parent, block]);
      known.set(key, cost);
      return cost;
    };
  }

  /** The same for cells of the same cost: their halves in order, and how many blocks the cell hands on. */
  #nameOf(cell: Cell): string {
    const halves = cell.flatMap((block) => block.map((half) => kindOf(half))).sort((a, b) => a - b);
    const handedOn = this.#config.cellOutput === 'all' ? cell.length : unusedBlocks(cell).length;
    return `${handedOn}:${halves.join(' ')}`;
  }

  /** The same for halves that are alike to any parent. */
  #codeOf(half: Half): number {
    return this.#config.cellOutput === 'all' ? kindOf(half) : kindOf(half, half.input);
  }
}

const CODES = (MAX_LOOKBACK + MAX_BLOCKS) * OPERATORS.length;

/** The operator and the earlier cell that it reads; all blocks are one input unless another is given. */
function kindOf({ input, operator }: Half, place = Math.min(0, input)): number {
  return (MAX_LOOKBACK + place) * OPERATORS.length + operatorIndex(operator);
}

/** The cost of about the heaviest cell of a space: all blocks of one operator, on both cell inputs. */
export function heaviestCost(
  costs: CellCosts,
  { operators, lookback, blocks }: CellSpace & { readonly blocks: number },
): number {
  const cells = operators.map((operator): Cell => {
    const block: Block = [
      { input: -1, operator },
      { input: lookback > 1 ? -2 : -1, operator },
    ];
    return Array.from({ length: blocks }, () => block);
  });
  return Math.max(...cells.map((cell) => costs.of(cell)));
}
