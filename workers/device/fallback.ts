/**
 * @file Fallback backends where there is no WebGPU: tfjs backends that run the tfjs implementation. Whether wasm or webgl is faster depends on the
 * machine, so each is tested (a training step must equal the reference's) and timed. Plain JavaScript is tens of times slower and comes last.
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
 * Images of a timed step, and which step is timed (ours): enough images to fill a graphics card, in the step after one that may compile; for plain
 * JavaScript, which compiles nothing, a single one, as it takes half a second.
 */
const TIMED_STEPS: Readonly<Record<FallbackName, readonly [images: number, steps: number]>> = {
  wasm: [16, 2],
  webgl: [16, 2],
  cpu: [1, 1],
};
export type FallbackName = 'wasm' | 'webgl' | 'cpu';

const NAMES: Readonly<Record<FallbackName, string>> = { wasm: 'WebAssembly', webgl: 'WebGL', cpu: 'plain JavaScript' };

/** The child that is timed, in the smallest preset. */
const CELL = parseCell('-1,3x3 conv,-2,3x3 maxpool');

/** Backends to test and time; the second list only where none of the first works. */
const CANDIDATES: readonly (readonly FallbackName[])[] = [['wasm', 'webgl'], ['cpu']];

/** Makes a backend tfjs's current one. @returns why it does not work, if so. */
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

/** The fastest fallback backend, which is tfjs's current one. */
interface FastestFallback {
  readonly name: FallbackName;
  /** What was timed and how fast it was, a sentence for the user. */
  readonly note: string;
}

const TWO_DIGITS: Intl.NumberFormatOptions = { maximumSignificantDigits: 2 };

/** Tests and times the fallback backends and opens the fastest. @throws {Error} where none works. */
export async function fastestFallback(): Promise<FastestFallback> {
  const times = new Map<FallbackName, number>();
  const results: string[] = [];
  for (const candidates of CANDIDATES) {
    if (times.size > 0) break;
    for (const name of candidates) {
      const wrong =
        (name === 'webgl' ? softwareWebGl() : undefined) ?? (await openFallback(name)) ?? (await findError(name));
      if (wrong === undefined) times.set(name, await timeImage(...TIMED_STEPS[name]));
      results.push(`${NAMES[name]} ${wrong ?? `${times.get(name)!.toLocaleString('en', TWO_DIGITS)} ms`}`);
    }
  }
  const note = `Tried by training a small network, time an image: ${results.join('; ')}.`;
  const [best] = [...times].sort(([, a], [, b]) => a - b);
  if (best === undefined) throw new Error(`device: must compute; ${note}`);
  await openFallback(best[0]);
  return { name: best[0], note };
}

/** Renderers that run on the processor: slower than wasm, and they take minutes to compile a network. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Why WebGL is not tested, if so. */
function softwareWebGl(): string | undefined {
  const gl = typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1).getContext('webgl2');
  if (gl === null) return undefined; // tfjs will say so
  const unmasked = gl.getExtension('WEBGL_debug_renderer_info')?.UNMASKED_RENDERER_WEBGL;
  const renderer = String(gl.getParameter(unmasked ?? gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext(); // browsers give a page few
  return SOFTWARE.test(renderer) ? 'not tried: it too runs on the processor here' : undefined;
}

/** What the backend computes wrongly, if so. */
async function findError(name: FallbackName): Promise<string | undefined> {
  const wrong = await selfTestTfjs(name).catch(String);
  return wrong === undefined ? undefined : `computes wrongly: ${wrong}`;
}

/** Milliseconds an image of the last of `steps` training steps, on tfjs's current backend. */
async function timeImage(batchSize: number, steps: number): Promise<number> {
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
