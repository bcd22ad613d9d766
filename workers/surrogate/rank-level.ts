/**
 * @file Ranks all candidates of a level: families are enumerated lazily, predicted in batches, and the best kept in a heap. Memory is
 * that of the parents, one batch and the kept candidates.
 */
import { canonicalKey } from '../../src/core/space/canonical.ts';
import type { Cell } from '../../src/core/space/cell.ts';
import type { Family } from '../../src/core/space/growth.ts';
import type { Candidate } from '../../src/core/search/commands.ts';
import type { Rng } from '../../src/core/random/rng.ts';
import type { SearchSpace } from '../../src/core/space/search-space.ts';
import { TopK, type Scored } from '../../src/core/search/top-k.ts';
import { ParetoPicks, type ParetoAim } from './pareto-picks.ts';
import { rarelyTried, type Tried } from './rarely-tried.ts';
import { ScoreCurve } from './score-curve.ts';
import { sizeOfFamilies, type Siblings, type Surrogate } from './base/surrogate.ts';
import { createYieldPoint, type YieldPoint } from '../scheduling/yield-point.ts';

/** Candidates predicted in one call, about (ours: bounds memory). */
const BATCH = 4096;
/** Most candidates of a family between two yield points (ours: a tenth of a second on a slow CPU). */
const PIECE = 2048;

/** What to rank. */
export interface RankRequest {
  readonly parents: readonly Cell[];
  /** K. */
  readonly keep: number;
  /** How many of these are the best that use an operator or input which the parents rarely use (exploration); 0 unless given. */
  readonly explore?: number;
  /** All cells trained so far, which decide what counts as exploration; the parents only unless given. */
  readonly tried?: Tried;
  /** What cells are picked for beside accuracy; accuracy alone unless given. */
  readonly aim?: ParetoAim;
  /** Canonical keys of cells that are left out, as those already trained. */
  readonly exclude?: ReadonlySet<string>;
  /** So many candidates are drawn by lot from those not kept; none unless given. */
  readonly lot?: { readonly count: number; readonly rng: Rng };
  /** Called with every candidate, in the order ranked. */
  readonly onRanked?: (candidate: Required<Candidate>) => void;
  /** Called with the number of candidates ranked so far, a few times a second. */
  readonly onProgress?: (ranked: number) => void;
  /** Stops the ranking between batches. */
  readonly signal?: AbortSignal;
  /** Called between pieces of the ranking; yields to the event loop unless given. */
  readonly yieldPoint?: YieldPoint;
}

/** A ranked level. */
export interface Ranking {
  /** Distinct candidates ranked. */
  readonly candidates: number;
  /** The K candidates kept, best first; ties in the order of their keys. Where they are picked for a cost too, the first pick first. */
  readonly kept: readonly Required<Candidate>[];
  /** Candidates drawn by lot from the others, best first; absent where none were asked for. */
  readonly probes?: readonly Required<Candidate>[];
  /** About a hundred [rank from 1, predicted accuracy], log-spaced in the rank. */
  readonly curve: readonly [number, number][];
}

/** Ranks all candidates of the request. @throws the signal's reason when it is aborted. */
export async function rankLevel(space: SearchSpace, surrogate: Surrogate, request: RankRequest): Promise<Ranking> {
  const { parents, keep, explore = 0, tried, exclude, lot, aim, onRanked, onProgress, signal } = request;
  const { yieldPoint = createYieldPoint() } = request;
  const best = new TopK<Cell>(keep);
  const unusual = explore > 0 ? new TopK<Cell>(keep) : undefined;
  const drawn = lot === undefined ? undefined : new TopK<Scored<Cell>>(lot.count + keep); // all kept ones may be among them
  const picks = aim === undefined ? undefined : new ParetoPicks(aim, keep);
  const isRare = rarelyTried(parents, space, tried);
  const curve = new ScoreCurve();
  for await (const families of batchFamilies(space.families(parents, exclude), yieldPoint)) {
    const { accuracies } = await surrogate.predict(families);
    let at = 0;
    for (const { parent, blocks } of families) {
      await yieldPoint();
      const offer = picks?.childrenOf(parent);
      for (const block of blocks) {
        const score = accuracies[at++]!;
        curve.add(score);
        offer?.(block, score);
        onRanked?.({ cell: [...parent, block], predicted: score });
        const isUnusual = unusual?.admits(score) === true && isRare(block);
        const ticket = lot?.rng.uniform() ?? 0;
        const isDrawn = drawn?.admits(ticket) === true;
        if (!isUnusual && !isDrawn && !best.admits(score)) continue;
        const item = [...parent, block];
        const entry = { score, key: canonicalKey(item), item };
        best.push(entry);
        if (isUnusual) unusual?.push(entry);
        if (isDrawn) drawn?.push({ score: ticket, key: entry.key, item: entry });
      }
    }
    onProgress?.(curve.count);
    signal?.throwIfAborted();
  }
  const sorted = best.sorted();
  const chosen = picks?.picked() ?? sorted;
  const explored = unusual === undefined ? chosen : withUnusual(chosen, unusual.sorted(), keep, explore);
  const kept = picks === undefined ? bestFirst(explored) : explored;
  const asCandidate = ({ item, score }: Scored<Cell>): Required<Candidate> => ({ cell: item, predicted: score });
  return {
    candidates: curve.count,
    kept: kept.map(asCandidate),
    ...(drawn !== undefined && { probes: byLot(drawn.sorted(), kept, lot!.count).map(asCandidate) }),
    curve: curve.points(sorted.map(({ score }) => score)),
  };
}

/** The first so many of those drawn that are not kept, best first. */
function byLot(drawn: readonly Scored<Scored<Cell>>[], kept: readonly Scored<Cell>[], count: number): Scored<Cell>[] {
  const taken = new Set(kept.map(({ key }) => key));
  const probes = drawn.map(({ item }) => item).filter(({ key }) => !taken.has(key));
  const best = new TopK<Cell>(count);
  for (const probe of probes.slice(0, count)) best.push(probe);
  return best.sorted();
}

/** The best, with the last `explore` of them replaced by the best unusual ones not among the others. */
function withUnusual<T>(best: Scored<T>[], unusual: Scored<T>[], keep: number, explore: number): Scored<T>[] {
  const chosen = new Map(best.slice(0, Math.max(0, keep - explore)).map((entry) => [entry.key, entry]));
  for (const entry of [...unusual.filter(({ key }) => !chosen.has(key)).slice(0, explore), ...best]) {
    if (chosen.size < keep) chosen.set(entry.key, entry);
  }
  return [...chosen.values()];
}

function bestFirst<T>(entries: readonly Scored<T>[]): Scored<T>[] {
  const all = new TopK<T>(Math.max(1, entries.length));
  for (const entry of entries) all.push(entry);
  return all.sorted();
}

/** Families as they are enumerated, in pieces of at most {@link PIECE} and batches of about {@link BATCH} candidates. */
async function* batchFamilies(families: Iterable<Family>, yieldPoint: YieldPoint): AsyncGenerator<Siblings[]> {
  let batch: Siblings[] = [];
  for (const { parent, blocks } of families) {
    await yieldPoint(); // a family may take long to enumerate
    for (let from = 0; from < blocks.length; from += PIECE) {
      batch.push({ parent, blocks: blocks.slice(from, from + PIECE) });
      if (sizeOfFamilies(batch) < BATCH) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
