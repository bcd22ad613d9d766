/** Joining of sibling dispatches, on made-up dispatches over a few buffers: executed in the joined order, all must see what they would have seen. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { read, write, type Kernel } from '../../../../../workers/network/webgpu/kernels/kernel.ts';
import { MAX_SIBLINGS } from '../../../../../workers/network/webgpu/kernels/shader.ts';
import { joinSiblings, type RecordedDispatch } from '../../../../../workers/network/webgpu/runtime/siblings.ts';

const kernelOf = (name: string): Kernel => ({ name, fields: ['seed'], buffers: [read('x'), write('y')], body: '' });
const KERNELS = ['a', 'b'].map(kernelOf);
const BUFFERS = Array.from({ length: 4 }, () => ({}) as GPUBuffer);
/** Places of a buffer, 16 bytes each. */
const PLACES = 12;

const range = (buffer: number) =>
  fc.record({ from: fc.nat(PLACES - 1), length: fc.integer({ min: 1, max: 3 }) }).map(({ from, length }) => ({
    buffer: BUFFERS[buffer]!,
    offset: 16 * from,
    size: 16 * Math.min(length, PLACES - from),
  }));
const dispatches = fc
  .array(
    fc
      .tuple(fc.nat(KERNELS.length - 1), fc.nat(3), fc.integer({ min: 1, max: 3 }), fc.nat())
      .chain(([kernel, from, step, seed]) =>
        fc.tuple(range(from), range((from + step) % BUFFERS.length)).map((ranges): RecordedDispatch => ({
          kernel: KERNELS[kernel]!,
          grid: [1, 1, 1],
          parts: [{ fields: { seed }, ranges, multiplyAdds: 0 }],
        })),
      ),
    { maxLength: 60 },
  )
  .filter((all) => all.length > 0);

/** What is in all buffers after these dispatches; each place a dispatch writes becomes a hash of all it reads. */
function execute(all: readonly RecordedDispatch[]): string[] {
  const contents = new Map(BUFFERS.map((buffer) => [buffer, Array<string>(PLACES).fill('')]));
  for (const { kernel, parts } of all) {
    for (const { fields, ranges } of parts) {
      const [x, y] = ranges.map(({ buffer, offset, size }) => ({
        at: offset / 16,
        end: (offset + size) / 16,
        of: contents.get(buffer)!,
      }));
      const seen = x!.of.slice(x!.at, x!.end).join();
      for (let at = y!.at; at < y!.end; at++)
        y!.of[at] = digest(`${kernel.name} ${fields['seed']} ${seen} ${y!.of[at]}`);
    }
  }
  return [...contents.values()].flat();
}
const digest = (text: string): string =>
  [...text].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0, 0x811c9dc5).toString(36);

test('joined dispatches compute what they compute one by one', () => {
  fc.assert(
    fc.property(dispatches, (all) => {
      const joined = joinSiblings(all);
      expect(execute(joined)).toEqual(execute(all));
      for (const { kernel, parts } of joined) {
        expect(parts.length).toBeLessThanOrEqual(MAX_SIBLINGS);
        const written = parts.flatMap(({ ranges: [, y] }) => y!);
        for (const [i, a] of written.entries()) {
          for (const b of written.slice(i + 1)) {
            expect(a.offset >= b.offset + b.size || b.offset >= a.offset + a.size, kernel.name).toBe(true);
          }
        }
      }
    }),
  );
});

test('siblings that nothing separates are one dispatch', () => {
  const part = (from: number, to: number): RecordedDispatch => ({
    kernel: KERNELS[0]!,
    grid: [2, 1, 1],
    parts: [
      {
        multiplyAdds: 0,
        fields: {},
        ranges: [
          { buffer: BUFFERS[0]!, offset: 16 * from, size: 16 },
          { buffer: BUFFERS[1]!, offset: 16 * to, size: 16 },
        ],
      },
    ],
  });
  expect(joinSiblings([part(0, 0), part(0, 1), part(1, 2)])).toHaveLength(1);
  expect(joinSiblings([part(0, 0), part(0, 1), part(1, 0)])).toHaveLength(2); // the third overwrites
});
