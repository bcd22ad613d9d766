/** @file The words of Device in English. Names of a module. Pure. */
import { BENCH_PHASES } from '../../../contract/device-bench.ts';
import { count } from '../../model/format.ts';

export const title = 'How fast is this device?';
export const note =
  'In less than a minute this page measures how fast it copies, multiplies and trains two networks, the same networks on stock TensorFlow.js included. Nothing is sent anywhere.';
export const others = 'Other devices';
export const stop = 'Stop';
export const measure = 'Measure';
export const measureAgain = 'Measure again';
export const busy = 'A search is running: pause it to measure.';
export const opening = 'The device is being opened.';
export const phases = BENCH_PHASES;
export const measuring = (what: string): string => `Measuring ${what}. Esc stops.`;

// what was measured
export const children = { titu1994: 'titu1994’s child', paper: 'the paper’s child' };
export const stepTakes = (ms: string): string => `A training step of the paper’s child takes ${ms} ms here.`;
export const trains = (child: string, times: string): string =>
  `It trains ${child} ${times} times as fast as stock TensorFlow.js does here.`;
export const searchTakes = (preset: string, time: string): string => `A ${preset} search would take about ${time}.`;
export const figures = {
  images: 'images/s, paper’s child',
  step: (images: number): string => `a step of ${images} images`,
  copy: 'copying, read and write',
  product: 'best matrix product',
  reached: 'of it reached in training',
};
export const steps = {
  title: 'A training step, against stock TensorFlow.js',
  note: (one: number, other: number): string =>
    `medians of ${one} and ${other}, to the loss read back; shorter is better`,
  names: { titu1994: 'titu1994’s child', paper: 'Paper’s child' },
  details: {
    titu1994: (batch: number): string => `one cell a stage, F 32, batch ${batch}`,
    paper: (batch: number): string => `PNASNet-5, N 2, F 24, batch ${batch}`,
  },
  speed: (images: number): string => `{strong:${count(images)}} images/s`,
  here: 'this page',
  notMeasured: 'not measured: there was no time for it on this device',
};
export const split = {
  title: (ms: string): string => `Where the paper’s child spends its ${ms} ms`,
  note: 'a model from the two speeds above, not a measurement',
  moving: (bytes: string): string => `moving ${bytes}`,
  movingAt: 'at the copy speed',
  arithmetic: 'arithmetic',
  arithmeticAt: 'at the best product’s',
  rest: 'the rest',
  restOf: (dispatches: number): string => `${count(dispatches)} dispatches`,
  byDispatches:
    'Neither memory nor arithmetic is the limit here: most of the time goes to beginning dispatches that are too small to fill the device.',
  byMemory: (moving: string, arithmetic: string): string =>
    `Memory is the limit here: twice the bandwidth would save ${moving} ms, twice the arithmetic ${arithmetic} ms.`,
  byArithmetic: (arithmetic: string, moving: string): string =>
    `Arithmetic is the limit here: twice of it would save ${arithmetic} ms, twice the bandwidth ${moving} ms.`,
  overlaps: (ms: string): string =>
    `One after the other, moving and arithmetic would take ${ms} ms: the device does part of them at once, or finds data in its own cache.`,
};
export const foot = {
  measured: (seconds: number, day: string): string => `Measured in ${seconds} s on ${day}, nothing sent.`,
  onBattery: 'On battery.',
  pluggedIn: 'Plugged in.',
  differ: (share: string): string => `Two measurements differ by about ${share}.`,
  unsteady: (share: string): string =>
    `Two measurements differ by about ${share}: something else was running, or the device slows down when it is warm.`,
  answer: (ms: string): string => `An answer of the device takes ${ms} ms.`,
};
export const beside = 'Beside other devices';
export const fromLinks = 'From shared links: what their owners’ browsers reported, not checked by us.';
export const columns = {
  device: 'device',
  paper: 'paper’s child, ms',
  titu1994: 'titu1994’s',
};
export const discs = 'Discs: log scale, left is faster. Full: measured here. Hollow: told by a link.';
export const software = (system: string): string => `${system}, software`;
export const thisDevice = (where: string): string => `this device, ${where}`;
export const aLink = 'A link with #bench=';
export const paste = 'Paste a #bench= link';
export const badLink = (reason: string): string => `This link cannot be used. ${reason}.`;
export const add = 'Add';
export const searches = 'Searches on this device';
export const estimated = 'estimated from this measurement';
export const notKnown = 'not known yet';
export const share = 'Share this result';
export const shareNote =
  'The link holds the figures, the device and browser as told, the day and the version. Nothing else, and nobody gets it unless you send it.';
export const shareName = 'Device, as it told; browsers hide many names';
export const theLink = 'The link';
export const copyLink = 'Copy link';
export const copied = 'The link is copied.';
export const characters = (number: number): string => `${count(number)} characters`;
