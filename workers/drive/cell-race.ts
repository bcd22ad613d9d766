/**
 * @file Races two cells: both are trained with the settings and images of a run, with seeds of their own, and judged on images that neither is trained
 * on. Nothing of it enters the run.
 */
import { RACE_SEEDS, type RaceProgress, type RaceRequest, type RaceResult } from '../../src/contract/drawn-cells.ts';
import type { RunHead } from '../../src/contract/records.ts';
import { parseCell } from '../../src/core/space/cell.ts';
import { streamsOf } from '../../src/core/streams/streams.ts';
import type { ImageSet } from '../data/image-set.ts';
import type { Device } from '../device/device.ts';
import { NetworkManager } from '../train/network-manager.ts';
import type { Throttle } from '../train/throttle.ts';
import { networkFactory, throttleProgress } from './search.ts';

export interface RaceOptions {
  readonly head: RunHead;
  readonly images: ImageSet;
  readonly device: Device;
  readonly request: Pick<RaceRequest, 'cells' | 'first'>;
  readonly throttle?: Throttle;
  onProgress(progress: RaceProgress): void;
}

/**
 * Trains both cells with one seed before either is with the next, so that a race that is stopped has compared them alike.
 * @returns every training's result, in order: {@link RACE_SEEDS} of each cell.
 * @throws {RangeError} for a cell that cannot be read.
 */
export async function raceCells({
  head,
  images,
  device,
  request,
  throttle,
  onProgress,
}: RaceOptions): Promise<RaceResult[]> {
  const cells = request.cells.map((notation) => parseCell(notation));
  const lookback = Math.max(head.config.lookback, ...cells.flat(2).map(({ input }) => -input));
  // a search without confirmation keeps no images back: half of those held out are, as in one with
  const config = { ...head.config, lookback, confirmations: Math.max(1, head.config.confirmations) };
  const manager = new NetworkManager({
    images,
    config,
    streams: streamsOf(head.streams),
    create: networkFactory(device),
    check: device.check,
    ...(throttle === undefined ? {} : { throttle }),
  });
  const results: RaceResult[] = [];
  for (let seed = 0; seed < RACE_SEEDS; seed++) {
    for (const [place, cell] of cells.entries()) {
      const report = throttleProgress<{ epoch: number; step: number; steps: number }>(({ epoch, step, steps }) =>
        onProgress({ results: [...results], now: { cell: place, share: (epoch + step / steps) / config.epochs } }),
      );
      onProgress({ results: [...results], now: { cell: place, share: 0 } });
      const training = { repeat: request.first + seed, purpose: 'confirm' } as const;
      const { accuracy, failure } = await manager.getRewards(cell, report, undefined, undefined, training);
      results.push({ cell: place, ...(accuracy === undefined ? { failure } : { accuracy }) });
    }
  }
  onProgress({ results: [...results] });
  return results;
}
