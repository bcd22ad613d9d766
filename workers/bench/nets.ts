/** @file The networks that benches measure a training step of. */
import { parseCell } from '../../src/core/space/cell.ts';
import type { NetworkConfig } from '../../src/core/network/macro.ts';
import { PNASNET_5 } from '../../src/core/space/pnasnet5.ts';

const TITU1994_NETWORK: NetworkConfig = { macro: 'titu1994', repeats: 1, filters: 32, lookback: 1, cellOutput: 'all' };
export const PNAS_NETWORK: NetworkConfig = { macro: 'pnas', repeats: 1, filters: 24, lookback: 2, cellOutput: 'all' };

/** Networks whose training step is measured: the one that is quoted, and ones that the kernels are not tuned on. */
export const NETS = {
  titu1994: ['-1,3x3 dconv,-1,5x5 dconv,-1,1x7-7x1 conv,-1,3x3 maxpool', TITU1994_NETWORK, 32],
  pnasnet5: [PNASNET_5, PNAS_NETWORK, 16],
  paper: [PNASNET_5, { ...PNAS_NETWORK, repeats: 2 }, 16],
  random1: ['-2,3x3 avgpool,-1,1x7-7x1 conv', PNAS_NETWORK, 16],
  random2: ['-1,7x7 dconv,-2,3x3 dilated conv,0,identity,-1,3x3 maxpool', PNAS_NETWORK, 16],
  random3: ['-1,5x5 dconv,-2,identity,-2,1x7-7x1 conv,0,3x3 dconv,1,3x3 avgpool,0,3x3 maxpool', PNAS_NETWORK, 16],
  random4: ['-2,3x3 dconv,-2,3x3 dconv,-1,3x3 dilated conv,0,1x7-7x1 conv', PNAS_NETWORK, 16],
  random5: ['-1,identity,-2,5x5 dconv,0,7x7 dconv,-1,3x3 avgpool', PNAS_NETWORK, 16],
} as const satisfies Record<string, readonly [string, NetworkConfig, number]>;
export type NetName = keyof typeof NETS;

/** The network of a name, also of the one that `titu1994` had in earlier releases. @throws {RangeError} for no name. */
export function netName(text: string): NetName {
  const name = text === 'seed' ? 'titu1994' : text;
  if (name in NETS) return name as NetName;
  throw new RangeError(`--net: must be one of ${Object.keys(NETS).join(', ')}; got ${text}`);
}

/** A named network, or the `pnas` network of a cell: notation, network and batch size. @throws {RangeError} for neither. */
export function netOf(text: string): readonly [notation: string, network: NetworkConfig, batchSize: number] {
  if (!text.includes(',')) return NETS[netName(text)];
  parseCell(text);
  return [text.trim(), { ...PNAS_NETWORK, repeats: 2 }, 16];
}
