/** @file The words of Try it in English. Names of a module. Pure. */
import { count, counted } from '../../model/format.ts';

// without a network
export const title = 'Try a trained network';
export const noWeights = 'The weights of this network are not here. Open its file: network.onnx.';
export const opening = 'Opening the network.';
export const none = 'No network is trained here yet. Train one, or open the file of one: network.onnx.';
export const chooseNetwork = 'Choose network.onnx';
export const cannotOpen = (file: string, reason: string): string => `${file} cannot be opened. ${reason}.`;
export const back = 'Back to the result';
export const train = 'Train a network';

// a picture
export const show = 'Show it a picture';
export const says = (answer: string, sure: string): string => `It says ${answer}, ${sure} sure`;
export const reads = (side: number, words: number): string =>
  `The network reads ${side} × ${side} pixels and knows ${counted(words, 'word')}. Whatever you show it, it picks one of them.`;
export const live = 'live';
export const stop = 'Stop';
export const choose = 'Choose';
export const camera = 'Camera';
export const empty = (words: string, hasMore: boolean): string =>
  `Drop a picture here, paste one, choose a file or use the camera. It knows ${words}${hasMore ? ' and more' : ''}.`;
export const drag = 'Drag the frame or its corners. Drop or paste another picture anywhere.';
export const mirror = 'mirror';
export const frame = (side: number, width: number, height: number): string =>
  `The square that the network is shown, ${side} pixels of ${width} × ${height}. Arrow keys move it, plus and minus resize it.`;
export const asItGets = 'As the network gets it';
export const size = (side: number): string => `${side} × ${side} pixels, three colours.`;
export const pictureAsItGets = 'The picture as the network gets it';
export const numbers = (values: number): string =>
  `Every square is one pixel: ${count(values)} numbers are all it knows of your picture.`;
export const pasted = 'pasted picture';
export const fromCamera = (time: string): string => `camera, ${time}`;
export const noPicture = (name: string): string =>
  `${name} is not a picture that this browser can read; use a PNG, JPEG or WebP file.`;

// the camera's refusals
export const refusals = {
  notAllowed: 'The camera was not allowed. Allow it beside the page’s address, or choose a picture instead.',
  forbidden: 'This page may not use the camera. Choose a picture instead.',
  none: 'There is no camera here. Choose a picture instead.',
  inUse: 'The camera is in use by another program.',
  insecure: 'Browsers give the camera to secure pages alone (https). Choose a picture instead.',
  other: (reason: string): string => `The camera cannot be used: ${reason}`,
  notShown: (reason: string): string => `The camera cannot be shown: ${reason}`,
};

// the answer
export const itsAnswer = 'What the network says';
export const answerToCome = 'Its answer appears here.';
export const looking = 'It is looking.';
export const believes = 'What it believes';
export const took = (ms: string): string => `${ms} ms on the processor`;
export const byProbability = 'Classes by probability';
export const worth = (sure: string, right: string, images: number): string =>
  `When it was about ${sure} sure, it was right on ${right} of ${count(images)} test images. Your picture may be unlike them, so trust it less.`;
export const trained = 'Trained network';
export const rightOn = (share: string, images: number): string => `Right on ${share} of ${count(images)} test images`;
/** @param when a day; empty where it is not known. */
export const detail = (repeats: number, filters: number, seed: number, when: string, data: string): string =>
  `N ${repeats}, F ${filters}, seed ${seed}, trained${when === '' ? '' : ` ${when}`} on ${data}`;
export const openAnother = 'Open another model';
export const seen = 'Seen before';
export const seenNote = 'kept until you close this page, never sent';
export const unsure = (name: string): string => `${name}, unsure`;

// what it saw
export const saw = {
  title: 'What it saw',
  measure: 'Measure it',
  about: (squares: number, name: string): string =>
    `Covers ${squares} squares of the picture in turn and asks again: where ${name} falls, it was looking.`,
  map: (name: string): string => `Where ${name} fell when a square was covered`,
  how: (name: string): string =>
    `Each square was covered in turn and the picture classified again: the darker, the more ${name} fell.`,
  soFar: (done: number, of: number): string => `${done} of ${of} squares`,
  points: (figure: number): string => `${figure} points`,
  none: 'No square mattered by itself.',
  covered: (place: string, figure: string): string => `${place} covered: {measured:${figure}}`,
  /** By thirds of the picture, from above and from the left. */
  places: [
    ['Upper left', 'Upper middle', 'Upper right'],
    ['Middle left', 'The middle', 'Middle right'],
    ['Lower left', 'Lower middle', 'Lower right'],
  ],
};
