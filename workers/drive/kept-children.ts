/**
 * @file What is kept of children that are not in training: of those stopped early the best of each round, as many as may go on; where children start warm the best of
 * a level, as its parents to be. One that is missing, as in a run from a link, is trained again and comes to the same.
 */
import { weightsIn } from '../../src/core/network/grown-weights.ts';
import { layerTable } from '../../src/core/network/macro.ts';
import { roundsOf, type Order } from '../../src/core/search/halving.ts';
import { byMerit } from '../../src/core/search/merit.ts';
import { formatCell, parseCell } from '../../src/core/space/cell.ts';
import { orderOf } from '../../src/contract/pareto.ts';
import type { SearchConfig } from '../../src/contract/config.ts';
import type { TrainRecord } from '../../src/contract/records.ts';
import type { Checkpoint, Checkpoints, Children } from '../store/checkpoint.ts';
import type { TrainPlace } from './drive.ts';

/** A first training: its cell, its place in its command, how far it goes and what it starts from. */
type Stage = Pick<TrainPlace, 'child' | 'until' | 'parents'> & { readonly notation: string };

type Measured = Pick<TrainRecord, 'notation' | 'accuracy' | 'epochs'>;

export class KeptChildren {
  readonly #checkpoints: Checkpoints;
  readonly #children: Children | undefined;
  readonly #config: SearchConfig;
  readonly #order: Order;
  /** The level's children as far as they were trained here, and those of the round. */
  #level = new Map<string, Measured>();
  #round = new Map<string, Measured>();
  /** Kept of the round before, for as long as they have not gone on. */
  #pending = new Set<string>();
  /** Where nothing is stored: parents trained again. */
  readonly #unstored = new Map<string, Checkpoint>();

  /** @param checkpoints of the child in training. */
  constructor(checkpoints: Checkpoints, children: Children | undefined, config: SearchConfig) {
    this.#checkpoints = checkpoints;
    this.#children = children;
    this.#config = config;
    this.#order = orderOf(config);
  }

  /** Where a first training is saved and goes on from. To be called before it begins. */
  async begin({ notation, child, until, parents = [] }: Stage): Promise<Checkpoints> {
    const { epochs, stopping } = this.#config;
    if (child === 0) {
      this.#pending = new Set(this.#round.keys());
      this.#round = new Map();
      const isFirst = stopping === 'none' || until?.epochs === roundsOf(epochs)[0];
      if (isFirst) {
        this.#level = new Map();
        this.#pending = new Set();
        await this.#children?.retain(parents.map(({ cell }) => formatCell(cell)));
      }
    }
    this.#pending.delete(notation);
    const isOwn = (saved: Checkpoint | undefined): boolean =>
      saved?.notation === notation && saved.repeat === undefined && saved.purpose === undefined;
    return {
      ...this.#checkpoints,
      load: async () => {
        const inTraining = await this.#checkpoints.load();
        if (isOwn(inTraining)) return inTraining;
        const stopped = await this.#children?.load(notation);
        return stopped === undefined || stopped.curve.length >= epochs ? inTraining : stopped;
      },
      save: async (checkpoint) => {
        const { length } = checkpoint.curve;
        if (length === epochs) await this.keepParent(checkpoint);
        else if (length === until?.epochs) await this.#children?.save(checkpoint);
        else await this.#checkpoints.save(checkpoint);
      },
    };
  }

  /** To be called after it has ended: only those are kept that may go on, or be parents. */
  async end({ until }: Stage, measured: Measured): Promise<void> {
    const { notation, accuracy } = measured;
    if (this.#children === undefined) return;
    if (accuracy === undefined) return this.#children.remove(notation);
    this.#level.set(notation, measured);
    if (until !== undefined) this.#round.set(notation, measured);
    const { start, children: most } = this.#config;
    const parents = start === 'warm' ? best(this.#level, most) : [];
    const goingOn = until === undefined ? [] : this.#goingOn(until.most);
    const kept = new Set([...parents, ...goingOn, ...this.#pending]);
    for (const known of new Set([...this.#level.keys(), notation])) {
      if (kept.has(known)) continue;
      this.#level.delete(known);
      this.#round.delete(known);
      await this.#children.remove(known);
    }
  }

  /** Notations of those of the round that go on, as far as they are known. */
  #goingOn(most: number): string[] {
    const measured = [...this.#round.values()].map(({ notation, accuracy }) => ({ notation, cell: parseCell(notation), accuracy: accuracy! })); // prettier-ignore
    return this.#order(measured).slice(0, most).map(({ notation }) => notation); // prettier-ignore
  }

  /** Keeps a network for those that start as it. */
  async keepParent(checkpoint: Checkpoint): Promise<void> {
    const kept = this.#asParent(checkpoint);
    await (this.#children?.save(kept) ?? this.#unstored.set(kept.notation, kept));
  }

  /** The kept weights of a cell, as far as it was trained; undefined where they are missing. */
  async weightsOf(notation: string, epochs: number): Promise<readonly Float32Array[] | undefined> {
    const saved = this.#unstored.get(notation) ?? (await this.#children?.load(notation));
    const count = weightsIn(layerTable(parseCell(notation), this.#config));
    return saved?.curve.length === epochs ? saved.state.tensors.slice(0, count) : undefined;
  }

  /** Without the optimizer's values: a child that was trained to the end does not go on. */
  #asParent(checkpoint: Checkpoint): Checkpoint {
    const count = weightsIn(layerTable(parseCell(checkpoint.notation), this.#config));
    const { steps, tensors } = checkpoint.state;
    return { ...checkpoint, state: { steps, tensors: tensors.slice(0, count) } };
  }
}

/** Notations of the best, the earlier of equals. */
function best(children: ReadonlyMap<string, Measured>, most: number): string[] {
  return [...children.values()]
    .toSorted(byMerit)
    .slice(0, most)
    .map(({ notation }) => notation);
}
