/** @file Buffers of the activations' gradients: which live when, and whether the next writer overwrites or adds. */
import type { Layer, LayerTable } from '../../../../src/core/network/layers.ts';
import { rangeOf, type Arena, type BufferRange } from '../runtime/memory.ts';
import type { Allocation, BufferLayout } from './allocation.ts';

/** Which layers' outputs depend on anything trained, or on the image where its gradient is needed too. */
export function needsGradient({ layers, parameters }: LayerTable, ofImage: boolean): boolean[] {
  const needs: boolean[] = [];
  for (const layer of layers) {
    const { kind, inputs } = layer;
    const isFrozen = kind === 'conv' && parameters[layer.filter]!.isFrozen === true;
    const hasWeights = kind === 'conv' || kind === 'depthwise' || kind === 'batchNorm' || kind === 'dense';
    const isTrained = hasWeights && !isFrozen;
    needs.push((kind === 'image' && ofImage) || isTrained || inputs.some((input) => needs[input]));
  }
  return needs;
}

/**
 * Gradients in a backward pass. A gradient lives from its first writer until its layer is released; gradients that never live together share
 * buffers. Every layer is to be released once, in the reverse of the order in which layers run.
 */
export class Gradients {
  /** Bytes of a vec4 of gradients. */
  readonly vec4Bytes: number;
  readonly #arena: Arena;
  readonly #allocation: Allocation;
  readonly #layers: readonly Layer[];
  readonly #needs: readonly boolean[];
  readonly #buffers = new Map<BufferLayout, GPUBuffer>();
  /** Gradients in a buffer that are still to be used. */
  readonly #references = new Map<BufferLayout, number>();
  readonly #written = new Set<number>();
  /** Layers that read another's gradient as their own. */
  readonly #borrowed = new Map<number, number>();

  /** @param ofImage whether the image's gradient is needed too. */
  constructor(
    arena: Arena,
    allocation: Allocation,
    table: LayerTable,
    { ofImage, vec4Bytes }: { readonly ofImage: boolean; readonly vec4Bytes: number },
  ) {
    const { layers } = table;
    this.vec4Bytes = vec4Bytes;
    this.#arena = arena;
    this.#allocation = allocation;
    this.#layers = layers;
    this.#needs = needsGradient(table, ofImage);
    for (const { id } of layers) if (allocation.owners[id] === id) this.#count(allocation.slots[id]!.layout, 1);
  }

  /** Whether a layer's output depends on anything trained. */
  needs(id: number): boolean {
    return this.#needs[id]!;
  }

  /** The whole gradient of a layer's output. */
  read(id: number): BufferRange {
    return this.#range(this.#borrowed.get(this.#owner(id)) ?? this.#owner(id));
  }

  /** Where a reader of a layer's output writes its share of the gradient, and whether it adds to others'. */
  write(id: number): { range: BufferRange; isAdded: boolean } {
    const owner = this.#owner(id);
    const isAdded = this.#written.has(owner);
    this.#written.add(owner);
    return { range: this.#range(owner), isAdded };
  }

  /**
   * Lets layer `id` read the gradient of `sum`, its only reader, as its own: the gradient of a sum is each summand's. For batch norms and pools
   * alone, which write to another buffer than they read. @returns whether it may.
   */
  borrow(id: number, sum: number): boolean {
    const { readers, slots, inPlace } = this.#allocation;
    const owner = this.#owner(id);
    const isInPlace = inPlace.has(owner);
    const isOnlyReader = readers[id]!.length === 1 && (owner === id || readers[owner]!.length === 1);
    if (isInPlace || !isOnlyReader || !this.#canRead(owner, sum)) return false;
    this.#borrowed.set(owner, sum);
    this.#count(slots[sum]!.layout, 1);
    return true;
  }

  /** Whether a layer's gradient kernel can read the gradient of a sum. */
  #canRead(id: number, sum: number): boolean {
    const { kind, inputs } = this.#layers[id]!;
    if (kind === 'batchNorm') return true;
    if (kind !== 'maxPool' && kind !== 'avgPool') return false;
    const { slots } = this.#allocation;
    return slots[this.#owner(inputs[0]!)]!.layout !== slots[sum]!.layout;
  }

  /** Lets the layer before a batch norm read the gradient of the batch norm's output in place of its own, which is not stored. */
  lend(id: number, batchNorm: number): void {
    const lender = this.#borrowed.get(batchNorm) ?? batchNorm;
    this.#borrowed.set(id, lender);
    this.#count(this.#allocation.slots[lender]!.layout, 1);
  }

  /** A layer's gradient is used up: its buffer may be reused once no other gradient is in it. */
  release(id: number): void {
    const { concatInputs, slots } = this.#allocation;
    for (const { input, isInPlace } of concatInputs.get(id) ?? []) if (isInPlace) this.#written.add(this.#owner(input));
    const lender = this.#borrowed.get(id);
    if (lender !== undefined) this.#count(slots[lender]!.layout, -1);
    this.#count(slots[id]!.layout, -1);
  }

  #owner(id: number): number {
    return this.#allocation.owners[id]!;
  }

  #range(owner: number): BufferRange {
    const { layout, firstVec4, vec4s } = this.#allocation.slots[owner]!;
    let buffer = this.#buffers.get(layout);
    if (buffer === undefined) {
      buffer = this.#arena.borrow(layout.vec4s * layout.plane * this.vec4Bytes);
      this.#buffers.set(layout, buffer);
    }
    return rangeOf(buffer, firstVec4 * layout.plane, vec4s * layout.plane, this.vec4Bytes);
  }

  /** Adds `change` to the references to a buffer; gives it back at 0. */
  #count(layout: BufferLayout, change: 1 | -1): void {
    const references = (this.#references.get(layout) ?? 0) + change;
    this.#references.set(layout, references);
    const buffer = this.#buffers.get(layout);
    if (references === 0 && buffer !== undefined && change < 0) {
      this.#arena.release(buffer);
      this.#buffers.delete(layout);
    }
  }
}
