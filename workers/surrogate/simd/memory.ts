/** @file A WebAssembly memory with its kernels, as methods on views of it. */
import { assembleKernels, TILE_COLUMNS } from './kernels.ts';

/** Bytes of a page of WebAssembly memory. */
const PAGE = 65_536;
/** Floats per vector: allocations are aligned and padded to it. */
const LANES = 4;

type Kernel = (...args: number[]) => void;

/** A matrix product's sizes; see {@link SimdMemory.product}. */
export interface ProductShape {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

let compiled: WebAssembly.Module | undefined;

/** An arena of a fixed number of floats; what is allocated lives as long as it. */
export class SimdMemory {
  readonly #memory: WebAssembly.Memory;
  readonly #kernels: Readonly<Record<string, Kernel>>;
  readonly #settings: Float32Array<ArrayBuffer>;
  #allocated = 0;

  /** @param floats total of all allocations, each as {@link padded}. */
  constructor(floats: number) {
    this.#memory = new WebAssembly.Memory({ initial: Math.ceil(((floats + padded(6)) * 4) / PAGE) });
    compiled ??= new WebAssembly.Module(assembleKernels());
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory: this.#memory } });
    this.#kernels = exports as Record<string, Kernel>;
    this.#settings = this.allocate(6);
  }

  /** A view of `count` floats, all 0. @throws {RangeError} when the arena is full. */
  allocate(count: number): Float32Array<ArrayBuffer> {
    const view = new Float32Array(this.#memory.buffer as ArrayBuffer, this.#allocated * 4, count);
    this.#allocated += padded(count);
    return view;
  }

  /** c += a b, with a [rows, inner], b [inner, columns], c [rows, columns]. */
  product(c: Float32Array, a: Float32Array, b: Float32Array, shape: ProductShape): void {
    this.#product(c, a, b, shape, shape.inner, 1);
  }

  /** c += a^T b, with a [inner, rows]. */
  productTransposed(c: Float32Array, a: Float32Array, b: Float32Array, shape: ProductShape): void {
    this.#product(c, a, b, shape, 1, shape.rows);
  }

  lstmStep(
    gates: Float32Array,
    before: Float32Array,
    cellState: Float32Array,
    squashed: Float32Array,
    hidden: Float32Array,
    rows: number,
  ): void {
    this.#run('lstmStep', [gates, before, cellState, squashed, hidden], rows);
  }

  lstmBackward(
    gates: Float32Array,
    before: Float32Array,
    squashed: Float32Array,
    dHidden: Float32Array,
    dCellState: Float32Array,
    dGates: Float32Array,
    rows: number,
  ): void {
    this.#run('lstmBackward', [gates, before, squashed, dHidden, dCellState, dGates], rows);
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

/** Floats that an allocation of `count` occupies. */
export function padded(count: number): number {
  return Math.ceil(count / LANES) * LANES;
}

/** to = from^T, with from [rows, columns]. */
export function transpose(to: Float32Array, from: Float32Array, rows: number, columns: number): void {
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) to[column * rows + row] = from[row * columns + column]!;
  }
}
