/**
 * @file Protocol Buffers' wire format, as much as ONNX files need (protobuf.dev, "Encoding"): varints and length-delimited fields. A
 * library for it is larger than everything else about a model file.
 */
import { toUtf8 } from '../export/utf8.ts';

const [VARINT, FIXED_64, BYTES, FIXED_32] = [0, 1, 2, 5];

/** A field of a message being written. */
type Field = Uint8Array;

/** An integer, 0 or larger, up to 2^53. */
export function integer(field: number, value: number): Field {
  return Uint8Array.from([...varint((field << 3) | VARINT), ...varint(value)]);
}

/** A text. */
export const text = (field: number, value: string): Field => bytes(field, toUtf8(value));

/** A message of fields, as a field. */
export const message = (field: number, ...fields: readonly Field[]): Field => bytes(field, joined(fields));

/** Integers, packed. */
export const integers = (field: number, values: readonly number[]): Field =>
  bytes(field, Uint8Array.from(values.flatMap(varint)));

export function bytes(field: number, value: Uint8Array): Field {
  return joined([Uint8Array.from([...varint((field << 3) | BYTES), ...varint(value.length)]), value]);
}

/** The fields of a whole message. */
export function joined(fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(fields.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const field of fields) {
    all.set(field, at);
    at += field.length;
  }
  return all;
}

function varint(value: number): number[] {
  const groups: number[] = [];
  for (; value >= 128; value = Math.floor(value / 128)) groups.push((value % 128) | 128);
  return [...groups, value];
}

/** A message that was read: the values of each field, in order. Numbers are varints. */
export type Message = ReadonlyMap<number, readonly (number | Uint8Array)[]>;

/** @throws {RangeError} for bytes that are no message. */
export function readMessage(data: Uint8Array): Message {
  const fields = new Map<number, (number | Uint8Array)[]>();
  let at = 0;
  const readVarint = (): number => {
    let value = 0;
    for (let scale = 1; scale < 2 ** 70; scale *= 128) {
      const byte = data[at++];
      if (byte === undefined) break;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw new RangeError('protobuf: a number has no end');
  };
  const readBytes = (length: number): Uint8Array => {
    if (length > data.length - at) throw new RangeError('protobuf: the file ends in the middle');
    at += length;
    return data.subarray(at - length, at);
  };
  while (at < data.length) {
    const tag = readVarint();
    const [field, kind] = [Math.floor(tag / 8), tag % 8];
    const values = fields.get(field) ?? [];
    fields.set(field, values);
    if (kind === VARINT) values.push(readVarint());
    else if (kind === BYTES) values.push(readBytes(readVarint()));
    else if (kind === FIXED_32 || kind === FIXED_64) values.push(readBytes(kind === FIXED_32 ? 4 : 8));
    else throw new RangeError(`protobuf: there is no wire type ${kind}`);
  }
  return fields;
}

/** A packed field's integers, or those that came one by one. @throws {RangeError} */
export function readIntegers(from: Message, field: number): number[] {
  return (from.get(field) ?? []).flatMap((value) => {
    if (typeof value === 'number') return [value];
    const numbers: number[] = [];
    let [number, scale] = [0, 1];
    for (const byte of value) {
      number += (byte & 127) * scale;
      scale *= 128;
      if (byte >= 128) continue;
      numbers.push(number);
      [number, scale] = [0, 1];
    }
    if (scale !== 1) throw new RangeError('protobuf: a number has no end');
    return numbers;
  });
}
