/** A race of two cells on a real device: both with the same seeds, other seeds in another race. */
import { expect, test } from 'vitest';
import { PRESETS } from '../../../src/contract/presets.ts';
import { FIRST_RACE, RACE_SEEDS, type RaceProgress } from '../../../src/contract/drawn-cells.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { noiseImages } from '../../../workers/data/image-set.ts';
import { newHead } from '../../../workers/drive/new-run.ts';
import { openTestDevice } from '../../support/dawn.ts';

test('trains each cell with each seed in turn; a design races itself to a draw, and with fresh seeds to other accuracies', async () => {
  const device = await openTestDevice();
  const images = noiseImages(120, stream(1, 'images')); // a race judges on all that are left over
  const { raceCells } = await import('../../../workers/drive/cell-race.ts');
  const config = { ...PRESETS.smoke, macro: 'titu1994' as const, filters: 2, images: 60, validationImages: 40, batchSize: 10, lookback: 1, blocks: 1 }; // prettier-ignore
  const head = newHead({
    id: 'run',
    config,
    data: { name: 'noise', images: 120, sha256: 'ab'.repeat(32) },
    device: device.report,
    runtime: 'a test',
  });
  const told: RaceProgress[] = [];
  const cells = ['-1,identity,-1,3x3 maxpool', '-1,identity,-1,3x3 maxpool'] as const;
  const race = (first: number) =>
    raceCells({
      head,
      images,
      device,
      request: { cells, first },
      onProgress: (progress) => told.push(progress),
    });
  const results = await race(FIRST_RACE);
  expect(results.map(({ cell }) => cell)).toEqual(Array.from({ length: 2 * RACE_SEEDS }, (_, i) => i % 2));
  for (let i = 0; i < results.length; i += 2) expect(results[i]!.accuracy).toBe(results[i + 1]!.accuracy);
  expect(results.every(({ accuracy }) => accuracy !== undefined)).toBe(true);
  expect(told.at(-1)).toEqual({ results });
  const others = await race(FIRST_RACE + RACE_SEEDS);
  expect(others.map(({ accuracy }) => accuracy)).not.toEqual(results.map(({ accuracy }) => accuracy));
});
