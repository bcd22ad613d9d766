/**
 * @file The rungs below WebGPU: tfjs backends on which networks are composed. Which is faster, wasm or webgl, depends on the machine, so each
 * is tried: it trains a step that must equal the reference's, and then steps that are timed. Plain JavaScript is tens of times slower and the last.
 */
import * as tf from '@tensorflow/tfjs-core';
import { parseCell } from '../../src/core/space/cell.ts';
import { initialWeights } from '../../src/core/network/initial-weights.ts';
import { layerTable } from '../../src/core/network/macro.ts';
import { stream } from '../../src/core/random/rng.ts';
import { PRESETS } from '../../src/contract/presets.ts';
import { noiseImages } from '../data/image-set.ts';
import { TfjsNetwork } from '../network/tfjs/network.ts';
import { registerWasmKernels } from '../network/tfjs/wasm-gradients.ts';
import { selfTestTfjs } from './self-test.ts';

/**
 * Images of a timed step, and which step that is (ours): enough to keep a graphics card busy, after one that may compile; as few as will do for
 * what compiles nothing and takes half a second an image.
 */
const FALLBACKS: Readonly<Record<FallbackName, readonly [images: number, steps: number]>> = {
  wasm: [16, 2],
  webgl: [16, 2],
  cpu: [1, 1],
};
export type FallbackName = 'wasm' | 'webgl' | 'cpu';

const WORDS: Readonly<Record<FallbackName, string>> = { wasm: 'WebAssembly', webgl: 'WebGL', cpu: 'plain JavaScript' };

/** What is timed: a child of the smallest preset. */
const CELL = parseCell('-1,3x3 conv,-2,3x3 maxpool');

/** The rungs that are tried wherever they are; the others only where none of these works. */
const TRIED: readonly FallbackName[] = ['wasm', 'webgl'];
const LAST: readonly FallbackName[] = ['cpu'];

/** Makes a backend tfjs's own. @returns why that cannot be, if so. */
export async function openFallback(name: FallbackName): Promise<string | undefined> {
  try {
    if (name === 'wasm') await loadWasm();
    return (await tf.setBackend(name)) ? undefined : 'does not work here';
  } catch {
    return 'does not work here'; // tfjs throws where the backend's own set-up does, for example without a canvas
  }
}

async function loadWasm(): Promise<void> {
  await import('@tensorflow/tfjs-backend-wasm');
  if (!tf.env().getBool('IS_NODE')) await import('./wasm-files.ts'); // in Node the package finds its own files
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  registerWasmKernels();
}

/** The chosen rung, which is tfjs's backend now. */
export interface Chosen {
  readonly name: FallbackName;
  /** What was tried and how fast it was, as a plain sentence. */
  readonly tried: string;
}

const TWO_DIGITS: Intl.NumberFormatOptions = { maximumSignificantDigits: 2 };

/** Tries the rungs and makes the fastest tfjs's backend. @throws {Error} where none works. */
export async function fastestFallback(): Promise<Chosen> {
  const times = new Map<FallbackName, number>();
  const words: string[] = [];
  for (const rungs of [TRIED, LAST]) {
    if (times.size > 0) break;
    for (const name of rungs) {
      const wrong =
        (name === 'webgl' ? softwareWebGl() : undefined) ?? (await openFallback(name)) ?? (await wrongly(name));
      if (wrong === undefined) times.set(name, await imageMs(...FALLBACKS[name]));
      words.push(`${WORDS[name]} ${wrong ?? `${times.get(name)!.toLocaleString('en', TWO_DIGITS)} ms`}`);
    }
  }
  const tried = `Tried by training a small network, time an image: ${words.join('; ')}.`;
  const [best] = [...times].sort(([, a], [, b]) => a - b);
  if (best === undefined) throw new Error(`device: must compute; ${tried}`);
  await openFallback(best[0]);
  return { name: best[0], tried };
}

/** Renderers that run on the processor: slower than wasm there, and minutes pass before they have compiled a network. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Why WebGL is not worth a try, if so. */
function softwareWebGl(): string | undefined {
  const gl = typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1).getContext('webgl2');
  if (gl === null) return undefined; // tfjs will say so
  const unmasked = gl.getExtension('WEBGL_debug_renderer_info')?.UNMASKED_RENDERER_WEBGL;
  const renderer = String(gl.getParameter(unmasked ?? gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext(); // browsers give a page few
  return SOFTWARE.test(renderer) ? 'not tried: it too runs on the processor here' : undefined;
}

async function wrongly(name: FallbackName): Promise<string | undefined> {
  const wrong = await selfTestTfjs(name).catch(String);
  return wrong === undefined ? undefined : `computes wrongly: ${wrong}`;
}

/** Milliseconds an image that the last of some training steps takes, on tfjs's backend of the moment. */
async function imageMs(batchSize: number, steps: number): Promise<number> {
  const table = layerTable(CELL, PRESETS.smoke);
  const random = stream(1, 'probe');
  const network = new TfjsNetwork(table, noiseImages(batchSize, random), initialWeights(table, random), PRESETS.smoke);
  const batch = { indices: Uint32Array.from({ length: batchSize }, (_, i) => i) };
  let started = 0;
  for (let step = 0; step < steps; step++) {
    started = performance.now();
    network.trainStep(batch, PRESETS.smoke);
    await network.readTotals();
  }
  const ms = (performance.now() - started) / batchSize;
  network.dispose();
  return Math.max(0.01, ms);
}
