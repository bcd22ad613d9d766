/** @file `pnas worker`: trains for a class on this machine's device, until the class ends. */
import { hostname } from 'node:os';
import type { Command } from 'commander';
import type { WorkerFlags } from '../class/join-class.ts';
import { backendOption } from '../terminal/run-flags.ts';

/** Registers the command. */
export function addWorker(program: Command): void {
  const command = program
    .command('worker')
    .description("train for a class on this machine's device; Ctrl-C leaves, and an unfinished cell goes to another")
    .requiredOption('--server <url>', 'wss://host, as pnas class prints it')
    .requiredOption('--room <code>', "the room's code")
    .option('--name <name>', 'what the class calls this worker', hostname().slice(0, 40))
    .option('--data <path>', "the class's images; without it they are fetched from its server")
    .option('--once', 'end with the class; else wait for the next one of this code');
  command.addOption(backendOption()).action(join);
}

/** What a worker needs is loaded with it: all other commands would wait for it. */
async function join(flags: WorkerFlags): Promise<void> {
  const { joinClass } = await import('../class/join-class.ts');
  await joinClass(flags);
}
