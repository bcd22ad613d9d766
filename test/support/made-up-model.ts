/** @file A network of made-up weights with all that is known of a trained one, and pictures to show it. */
import { crc32, deflateSync } from 'node:zlib';
import { CLASS_NAMES } from '../../src/contract/class-names.ts';
import { trainedModel } from '../../src/contract/model-file.ts';
import { layerTable } from '../../src/core/network/macro.ts';
import { CIFAR10_NORMALISATION } from '../../src/core/network/normalisation.ts';
import { stream } from '../../src/core/random/rng.ts';
import { parseCell } from '../../src/core/space/cell.ts';
import { trainedValues } from './trained-values.ts';

const cell = '-1,3x3 dconv,-2,3x3 maxpool';
const table = layerTable(parseCell(cell), { macro: 'pnas', repeats: 1, filters: 2, lookback: 2, cellOutput: 'all' });
const calibration = Array.from({ length: 10 }, () => ({ images: 50, confidence: 25, correct: 20 }));
/** One whose test images were answered, in bins of calibration with enough of them. */
export const model = trainedModel(
  {
    classes: [...CLASS_NAMES],
    cell,
    repeats: 1,
    filters: 2,
    seed: 1,
    data: 'made up',
    trainedAt: '2026-11-29T12:00:00Z',
    test: { images: 500, correct: 200, calibration },
  },
  table,
  trainedValues(table, stream(3, 'try')),
  CIFAR10_NORMALISATION,
);
/** A picture of these pixels. */
export function png(side: number, rgb: Uint8Array): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.from([0, 0, 0, side, 0, 0, 0, side, 8, 2, 0, 0, 0]);
  const lines = Array.from({ length: side }, (_, y) => [0, ...rgb.subarray(3 * side * y, 3 * side * (y + 1))]).flat();
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.from(lines))), chunk('IEND', Buffer.alloc(0))]); // prettier-ignore
}
