/** @file The words of Device in English. Names of a module. Pure. */
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
export const figures = {
  images: 'images/s, paper’s child',
  step: (images: number): string => `a step of ${images} images`,
  copy: 'copying, read and write',
  product: 'best matrix product',
  reached: 'of it reached in training',
};
export const beside = 'Beside other devices';
export const fromLinks = 'From shared links: what their owners’ browsers reported, not checked by us.';
export const columns = {
  device: 'device',
  paper: 'paper’s child, ms',
  titu1994: 'titu1994’s',
};
export const discs = 'Discs: log scale, left is faster. Full: measured here. Hollow: told by a link.';
export const thisDevice = (where: string): string => `this device, ${where}`;
export const aLink = 'A link with #bench=';
export const paste = 'Paste a #bench= link';
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
