/**
 * @file A kernel's whole shader and its uniform block, and two changes of both that a kernel's text knows nothing of.
 *
 * Halves: activations and their gradients are stored as f16, two in a word; what is read is widened, so that all arithmetic is of f32.
 *
 * Siblings are the same kernel on other ranges of the same buffers: one dispatch does up to
 * {@link MAX_SIBLINGS} of them, each a part with a uniform block of its own, where thin dispatches would leave a graphics card half empty. In
 * the kernel's text `group` is the workgroup within its part, `p` the part's fields, and what it reads and writes of a
 * buffer is moved to the part's range.
 */
import { roundUp, WORKGROUP, type Kernel } from './kernel.ts';

/** Most parts of a dispatch (ours): a cell of five blocks has ten halves, of several operators. */
export const MAX_SIBLINGS = 8;

/** Bytes of the depth, padded, before the parts' blocks. */
const HEADER_BYTES = 16;

const madeHalves = new Map<string, Kernel>();

/** The kernel with activations and their gradients stored as f16. */
export function storingHalves(kernel: Kernel): Kernel {
  const halves = madeHalves.get(kernel.name) ?? { ...kernel, name: `${kernel.name} f16`, storesHalves: true };
  madeHalves.set(kernel.name, halves);
  return halves;
}

const madeSiblings = new Map<string, Kernel>();

/** The kernel that does several parts in a dispatch of [x, y, parts * depth] workgroups. */
export function siblingsOf(kernel: Kernel): Kernel {
  const siblings = madeSiblings.get(kernel.name) ?? { ...kernel, name: `${kernel.name} siblings`, hasSiblings: true };
  madeSiblings.set(kernel.name, siblings);
  return siblings;
}

/** The field with the first element of a part's range. */
const fieldOfStart = (buffer: string): string => `start_${buffer}`;

/** Fields of a part's block. */
const fieldsOf = ({ fields, buffers, hasSiblings }: Kernel): readonly string[] =>
  hasSiblings === true ? [...fields, ...buffers.map(({ name }) => fieldOfStart(name))] : fields;

/** The kernel's whole shader. */
export function shaderOf(kernel: Kernel): string {
  const { buffers, subgroups, hasSiblings = false, storesHalves = false, prelude = '', body } = kernel;
  const block = fieldsOf(kernel).map((field) => (field.includes(':') ? field : `${field}:u32`));
  const stored = storesHalves ? 'vec2u' : 'vec4f';
  const storage = buffers.map(
    ({ name, access, element }, i) =>
      `@group(0) @binding(${i + 1}) var<storage, ${access}> ${name}: array<${element === 'activation' ? stored : element}>;`,
  );
  const lowered = (text: string): string => (hasSiblings || storesHalves ? lowerAccesses(kernel, text) : text);
  return `${subgroups === true ? 'enable subgroups;\ndiagnostic(off, subgroup_uniformity);' : ''}
struct Params { @align(16) ${block.join(', ')} }
${hasSiblings ? SIBLING_UNIFORMS : '@group(0) @binding(0) var<uniform> p: Params;'}
${storage.join('\n')}
${storesHalves ? HALVES : ''}
${lowered(prelude)}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(local_invocation_index) lane: u32, @builtin(workgroup_id) ${hasSiblings ? 'workgroup' : 'group'}: vec3u, @builtin(num_workgroups) groups: vec3u${subgroups === true ? ', @builtin(subgroup_invocation_id) sub: u32' : ''}) {
  ${hasSiblings ? SIBLING_START : ''}
  let i = (group.x + group.y * groups.x) * ${WORKGROUP}u + lane;
  ${lowered(body)}
}`;
}

/** `p` is both a variable, for functions of the prelude, and a constant of `main`, which is uniform: barriers may depend on it. */
const SIBLING_UNIFORMS = `
struct Siblings { depth: u32, parts: array<Params, ${MAX_SIBLINGS}> }
@group(0) @binding(0) var<uniform> siblings: Siblings;
var<private> p: Params;`;
const SIBLING_START = `
  let group = vec3u(workgroup.xy, workgroup.z % siblings.depth);
  p = siblings.parts[workgroup.z / siblings.depth];
  let p = siblings.parts[workgroup.z / siblings.depth];`;

