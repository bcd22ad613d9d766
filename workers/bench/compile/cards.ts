/** @file Graphics cards that Mesa's drivers compile for on a machine without them: how a driver is told of one, and what its maker says of it. */

/** How a driver is made to see the card: RADV by the name of its family, Intel's by what `intel-shim.c` answers. */
export type CardDriver =
  | { readonly kind: 'amd'; readonly family: string }
  | { readonly kind: 'intel'; readonly device: string; readonly subslices: number; readonly hasLocalMemory: boolean };

/** A card. Rates are those of its makers' data sheets, what the model needs beside them is ours and was checked on no card. */
export interface Card {
  /** A product that has it. */
  readonly title: string;
  readonly driver: CardDriver;
  /** Multiply-adds as two, TFLOP/s, without dual issue. */
  readonly peakTflops: number;
  /** Memory: about three quarters of the data sheet's, GB/s. */
  readonly memoryGbs: number;
  /** The last cache: bytes, GB/s. */
  readonly cacheBytes: number;
  readonly cacheGbs: number;
  /** Values that its vector units compute at once. */
  readonly lanes: number;
  /** A load from the last cache behind another, us. */
  readonly latencyUs: number;
  /** Between dependent dispatches, us. */
  readonly gapUs: number;
}

const amd = (family: string): CardDriver => ({ kind: 'amd', family });
const intel = (device: string, subslices: number, hasLocalMemory = false): CardDriver => ({ kind: 'intel', device, subslices, hasLocalMemory }); // prettier-ignore

const INTEGRATED = { latencyUs: 0.3, gapUs: 5 };
const DISCRETE = { latencyUs: 0.25, gapUs: 4 };

/** Cards by the name that `--card` takes. PCI numbers are Mesa's of that platform. */
export const CARDS = {
  'intel:tgl': { title: 'Iris Xe 96EU', driver: intel('9a49', 6), peakTflops: 2, memoryGbs: 60, cacheBytes: 3.8e6, cacheGbs: 200, lanes: 768, latencyUs: 0.35, gapUs: 5 }, // prettier-ignore
  'intel:rpl': { title: 'UHD 770 32EU', driver: intel('a780', 2), peakTflops: 0.8, memoryGbs: 60, cacheBytes: 2e6, cacheGbs: 100, lanes: 256, latencyUs: 0.35, gapUs: 5 }, // prettier-ignore
  'intel:mtl': { title: 'Arc Graphics 64EU', driver: intel('7d60', 4), peakTflops: 1.9, memoryGbs: 80, cacheBytes: 4e6, cacheGbs: 250, lanes: 512, latencyUs: 0.35, gapUs: 5 }, // prettier-ignore
  'intel:dg2': { title: 'Arc A770M', driver: intel('5690', 32, true), peakTflops: 13.5, memoryGbs: 380, cacheBytes: 16e6, cacheGbs: 1000, lanes: 4096, ...DISCRETE }, // prettier-ignore
  renoir: { title: 'Vega 8', driver: amd('renoir'), peakTflops: 1.8, memoryGbs: 38, cacheBytes: 1e6, cacheGbs: 200, lanes: 512, ...INTEGRATED }, // prettier-ignore
  navi21: { title: 'RX 6900 XT', driver: amd('navi21'), peakTflops: 23, memoryGbs: 384, cacheBytes: 128e6, cacheGbs: 1500, lanes: 5120, ...DISCRETE }, // prettier-ignore
  rembrandt: { title: 'Radeon 680M', driver: amd('rembrandt'), peakTflops: 3.6, memoryGbs: 75, cacheBytes: 2e6, cacheGbs: 450, lanes: 768, ...INTEGRATED }, // prettier-ignore
  navi31: { title: 'RX 7900 XTX', driver: amd('navi31'), peakTflops: 30.7, memoryGbs: 720, cacheBytes: 96e6, cacheGbs: 2500, lanes: 6144, ...DISCRETE }, // prettier-ignore
  phoenix: { title: 'Radeon 780M', driver: amd('phoenix'), peakTflops: 4.1, memoryGbs: 90, cacheBytes: 2e6, cacheGbs: 500, lanes: 768, ...INTEGRATED }, // prettier-ignore
  gfx1150: { title: 'Radeon 890M', driver: amd('gfx1150'), peakTflops: 5.9, memoryGbs: 90, cacheBytes: 2e6, cacheGbs: 600, lanes: 1024, ...INTEGRATED }, // prettier-ignore
} as const satisfies Record<string, Card>;
export type CardName = keyof typeof CARDS;
