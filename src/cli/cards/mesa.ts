/**
 * @file Mesa's drivers on a machine without their cards: builds the two small libraries beside this file, and says with which environment a process
 * sees a card. Linux only.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CardDriver } from '../../../workers/bench/compile/cards.ts';
import { cacheFolder } from '../terminal/passes.ts';

/** Where distributions put the manifests of Vulkan drivers, and how those of Mesa's begin. */
const MANIFESTS = ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d', '/usr/local/share/vulkan/icd.d'];
const MANIFEST_OF = { amd: 'radeon_icd.', intel: 'intel_icd.' } as const satisfies Record<CardDriver['kind'], string>;

const INSTALL = 'On Debian: apt install gcc libc6-dev libvulkan-dev mesa-vulkan-drivers';

/** The environment of a process that is to see the card; what it compiles is reported to the file `statistics`. @throws {Error} naming what is missing. */
export function cardEnvironment(driver: CardDriver, statistics: string): Record<string, string> {
  if (process.platform !== 'linux') throw new Error('compile: needs Linux, for whose graphics drivers it compiles');
  const folder = join(cacheFolder(), 'cards');
  const icd = build('stats-icd.c', folder);
  const manifest = join(folder, 'stats-icd.json');
  writeFileSync(manifest, JSON.stringify({ file_format_version: '1.0.0', ICD: { library_path: icd, api_version: '1.3.0' } })); // prettier-ignore
  return {
    VK_DRIVER_FILES: manifest,
    STATS_DRIVER: driverLibrary(driver.kind),
    STATS_OUT: statistics,
    MESA_SHADER_CACHE_DISABLE: 'true',
    ...(driver.kind === 'amd'
      ? { RADV_FORCE_FAMILY: driver.family }
      : {
          LD_PRELOAD: build('intel-shim.c', folder),
          SHIM_DEVICE: driver.device,
          SHIM_SUBSLICES: String(driver.subslices),
          ...(driver.hasLocalMemory && { SHIM_LOCAL_MEMORY: '1' }),
        }),
  };
}

/** The library of Mesa's driver. @throws {Error} where it is not installed. */
function driverLibrary(kind: CardDriver['kind']): string {
  const manifests = MANIFESTS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.startsWith(MANIFEST_OF[kind]))
      .map((name) => join(folder, name)),
  );
  const [manifest] = manifests;
  if (manifest === undefined) throw new Error(`compile: needs Mesa's Vulkan driver for ${kind} cards. ${INSTALL}`);
  const { ICD } = JSON.parse(readFileSync(manifest, 'utf8')) as { ICD: { library_path: string } };
  return ICD.library_path;
}

/** Compiles a source beside this file, once for each state of it. @returns the library's path. @throws {Error} where it does not compile. */
function build(source: string, folder: string): string {
  const path = fileURLToPath(new URL(source, import.meta.url));
  const hash = createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 12);
  const library = join(folder, `${source.replace('.c', '')}-${hash}.so`);
  if (existsSync(library)) return library;
  mkdirSync(folder, { recursive: true });
  const own = `${library}.${process.pid}`;
  const { status, stderr, error } = spawnSync('gcc', ['-shared', '-fPIC', '-O1', '-o', own, path, '-ldl', '-lpthread'], { encoding: 'utf8' }); // prettier-ignore
  if (error !== undefined) throw new Error(`compile: needs gcc. ${INSTALL}`);
  if (/vulkan\/vulkan\.h: No such file/.test(stderr)) throw new Error(`compile: needs Vulkan's headers. ${INSTALL}`);
  if (status !== 0) throw new Error(`compile: ${source} must compile. ${INSTALL}. gcc said: ${stderr.slice(0, 400)}`);
  renameSync(own, library);
  return library;
}
