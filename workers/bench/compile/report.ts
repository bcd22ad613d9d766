/** @file What a card's compiler makes of a step, as numbers: by kernel, and of the step. */
import type { Precision } from '../../../src/contract/config.ts';
import { CARDS, type CardName } from './cards.ts';
import { hottestLoop, usefulShare, type Loop } from './hottest-loop.ts';
import { addTimes, modelledTime, totalMs, type ModelledTime } from './model.ts';
import type { StepDispatch } from './record.ts';
import { workOf } from './work.ts';

/** A compiled kernel, as `stats-icd.c` writes it: statistics as the driver names them, and its disassembly. */
export type CompiledKernel = Readonly<Record<string, number>> & { readonly lanes: number } & { readonly assembly: string }; // prettier-ignore

/** A kernel of the step. */
export interface KernelReport {
  readonly name: string;
  readonly dispatches: number;
  /** Lanes of a wave, and most vector registers of a lane (AMD) or of a thread of 32 bytes each (Intel, 128 there are). */
  readonly lanes: number;
  readonly registers: number;
  /** Waves that one SIMD unit holds; AMD only. */
  readonly waves: number | undefined;
  /** Shared memory of a workgroup. */
  readonly sharedBytes: number;
  /** Vector registers written to memory because there were too few, and read back. */
  readonly spills: number;
  readonly fills: number;
  readonly instructions: number;
  readonly hottestLoop: Loop | undefined;
  /** Multiply-adds among the vector instructions of the hottest loop. */
  readonly usefulShare: number | undefined;
  /** Of all its dispatches. */
  readonly bytes: number;
  readonly flops: number;
  readonly modelMs: number;
}

export interface CompileReport {
  readonly card: CardName;
  /** As the driver says. */
  readonly driver: string;
  readonly net: string;
  readonly batchSize: number;
  readonly precision: Precision;
  readonly tuning: string;
  readonly dispatches: number;
  /** Dispatches of kernels that spill vector registers. */
  readonly spilledDispatches: number;
  /** That must move, and floating-point operations, of a step. */
  readonly bytes: number;
  readonly flops: number;
  /** Modelled time of a step, and what bounds it. */
  readonly modelMs: number;
  readonly bounds: ModelledTime;
  /** Those with most modelled time first. */
  readonly kernels: readonly KernelReport[];
}

/** What is known of a step before it is reported. */
interface CompiledStep extends Pick<CompileReport, 'card' | 'driver' | 'net' | 'batchSize' | 'precision' | 'tuning'> {
  readonly dispatches: readonly StepDispatch[];
  /** By the kernel's name. */
  readonly compiled: ReadonlyMap<string, CompiledKernel>;
}

export function reportOf({ dispatches, compiled, ...step }: CompiledStep): CompileReport {
  const card = CARDS[step.card];
  const timed = dispatches.map((dispatch) => {
    const work = workOf(dispatch);
    return { name: dispatch.kernel.name, work, dispatch };
  });
  const loops = new Map([...compiled].map(([name, { assembly }]) => [name, hottestLoop(assembly, card.driver.kind)]));
  const kernels = [...compiled].map(([name, statistics]) => {
    const own = timed.filter((one) => one.name === name);
    const time = addTimes(own.map(({ work }) => modelledTime(card, work, loops.get(name))));
    const loop = loops.get(name);
    const sum = (of: (one: (typeof own)[number]) => number): number => own.reduce((total, one) => total + of(one), 0);
    return {
      time,
      report: {
        name,
        dispatches: own.length,
        ...registersOf(statistics, card.driver.kind),
        hottestLoop: loop,
        usefulShare: loop === undefined ? undefined : usefulShare(loop),
        bytes: sum(({ work }) => work.bytes),
        flops: sum(({ work }) => 2 * work.multiplyAdds),
        modelMs: totalMs(time),
      },
    };
  });
  const bounds = addTimes(kernels.map(({ time }) => time));
  const reports = kernels.map(({ report }) => report).sort((a, b) => b.modelMs - a.modelMs);
  const total = (of: (one: KernelReport) => number): number => reports.reduce((sum, one) => sum + of(one), 0);
  return {
    ...step,
    dispatches: dispatches.length,
    spilledDispatches: total((one) => (one.spills > 0 || one.fills > 0 ? one.dispatches : 0)),
    bytes: total(({ bytes }) => bytes),
    flops: total(({ flops }) => flops),
    modelMs: totalMs(bounds),
    bounds,
    kernels: reports,
  };
}

/** The statistics of a kernel, which every driver names in its own way. */
function registersOf(compiled: CompiledKernel, kind: 'amd' | 'intel') {
  const of = (name: string): number => compiled[name] ?? Number.NaN;
  const { lanes } = compiled;
  return kind === 'amd'
    ? {
        lanes,
        registers: of('VGPRs'),
        waves: of('Subgroups per SIMD'),
        sharedBytes: of('LDS size'),
        spills: of('Spilled VGPRs'),
        fills: 0,
        instructions: of('Instructions'),
      }
    : {
        lanes,
        registers: of('Max live registers'),
        waves: undefined,
        sharedBytes: of('Workgroup Memory Size'),
        spills: of('Spill Count'),
        fills: of('Fill Count'),
        instructions: of('Instruction Count'),
      };
}
