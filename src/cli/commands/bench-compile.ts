/** @file `pnas bench compile`: what the compiler of a graphics card that is not here makes of a child's training step. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Precision } from '../../contract/config.ts';
import { CARDS, type CardName } from '../../../workers/bench/compile/cards.ts';
import type { CompileReport, KernelReport } from '../../../workers/bench/compile/report.ts';
import { cardEnvironment } from '../cards/mesa.ts';
import type { StepRequest } from '../cards/compile-step.ts';
import { line, printJson } from '../terminal/output.ts';
import { netOf } from '../../../workers/bench/nets.ts';

/** Flags of `bench compile`. */
export interface CompileFlags {
  readonly card: CardName;
  readonly net: string;
  readonly batch?: number;
  readonly repeats?: number;
  readonly filters?: number;
  readonly precision: Precision;
  readonly kernels?: boolean;
  readonly json?: boolean;
}

/** Compiles, prints and returns the report. @throws {Error} with a sentence where a compiler or driver is missing. */
export function benchCompile(flags: CompileFlags): CompileReport {
  const { card, net, batch, repeats, filters, precision } = flags;
  const [notation, network, batchSize] = netOf(net);
  const changed = { ...network, ...(repeats !== undefined && { repeats }), ...(filters !== undefined && { filters }) };
  const report = compileFor({
    card,
    net: net.trim(),
    notation,
    network: changed,
    batchSize: batch ?? batchSize,
    precision,
  });
  if (flags.json === true) printJson(report, 2);
  else print(report, flags.kernels === true);
  return report;
}

/** Runs the program that compiles in a process that sees the card. */
function compileFor(step: Omit<StepRequest, 'out'>): CompileReport {
  const folder = mkdtempSync(join(tmpdir(), 'pnas-compile-'));
  try {
    const program = fileURLToPath(new URL('../cards/compile-step.ts', import.meta.url));
    const out = join(folder, 'report.json');
    const env = { ...process.env, ...cardEnvironment(CARDS[step.card].driver, join(folder, 'kernels')) };
    const request: StepRequest = { ...step, out };
    const { status, signal, stderr } = spawnSync(process.execPath, [...process.execArgv, program, JSON.stringify(request)], { env, encoding: 'utf8' }); // prettier-ignore
    if (status !== 0) throw new Error(`compile: must compile for ${step.card}; ended by ${signal ?? status}: ${stderr.trim().slice(-600)}`); // prettier-ignore
    const report = JSON.parse(readFileSync(out, 'utf8')) as CompileReport | { readonly error: string };
    if ('error' in report) throw new Error(`compile: must compile for ${step.card}; ${report.error}`);
    return report;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function print(report: CompileReport, listsKernels: boolean): void {
  const { card, net, batchSize, precision, dispatches, spilledDispatches, bytes, flops, modelMs, bounds } = report;
  const { title } = CARDS[card];
  line(`${net}, batch ${batchSize}, ${precision}, compiled for ${card} (${title}) by ${report.driver}`);
  line(report.tuning);
  line(
    `${dispatches} dispatches of ${report.kernels.length} kernels, ${spilledDispatches} of them spill vector registers`,
  );
  line(`${(flops / 1e9).toFixed(2)} GFLOP, ${(bytes / 1e6).toFixed(0)} MB that must move, ${(flops / bytes).toFixed(1)} FLOP/B`); // prettier-ignore
  const parts = Object.entries(bounds).map(([part, ms]) => `${part.replace('Ms', '')} ${(ms as number).toFixed(1)}`);
  line(`modelled ${modelMs.toFixed(1)} ms a step (a model that was checked on no card): ${parts.join(', ')}`);
  if (!listsKernels) return;
  line(
    '   ms      MB  dispatches | lanes registers waves shared spills fills instructions | hottest loop: vector, products, sums, loads, scalar, shared, spills | useful | kernel',
  );
  for (const kernel of report.kernels) line(kernelLine(kernel));
}

function kernelLine(kernel: KernelReport): string {
  const {
    name,
    dispatches,
    lanes,
    registers,
    waves,
    sharedBytes,
    spills,
    fills,
    instructions,
    hottestLoop: loop,
  } = kernel;
  const columns = (values: readonly (number | undefined)[], width: number): string =>
    values.map((value) => String(value ?? '-').padStart(width)).join(' ');
  const ofLoop = columns([loop?.vector, loop?.products, loop?.sums, loop?.loads, loop?.scalarLoads, loop?.sharedLoads, loop?.spills], 4); // prettier-ignore
  const useful = kernel.usefulShare === undefined ? '-' : `${(100 * kernel.usefulShare).toFixed(0)} %`;
  return (
    `${kernel.modelMs.toFixed(2).padStart(6)} ${(kernel.bytes / 1e6).toFixed(1).padStart(7)} ${columns([dispatches], 5)} | ` +
    `${columns([lanes, registers, waves, sharedBytes, spills, fills, instructions], 5)} | ${ofLoop} | ${useful.padStart(5)} | ${name}`
  );
}
