/** @file Exported models with bytes changed, read and asked about an image. */
import { formatModel, parseModel, trainedModel, type ModelCard } from '../../src/contract/model-file.ts';
import { predict } from '../../src/core/inference/forward.ts';
import { layerTable } from '../../src/core/network/macro.ts';
import { NO_NORMALISATION } from '../../src/core/network/normalisation.ts';
import { stream } from '../../src/core/random/rng.ts';
import { parseCell } from '../../src/core/space/cell.ts';
import { trainedValues } from '../support/trained-values.ts';
import type { Fuzzer } from './fuzzer.ts';
import { mutate } from './mutate.ts';

const MOST_MS = 1000;
/** Little cells: most bytes are then structure, not weights. */
const CELLS = ['-1,3x3 maxpool,-2,identity', '-1,3x3 dconv,-1,3x3 avgpool,0,3x3 dilated conv,-2,1x7-7x1 conv'];

export function modelFuzzer(): Fuzzer {
  const corpus = CELLS.map((cell) => {
    const config = { macro: 'pnas', repeats: 1, filters: 2, lookback: 2, cellOutput: 'all' } as const;
    const table = layerTable(parseCell(cell), config);
    const calibration = Array.from({ length: 15 }, () => ({ images: 2, confidence: 1.5, correct: 1 }));
    const card: ModelCard = {
      classes: Array.from({ length: 10 }, (_, i) => `class ${i}`),
      cell,
      repeats: 1,
      filters: 2,
      seed: 1,
      data: 'made up',
      trainedAt: '2026-11-29T12:00:00Z',
      test: { images: 30, correct: 15, calibration },
    };
    return formatModel(trainedModel(card, table, trainedValues(table, stream(1, cell)), NO_NORMALISATION));
  });
  const image = new Uint8Array(64 * 64 * 3).fill(100);
  return {
    mostMs: MOST_MS,
    make: (rng) => {
      const bytes = mutate(corpus, rng);
      return {
        input: Buffer.from(bytes).toString('base64'),
        read: () => {
          const model = parseModel(bytes);
          const [height, width] = model.graph[0]!.shape;
          return { model, probabilities: predict(model.graph, image.subarray(0, height * width * 3)) };
        },
        check: (read) => {
          const { model, probabilities } = read as {
            model: ReturnType<typeof parseModel>;
            probabilities: Float32Array;
          };
          const sum = probabilities.reduce((total, value) => total + value, 0);
          if (probabilities.length !== model.card.classes.length) throw new Error('other classes than it names');
          if (!(Math.abs(sum - 1) < 1e-4)) throw new Error(`probabilities add up to ${sum}`);
        },
      };
    },
  };
}
