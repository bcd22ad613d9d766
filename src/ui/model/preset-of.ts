/** @file Which preset settings are. Pure. */
import type { SearchConfig } from '../../contract/config.ts';
import { LINK_NAMES } from '../../contract/link/recipe-link.ts';
import { PRESETS, type PresetName } from '../../contract/presets.ts';

/** The preset a configuration is, whatever its seed; undefined when settings were changed. */
export function presetOf(config: SearchConfig): PresetName | undefined {
  const keys = Object.keys(LINK_NAMES) as (keyof SearchConfig)[];
  return (Object.keys(PRESETS) as PresetName[]).find((name) =>
    keys.every((key) => key === 'seed' || String(PRESETS[name][key]) === String(config[key])),
  );
}
