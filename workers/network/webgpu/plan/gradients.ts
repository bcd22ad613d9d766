/** @file Where each activation's gradient lies while it is needed, and whether its next writer overwrites or adds. */
import type { Layer } from '../../../../src/core/network/layers.ts';
import { VEC4, rangeOf, type Arena, type BufferRange } from '../runtime/memory.ts';
import type { Allocation, Root } from './allocation.ts';

/** Walks along with the backward pass; every layer is `done` once, in the reverse of the order in which layers run. */
export class Gradients {
  readonly #arena: Arena;
  readonly #placement: Allocation;
  readonly #layers: readonly Layer[];
  readonly #needs: readonly boolean[];
  readonly #buffers = new Map<Root, GPUBuffer>();
  /** Owners in a root whose gradient is still to be used. */
  readonly #waiting = new Map<Root, number>();
  readonly #written = new Set<number>();
  /** Layers that read another's gradient as their own. */
  readonly #borrowed = new Map<number, number>();

  /** @param ofImage whether the image's gradient is wanted too. */
  constructor(arena: Arena, placement: Allocation, layers: readonly Layer[], ofImage: boolean) {
    this.#arena = arena;
    this.#placement = placement;
    this.#layers = layers;
    const needs: boolean[] = [];
    for (const { kind, inputs } of layers) {
      const hasWeights = kind === 'conv' || kind === 'depthwise' || kind === 'batchNorm' || kind === 'dense';
      needs.push((kind === 'image' && ofImage) || hasWeights || inputs.some((input) => needs[input]));
    }
    this.#needs = needs;
    for (const { id } of layers) if (placement.owners[id] === id) this.#wait(placement.places[id]!.root, 1);
  }

  /** Whether anything trained lies before this layer's output. */
  needs(id: number): boolean {
    return this.#needs[id]!;
  }

  /** The whole gradient of a layer's output. */
  read(id: number): BufferRange {
    return this.#range(this.#borrowed.get(this.#owner(id)) ?? this.#owner(id));
  }

  /** Where a reader of a layer's output puts its share, and whether it adds to others'. */
  write(id: number): { range: BufferRange; isAdded: boolean } {
    const owner = this.#owner(id);
    const isAdded = this.#written.has(owner);
    this.#written.add(owner);
    return { range: this.#range(owner), isAdded };
  }

  /**
   * Lets layer `id` read the gradient of `sum`, its only reader, as its own: the gradient of a sum is each half's. For batch norms
   * alone, since they never write where they read.
   */
  borrow(id: number, sum: number): boolean {
    const { readers, places, inPlace } = this.#placement;
    const owner = this.#owner(id);
    const isOwn = !inPlace.has(owner);
    const isOnly = readers[id]!.length === 1 && (owner === id || readers[owner]!.length === 1);
    if (this.#layers[owner]!.kind !== 'batchNorm' || !isOwn || !isOnly) return false;
    this.#borrowed.set(owner, sum);
    this.#wait(places[sum]!.root, 1);
    return true;
  }

  /** A layer's gradient has been used. */
  done(id: number): void {
    const { parts, places } = this.#placement;
    for (const { input, isInPlace } of parts.get(id) ?? []) if (isInPlace) this.#written.add(this.#owner(input));
    const lender = this.#borrowed.get(id);
    if (lender !== undefined) this.#wait(places[lender]!.root, -1);
    this.#wait(places[id]!.root, -1);
  }

  #owner(id: number): number {
    return this.#placement.owners[id]!;
  }

  #range(owner: number): BufferRange {
    const { root, firstVec4, quads } = this.#placement.places[owner]!;
    let buffer = this.#buffers.get(root);
    if (buffer === undefined) {
      buffer = this.#arena.borrow(root.quads * root.plane * VEC4);
      this.#buffers.set(root, buffer);
    }
    return rangeOf(buffer, firstVec4 * root.plane, quads * root.plane);
  }

  #wait(root: Root, change: number): void {
    const waiting = (this.#waiting.get(root) ?? 0) + change;
    this.#waiting.set(root, waiting);
    const buffer = this.#buffers.get(root);
    if (waiting === 0 && buffer !== undefined && change < 0) {
      this.#arena.release(buffer);
      this.#buffers.delete(root);
    }
  }
}
