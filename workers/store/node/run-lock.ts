/**
 * @file The lock of a run's folder: each process creates a file `lock-<pid>-<random>.json` there, then looks for others. It sees all that
 * were created before, so two processes never both find no other. The lock of a dead process is removed by the next one, which learns
 * from it that the search ended without releasing the run.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, readdir, readlink, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { RunTaken } from '../store.ts';
import { writeWhole } from './write-whole.ts';

const OwnerSchema = v.object({
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  host: v.string(),
  /** When the lock was created, ISO 8601. */
  since: v.string(),
  /** Start time of the process, as the system formats it: it distinguishes processes with a reused pid. */
  processStart: v.optional(v.string()),
  /** Linux: the host's boot id, and the pid namespace (containers have their own). */
  boot: v.optional(v.string()),
  pidNamespace: v.optional(v.string()),
});
type Owner = v.InferOutput<typeof OwnerSchema>;

/** A lock file of another process; without an owner if it cannot be read. */
interface Other {
  readonly path: string;
  readonly owner: Owner | undefined;
  readonly state: 'alive' | 'dead' | 'unknown';
}

const LOCK_FILE = /^lock-.*\.json$/;
/** The mark of earlier versions, which had no lock, while a search ran. */
const ATTENDED_FILE = 'attended';

/** Two processes that look at the same time both withdraw, and retry after a delay from this range, ms (ours). */
const RETRY_MS = [50, 250] as const;

export class RunLock {
  readonly #path: string;
  /** Whether the last search ended without releasing the run. */
  readonly wasAcquired: boolean;

  private constructor(path: string, wasAcquired: boolean) {
    this.#path = path;
    this.wasAcquired = wasAcquired;
  }

  /**
   * @param folder the run's folder, which exists.
   * @throws {RunTaken} when another process writes there, or might; {WriteRefused} when nothing can be written there.
   */
  static async acquire(folder: string): Promise<RunLock> {
    for (let isLast = false; ; isLast = true) {
      const path = join(folder, `lock-${process.pid}-${randomBytes(4).toString('hex')}.json`);
      await writeWhole(path, `${JSON.stringify(await thisProcess())}\n`);
      const others = await othersIn(folder, path);
      const rival = others.find(({ state }) => state !== 'dead');
      if (rival === undefined) {
        const attended = join(folder, ATTENDED_FILE);
        const wasAcquired = others.length > 0 || (await readdir(folder)).includes(ATTENDED_FILE);
        for (const left of [attended, ...others.map((other) => other.path)]) await rm(left, { force: true });
        return new RunLock(path, wasAcquired);
      }
      await rm(path, { force: true });
      if (isLast || rival.state === 'unknown') throw new RunTaken(describeRival(folder, rival));
      const [least, most] = RETRY_MS;
      await new Promise((resolve) => setTimeout(resolve, least + (most - least) * Math.random()));
    }
  }

  async release(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}

function describeRival(folder: string, { path, owner, state }: Other): string {
  if (owner === undefined) {
    return `${folder}: must have one writer, and ${path} is a lock that cannot be read. If no other terminal writes to this folder, remove that file and run this again`;
  }
  const who = `process ${owner.pid} on ${owner.host}`;
  if (state === 'alive') {
    return `${folder}: must have one writer, and ${who} writes to it since ${owner.since}. Stop that one or wait for its end, or give another folder`;
  }
  const where = owner.host === hostname() ? 'in another container' : 'on another host';
  return `${folder}: must have one writer, and ${who} has it since ${owner.since}. Whether that is still alive cannot be told from here, for it is ${where}. If it is not, remove ${path} and run this again`;
}

async function othersIn(folder: string, own: string): Promise<Other[]> {
  const paths = (await readdir(folder)).filter((name) => LOCK_FILE.test(name)).map((name) => join(folder, name));
  const others: Other[] = [];
  for (const path of paths) {
    if (path === own) continue;
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined) continue; // released meanwhile
    const owner = readOwner(text);
    others.push({ path, owner, state: owner === undefined ? 'unknown' : await stateOf(owner) });
  }
  return others;
}

function readOwner(text: string): Owner | undefined {
  try {
    const owner = v.safeParse(OwnerSchema, JSON.parse(text));
    return owner.success ? owner.output : undefined;
  } catch {
    return undefined;
  }
}

async function thisProcess(): Promise<Owner> {
  const processStart = await startOf(process.pid);
  return { pid: process.pid, host: hostname(), since: new Date().toISOString(), processStart, ...(await thisSystem()) };
}

async function thisSystem(): Promise<Pick<Owner, 'boot' | 'pidNamespace'>> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => undefined);
  const pidNamespace = await readlink('/proc/self/ns/pid').catch(() => undefined);
  return { boot: boot?.trim(), pidNamespace };
}

async function stateOf({ pid, host, processStart, boot, pidNamespace }: Owner): Promise<Other['state']> {
  if (host !== hostname()) return 'unknown';
  const here = await thisSystem();
  const differs = (a: string | undefined, b: string | undefined): boolean =>
    a !== undefined && b !== undefined && a !== b;
  if (differs(boot, here.boot)) return 'dead'; // the machine was restarted since
  if (differs(pidNamespace, here.pidNamespace)) return 'unknown';
  try {
    process.kill(pid, 0); // sends nothing
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'dead';
  }
  return differs(processStart, await startOf(pid)) ? 'dead' : 'alive';
}

/** Start time of a process; `DEAD` for a zombie; undefined where the system does not report it (Windows). */
async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat !== undefined) {
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // from the third on: state; the 22nd is the start in clock ticks
    return fields[0] === 'Z' || fields[0] === 'X' ? 'DEAD' : fields[19];
  }
  if (process.platform === 'linux' || process.platform === 'win32') return undefined;
  const result = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', `${pid}`]).catch(() => undefined);
  return result?.stdout.trim();
}
