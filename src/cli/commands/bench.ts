/** @file `pnas bench`: benchmarks against tfjs in one process; raw values as JSON. */
import { writeFileSync } from 'node:fs';
import { Argument, InvalidArgumentError, Option, type Command } from 'commander';
import { PRECISIONS, SURROGATES, type SurrogateName } from '../../contract/config.ts';
import type { Duration, SurrogateBenchReport } from '../../../workers/bench/surrogate.ts';
import type { KernelBenchReport } from '../../../workers/bench/kernels.ts';
import type { PrecisionBenchReport } from '../../../workers/bench/precision.ts';
import type { StepBenchReport } from '../../../workers/bench/step.ts';
import { CARDS } from '../../../workers/bench/compile/cards.ts';
import { loadSample } from '../../../workers/data/node/files.ts';
import { openCliDevice } from '../terminal/device.ts';
import { integer } from '../terminal/options.ts';
import { line, percent } from '../terminal/output.ts';
import { openSurrogates } from '../terminal/surrogates.ts';
import type { CompileFlags } from './bench-compile.ts';
import { NETS, netName, PNAS_NETWORK, type NetName } from '../../../workers/bench/nets.ts';

interface Flags extends CompileFlags {
  readonly rounds: number;
  readonly children?: number;
  readonly channels: number;
  readonly size: number;
  readonly surrogate?: SurrogateName;
  readonly archive?: string;
  readonly document: string;
  readonly inputs: readonly string[];
  readonly out?: string;
}

/** Registers the command. */
export function addBench(program: Command): void {
  program
    .command('bench')
    .description('measure this device, against tfjs where it has an equivalent')
    .addArgument(
      new Argument(
        '[what]',
        'a training step, every operator, memory over many children, the surrogates, the import of CIFAR-10, what a card’s compiler makes of a step, accuracies in both precisions, or the device in a minute; merge: a table of devices',
      )
        .choices(Object.keys(BENCHES))
        .argParser(benchName)
        .default('step'),
    )
    .argument('[inputs...]', 'merge: links and files of `bench device`')
    .addOption(
      new Option('--net <name>', 'which child a step is measured on; compile: also a cell’s notation')
        .choices([...Object.keys(NETS), 'all'])
        .argParser(String)
        .default('titu1994'),
    )
    .option('--rounds <n>', 'step, kernels: runs of each, alternating', integer, 5)
    .option('--channels <n>', 'kernels: channels of the images', integer, 24)
    .option('--size <n>', 'kernels: pixels a side', integer, 32)
    .option('--children <n>', 'memory, precision: children trained (default: 200, 20)', integer)
    .addOption(
      new Option('--surrogate <name>', 'encoder: one of them (default: the three that are networks)').choices(
        SURROGATES,
      ),
    )
    .option('--archive <file>', 'import: cifar-10-binary.tar.gz (default: one made of noise)')
    .addOption(new Option('--card <name>', 'compile: the graphics card').choices(Object.keys(CARDS)).default('phoenix'))
    .addOption(
      new Option('--precision <how>', 'step, compile: how activations and gradients are stored')
        .choices(PRECISIONS)
        .default('f32'),
    ) // prettier-ignore
    .option('--batch <n>', "compile: images of a step (default: the net's)", integer)
    .option('--repeats <N>', "compile: cells per stage (default: the net's)", integer)
    .option('--filters <F>', "compile: filters of the first stage (default: the net's)", integer)
    .option('--document <file.md>', 'merge: where the table is', 'docs/devices.md')
    .option('--kernels', 'compile: list the kernels')
    .option('--json', 'compile: print the report as JSON')
    .option('--out <file.json>', 'write every raw value')
    .action(bench);
}

async function bench(what: BenchName, inputs: readonly string[], flags: Flags): Promise<void> {
  if (inputs.length > 0 && what !== 'merge') throw new RangeError(`bench ${what}: takes no inputs; got ${inputs[0]}`);
  const report = await BENCHES[what]({ ...flags, inputs });
  if (flags.out !== undefined) writeFileSync(flags.out, `${JSON.stringify(report, undefined, 2)}\n`);
}

async function openDevice() {
  const device = await openCliDevice('webgpu');
  line(`device  ${device.report.description}`);
  return device;
}

async function measureSteps({ net, rounds, precision }: Flags): Promise<StepBenchReport[]> {
  const names = net === 'all' ? (Object.keys(NETS) as NetName[]) : [netName(net)];
  const device = await openDevice();
  const { benchStep, median } = await import('../../../workers/bench/step.ts');
  const reports = [];
  for (const name of names) {
    const [notation, network, batchSize] = NETS[name];
    const report = await benchStep(device, { notation, network, batchSize, precision, rounds });
    reports.push(report);
    const [plan, tfjs] = [median(report.planMs), median(report.tfjsMs)];
    line(`${name.padEnd(9)} ${notation}, batch ${batchSize}`);
    line(
      `          plan ${plan.toFixed(0)} ms, tfjs (${report.tfjs}) ${tfjs.toFixed(0)} ms: ${report.ratio.toFixed(1)}x`,
    );
    line(
      `          ${report.dispatches} dispatches, ${report.uploadsPerStep} uploads and ${report.readbacksPerStep} readbacks a step, ` +
        `${report.hostMs.toFixed(2)} ms of host time, ${(report.planBytes / 2 ** 20).toFixed(0)} MiB`,
    );
    line(
      `          ${report.gigaflops.toFixed(1)} GFLOP/s of ${report.matmulGigaflops.toFixed(1)} in the best matrix product: ${(100 * report.share).toFixed(0)} %`,
    );
  }
  return reports;
}

