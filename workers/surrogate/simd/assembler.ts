/**
 * @file A minimal WebAssembly assembler for SIMD kernels written as formulas: an instruction is a function from its operands' bytes to
 * its own (WebAssembly Core Specification 2.0, section 5). No relaxed instructions, so that results are the same on every CPU.
 */

/** Encoded instructions. */
export type Code = readonly number[];

/** A variable of a function. */
export interface Local {
  readonly get: Code;
  set(value: Code): Code;
}

/** "\0asm", version 1. */
const PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const I32 = 0x7f;
const V128 = 0x7b;

/** LEB128 of an unsigned integer. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

/** LEB128 of a signed integer. */
function signed(value: number): number[] {
  return value >= -0x40 && value < 0x40 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}

const binary =
  (...opcode: number[]) =>
  (a: Code, b: Code): Code => [...a, ...b, ...opcode];
const unary =
  (...opcode: number[]) =>
  (a: Code): Code => [...a, ...opcode];
const vector = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];

/** 32-bit integers. */
export const int = {
  of: (value: number): Code => [0x41, ...signed(value)],
  add: binary(0x6a),
  mul: binary(0x6c),
  isLess: binary(0x49), // unsigned
  /** `a` where `condition` is not 0, else `b`. */
  select: (condition: Code, a: Code, b: Code): Code => [...a, ...b, ...condition, 0x1b],
};

/** Vectors of four floats; `bits` are the same as integers. Addresses are in bytes, `offset` is added to them. */
export const float4 = {
  of: (value: number): Code => {
    const bytes = [...new Uint8Array(Float32Array.of(value, value, value, value).buffer)];
    return [...vector(0x0c), ...bytes];
  },
  load: (address: Code, offset = 0): Code => [...address, ...vector(0x00), 4, ...unsigned(offset)],
  /** One float, four times. */
  loadSplat: (address: Code, offset = 0): Code => [...address, ...vector(0x09), 2, ...unsigned(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [
    ...address,
    ...value,
    ...vector(0x0b),
    4,
    ...unsigned(offset),
  ],
  nearest: unary(...vector(0x6a)),
  sqrt: unary(...vector(0xe3)),
  add: binary(...vector(0xe4)),
  sub: binary(...vector(0xe5)),
  mul: binary(...vector(0xe6)),
  div: binary(...vector(0xe7)),
  min: binary(...vector(0xe8)),
  max: binary(...vector(0xe9)),
  toInts: unary(...vector(0xf8)),
  addBits: binary(...vector(0xae)),
  shiftBits: binary(...vector(0xab)),
  bitsOf: (value: Code): Code => [...value, ...vector(0x11)],
};

/** Runs the body, then again while the condition is not 0. */
export function repeat(body: Code, condition: Code): Code {
  return [0x03, 0x40, ...body, ...condition, 0x0d, 0, 0x0b];
}

/** Declares the variables of a function, which start at 0. */
export interface Locals {
  int(): Local;
  float4(): Local;
}

/** A function of integers without a result. */
export interface Definition {
  readonly parameters: number;
  readonly locals: readonly number[];
  readonly body: Code;
}

export function define(parameters: number, write: (locals: Locals, given: readonly Local[]) => Code): Definition {
  const locals: number[] = [];
  const local = (index: number): Local => ({
    get: [0x20, ...unsigned(index)],
    set: (value) => [...value, 0x21, ...unsigned(index)],
  });
  const declare = (type: number) => (): Local => local(parameters + locals.push(type) - 1);
  const given = Array.from({ length: parameters }, (_, i) => local(i));
  const body = write({ int: declare(I32), float4: declare(V128) }, given);
  return { parameters, locals, body };
}

/** A module of functions, exported by their names, on a memory that is given as `env.memory`. */
export function assemble(functions: Readonly<Record<string, Definition>>): Uint8Array<ArrayBuffer> {
  const all = Object.entries(functions);
  const list = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
  const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];
  const text = (value: string): number[] => sized([...new TextEncoder().encode(value)]);
  const section = (id: number, items: readonly (readonly number[])[]): number[] => [id, ...sized(list(items))];
  return Uint8Array.from([
    ...PREAMBLE,
    ...section(
      1,
      all.map(([, { parameters }]) => [0x60, ...list(Array.from({ length: parameters }, () => [I32])), 0]),
    ),
    ...section(2, [[...text('env'), ...text('memory'), 0x02, 0x00, 1]]), // at least one page
    ...section(
      3,
      all.map((_, i) => unsigned(i)),
    ),
    ...section(
      7,
      all.map(([name], i) => [...text(name), 0x00, ...unsigned(i)]),
    ),
    ...section(
      10,
      all.map(([, { locals, body }]) => sized([...list(locals.map((type) => [1, type])), ...body, 0x0b])),
    ),
  ]);
}
