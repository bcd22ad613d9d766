/** @file What the page may load, run and connect to: for the meta tag of a build, and for headers of who serves one. */

/**
 * Everything from its own origin, and pictures that it draws itself. WebAssembly is tfjs's backend and the encoder's kernels. A class's
 * server is another origin where the page lies elsewhere: encrypted, or on this machine.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self' wss: ws://localhost:* ws://127.0.0.1:*",
  "img-src 'self' data: blob:",
  "style-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
