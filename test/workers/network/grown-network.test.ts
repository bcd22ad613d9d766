/** A network that starts as a smaller one, on a device. */
import { expect, test } from 'vitest';
import { PRESETS } from '../../../src/contract/presets.ts';
import { grownWeights } from '../../../src/core/network/grown-weights.ts';
import { initialWeights } from '../../../src/core/network/initial-weights.ts';
import { layerTable } from '../../../src/core/network/macro.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { parseCell } from '../../../src/core/space/cell.ts';
import { loadSample } from '../../../workers/data/node/files.ts';
import { pixelNormalisation } from '../../../workers/data/normalisation.ts';
import { openTestDevice } from '../../support/dawn.ts';

const config = PRESETS.smoke;

test('a grown network computes what its trained parent does', async () => {
  const device = await openTestDevice();
  const { images } = await loadSample();
  const { networkFactory } = await import('../../../workers/drive/search.ts');
  const indices = Uint32Array.from({ length: config.batchSize }, (_, i) => i);
  const normalised = { ...images, normalisation: pixelNormalisation(config.normalisation, images, indices) };
  const lossOf = async (notation: string, from?: { notation: string; values: readonly Float32Array[] }) => {
    const table = layerTable(parseCell(notation), config);
    const fresh = initialWeights(table, stream(1, notation));
    const network = await networkFactory(device)(table, normalised, fresh, config);
    if (from === undefined) network.trainStep({ indices }, { learningRate: 0.01 });
    else network.writeWeights(grownWeights({ table: layerTable(parseCell(from.notation), config), values: from.values }, table, fresh)); // prettier-ignore
    await network.readTotals();
    network.evaluateStep({ indices });
    const { loss } = await network.readTotals();
    const values = await network.readWeights();
    network.dispose();
    return { notation, loss, values };
  };
  const parent = await lossOf('-1,3x3 dconv,-1,3x3 maxpool');
  const child = await lossOf('-1,3x3 dconv,-1,3x3 maxpool,-1,3x3 dconv,0,3x3 maxpool', parent);
  expect(child.loss).toBeCloseTo(parent.loss, 3);
});
