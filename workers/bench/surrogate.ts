/** @file The surrogate at the size of the paper's last level: fitting 1,160 cells, then ranking all that 256 cells of four blocks grow into. */
import type { SurrogateName } from '../../src/contract/config.ts';
import { PAPER_OPERATORS } from '../../src/core/space/operators.ts';
import { stream } from '../../src/core/random/rng.ts';
import { StateSpace } from '../../src/core/space/state-space.ts';
import { rankLevel } from '../surrogate/rank-level.ts';
import type { Surrogate } from '../surrogate/base/surrogate.ts';

/** K, and B of the paper. */
const [CHILDREN, BLOCKS] = [256, 5];

/** Seconds of the wall clock and of all cores. */
export interface Took {
  readonly seconds: number;
  readonly processorSeconds: number;
}

export interface EncoderBenchReport {
  readonly surrogate: SurrogateName;
  readonly fitted: number;
  readonly fit: Took;
  /** Distinct candidates of the level. */
  readonly ranked: number;
  readonly rank: Took;
}

/**
 * Random cells with made-up accuracies: how long it takes does not depend on them.
 * @param used milliseconds of all cores that this process has used.
 */
export async function benchEncoder(
  name: SurrogateName,
  surrogate: Surrogate,
  used: () => number,
): Promise<EncoderBenchReport> {
  const space = new StateSpace({ blocks: BLOCKS, lookback: 2, operators: [...PAPER_OPERATORS] });
  const random = stream(1, 'bench');
  const levels = Array.from({ length: BLOCKS }, (_, i) =>
    i === 0 ? space.firstLevel() : Array.from({ length: CHILDREN }, () => space.random(i + 1, random)),
  );
  const measured = levels.flat().map((cell) => ({ cell, accuracy: 0.5 + 0.4 * random.uniform() }));
  const took = async (work: () => Promise<unknown>): Promise<Took> => {
    const [started, before] = [performance.now(), used()];
    await work();
    return { seconds: (performance.now() - started) / 1000, processorSeconds: (used() - before) / 1000 };
  };
  const fit = await took(() => surrogate.fit(measured));
  let ranked = 0;
  const rank = await took(async () => {
    ranked = (await rankLevel(space, surrogate, { parents: levels[BLOCKS - 2]!, keep: CHILDREN })).candidates;
  });
  surrogate.dispose();
  return { surrogate: name, fitted: measured.length, fit, ranked, rank };
}
