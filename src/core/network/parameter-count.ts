/**
 * @file Parameter counts of many cells' networks without their layer tables: a hundred times as fast. The count of an operator or a matched
 * input comes from a small layer table of its own, once; which cells of the chain exist follows the rule of `prune.ts`.
 */
import { MAX_LOOKBACK, unusedBlocks, type Cell, type Half } from '../space/cell.ts';
import { parameterCount } from './layers.ts';
import { head, IMAGE_CHANNELS, IMAGE_SIZE, match, STAGES, stem, type NetworkConfig } from './macro.ts';
import { PNAS_LAYERS, TITU1994_LAYERS } from './operator-layers.ts';
import { operatorIndex, OPERATORS } from '../space/operators.ts';
import { TableBuilder } from './table-builder.ts';

/** What layers cost that follow one activation, and the channels they hand on. */
type Cost = readonly [parameters: number, channels: number];

/** Cells of the chain that cost the same: how many there are, and what they read. */
interface Place {
  count: number;
  readonly width: number;
  readonly stride: 1 | 2;
  /** Of each input below 0, matched. */
  readonly channels: ReadonlyMap<number, number>;
  /** Parameters that match what it reads. */
  readonly matching: number;
}

/** Parameters of stem, head and matched inputs, and where the operators of a cell stand. */
interface Chain {
  readonly parameters: number;
  readonly places: ReadonlyMap<number, Place>;
  /** Parameters of a half's operator in all places, by what it reads and is; filled in as they are asked for. */
  readonly halves: Map<number, number>;
}

/** Kinds of layers beyond the operators, for keys. */
const MATCH = 2 * OPERATORS.length;
const [STEM, HEAD] = [MATCH + 6, MATCH + 7];

/** Counts the parameters of cells in one configuration: the same as `parameterCount(layerTable(cell, config))`. */
export class ParameterCounter {
  readonly #config: NetworkConfig;
  readonly #known = new Map<number, Cost>();
  readonly #chains = new Map<number, Chain>(); // by what cells read and hand on

  constructor(config: NetworkConfig) {
    this.#config = config;
  }

  count(cell: Cell): number {
    return this.#config.macro === 'titu1994' ? this.#titu1994(cell) : this.#pnas(cell);
  }

  #pnas(cell: Cell): number {
    const handedOn = this.#config.cellOutput === 'all' ? cell.length : unusedBlocks(cell).length;
    let read = 0;
    for (const block of cell) for (const { input } of block) if (input < 0) read |= 1 << -input;
    const key = 16 * read + handedOn;
    const chain = this.#chains.get(key) ?? this.#chain(read, handedOn);
    this.#chains.set(key, chain);
    let total = chain.parameters;
    for (const block of cell) for (const half of block) total += this.#half(half, chain);
    return total;
  }

  /**
   * The chain of cells, without their operators.
   * @param read bit i: its cells read H_{c-i}.
   * @param handedOn blocks of a cell that its output has.
   */
  #chain(read: number, handedOn: number): Chain {
    const { repeats, filters } = this.#config;
    const [stemParameters, stemChannels] = this.#cost(STEM, filters, IMAGE_CHANNELS, (t, x) => stem(t, x, filters));
    const stageOf = (index: number): number => (index < 0 ? 0 : Math.floor(index / repeats)); // -1 is the stem
    const channelsOf = (index: number): number => (index < 0 ? stemChannels : handedOn * filters * 2 ** stageOf(index));
    const inputs: number[] = [];
    for (let input = -1; input >= -MAX_LOOKBACK; input--) if ((read >> -input) & 1) inputs.push(input);
    const last = STAGES * repeats - 1;
    const isReached = new Uint8Array(last + 1).fill(1, last);
    const places = new Map<number, Place>(); // by where a cell and what it reads stand
    let parameters = stemParameters + this.#cost(HEAD, 0, channelsOf(last), head)[0];
    for (let index = last; index >= 0; index--) {
      if (isReached[index] === 0) continue;
      let key = 3 * stageOf(index) + stageOf(index - 1);
      for (const input of inputs) {
        const from = index + input; // below -1 the chain begins: H_{c-1} is read in its place, as it is
        isReached[from < -1 ? index - 1 : from] = 1;
        key = 8 * key + (from < 0 ? 8 + from : stageOf(from));
      }
      let place = places.get(key);
      if (place === undefined) {
        const width = filters * 2 ** stageOf(index);
        const channels = new Map<number, number>(); // of what it reads, matched
        let matching = 0;
        for (const input of inputs) {
          const from = index + input;
          const halvings = stageOf(index - 1) - stageOf(from);
          const [own, matched] =
            from < -1
              ? [0, channelsOf(index - 1)]
              : this.#cost(MATCH + 2 * halvings + (input === -1 ? 1 : 0), width, channelsOf(from), (t, x) =>
                  match(t, x, IMAGE_SIZE >> halvings, '', width, input === -1),
                );
          matching += own;
          channels.set(input, matched);
        }
        const stride = stageOf(index) === stageOf(index - 1) ? 1 : 2;
        places.set(key, (place = { count: 0, width, stride, channels, matching }));
      }
      place.count++;
      parameters += place.matching;
    }
    return { parameters, places, halves: new Map() };
  }

  /** A half's operator in all cells of the chain. */
  #half({ input, operator }: Half, { places, halves }: Chain): number {
    const index = operatorIndex(operator);
    const key = OPERATORS.length * Math.max(-input, 0) + index;
    let total = halves.get(key);
    if (total === undefined) {
      total = 0;
      for (const { count, width, stride, channels } of places.values()) {
        const step = input < 0 ? stride : 1;
        const add = (t: TableBuilder, x: number): number => PNAS_LAYERS[operator](t, x, '', width, step);
        total += count * this.#cost(2 * index + step - 1, width, channels.get(input) ?? width, add)[0]; // of its own blocks it is `width`
      }
      halves.set(key, total);
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
