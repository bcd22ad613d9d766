/** @file The surrogate at the size of the paper's last level: fitting 1,160 cells, then ranking all expansions of 256 cells of four blocks. */
import type { SurrogateName } from '../../src/contract/config.ts';
import { PAPER_OPERATORS } from '../../src/core/space/operators.ts';
import { stream } from '../../src/core/random/rng.ts';
import { StateSpace } from '../../src/core/space/state-space.ts';
import { rankLevel } from '../surrogate/rank-level.ts';
import type { Surrogate } from '../surrogate/base/surrogate.ts';

/** K, and B of the paper. */
const [CHILDREN, BLOCKS] = [256, 5];

/** Wall-clock time and processor time of all cores. */
export interface Duration {
  readonly seconds: number;
  readonly processorSeconds: number;
}

export interface SurrogateBenchReport {
  readonly surrogate: SurrogateName;
  readonly fitted: number;
  readonly fit: Duration;
  /** Distinct candidates of the level. */
  readonly ranked: number;
  readonly rank: Duration;
}

/**
 * Random cells with random accuracies: the time does not depend on them.
 * @param used processor time of this process so far, ms.
 */
export async function benchSurrogate(
  name: SurrogateName,
  surrogate: Surrogate,
  used: () => number,
): Promise<SurrogateBenchReport> {
  const space = new StateSpace({ blocks: BLOCKS, lookback: 2, operators: [...PAPER_OPERATORS] });
  const random = stream(1, 'bench');
  const levels = Array.from({ length: BLOCKS }, (_, i) =>
    i === 0 ? space.firstLevel() : Array.from({ length: CHILDREN }, () => space.random(i + 1, random)),
  );
  const measured = levels.flat().map((cell) => ({ cell, accuracy: 0.5 + 0.4 * random.uniform() }));
  const measure = async (work: () => Promise<unknown>): Promise<Duration> => {
    const [started, before] = [performance.now(), used()];
    await work();
    return { seconds: (performance.now() - started) / 1000, processorSeconds: (used() - before) / 1000 };
  };
  const fit = await measure(() => surrogate.fit(measured));
  let ranked = 0;
  const rank = await measure(async () => {
    ranked = (await rankLevel(space, surrogate, { parents: levels[BLOCKS - 2]!, keep: CHILDREN })).candidates;
  });
  surrogate.dispose();
  return { surrogate: name, fitted: measured.length, fit, ranked, rank };
}
