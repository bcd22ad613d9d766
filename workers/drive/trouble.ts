/** @file What failed devices cost a run: which child was on each, how often, and when to give it up. */
import { formatCell } from '../../src/core/cell.ts';
import { parameterCount } from '../../src/core/layers.ts';
import { layerTable } from '../../src/core/macro.ts';
import type { Candidate } from '../../src/core/search/commands.ts';
import type { SearchConfig } from '../../src/contract/config.ts';
import type { ChildFailure } from '../../src/contract/failures.ts';
import type { TrainRecord } from '../../src/contract/records.ts';
import type { World } from './drive.ts';

/** Devices that a child, a fit or a ranking may fail (ours): by chance once, twice not. */
const MOST_FAILURES = 2;

export class Trouble {
  readonly #failures = new Map<string, number>();
  /** What is being done: a cell's notation, or a command. */
  #now = '';
  /** The record of the child being trained, should it be given up. */
  #given: ((failure: ChildFailure) => TrainRecord) | undefined;

  /** The same world, watched; its records tell the retries. */
  watch(world: World, config: SearchConfig): World {
    return {
      train: async (candidate, place) => {
        this.#now = formatCell(candidate.cell);
        this.#given = (failure) => givenUp(candidate, place.level, config, failure);
        const record = await world.train(candidate, place);
        const retries = this.#failures.get(this.#now);
        return retries === undefined ? record : { ...record, retries };
      },
      fit: (command) => this.#command(`fit ${command.level}`, () => world.fit(command)),
      rank: (command) => this.#command(`rank ${command.level}`, () => world.rank(command)),
    };
  }

  /**
   * Counts a failed device; returns the record of the child that is given up for it, if it is.
   * @throws {ChildFailure} the failure, when it is a fit or a ranking that fails again and again.
   */
  add(failure: ChildFailure): TrainRecord | undefined {
    const failures = (this.#failures.get(this.#now) ?? 0) + 1;
    this.#failures.set(this.#now, failures);
    if (failures < MOST_FAILURES) return undefined;
    if (this.#given === undefined) throw failure;
    return { ...this.#given(failure), retries: failures - 1 };
  }

  #command<T>(name: string, work: () => Promise<T>): Promise<T> {
    this.#now = name;
    this.#given = undefined;
    return work();
  }
}

/** A child that no device could train. */
function givenUp(
  { cell, predicted }: Candidate,
  level: number,
  config: SearchConfig,
  failure: ChildFailure,
): TrainRecord {
  return {
    type: 'train',
    notation: formatCell(cell),
    level,
    ...(predicted === undefined ? {} : { predicted }),
    failure: { reason: failure.reason, message: failure.message },
    curve: [],
    durationMs: 0,
    parameters: parameterCount(layerTable(cell, config)),
  };
}
