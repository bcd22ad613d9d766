/**
 * @file A kernel's whole shader and its uniform block. Siblings are the same kernel on other ranges of the same buffers: one dispatch does up to
 * {@link MAX_SIBLINGS} of them, each a part with a uniform block of its own, where thin dispatches would leave a graphics card half empty. A
 * kernel's text knows nothing of it: `group` is the workgroup within its part, `p` the part's fields, and what it reads and writes of a
 * buffer is moved to the part's range.
 */
import { roundUp, WORKGROUP, type Kernel } from './kernel.ts';

/** Most parts of a dispatch (ours): a cell of five blocks has ten halves, of several operators. */
export const MAX_SIBLINGS = 8;

/** Bytes of the depth, padded, before the parts' blocks. */
const HEADER_BYTES = 16;

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
  const { buffers, subgroups, hasSiblings = false, prelude = '', body } = kernel;
  const block = fieldsOf(kernel).map((field) => (field.includes(':') ? field : `${field}:u32`));
  const storage = buffers.map(
    ({ name, access, element }, i) =>
      `@group(0) @binding(${i + 1}) var<storage, ${access}> ${name}: array<${element}>;`,
  );
  const moved = (text: string): string => (hasSiblings ? moveToStarts(kernel, text) : text);
  return `${subgroups === true ? 'enable subgroups;\ndiagnostic(off, subgroup_uniformity);' : ''}
struct Params { @align(16) ${block.join(', ')} }
${hasSiblings ? SIBLING_UNIFORMS : '@group(0) @binding(0) var<uniform> p: Params;'}
${storage.join('\n')}
${moved(prelude)}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(local_invocation_index) lane: u32, @builtin(workgroup_id) ${hasSiblings ? 'workgroup' : 'group'}: vec3u, @builtin(num_workgroups) groups: vec3u${subgroups === true ? ', @builtin(subgroup_invocation_id) sub: u32' : ''}) {
  ${hasSiblings ? SIBLING_START : ''}
  let i = (group.x + group.y * groups.x) * ${WORKGROUP}u + lane;
  ${moved(body)}
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

/** Adds the start of the part's range to every index of a buffer. */
function moveToStarts({ name, buffers }: Kernel, text: string): string {
  const access = new RegExp(`(?<![\\w.])(${buffers.map((buffer) => buffer.name).join('|')})\\[`, 'g');
  let moved = '';
  let from = 0;
  for (const match of text.matchAll(access)) {
    if (match.index < from) throw new Error(`kernel ${name}: must not index a buffer by a buffer's value`);
    const first = match.index + match[0].length;
    const end = closingBracket(text, first);
    moved += `${text.slice(from, first)}p.${fieldOfStart(match[1]!)} + (${text.slice(first, end)})`;
    from = end;
  }
  return moved + text.slice(from);
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
