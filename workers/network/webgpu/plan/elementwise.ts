/** @file Additions and concatenations, forward and backward. Both may read and write ranges of one buffer. */
import { pathIndex } from '../../drop-path.ts';
import { dropPath } from '../kernels/drop-path.ts';
import { gridOf, vec4Count } from '../kernels/kernel.ts';
import * as pointwise from '../kernels/pointwise.ts';
import { whole, type BufferRange } from '../runtime/memory.ts';
import type { Recorder } from '../runtime/program.ts';
import type { PlanContext } from './context.ts';
import type { Gradients } from './gradients.ts';
import { readingOf } from './reading.ts';
import type { LayerOf } from './shapes.ts';

/** y = a + b, also where inputs lie in the output's buffer. */
export function recordAdd({ buffers, shapes }: PlanContext, out: Recorder, layer: LayerOf<'add'>): void {
  const y = buffers.activation(layer.id);
  const [a, b] = layer.inputs.map((input) => {
    const { range, isNormalised, fields, norms } = readingOf(buffers, input);
    const isWithin = range.buffer === y.buffer;
    const kind: pointwise.Summand = isWithin ? 'within' : isNormalised ? 'normalised' : 'own';
    return { kind, range, norms, norm: fields.norm, from: isWithin ? range.offset / buffers.vec4Bytes : 0 };
  }) as [Summand, Summand];
  const isWithin = a.kind === 'within' || b.kind === 'within';
  const size = y.size / buffers.vec4Bytes;
  const fields = {
    size,
    plane: shapes.plane(layer.id),
    yFrom: isWithin ? y.offset / buffers.vec4Bytes : 0,
    aFrom: a.from,
    bFrom: b.from,
    aNorm: a.norm,
    bNorm: b.norm,
  };
  const others = [a, b].filter(({ kind }) => kind !== 'within').map(({ range }) => range);
  const norms = a.kind === 'normalised' ? a.norms : b.norms; // of one buffer, bound whole
  const ranges = [...others, ...norms, isWithin ? whole(y.buffer) : y];
  out.dispatch(pointwise.add([a.kind, b.kind]), fields, ranges, gridOf(size));
}

/** A summand: its kind, where it lies, and what it is normalised by. */
interface Summand {
  readonly kind: pointwise.Summand;
  readonly range: BufferRange;
  readonly norms: readonly BufferRange[];
  readonly norm: number;
  readonly from: number;
}

/** Drops a sum's inputs, or their gradients, in place. @param range of an input's values or gradient; undefined: none. */
export function recordDrops(
  { buffers, shapes, layers }: PlanContext,
  out: Recorder,
  { id, inputs, drops }: LayerOf<'add'>,
  range: (input: number, side: number) => BufferRange | undefined,
): void {
  for (const [side, input] of inputs.entries()) {
    const x = drops?.isDropped[side] === true ? range(input, side) : undefined;
    if (x === undefined) continue;
    const size = x.size / buffers.vec4Bytes;
    const [h, w] = layers[input]!.shape;
    const fields = { size, plane: shapes.plane(input), pixels: h * w, path: pathIndex(id, side), share: drops!.share };
    out.dispatch(dropPath, fields, [whole(buffers.step), x], gridOf(size));
  }
}

/** Gives the sum's gradient to each input that needs one and cannot read the sum's own. */
export function recordAddGradient(
  context: PlanContext,
  out: Recorder,
  layer: LayerOf<'add'>,
  gradients: Gradients,
): void {
  const dy = gradients.read(layer.id);
  for (const [side, input] of layer.inputs.entries()) {
    const isDropped = layer.drops?.isDropped[side] === true; // then it differs from the sum's own
    if (!gradients.needs(input) || (!isDropped && gradients.borrow(input, layer.id))) continue;
    const { range: dx, isAdded } = gradients.write(input);
    const store = { isMasked: false, isAdded };
    const { vec4Bytes } = gradients;
    const size = dy.size / vec4Bytes;
    const within = { size, xFrom: dy.offset / vec4Bytes, yFrom: dx.offset / vec4Bytes };
    if (dx.buffer === dy.buffer) {
      out.dispatch(pointwise.copyWithin(store), within, [whole(dx.buffer)], gridOf(size));
    } else {
      out.dispatch(pointwise.copy(store), { size }, [dy, dx], gridOf(size));
    }
    if (isDropped) recordDrops(context, out, layer, (_, at) => (at === side ? dx : undefined)); // its first and only reader: nothing was added
  }
}

/** Copies the inputs that are not written in place into their concatenation. */
export function recordConcat(
  { layers, allocation, shapes, buffers }: PlanContext,
  out: Recorder,
  layer: LayerOf<'concat'>,
): void {
  const y = buffers.activation(layer.id);
  for (const { input, from, isInPlace } of allocation.concatInputs.get(layer.id)!) {
    if (isInPlace) continue;
    const channels = layers[input]!.shape[2];
    const count = shapes.pixels(layer);
    const planes = { xPlane: shapes.plane(input), yPlane: shapes.plane(layer.id) };
    const fields = { count, channels, written: channels, xFrom: 0, yFrom: from, ...planes };
    out.dispatch(
      pointwise.copyChannels(false),
      fields,
      [buffers.activation(input), y],
      pointwise.copyChannelsGrid(count, from, channels),
    );
  }
}

/** Copies the concatenation's gradient out to the inputs that are not in place. */
export function recordConcatGradient(
  { layers, allocation, shapes }: PlanContext,
  out: Recorder,
  layer: LayerOf<'concat'>,
  gradients: Gradients,
): void {
  const dy = gradients.read(layer.id);
  for (const { input, from, isInPlace } of allocation.concatInputs.get(layer.id)!) {
    if (!gradients.needs(input) || isInPlace) continue;
    const { range: dx, isAdded } = gradients.write(input);
    const channels = layers[input]!.shape[2];
    const count = shapes.pixels(layer);
    const written = 4 * vec4Count(channels); // spare channels must be 0
    const planes = { xPlane: shapes.plane(layer.id), yPlane: shapes.plane(input) };
    const fields = { count, channels, written, xFrom: from, yFrom: 0, ...planes };
    out.dispatch(pointwise.copyChannels(isAdded), fields, [dy, dx], pointwise.copyChannelsGrid(count, 0, written));
  }
}
