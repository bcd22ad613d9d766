/** @file The memory that the kernels work on, and the kernels on it. */
import { assembleKernels, TILE_COLUMNS } from './kernels.ts';

/** Bytes of a page of WebAssembly memory. */
const PAGE = 65_536;
/** Floats of a vector: what is taken begins and is padded at multiples of it. */
const LANES = 4;

type Kernel = (...args: number[]) => void;

/** A matrix product's sizes; see {@link SimdMemory.product}. */
export interface ProductShape {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

let compiled: WebAssembly.Module | undefined;

/** Room for a fixed number of floats; what is taken from it lives as long as it does. */
export class SimdMemory {
  readonly #memory: WebAssembly.Memory;
  readonly #kernels: Readonly<Record<string, Kernel>>;
  readonly #settings: Float32Array<ArrayBuffer>;
  #taken = 0;

  /** @param floats all that will be taken, each padded to {@link padded}. */
  constructor(floats: number) {
    this.#memory = new WebAssembly.Memory({ initial: Math.ceil(((floats + padded(6)) * 4) / PAGE) });
    compiled ??= new WebAssembly.Module(assembleKernels());
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory: this.#memory } });
    this.#kernels = exports as Record<string, Kernel>;
    this.#settings = this.take(6);
  }

  /** @throws {RangeError} when there is no room left. */
  take(count: number): Float32Array<ArrayBuffer> {
    const view = new Float32Array(this.#memory.buffer as ArrayBuffer, this.#taken * 4, count);
    this.#taken += padded(count);
    return view;
  }

  /** c += a b, with a [rows, inner], b [inner, columns], c [rows, columns]. */
  product(c: Float32Array, a: Float32Array, b: Float32Array, shape: ProductShape): void {
    this.#product(c, a, b, shape, shape.inner, 1);
  }

  /** c += aT b, with a [inner, rows]. */
  productTransposed(c: Float32Array, a: Float32Array, b: Float32Array, shape: ProductShape): void {
    this.#product(c, a, b, shape, 1, shape.rows);
  }

  lstmStep(
    gates: Float32Array,
    before: Float32Array,
    memory: Float32Array,
    squashed: Float32Array,
    hidden: Float32Array,
    rows: number,
  ): void {
    this.#run('lstmStep', [gates, before, memory, squashed, hidden], rows);
  }

  lstmSlopes(
    gates: Float32Array,
    before: Float32Array,
    squashed: Float32Array,
    ofHidden: Float32Array,
    ofMemory: Float32Array,
    slopes: Float32Array,
    rows: number,
  ): void {
    this.#run('lstmSlopes', [gates, before, squashed, ofHidden, ofMemory, slopes], rows);
  }

  /** to += from. */
  add(to: Float32Array, from: Float32Array): void {
    this.#run('add', [to, from], to.length);
  }

  /** @param settings beta1, 1 - beta1, beta2, 1 - beta2, epsilon and the step's rate. */
  adam(
    weights: Float32Array,
    gradient: Float32Array,
    first: Float32Array,
    second: Float32Array,
    settings: readonly number[],
  ): void {
    this.#settings.set(settings);
    this.#run('adam', [weights, gradient, first, second], weights.length, this.#settings.byteOffset);
  }

  #product(c: Float32Array, a: Float32Array, b: Float32Array, shape: ProductShape, aRow: number, aInner: number): void {
    const { rows, inner, columns } = shape;
    if (rows === 0 || inner === 0) return;
    if (columns % TILE_COLUMNS !== 0)
      throw new RangeError(`product: columns must be of ${TILE_COLUMNS}; got ${columns}`);
    this.#run('product', [c, a, b], rows, inner, columns, aRow, aInner);
  }

  #run(name: string, views: readonly Float32Array[], ...sizes: readonly number[]): void {
    if (sizes[0] === 0) return;
    this.#kernels[name]!(...views.map(({ byteOffset }) => byteOffset), ...sizes);
  }
}

/** Floats that taking `count` uses up. */
export function padded(count: number): number {
  return Math.ceil(count / LANES) * LANES;
}

/** to = fromT, with from [rows, columns]. */
export function transpose(to: Float32Array, from: Float32Array, rows: number, columns: number): void {
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) to[column * rows + row] = from[row * columns + column]!;
  }
}
