/** @file `pnas train`: one child, its reward and its speed. */
import type { Command } from 'commander';
import { OPERATORS } from '../../core/space/operators.ts';
import { parseCell } from '../../core/space/cell.ts';
import { CLASS_NAMES } from '../../contract/class-names.ts';
import { SAMPLE_NAME } from '../../contract/sample.ts';
import type { PresetName } from '../../contract/presets.ts';
import { loadData } from '../../../workers/data/node/files.ts';
import { exportedFiles } from '../../contract/model-exports.ts';
import { writeTrained } from '../terminal/write-trained.ts';
import { openCliDevice, type BackendName } from '../terminal/device.ts';
import { backendOption, dataOption } from '../terminal/run-flags.ts';
import { addTrainingFlags, configFrom, presetOption, type ConfigFlags } from '../terminal/options.ts';
import { duration, line, percent, printJson, progressLine } from '../terminal/output.ts';

type Flags = ConfigFlags & {
  readonly cell: string;
  readonly preset: PresetName;
  readonly data?: string;
  readonly json?: boolean;
  readonly export?: string;
  readonly batch?: number;
  readonly backend: BackendName;
};

/** Registers the command. */
export function addTrain(program: Command): void {
  addTrainingFlags(
    program
      .command('train')
      .description('train one child and print its reward')
      .requiredOption('--cell <notation>', 'the cell, as input,operator,input,operator for each block')
      .addOption(presetOption('where to start from', 'demo')),
  )
    .addOption(dataOption())
    .option('--json', 'print one JSON object')
    .option('--export <folder>', 'write the trained network for ONNX, TensorFlow.js, PyTorch and Keras')
    .addOption(backendOption())
    .action(train);
}

async function train(flags: Flags): Promise<void> {
  const config = { ...configFrom(flags.preset, flags), confirmations: 0 }; // so that all that are held out validate
  const cell = parseCell(flags.cell, { lookback: config.lookback, operators: OPERATORS });
  const data = await loadData(flags.data);
  const device = await openCliDevice(flags.backend);
  const { NetworkManager } = await import('../../../workers/train/network-manager.ts');
  const { networkFactory } = await import('../../../workers/drive/search.ts');
  const manager = new NetworkManager({
    images: data.images,
    config,
    create: networkFactory(device),
    check: device.check,
  });
  const place = { notation: flags.cell, level: cell.length, child: 0, children: 1, epochs: config.epochs };
  const reward = await manager.getRewards(
    cell,
    (progress) => progressLine({ ...place, ...progress }),
    async (network) => {
      if (flags.export === undefined) return;
      const { repeats, filters, seed } = config;
      const made = { cell: flags.cell, repeats, filters, seed, trainedAt: new Date().toISOString() };
      const card = { classes: [...CLASS_NAMES], data: flags.data ?? SAMPLE_NAME, ...made };
      const values = await network.readWeights();
      const pixels = manager.normalisation;
      await writeTrained(flags.export, exportedFiles({ cell, config, values, pixels, card }));
    },
  );
  const msPerStep = (1000 * config.batchSize) / reward.examplesPerSecond;
  if (flags.json === true) {
    printJson({ cell: flags.cell, ...reward, msPerStep, device: device.report, config });
  } else {
    line(
      reward.accuracy === undefined
        ? `failed      ${reward.failure!.message}`
        : `reward      ${percent(reward.accuracy)}`,
    );
    line(`parameters  ${reward.parameters}`);
    line(
      `speed       ${reward.examplesPerSecond.toFixed(1)} examples/s, ${msPerStep.toFixed(1)} ms per step of ${config.batchSize}`,
    );
    line(`time        ${duration(reward.durationMs)} for ${config.epochs} epochs on ${device.report.description}`);
  }
  if (reward.accuracy === undefined) process.exitCode = 1;
}
