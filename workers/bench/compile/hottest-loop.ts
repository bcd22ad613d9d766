/** @file The hottest loop of compiled code: the innermost one with most arithmetic, and what its instructions are. */

/** Instructions of a loop, by kind. */
export interface Loop {
  /** Vector instructions; `dual` of them do two operations. */
  readonly vector: number;
  readonly dual: number;
  /** Of the vector instructions: multiply-adds and products, and sums that were not contracted with a product. */
  readonly products: number;
  readonly sums: number;
  /** Loads and stores: by vector, scalar and shared memory. */
  readonly loads: number;
  readonly scalarLoads: number;
  readonly sharedLoads: number;
  /** Registers written to memory or read back (Intel; AMD's driver tells of them as a statistic). */
  readonly spills: number;
}

/** Share of the vector instructions that multiply; undefined where a loop has none. */
export function usefulShare({ vector, dual, products }: Loop): number | undefined {
  return products === 0 ? undefined : Math.min(1, (products + 2 * dual) / (vector + dual));
}

/** The hottest loop of a disassembly, as AMD's or Intel's compiler prints it; undefined where it has no loop. */
export function hottestLoop(assembly: string, kind: 'amd' | 'intel'): Loop | undefined {
  const lines = assembly.split('\n');
  const loops = kind === 'amd' ? loopsOfAmd(lines) : loopsOfIntel(lines);
  const isInner = ([from, to]: Range): boolean => !loops.some(([a, b]) => a >= from && b <= to && b - a < to - from);
  const counted = loops.filter(isInner).map(([from, to]) => COUNT[kind](lines.slice(from, to + 1)));
  const arithmetic = ({ products, sums }: Loop): number => products + sums;
  return counted.sort((a, b) => arithmetic(b) - arithmetic(a))[0];
}

type Range = readonly [from: number, to: number];

/** Blocks begin with `BB3:`; a jump back closes a loop. */
function loopsOfAmd(lines: readonly string[]): Range[] {
  const labels = new Map(lines.flatMap((line, i) => { const label = /^(BB\d+):/.exec(line); return label === null ? [] : [[label[1]!, i] as const]; })); // prettier-ignore
  return jumpsBack(lines, labels, /^\ts_c?branch\S*\s+(BB\d+)/);
}

/** Labels are `LABEL3:`; a `while` names the first of its loop. */
function loopsOfIntel(lines: readonly string[]): Range[] {
  const labels = new Map(lines.flatMap((line, i) => { const label = /^(LABEL\d+):/.exec(line); return label === null ? [] : [[label[1]!, i] as const]; })); // prettier-ignore
  return jumpsBack(lines, labels, /^(?:\([^)]*\) )?while\S*\s+JIP:\s+(LABEL\d+)/);
}

const jumpsBack = (lines: readonly string[], labels: ReadonlyMap<string, number>, jump: RegExp): Range[] =>
  lines.flatMap((line, i): Range[] => {
    const to = labels.get(jump.exec(line)?.[1] ?? '');
    return to !== undefined && to <= i ? [[to, i]] : [];
  });

const counter = (lines: readonly string[]) => (pattern: RegExp): number => lines.filter((line) => pattern.test(line)).length; // prettier-ignore

const COUNT = {
  amd: (lines: readonly string[]): Loop => {
    const count = counter(lines.map((line) => line.trimStart()));
    return {
      vector: count(/^v_/),
      dual: count(/^v_dual/),
      products: count(/^v_((pk_)?(fma|fmac|mac|mad)|mul_f32)/),
      sums: count(/^v_(add|sub)_f32/),
      loads: count(/^(buffer|global)_load/),
      scalarLoads: count(/^s_(buffer_)?load/),
      sharedLoads: count(/^ds_/),
      spills: count(/^scratch_/),
    };
  },
  intel: (lines: readonly string[]): Loop => {
    const count = counter(lines);
    const spills = count(/OWORD block (read|write), bti 253|scratch/i);
    return {
      vector: count(/^(\([^)]*\) )?(?!send|sync|while|break|if|else|endif|LABEL)[a-z]/),
      dual: 0,
      products: count(/^(mad\(\d+\)|mul(\.\w+)?\(\d+\)\s+\S+>F)/),
      sums: count(/^add(\.\w+)?\(\d+\)\s+\S+>F/),
      loads: count(/^send/) - spills,
      scalarLoads: 0,
      sharedLoads: 0,
      spills,
    };
  },
} as const;