async function measureMemory({ children = 200 }: Flags) {
  const device = await openDevice();
  const { benchMemory } = await import('../../../workers/bench/memory.ts');
  const report = await benchMemory(device, children, { ...PNAS_NETWORK, filters: 4 });
  const after = report.children.map(({ bytesAfter }) => bytesAfter);
  const late = report.children.slice(10);
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  line(`bytes alive after child 20 ${after[19]}, after the last ${after.at(-1)}`);
  line(`new pipelines a child after the tenth ${mean(late.map(({ newPipelines }) => newPipelines)).toFixed(2)}`);
  line(
    `ms to record and compile one after the tenth: mean ${mean(late.map(({ createMs }) => createMs)).toFixed(0)}, most ${Math.max(...late.map(({ createMs }) => createMs)).toFixed(0)}`,
  );
  line(`tensors after the first ${report.children[0]?.tensors}, after the last ${report.children.at(-1)?.tensors}`);
  return report;
}

async function measurePrecision({ children = 20 }: Flags): Promise<PrecisionBenchReport> {
  const device = await openDevice();
  const { benchPrecision } = await import('../../../workers/bench/precision.ts');
  const { images } = await loadSample();
  const share = (accuracy: number | undefined): string => (accuracy === undefined ? 'failed' : percent(accuracy));
  const report = await benchPrecision(device, images, children, ({ cell, accuracies }) =>
    line(`f32 ${share(accuracies.f32)}, f16 ${share(accuracies['f16-storage'])}  ${cell}`),
  );
  const { mean, interval, p } = report.difference;
  const points = (value: number): string => (100 * value).toFixed(2);
  const range = interval === undefined ? '' : ` (95 %: ${points(interval[0])} to ${points(interval[1])})`;
  line(`f16 - f32 ${points(mean)} points${range}, p = ${p.toFixed(3)} by Wilcoxon's signed-rank test`);
  return report;
}

/** Batch size for operators. */
const KERNEL_BATCH = 16;

async function measureKernels({ rounds, channels, size }: Flags): Promise<KernelBenchReport[]> {
  const device = await openDevice();
  const { benchKernels } = await import('../../../workers/bench/kernels.ts');
  const { median } = await import('../../../workers/bench/step.ts');
  const reports = [];
  line(`forward and backward, batch ${KERNEL_BATCH}, ${size}x${size} pixels, ${channels} channels`);
  for await (const report of benchKernels(device, { batchSize: KERNEL_BATCH, size, channels, rounds })) {
    const [plan, tfjs] = [median(report.planMs), median(report.tfjsMs)];
    line(
      `${report.operator.padEnd(16)} stride ${report.stride}  plan ${plan.toFixed(1).padStart(7)} ms, tfjs ${tfjs.toFixed(1).padStart(7)} ms: ` +
        `${report.ratio.toFixed(1).padStart(5)}x, ${report.gigaflops.toFixed(1).padStart(5)} GFLOP/s, ${report.dispatches} dispatches`,
    );
    reports.push(report);
  }
  return reports;
}

/** Surrogates that are trained by steps: the time of the others is negligible. */
const FITTED = ['blend', 'lstm', 'mlp'] as const satisfies readonly SurrogateName[];

async function measureSurrogates({ surrogate }: Flags): Promise<SurrogateBenchReport[]> {
  const { benchSurrogate } = await import('../../../workers/bench/surrogate.ts');
  const { MEMBERS } = await import('../../../workers/surrogate/surrogates.ts');
  const used = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  const reports = [];
  for (const name of surrogate === undefined ? FITTED : [surrogate]) {
    const create = await openSurrogates(name, 'webgpu');
    const report = await benchSurrogate(name, create({ seed: 1, members: MEMBERS }), used);
    const formatTime = ({ seconds, processorSeconds }: Duration): string =>
      `${seconds.toFixed(1)} s (${processorSeconds.toFixed(1)} s of all cores)`;
    line(
      `${name.padEnd(7)} ${MEMBERS} networks fit ${report.fitted} cells in ${formatTime(report.fit)}, rank ${report.ranked} candidates in ${formatTime(report.rank)}`,
    );
    reports.push(report);
  }
  return reports;
}

async function measureImport({ archive }: Flags): Promise<unknown> {
  const { benchImport } = await import('./bench-import.ts');
  return benchImport(openDevice, archive);
}

async function compileStep(flags: Flags): Promise<unknown> {
  const { benchCompile } = await import('./bench-compile.ts');
  return benchCompile(flags);
}

async function measureDevice(): Promise<unknown> {
  return (await import('./bench-device.ts')).measureDevice();
}

async function mergeDevices({ inputs, document }: Flags): Promise<unknown> {
  return (await import('./bench-device.ts')).mergeDevices(inputs, document);
}

const BENCHES = {
  step: measureSteps,
  kernels: measureKernels,
  memory: measureMemory,
  encoder: measureSurrogates,
  import: measureImport,
  compile: compileStep,
  device: measureDevice,
  merge: mergeDevices,
  precision: measurePrecision,
} as const satisfies Record<string, (flags: Flags) => Promise<unknown>>;
type BenchName = keyof typeof BENCHES;

/** The benchmark of a name, also of the one that `import` had in earlier releases. */
function benchName(text: string): BenchName {
  const name = text === 'intake' ? 'import' : text;
  if (name in BENCHES) return name as BenchName;
  throw new InvalidArgumentError(`must be one of ${Object.keys(BENCHES).join(', ')}; got ${text}`);
}
