/** @file What this browser offers, checked without starting anything. */
import { isSecure } from '../../contract/secure-context.ts';

export interface Check {
  readonly name: 'secure' | 'webgpu' | 'webgl' | 'storage';
  readonly ok: boolean;
  /** Which words of `messages/details.ts` tell more. */
  readonly detail:
    | 'openedSecurely'
    | 'plainHttp'
    | 'offered'
    | 'notUsable'
    | 'missing'
    | 'hidden'
    | 'webgl'
    | 'noWebgl'
    | 'kept'
    | 'notKept';
}

/**
 * The checks that decide how training runs here, in order. Storage is judged by whether runs could be read.
 * @param isUsable whether the worker could open WebGPU.
 */
export function browserChecks(hasStorage: boolean, isUsable: boolean): Check[] {
  const secure = isSecure();
  const gpu = 'gpu' in navigator && navigator.gpu !== undefined;
  return [
    {
      name: 'secure',
      ok: secure,
      detail: secure ? 'openedSecurely' : 'plainHttp',
    },
    {
      name: 'webgpu',
      ok: gpu && isUsable,
      detail: gpu ? (isUsable ? 'offered' : 'notUsable') : secure ? 'missing' : 'hidden',
    },
    { name: 'webgl', ...webgl() },
    {
      name: 'storage',
      ok: hasStorage,
      detail: hasStorage ? 'kept' : 'notKept',
    },
  ];
}

function webgl(): Pick<Check, 'ok' | 'detail'> {
  const ok = typeof OffscreenCanvas !== 'undefined' && new OffscreenCanvas(1, 1).getContext('webgl2') !== null;
  return { ok, detail: ok ? 'webgl' : 'noWebgl' };
}
