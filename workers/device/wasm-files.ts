/**
 * @file Serves the binary of tfjs's wasm backend from the page's own origin. The SIMD binary suffices: every browser that runs this page has
 * WebAssembly SIMD, and threads would need headers that a static host does not send.
 */
/// <reference types="vite/client" />
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';

setWasmPaths({
  'tfjs-backend-wasm.wasm': simd,
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': simd,
});
