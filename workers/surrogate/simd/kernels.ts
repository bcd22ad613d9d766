/**
 * @file The SIMD kernels of the paper's networks, four floats at a time. Row-major matrices; pointers are byte addresses, sizes are in
 * floats.
 */
import { UNITS } from '../base/units.ts';
import { assemble, define, float4 as f, int, repeat, type Code, type Local, type Locals } from './assembler.ts';

/** Floats of a vector, and bytes of a float. */
const LANES = 4;
const FLOAT = 4;
const VECTOR = LANES * FLOAT;
/** Register tile of {@link product}, vectors of a row: two rows of them fit the sixteen registers of x86 (ours). */
const TILE = 5;
/** Columns must be a multiple of this. */
export const TILE_COLUMNS = TILE * LANES;

const bytes = (floats: Code): Code => int.mul(floats, int.of(FLOAT));
const advance = (local: Local, by: Code): Code => local.set(int.add(local.get, by));

/**
 * c += a b, with a [rows, inner], b [inner, columns], c [rows, columns]. The element (i, k) of a is at i aRow + k aInner, so
 * that a may be a transposed matrix.
 */
const product = define(8, (locals, [c, a, b, rows, inner, columns, aRow, aInner]) => {
  const [column, row, next, left, upper, lower, at, end] = Array.from({ length: 8 }, locals.int);
  const sums = [0, 1].map(() => Array.from({ length: TILE }, locals.float4));
  const factors = [locals.float4(), locals.float4()];
  const read = locals.float4();
  const address = (of: Local): Code =>
    int.add(int.add(c!.get, bytes(int.mul(of.get, columns!.get))), bytes(column!.get));
  const from = (of: Local): Code => int.add(a!.get, bytes(int.mul(of.get, aRow!.get)));
  const tile = (write: (sum: Local, place: Code, v: number) => Code): Code =>
    sums.flatMap((own, side) => own.flatMap((sum, v) => write(sum, side === 0 ? upper!.get : lower!.get, v)));
  const innermost = [
    ...factors[0]!.set(f.loadSplat(left!.get)),
    ...factors[1]!.set(f.loadSplat(next!.get)),
    ...Array.from({ length: TILE }, (_, v) => [
      ...read.set(f.load(at!.get, v * VECTOR)),
      ...[0, 1].flatMap((side) => sums[side]![v]!.set(f.add(sums[side]![v]!.get, f.mul(factors[side]!.get, read.get)))),
    ]).flat(),
    ...advance(left!, bytes(aInner!.get)),
    ...advance(next!, bytes(aInner!.get)),
    ...advance(at!, bytes(columns!.get)),
  ];
  const twoRows = [
    ...upper!.set(address(row!)),
    ...left!.set(from(row!)),
    ...advance(row!, int.of(1)),
    // The last of an odd number of rows is computed twice.
    ...end!.set(int.select(int.isLess(row!.get, rows!.get), row!.get, int.add(row!.get, int.of(-1)))),
    ...lower!.set(address(end!)),
    ...next!.set(from(end!)),
    ...advance(row!, int.of(1)),
    ...at!.set(int.add(b!.get, bytes(column!.get))),
    ...end!.set(int.add(at!.get, bytes(int.mul(inner!.get, columns!.get)))),
    ...tile((sum, place, v) => sum.set(f.load(place, v * VECTOR))),
    ...repeat(innermost, int.isLess(at!.get, end!.get)),
    ...tile((sum, place, v) => f.store(place, sum.get, v * VECTOR)),
  ];
  const panel = [
    ...row!.set(int.of(0)),
    ...repeat(twoRows, int.isLess(row!.get, rows!.get)),
    ...advance(column!, int.of(TILE_COLUMNS)),
  ];
  return repeat(panel, int.isLess(column!.get, columns!.get));
});

/** Sets `to` to e^x, to 2e-7 of it: x = n log 2 + r, and a polynomial in r (Moshier's Cephes, expf). */
function exponential(to: Local, x: Code, [rest, whole]: readonly [Local, Local]): Code {
  const terms = [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1];
  const polynomial = terms.slice(1).reduce((sum, term) => f.add(f.mul(sum, rest.get), f.of(term)), f.of(terms[0]!));
  const power = f.shiftBits(f.addBits(f.toInts(whole.get), f.bitsOf(int.of(127))), int.of(23));
  return [
    ...rest.set(f.min(f.max(x, f.of(-87)), f.of(87))),
    ...whole.set(f.nearest(f.mul(rest.get, f.of(Math.LOG2E)))),
    ...rest.set(f.sub(rest.get, f.mul(whole.get, f.of(0.693359375)))),
    ...rest.set(f.add(rest.get, f.mul(whole.get, f.of(2.1219444e-4)))),
    ...to.set(f.add(f.mul(polynomial, f.mul(rest.get, rest.get)), f.add(rest.get, f.of(1)))),
    ...to.set(f.mul(to.get, power)),
  ];
}

/** Sets `to` to 1 / (1 + e^-x). */
function sigmoid(to: Local, x: Code, spare: readonly [Local, Local]): Code {
  const one = f.of(1);
  return [...exponential(to, f.sub(f.of(0), x), spare), ...to.set(f.div(one, f.add(one, to.get)))];
}

/** Sets `to` to tanh x = 2 sigmoid(2x) - 1. */
function tanh(to: Local, x: Code, spare: readonly [Local, Local]): Code {
  return [...sigmoid(to, f.add(x, x), spare), ...to.set(f.sub(f.add(to.get, to.get), f.of(1)))];
}

/** Stride between the gates of a row, bytes. */
const GATE = UNITS * FLOAT;