/** Packing needs no feature of the device, unlike an `array<vec4<f16>>`, and compilers have an instruction for it. */
const HALVES = `
fn unpackHalves(stored: vec2u) -> vec4f { return vec4f(unpack2x16float(stored.x), unpack2x16float(stored.y)); }
fn packHalves(value: vec4f) -> vec2u { return vec2u(pack2x16float(value.xy), pack2x16float(value.zw)); }`;

/**
 * Rewrites each access to a buffer, `x[at]` or `y[to] = value;`: to the part's range where there are siblings, and through packing where
 * activations are stored as f16.
 */
function lowerAccesses(kernel: Kernel, text: string): string {
  const { buffers, hasSiblings = false, storesHalves = false } = kernel;
  const access = new RegExp(`(?<![\\w.])(${buffers.map(({ name }) => name).join('|')})\\[`, 'g');
  let lowered = '';
  let from = 0;
  for (let match = access.exec(text); match !== null; match = access.exec(text)) {
    const name = match[1]!;
    const start = match.index + match[0].length;
    const end = closingBracket(text, start);
    const index = lowerAccesses(kernel, text.slice(start, end));
    const element = `${name}[${hasSiblings ? `p.${fieldOfStart(name)} + (${index})` : index}]`;
    const isPacked = storesHalves && buffers.some((buffer) => buffer.name === name && buffer.element === 'activation');
    const value = isPacked ? /^\] = ([^;]*);/.exec(text.slice(end)) : null;
    lowered += text.slice(from, match.index);
    if (value !== null) {
      lowered += `${element} = packHalves(${lowerAccesses(kernel, value[1]!)});`;
      from = end + value[0].length;
    } else {
      lowered += isPacked ? `unpackHalves(${element})` : element;
      from = end + 1;
    }
    access.lastIndex = from;
  }
  return lowered + text.slice(from);
}

/** Index of the bracket that closes the one before `from`. */
function closingBracket(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '[') depth++;
    if (text[at] === ']' && --depth === 0) return at;
  }
  throw new Error(`kernel: must close every bracket; got ${text.slice(from, from + 40)}`);
}

/** Values of a part's fields; where a dispatch has several, also the starts of its ranges, in elements, by buffer. */
export interface PartValues {
  readonly fields: Readonly<Record<string, number>>;
  readonly starts: readonly number[];
}

/** Bytes of a kernel's uniform block. */
export function blockBytes(kernel: Kernel): number {
  const part = roundUp(4 * fieldsOf(kernel).length, 16);
  return kernel.hasSiblings === true ? HEADER_BYTES + MAX_SIBLINGS * part : part;
}

/** The uniform block of a dispatch of these parts, each of `depth` workgroups along z. @throws {Error} when a value is missing. */
export function packBlock(kernel: Kernel, parts: readonly PartValues[], depth: number): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(blockBytes(kernel)));
  const names = fieldsOf(kernel);
  const partBytes = roundUp(4 * names.length, 16);
  const header = kernel.hasSiblings === true ? HEADER_BYTES : 0;
  if (header > 0) bytes.setUint32(0, depth, true);
  for (const [part, { fields, starts }] of parts.entries()) {
    for (const [i, field] of names.entries()) {
      const [key, type] = field.split(':') as [string, string?];
      const value = i < kernel.fields.length ? fields[key] : starts[i - kernel.fields.length];
      if (value === undefined) throw new Error(`kernel ${kernel.name}: field ${key} must have a value`);
      const at = header + part * partBytes + 4 * i;
      if (type === 'f32') bytes.setFloat32(at, value, true);
      else bytes.setUint32(at, value >>> 0, true); // a negative value is read back by i32()
    }
  }
  return new Uint8Array(bytes.buffer);
}
