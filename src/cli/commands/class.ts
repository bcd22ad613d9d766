/** @file `pnas class`: one search on many devices. This terminal coordinates; browsers and `pnas worker` train. */
import { Option, type Command } from 'commander';
import type { ClassFlags } from '../class/teach.ts';
import { addSearchFlags, integer, presetOption } from '../terminal/options.ts';
import { backendOption, addRunFlags } from '../terminal/run-flags.ts';

/** Registers the command. */
export function addClass(program: Command): void {
  const command = program
    .command('class')
    .description('one search on many devices: serves a page that laptops join by a link; needs nats-server')
    .addOption(presetOption('where to start from', 'demo'));
  addSearchFlags(command)
    .addOption(
      new Option(
        '--coordinator <who>',
        "who runs the search: this terminal, or the teacher's page, which opens a link of its own",
      )
        .choices(['terminal', 'page'])
        .default('terminal'),
    )
    .option('--port <n>', 'where it listens; 0: any free port', integer, 8420)
    .option('--host <name>', 'name or address that others reach this machine by; without it only this machine can join')
    .option(
      '--certificate <files...>',
      'certificate and key (PEM) of that name; else one is made, of which browsers warn',
    )
    .option('--origin <urls...>', 'other hosts of the page that may join, such as https://class.example', [])
    .option('--room <code>', "the room's code; else one is made up")
    .option('--page <folder>', 'the built page', 'dist')
    .option('--wait <n>', 'start once so many workers have joined', integer, 1);
  addRunFlags(command, {
    out: 'write the run as run.json',
    run: 'keep the run and the room here; continues what is there already',
  }).option('--json', 'print JSON lines: first the server, the room and its links, then what happens');
  command.addOption(backendOption('where the surrogate computes', 'cpu')).action(teachClass);
}

/** What a class needs is loaded with it: all other commands would wait for it. */
async function teachClass(
  flags: ClassFlags & { readonly coordinator: 'terminal' | 'page' },
  command: Command,
): Promise<void> {
  if (flags.coordinator === 'page') {
    const { lendRoom } = await import('../class/lend-room.ts');
    return lendRoom(flags, command);
  }
  const { teach } = await import('../class/teach.ts');
  await teach(flags, command);
}
