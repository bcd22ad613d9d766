/** @file The flags that commands share which train: on what, where, and where the run is kept. */
import { Option, type Command } from 'commander';
import { BACKENDS, type BackendName } from './device.ts';

export interface RunFlags {
  readonly out?: string;
  readonly run?: string;
  readonly data?: string;
  readonly backend: BackendName;
}

export const dataOption = (): Option =>
  new Option('--data <path>', 'cifar-10-binary.tar.gz, a .bin file or a folder of them (default: the embedded sample)');

/** @param backend where it computes unless the flag is given. */
export const backendOption = (description = 'where to compute', backend: BackendName = 'webgpu'): Option =>
  new Option('--backend <name>', description).choices(BACKENDS).default(backend);

/** Adds the flags of a command that keeps what it trains as a run; `words` describe where that goes. */
export function addRunFlags(command: Command, words: { readonly out: string; readonly run: string }): Command {
  return command.addOption(dataOption()).option('--out <file>', words.out).option('--run <folder>', words.run);
}
