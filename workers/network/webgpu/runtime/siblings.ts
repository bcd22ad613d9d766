/**
 * @file Joins sibling dispatches: the same kernel on other ranges of the same buffers, where none needs what another writes. A dispatch moves up to
 * the first such that comes after all it depends on, so that a cell's branches are done together.
 */
import type { Grid, Kernel } from '../kernels/kernel.ts';
import { MAX_SIBLINGS } from '../kernels/shader.ts';
import type { BufferRange } from './memory.ts';

/** What one of several siblings reads and writes: values of its kernel's fields, and ranges bound to its buffers, in order; and what it computes. */
interface Part {
  readonly fields: Readonly<Record<string, number>>;
  readonly ranges: readonly BufferRange[];
  readonly multiplyAdds: number;
}

/** A dispatch before its pipeline is compiled; `grid` is that of each part. */
export interface RecordedDispatch {
  readonly kernel: Kernel;
  readonly grid: Grid;
  readonly parts: readonly Part[];
}

/** The same work in fewer dispatches, in an order in which every part comes after what it depends on. */
export function joinSiblings(recorded: readonly RecordedDispatch[]): RecordedDispatch[] {
  const joined: { kernel: Kernel; grid: Grid; parts: Part[] }[] = [];
  const byKey = new Map<string, number[]>();
  const bufferIds = new Map<GPUBuffer, number>();
  const accesses = new Accesses();
  for (const { kernel, grid, parts } of recorded) {
    const ids = parts[0]!.ranges.map(({ buffer }) => {
      const id = bufferIds.get(buffer) ?? bufferIds.size;
      bufferIds.set(buffer, id);
      return id;
    });
    const key = [kernel.name, ...grid, ...ids].join();
    const first = accesses.lastConflict(kernel, parts) + 1;
    const candidates = byKey.get(key) ?? [];
    byKey.set(key, candidates);
    const at =
      kernel.isAlone === true
        ? joined.length
        : (candidates.find((i) => i >= first && joined[i]!.parts.length + parts.length <= MAX_SIBLINGS) ??
          joined.length);
    if (at === joined.length) {
      joined.push({ kernel, grid, parts: [] });
      candidates.push(at);
    }
    joined[at]!.parts.push(...parts);
    accesses.add(kernel, parts, at);
  }
  return joined;
}

interface Access {
  readonly from: number;
  readonly to: number;
  readonly dispatch: number;
}

/** Which ranges of which buffers dispatches read and write. */
class Accesses {
  readonly #reads = new Map<GPUBuffer, Access[]>();
  readonly #writes = new Map<GPUBuffer, Access[]>();

  /** Index of the last dispatch that writes what these parts read or write, or reads what they write; -1 where there is none. */
  lastConflict({ buffers }: Kernel, parts: readonly Part[]): number {
    let last = -1;
    const look = (accesses: readonly Access[] | undefined, { offset, size }: BufferRange): void => {
      for (const { from, to, dispatch } of accesses ?? []) {
        if (dispatch > last && from < offset + size && offset < to) last = dispatch;
      }
    };
    for (const { ranges } of parts) {
      for (const [i, range] of ranges.entries()) {
        look(this.#writes.get(range.buffer), range);
        if (buffers[i]!.access === 'read_write') look(this.#reads.get(range.buffer), range);
      }
    }
    return last;
  }

  add({ buffers }: Kernel, parts: readonly Part[], dispatch: number): void {
    for (const { ranges } of parts) {
      for (const [i, { buffer, offset, size }] of ranges.entries()) {
        const accesses = buffers[i]!.access === 'read_write' ? this.#writes : this.#reads;
        const own = accesses.get(buffer) ?? [];
        accesses.set(buffer, own);
        own.push({ from: offset, to: offset + size, dispatch });
      }
    }
  }
}