/** Runs the body for every vector of `rows` rows of UNITS; `wide` are pointers to rows of four gates, `narrow` to rows of UNITS. */
function eachUnit(locals: Locals, rows: Local, wide: readonly Local[], narrow: readonly Local[], body: Code): Code {
  const unit = locals.int();
  const row = locals.int();
  const vectors = [
    ...body,
    ...[...wide, ...narrow].flatMap((pointer) => advance(pointer, int.of(VECTOR))),
    ...advance(unit, int.of(LANES)),
  ];
  const one = [
    ...unit.set(int.of(0)),
    ...repeat(vectors, int.isLess(unit.get, int.of(UNITS))),
    ...wide.flatMap((pointer) => advance(pointer, int.of(3 * GATE))),
    ...advance(row, int.of(1)),
  ];
  return repeat(one, int.isLess(row.get, rows.get));
}

/**
 * An LSTM's step after its matrix product: gates i, f, g, o get their activations in place;
 * cellState = f before + i g, squashed = tanh cellState, hidden = o squashed.
 */
const lstmStep = define(6, (locals, [gates, before, cellState, squashed, hidden, rows]) => {
  const [i, fo, g, o, c] = Array.from({ length: 5 }, locals.float4);
  const spare = [locals.float4(), locals.float4()] as const;
  const gate = (n: number): Code => f.load(gates!.get, n * GATE);
  const body = [
    ...sigmoid(i!, gate(0), spare),
    ...sigmoid(fo!, gate(1), spare),
    ...tanh(g!, gate(2), spare),
    ...sigmoid(o!, gate(3), spare),
    ...[i!, fo!, g!, o!].flatMap((value, n) => f.store(gates!.get, value.get, n * GATE)),
    ...c!.set(f.add(f.mul(fo!.get, f.load(before!.get)), f.mul(i!.get, g!.get))),
    ...f.store(cellState!.get, c!.get),
    ...tanh(g!, c!.get, spare),
    ...f.store(squashed!.get, g!.get),
    ...f.store(hidden!.get, f.mul(o!.get, g!.get)),
  ];
  return eachUnit(locals, rows!, [gates!], [before!, cellState!, squashed!, hidden!], body);
});

/** Backward pass of {@link lstmStep}: gradients of the gates before their activations; dCellState becomes the gradient of `before`. */
const lstmBackward = define(7, (locals, [gates, before, squashed, dHidden, dCellState, dGates, rows]) => {
  const [i, fo, g, o, s, up, m] = Array.from({ length: 7 }, locals.float4);
  const rest = (x: Local): Code => f.sub(f.of(1), x.get);
  const store = (n: number, ...factors: readonly Code[]): Code =>
    f.store(dGates!.get, factors.slice(1).reduce(f.mul, factors[0]!), n * GATE);
  const body = [
    ...[i!, fo!, g!, o!].flatMap((value, n) => value.set(f.load(gates!.get, n * GATE))),
    ...s!.set(f.load(squashed!.get)),
    ...up!.set(f.load(dHidden!.get)),
    ...m!.set(f.add(f.load(dCellState!.get), f.mul(f.mul(up!.get, o!.get), f.sub(f.of(1), f.mul(s!.get, s!.get))))),
    ...store(0, m!.get, g!.get, i!.get, rest(i!)),
    ...store(1, m!.get, f.load(before!.get), fo!.get, rest(fo!)),
    ...store(2, m!.get, i!.get, f.sub(f.of(1), f.mul(g!.get, g!.get))),
    ...store(3, up!.get, s!.get, o!.get, rest(o!)),
    ...f.store(dCellState!.get, f.mul(m!.get, fo!.get)),
  ];
  return eachUnit(locals, rows!, [gates!, dGates!], [before!, squashed!, dHidden!, dCellState!], body);
});

/** to += from, of `count` floats. */
const add = define(3, (locals, [to, from, count]) => {
  const end = locals.int();
  const body = [
    ...f.store(to!.get, f.add(f.load(to!.get), f.load(from!.get))),
    ...advance(to!, int.of(VECTOR)),
    ...advance(from!, int.of(VECTOR)),
  ];
  return [...end.set(int.add(to!.get, bytes(count!.get))), ...repeat(body, int.isLess(to!.get, end.get))];
});

/**
 * Adam (Kingma & Ba 2015) on `count` weights; `settings` are beta1, 1 - beta1, beta2, 1 - beta2, epsilon and the step's rate.
 */
const adam = define(6, (locals, [weights, gradient, first, second, count, settings]) => {
  const end = locals.int();
  const [slope, m, v] = Array.from({ length: 3 }, locals.float4);
  const setting = (n: number): Code => f.loadSplat(settings!.get, n * FLOAT);
  const body = [
    ...slope!.set(f.load(gradient!.get)),
    ...m!.set(f.add(f.mul(setting(0), f.load(first!.get)), f.mul(setting(1), slope!.get))),
    ...v!.set(f.add(f.mul(setting(2), f.load(second!.get)), f.mul(setting(3), f.mul(slope!.get, slope!.get)))),
    ...f.store(first!.get, m!.get),
    ...f.store(second!.get, v!.get),
    ...f.store(
      weights!.get,
      f.sub(f.load(weights!.get), f.div(f.mul(setting(5), m!.get), f.add(f.sqrt(v!.get), setting(4)))),
    ),
    ...[weights!, gradient!, first!, second!].flatMap((pointer) => advance(pointer, int.of(VECTOR))),
  ];
  return [...end.set(int.add(weights!.get, bytes(count!.get))), ...repeat(body, int.isLess(weights!.get, end.get))];
});

/** The module of all kernels. */
export const assembleKernels = (): Uint8Array<ArrayBuffer> => assemble({ product, lstmStep, lstmBackward, add, adam });
