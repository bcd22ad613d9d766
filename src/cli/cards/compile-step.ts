/**
 * @file A program of its own, as the drivers are chosen when a process begins: records a child's step for the card that the process sees, with the
 * tuning that such a card gets by default, compiles every kernel, and writes the report. Its argument is a {@link StepRequest} as JSON.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { create, globals } from 'webgpu';
import type { CardName } from '../../../workers/bench/compile/cards.ts';
import { recordStep } from '../../../workers/bench/compile/record.ts';
import { reportOf, type CompiledKernel } from '../../../workers/bench/compile/report.ts';
import { Pipelines } from '../../../workers/network/webgpu/runtime/pipelines.ts';
import { tuningFor } from '../../../workers/network/webgpu/tuning/tuning.ts';
import type { Precision } from '../../contract/config.ts';
import { layerTable, type NetworkConfig } from '../../core/network/macro.ts';
import { parseCell } from '../../core/space/cell.ts';

/** What to compile, and where the report goes. */
export interface StepRequest {
  readonly card: CardName;
  readonly net: string;
  readonly notation: string;
  readonly network: NetworkConfig;
  readonly batchSize: number;
  readonly precision: Precision;
  /** File of the report, JSON; a failure is an `error` in it. */
  readonly out: string;
}

async function compileStep({ card, net, notation, network, batchSize, precision }: StepRequest) {
  const { gpu, adapter, tuning } = await openCard();
  const dispatches = recordStep({ table: layerTable(parseCell(notation), network), batchSize, tuning, precision, limits: adapter.limits }); // prettier-ignore
  const pipelines = new Pipelines(gpu);
  const compiled = new Map<string, CompiledKernel>();
  for (const { kernel } of dispatches) {
    if (compiled.has(kernel.name)) continue;
    await pipelines.get(kernel); // one at a time: its report is then the last
    compiled.set(kernel.name, lastReport());
  }
  const { description } = adapter.info;
  return reportOf({ card, driver: description, net, batchSize, precision, tuning: tuning.note, dispatches, compiled });
}

/** Opens the adapter as the page would. @throws {Error} where there is none. */
async function openCard() {
  Object.assign(globalThis, globals);
  const navigator = { gpu: create(['backend=vulkan']), userAgent: 'node' };
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  const { requestGpu, traitsOf } = await import('../../../workers/device/webgpu.ts'); // after navigator.gpu is set: tfjs looks for it
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new Error('the driver shows no card');
  const gpu = await requestGpu(adapter);
  return { gpu, adapter, tuning: tuningFor(traitsOf(gpu, adapter)) };
}

/** What the driver told of the last pipeline; `stats-icd.c` appends a line for each. */
const lastReport = (): CompiledKernel =>
  JSON.parse(readFileSync(process.env['STATS_OUT']!, 'utf8').trimEnd().split('\n').at(-1)!) as CompiledKernel;

const request = JSON.parse(process.argv[2]!) as StepRequest;
const report = await compileStep(request).catch((error: unknown) => ({ error: String(error) }));
writeFileSync(request.out, JSON.stringify(report));
process.exit(0); // Dawn keeps the process alive
