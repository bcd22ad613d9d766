/** @file Runs one kind of fuzzing for a time or a number of executions, and counts what came of it. The same seed makes the same inputs. */
import { stream, type Rng } from '../../src/core/random/rng.ts';

/** One made-up input. */
export interface Attempt {
  /** Enough of the input to make it again. */
  readonly input: string;
  /** Reads it. Only a RangeError is a refusal; anything else that is thrown is a fault. */
  read(): unknown;
  /** Throws where what was read is not what its kind must be. */
  check(read: unknown): void | Promise<void>;
}

/** A kind of input. */
export interface Fuzzer {
  /** Longest time that an input may take, ms; a longer one is read three times more, and the shortest counts. */
  readonly mostMs: number;
  make(rng: Rng): Attempt;
}

export interface Report {
  executions: number;
  accepted: number;
  refused: number;
  slowestMs: number;
  slowest: string;
  /** What went wrong, with the input. */
  faults: string[];
}

/** Faults after which a run ends. */
const MOST_FAULTS = 10;
/** A message begins with its place; what it quotes is escaped where it is printed. */
const MESSAGE = /^[^:]{1,200}: ./;
const MOST_MESSAGE = 600;

export interface FuzzLimits {
  readonly seconds?: number;
  readonly executions?: number;
}

/** @param seed of the stream that all inputs are drawn from. */
export async function fuzz(kind: string, fuzzer: Fuzzer, seed: number, limits: FuzzLimits): Promise<Report> {
  const { seconds = Infinity, executions = Infinity } = limits;
  const rng = stream(seed, 'fuzz', kind);
  const report: Report = { executions: 0, accepted: 0, refused: 0, slowestMs: 0, slowest: '', faults: [] };
  const until = performance.now() + 1000 * seconds;
  while (performance.now() < until && report.executions < executions && report.faults.length < MOST_FAULTS) {
    const attempt = fuzzer.make(rng);
    report.executions++;
    const ms = await run(attempt, report);
    if (ms > report.slowestMs) {
      const shortest = ms > fuzzer.mostMs ? Math.min(ms, ...(await again(attempt))) : ms;
      if (shortest > fuzzer.mostMs) report.faults.push(`took ${shortest.toFixed(0)} ms: ${attempt.input}`);
      if (shortest > report.slowestMs) [report.slowestMs, report.slowest] = [shortest, attempt.input];
    }
  }
  return report;
}

async function run(attempt: Attempt, report: Report): Promise<number> {
  const elapsed = startClock();
  let read: unknown;
  try {
    read = await attempt.read();
  } catch (error) {
    const ms = elapsed();
    report.refused++;
    const problem = refusalProblem(error);
    if (problem !== undefined) report.faults.push(`${problem}: ${attempt.input}`);
    return ms;
  }
  const ms = elapsed();
  report.accepted++;
  try {
    await attempt.check(read);
  } catch (error) {
    report.faults.push(`${(error as Error).message}: ${attempt.input}`);
  }
  return ms;
}

function refusalProblem(error: unknown): string | undefined {
  if (!(error instanceof RangeError)) return `threw ${String(error)}`;
  const { message } = error;
  if (/Maximum call stack|Invalid (array|string|typed)/.test(message)) return `threw ${message}`;
  return MESSAGE.test(message) && message.length <= MOST_MESSAGE
    ? undefined
    : `refused with "${message.slice(0, 300)}"`;
}

async function again(attempt: Attempt): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < 3; i++) {
    const elapsed = startClock();
    await (async () => attempt.read())().catch(() => {});
    times.push(elapsed());
  }
  return times;
}

/** Milliseconds since now: of the clock or of this process on the processor, whichever is less, since other processes may have it too. */
function startClock(): () => number {
  const started = performance.now();
  const usage = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(usage);
    return Math.min(performance.now() - started, (user + system) / 1000);
  };
}
