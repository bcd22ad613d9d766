/**
 * @file 3x3 pooling, SAME. The average divides by the pixels under the window, never by padding. The maximum keeps which pixel it
 * was (the first, row by row, where several are equal: as tfjs does), a byte a channel, and the gradient goes there.
 * Forward: one thread an output; gradient: one thread an input, or a strip of them, which asks the windows over it. Workgroups
 * [threads, c/4].
 */
import { read, unroll, write, WORKGROUP, type Kernel } from './kernel.ts';

export const POOL_FIELDS = ['n', 'h', 'w', 'oh', 'ow', 's', 'py', 'px', 'xPlane', 'yPlane', 'accumulate'];

const OUTPUT = `
  let at = group.x * ${WORKGROUP}u + lane; let c = group.y;
  if (at >= p.n * p.oh * p.ow) { return; }
  let top = i32(((at / p.ow) % p.oh) * p.s) - i32(p.py); let left = i32((at % p.ow) * p.s) - i32(p.px);
  let base = c * p.xPlane + at / (p.ow * p.oh) * p.h * p.w;`;
/** Every pixel under the window as (row, column), `k` its place in the window. */
const EACH_TAP = `
  for (var k = 0u; k < 9u; k++) {
    let row = top + i32(k / 3u); let column = left + i32(k % 3u);
    if (row < 0 || row >= i32(p.h) || column < 0 || column >= i32(p.w)) { continue; }`;

export const maxPoolForward: Kernel = {
  name: 'maxPoolForward',
  fields: POOL_FIELDS,
  buffers: [read('x'), write('y'), write('places', 'u32')],
  body: `
  ${OUTPUT}
  var best = vec4f(-3.4e38); var place = vec4u(0u);
  ${EACH_TAP}
    let v = x[base + u32(row) * p.w + u32(column)];
    place = select(place, vec4u(k), v > best); best = max(best, v);
  }
  y[c * p.yPlane + at] = best;
  places[c * p.yPlane + at] = place.x | (place.y << 8u) | (place.z << 16u) | (place.w << 24u);`,
};

export const averagePoolForward: Kernel = {
  name: 'averagePoolForward',
  fields: POOL_FIELDS,
  buffers: [read('x'), write('y')],
  body: `
  ${OUTPUT}
  var sum = vec4f(0.0); var count = 0.0;
  ${EACH_TAP} sum += x[base + u32(row) * p.w + u32(column)]; count += 1.0; }
  y[c * p.yPlane + at] = sum / count;`,
};

const INPUT = `
  let at = group.x * ${WORKGROUP}u + lane; let c = group.y;
  if (at >= p.n * p.h * p.w) { return; }
  let down = i32((at / p.w) % p.h) + i32(p.py); let across = i32(at % p.w) + i32(p.px);
  let base = c * p.yPlane + at / (p.w * p.h) * p.oh * p.ow; let to = c * p.xPlane + at;
  var sum = vec4f(0.0);`;
/** Every window over the input, as its output's row oy and column ox; `k` is the input's place in it. */
const EACH_WINDOW = `
  let s = i32(p.s);
  for (var oy = max(0, (down - 3 + s) / s); oy <= min(down / s, i32(p.oh) - 1); oy++) {
  for (var ox = max(0, (across - 3 + s) / s); ox <= min(across / s, i32(p.ow) - 1); ox++) {
    let k = u32((down - oy * s) * 3 + across - ox * s);
    let source = base + u32(oy) * p.ow + u32(ox);`;
const STORE = 'if (p.accumulate == 1u) { sum += dx[to]; } dx[to] = sum;';

/** Rows of inputs of a thread of the gradient at stride 1, which share the windows over them (ours). */
const STRIP = 4;

/** Threads of a plane of the maximum's gradient. */
export const maxPoolGradientThreads = (stride: number, n: number, h: number, w: number): number =>
  stride === 1 ? n * Math.ceil(h / STRIP) * w : n * h * w;

export const maxPoolGradient = (stride: number): Kernel => ({
  name: `maxPoolGradient${stride === 1 ? ' stride 1' : ''}`,
  fields: POOL_FIELDS,
  buffers: [read('dy'), read('places', 'u32'), write('dx')],
  body: stride === 1 ? STRIP_GRADIENT : SINGLE_GRADIENT,
});

const PLACE = 'let place = (vec4u(places[source]) >> vec4u(0u, 8u, 16u, 24u)) & vec4u(255u);';

const SINGLE_GRADIENT = `
  ${INPUT} ${EACH_WINDOW}
    ${PLACE}
    sum += select(vec4f(0.0), dy[source], place == vec4u(k));
  } }
  ${STORE}`;

const STRIP_GRADIENT = `
  let strips = (p.h + ${STRIP - 1}u) / ${STRIP}u; let slot = group.x * ${WORKGROUP}u + lane; let c = group.y;
  if (slot >= p.n * strips * p.w) { return; }
  let column = slot % p.w; let row0 = ((slot / p.w) % strips) * ${STRIP}u; let n = slot / (p.w * strips);
  let base = c * p.yPlane + n * p.oh * p.ow; let top = i32(row0 + p.py) - 2;
  ${unroll(STRIP, (j) => `var s${j} = vec4f(0.0);`)}
  for (var kx = 0; kx < 3; kx++) {
    let ox = i32(column + p.px) - kx;
    if (ox < 0 || ox >= i32(p.ow)) { continue; }
    ${unroll(
      STRIP + 2,
      (row) => `if (top + ${row} >= 0 && top + ${row} < i32(p.oh)) {
      let source = base + u32((top + ${row}) * i32(p.ow) + ox); let v = dy[source]; ${PLACE}
      ${unroll(STRIP, (j) => {
        const ky = j + 2 - row;
        return ky < 0 || ky > 2 ? '' : `s${j} += select(vec4f(0.0), v, place == vec4u(u32(${3 * ky} + kx)));`;
      })} }`,
    )}
  }
  let first = c * p.xPlane + (n * p.h + row0) * p.w + column;
  ${unroll(
    STRIP,
    (j) => `if (row0 + ${j}u < p.h) {
    let to = first + ${j}u * p.w; var sum = s${j}; ${STORE} }`,
  )}`;

export const averagePoolGradient: Kernel = {
  name: 'averagePoolGradient',
  fields: POOL_FIELDS,
  buffers: [read('dy'), write('dx')],
  prelude: `
fn under(start: i32, size: u32) -> f32 { return f32(min(start + 3, i32(size)) - max(start, 0)); }`,
  body: `
  ${INPUT} ${EACH_WINDOW}
    let top = oy * s - i32(p.py); let left = ox * s - i32(p.px);
    sum += dy[source] / (under(top, p.h) * under(left, p.w));
  } }
  ${STORE}`,
};
