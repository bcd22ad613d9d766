/** @file `pnas search`: a search in the terminal, by the same worker code as the page. */
import type { Command } from 'commander';
import type { PresetName } from '../../contract/presets.ts';
import type { RunHead } from '../../contract/records.ts';
import { trainRecords } from '../../contract/run-file.ts';
import { loadData } from '../../../workers/data/node/files.ts';
import { openCliDevice } from '../terminal/device.ts';
import { requireWritable } from '../terminal/history.ts';
import {
  addSearchFlags,
  configFrom,
  presetOption,
  requireSameSettings,
  requestedSettings,
  type ConfigFlags,
} from '../terminal/options.ts';
import { deviceLine, line } from '../terminal/output.ts';
import { pauseOnInterrupt } from '../terminal/release.ts';
import { backendOption, addRunFlags, type RunFlags } from '../terminal/run-flags.ts';
import { reportSearch, writeResult } from '../terminal/search-report.ts';
import { createRun, existingRun, openStore, requireSameData, withRun, type StoredRun } from '../terminal/stored-run.ts';

type Flags = ConfigFlags & RunFlags & { readonly preset: PresetName };

/** Registers the command. */
export function addSearch(program: Command): void {
  const command = program
    .command('search')
    .description('run a search; Ctrl-C pauses it after the current epoch')
    .addOption(presetOption('where to start from', 'demo'));
  addSearchFlags(command);
  addRunFlags(command, {
    out: 'write the run as run.json',
    run: 'keep the log here; continues the run that is there already, with its settings',
  });
  command.addOption(backendOption()).action(search);
}

async function search(flags: Flags, command: Command): Promise<void> {
  if (flags.out !== undefined) await requireWritable(flags.out);
  const place = openStore(flags.run);
  const existing = await existingRun(place);
  if (existing !== undefined) {
    const advice = 'Leave these flags out to continue it, or give another --run for another search';
    requireSameSettings(`search: ${flags.run}`, existing.head.config, requestedSettings(command, flags), advice);
  }
  const config = existing?.head.config ?? configFrom(flags.preset, flags);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  await withRun(place, flags.run, signals, (release) => searchAt(place, config, flags, release));
}

async function searchAt(
  place: StoredRun,
  config: RunHead['config'],
  flags: Flags,
  release: (signal: NodeJS.Signals) => void,
): Promise<void> {
  const data = await loadData(flags.data);
  const device = await openCliDevice(flags.backend);
  line(deviceLine(device.report));
  const { store, id } = place;
  await createRun(place, data, device, config);
  const run = await store.run(id);
  requireSameData('search', run.head, data.identity);
  line(`data    ${data.identity.name}, ${data.identity.images} images; ${run.head.config.images} used`);
  if (run.log.length > 0) line(`resume  after ${trainRecords(run).length} trained children`);

  const pause = pauseOnInterrupt(release, 'pausing after this epoch; press Ctrl-C again to stop at once');
  const { runSearch } = await import('../../../workers/drive/search.ts');
  const end = await runSearch({
    run,
    images: data.images,
    device,
    store,
    reopen: () => openCliDevice(flags.backend),
    onEvent: (event) => reportSearch(event, run.head.config.blocks),
    shouldPause: pause.isAsked,
  });
  pause.remove();
  await writeResult(await store.run(id), end, flags);
}
