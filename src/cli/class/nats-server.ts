/** @file nats-server beside the coordinator: finds it, writes its configuration, starts it, and has it read new users. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import {
  BOARD,
  boardPermissions,
  DOOR,
  doorPermissions,
  LEADER,
  leaderPermissions,
  workerPermissions,
  type Permissions,
} from '../../contract/room-subjects.ts';

/** Where package managers put it, beside the path. */
const FOLDERS = ['/usr/sbin', '/usr/local/bin', '/usr/local/sbin', '/opt/homebrew/bin'];
/** How long it may take to begin, ms (ours). */
const START_MS = 15_000;
/** How long it may take to read its users anew, ms (ours: measured, 20 ms with 1,000 users). */
const RELOAD_MS = 5_000;
/** How long a client may take to prove who it is, s (ours: a busy laptop signs slowly; nats-server's own 2 s are too few). */
const AUTHORIZATION_S = 30;
const LOG = 'nats.log';
const CONFIGURATION = 'nats.conf';
const PID = 'nats.pid';

/** The server's name for the user that does everything: the coordinator. */
export const COORDINATOR = 'coordinator';

/** The room of a server: one, so that nobody has to be kept out of another. */
export interface RoomUsers {
  /** Opens the door. */
  readonly room: string;
  readonly coordinatorPassword: string;
  readonly boardPassword: string;
  /** Of a page that coordinates; absent where none may. */
  readonly leaderPassword?: string | undefined;
  /** Public keys of who has joined. */
  readonly keys: readonly string[];
}

/** What a server is configured by. */
interface NatsOptions {
  /** Keeps configuration, log and store. */
  readonly folder: string;
  /** Where it takes WebSockets on this machine. */
  readonly port: number;
  readonly room: RoomUsers;
  /** Pages that may connect; programs that are no browser send no origin. */
  readonly origins: readonly string[];
}

/** The program. @throws {Error} saying how to install it. */
export function findNatsServer(): string {
  const name = process.platform === 'win32' ? 'nats-server.exe' : 'nats-server';
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...FOLDERS];
  const found =
    process.env['NATS_SERVER'] ?? folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (found === undefined) {
    throw new Error(
      'class: needs nats-server (2.9 or later): apt-get install nats-server, brew install nats-server, choco install nats-server, or https://nats.io/download. Or name it in the variable NATS_SERVER',
    );
  }
  return found;
}

/** The configuration: it listens on this machine alone, whose web server passes WebSockets on. */
function natsConfiguration({ folder, port, room: users, origins }: NatsOptions): string {
  const list = (subjects: readonly string[]): string => `[${subjects.map((one) => JSON.stringify(one)).join(', ')}]`;
  const permissions = ({ publish, subscribe }: Permissions): string =>
    `permissions: { publish: ${list(publish)}, subscribe: ${list(subscribe)} }`;
  const user = (name: string, password: string, rest = ''): string =>
    `{ user: ${name}, password: ${JSON.stringify(password)}${rest} }`;
  const all = [
    user(COORDINATOR, users.coordinatorPassword),
    user(DOOR, users.room, `, ${permissions(doorPermissions())}`),
    user(BOARD, users.boardPassword, `, ${permissions(boardPermissions())}`),
    ...(users.leaderPassword === undefined
      ? []
      : [user(LEADER, users.leaderPassword, `, ${permissions(leaderPermissions())}`)]),
    ...users.keys.map((key) => `{ nkey: ${key}, ${permissions(workerPermissions(key))} }`),
  ];
  return `# Written by pnas class. Its passwords open the room.
server_name: pnas
listen: "127.0.0.1:-1"
pid_file: ${JSON.stringify(join(folder, PID))}
log_file: ${JSON.stringify(join(folder, LOG))}
max_payload: 256000
authorization { timeout: ${AUTHORIZATION_S} }
ping_interval: "20s"
jetstream { store_dir: ${JSON.stringify(join(folder, 'store'))}, max_memory_store: 64MB, max_file_store: 4GB }
websocket { listen: "127.0.0.1:${port}", no_tls: true, allowed_origins: ${list(origins)} }
accounts {
  room: { jetstream: enabled, users: [
    ${all.join('\n    ')}
  ] }
}
`;
}

/** A port of this machine that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export class NatsServer {
  readonly #program = findNatsServer();
  #options: NatsOptions;
  #process: ChildProcess | undefined;

  private constructor(options: NatsOptions) {
    this.#options = options;
  }

  /** Starts it. One that an earlier coordinator has left on the folder is ended first. */
  static async start(options: NatsOptions): Promise<NatsServer> {
    const server = new NatsServer(options);
    await mkdir(options.folder, { recursive: true });
    await endLeftOver(options.folder);
    await server.#write();
    await server.#begin();
    return server;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Has it read its users anew; who is connected and still known stays so. */
  async setUsers(room: RoomUsers): Promise<void> {
    this.#options = { ...this.#options, room };
    await this.#write();
    const before = this.#reloads();
    this.#process?.kill('SIGHUP');
    const end = Date.now() + RELOAD_MS;
    while (this.#reloads() === before && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
    if (this.#reloads() === before) throw new Error(`class: nats-server must read its users anew; see ${this.#log}`);
  }

  /** Ends it and starts it again, on the same store. */
  async restart(): Promise<void> {
    await this.stop();
    await this.#begin();
  }

  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }

  /** At once, where nothing more can be waited for. */
  kill(): void {
    this.#process?.kill('SIGTERM');
  }

  get #log(): string {
    return join(this.#options.folder, LOG);
  }

  #write(): Promise<void> {
    return writeFile(join(this.#options.folder, CONFIGURATION), natsConfiguration(this.#options), { mode: 0o600 });
  }

  /** How often it has said that it has read its configuration anew. */
  #reloads(): number {
    const text = existsSync(this.#log) ? readFileSync(this.#log, 'utf8') : '';
    return text.split('Reloaded server configuration').length - 1;
  }

  async #begin(): Promise<void> {
    const { folder, port } = this.#options;
    const child = spawn(this.#program, ['-c', join(folder, CONFIGURATION)], { stdio: 'ignore' });
    this.#process = child;
    const end = Date.now() + START_MS;
    while (Date.now() < end && child.exitCode === null) {
      if (await isListening(port)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    child.kill('SIGKILL');
    throw new Error(`class: nats-server must begin within ${START_MS / 1000} s; see ${this.#log}`);
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}

/** Ends the server of a coordinator that was killed: its program and configuration must be those of this folder. */
async function endLeftOver(folder: string): Promise<void> {
  const pid = Number(await readFile(join(folder, PID), 'utf8').catch(() => ''));
  if (!(pid > 1)) return;
  const { stdout } = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  if (!(stdout ?? '').includes(join(folder, CONFIGURATION))) return;
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; waited < 5_000; waited += 50) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
