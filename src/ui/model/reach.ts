/** @file What this browser offers, checked without starting anything. */
import { isSecure } from '../../contract/secure-context.ts';

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
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
      name: 'Secure page',
      ok: secure,
      detail: secure
        ? `opened over ${location.protocol === 'https:' ? 'https' : 'localhost'}`
        : 'opened over plain http from another computer',
    },
    {
      name: 'WebGPU',
      ok: gpu && isUsable,
      detail: gpu
        ? isUsable
          ? 'offered by this browser'
          : 'offered by this browser, but not usable here'
        : secure
          ? 'navigator.gpu is missing'
          : 'hidden on pages that are not secure',
    },
    { name: 'WebGL 2', ...webgl() },
    {
      name: 'Storage',
      ok: hasStorage,
      detail: hasStorage ? 'runs can be kept and opened' : 'runs cannot be kept in this window',
    },
  ];
}

function webgl(): Pick<Check, 'ok' | 'detail'> {
  const ok = typeof OffscreenCanvas !== 'undefined' && new OffscreenCanvas(1, 1).getContext('webgl2') !== null;
  return { ok, detail: ok ? 'offered; slower than WebGPU' : 'not offered: training uses the processor alone' };
}
