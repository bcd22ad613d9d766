/**
 * @file The number of parameters of many cells' networks, without their layer tables: a thousand cells in the time of ten. What an
 * operator or a matched input costs is read off a table of its own, once; which cells of the chain there are is `prune.ts`'s rule.
 */
import { unusedBlocks, type Cell } from '../space/cell.ts';
import { parameterCount } from './layers.ts';
import { head, IMAGE_CHANNELS, IMAGE_SIZE, match, STAGES, stem, type NetworkConfig } from './macro.ts';
import { PNAS_LAYERS, TITU1994_LAYERS } from './operator-layers.ts';
import { operatorIndex, OPERATORS } from '../space/operators.ts';
import { TableBuilder } from './table-builder.ts';

/** What layers cost that follow one activation, and the channels they hand on. */
type Cost = readonly [parameters: number, channels: number];

/** Kinds of layers beyond the operators, for keys. */
const MATCH = 2 * OPERATORS.length;
const [STEM, HEAD] = [MATCH + 6, MATCH + 7];

/** Counts the parameters of cells in one configuration: the same as `parameterCount(layerTable(cell, config))`. */
export class ParameterCounter {
  readonly #config: NetworkConfig;
  readonly #known = new Map<number, Cost>();

  constructor(config: NetworkConfig) {
    this.#config = config;
  }

  count(cell: Cell): number {
    return this.#config.macro === 'titu1994' ? this.#titu1994(cell) : this.#pnas(cell);
  }

  #pnas(cell: Cell): number {
    const { repeats, filters, cellOutput } = this.#config;
    const handedOn = cellOutput === 'all' ? cell.length : unusedBlocks(cell).length;
    const [stemParameters, stemChannels] = this.#cost(STEM, filters, IMAGE_CHANNELS, (t, x) => stem(t, x, filters));
    const stageOf = (index: number): number => (index < 0 ? 0 : Math.floor(index / repeats)); // -1 is the stem
    const channelsOf = (index: number): number => (index < 0 ? stemChannels : handedOn * filters * 2 ** stageOf(index));
    const inputs = [...new Set(cell.flatMap((block) => block.map(({ input }) => input)))].filter((input) => input < 0);
    const last = STAGES * repeats - 1;
    const isReached = new Uint8Array(last + 1).fill(1, last);
    const alike = new Map<number, number>(); // what a cell of the chain costs, by where it and what it reads stand
    let total = stemParameters + this.#cost(HEAD, 0, channelsOf(last), head)[0];
    for (let index = last; index >= 0; index--) {
      if (isReached[index] === 0) continue;
      let key = 3 * stageOf(index) + stageOf(index - 1);
      for (const input of inputs) {
        const from = index + input; // below -1 the chain begins: H_{c-1} is read in its place, as it is
        isReached[from < -1 ? index - 1 : from] = 1;
        key = 8 * key + (from < 0 ? 8 + from : stageOf(from));
      }
      let parameters = alike.get(key);
      if (parameters === undefined) {
        const width = filters * 2 ** stageOf(index);
        const channels = new Map<number, number>(); // of what it reads, matched
        parameters = 0;
        for (const input of inputs) {
          const from = index + input;
          const halvings = stageOf(index - 1) - stageOf(from);
          const [own, matched] =
            from < -1
              ? [0, channelsOf(index - 1)]
              : this.#cost(MATCH + 2 * halvings + (input === -1 ? 1 : 0), width, channelsOf(from), (t, x) =>
                  match(t, x, IMAGE_SIZE >> halvings, '', width, input === -1),
                );
          parameters += own;
          channels.set(input, matched);
        }
        parameters += this.#operators(cell, width, stageOf(index) === stageOf(index - 1) ? 1 : 2, channels);
        alike.set(key, parameters);
      }
      total += parameters;
    }
    return total;
  }

  /** The operators of a cell. @param channels of its inputs; of its blocks it is `width`. */
  #operators(cell: Cell, width: number, stride: 1 | 2, channels: ReadonlyMap<number, number>): number {
    let total = 0;
    for (const block of cell) {
      for (const { input, operator } of block) {
        const step = input < 0 ? stride : 1;
        total += this.#cost(2 * operatorIndex(operator) + step - 1, width, channels.get(input) ?? width, (t, x) =>
          PNAS_LAYERS[operator](t, x, '', width, step),
        )[0];
      }
    }
    return total;
  }

  #titu1994(cell: Cell): number {
    let total = 0;
    let channels = IMAGE_CHANNELS;
    for (const filters of [this.#config.filters, 2 * this.#config.filters]) {
      const costs = cell
        .flat()
        .map(({ operator }) =>
          this.#cost(2 * operatorIndex(operator), filters, channels, (t, x) =>
            TITU1994_LAYERS[operator](t, x, '', filters, 2),
          ),
        );
      channels = 0;
      for (const [parameters, own] of costs) {
        total += parameters;
        channels += own;
      }
    }
    return total + this.#cost(HEAD, 0, channels, head)[0];
  }

  /** What follows an activation, once. @param kind what it is; twice an operator's index and one for stride 2, or one of the constants. */
  #cost(kind: number, width: number, channels: number, add: (t: TableBuilder, x: number) => number): Cost {
    const key = (kind * 2 ** 13 + width) * 2 ** 18 + channels;
    let cost = this.#known.get(key);
    if (cost === undefined) {
      const t = new TableBuilder();
      const output = add(t, t.image(IMAGE_SIZE, IMAGE_SIZE, channels));
      this.#known.set(key, (cost = [parameterCount(t.build()), t.shape(output)[2]]));
    }
    return cost;
  }
}
