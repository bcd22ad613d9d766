/**
 * @file Sums of many values over the threads of a workgroup. At each step a thread exchanges half of what it has with another and adds, so that it is
 * left with one value of eight; each is then the sum of eight threads'. That takes a fifth of the loads that a tree for each value would take, and
 * 2 kB of shared memory whatever the number of values, so that many workgroups find room on a card. The order of additions is always the same.
 */
import { unroll, WORKGROUP } from './kernel.ts';

/** Values that are summed together. */
const BATCH = 8;

/** Shared memory and functions of {@link sumOverWorkgroup}. */
export const WORKGROUP_SUMS = `
var<workgroup> lanes: array<vec4f, ${2 * WORKGROUP}>;
/** What the thread keeps of two halves, and its partner's part of it; the partner keeps the other half. */
fn addHalves(lane: u32, partner: u32, first: mat2x4f, second: mat2x4f) -> mat2x4f {
  let keepsSecond = (lane & partner) != 0u;
  lanes[lane] = select(second[0], first[0], keepsSecond);
  lanes[${WORKGROUP}u + lane] = select(second[1], first[1], keepsSecond);
  workgroupBarrier();
  let own = mat2x4f(select(first[0], second[0], keepsSecond), select(first[1], second[1], keepsSecond));
  let sum = own + mat2x4f(lanes[lane ^ partner], lanes[${WORKGROUP}u + (lane ^ partner)]);
  workgroupBarrier();
  return sum;
}
/** Sum k of the eight columns' sums over the workgroup, in lane 8 k. */
fn addColumns(lane: u32, sums: array<mat2x4f, 4>) -> vec4f {
  let half = array(addHalves(lane, 32u, sums[0], sums[2]), addHalves(lane, 32u, sums[1], sums[3]));
  let quarter = addHalves(lane, 16u, half[0], half[1]);
  let keepsSecond = (lane & 8u) != 0u;
  lanes[lane] = select(quarter[1], quarter[0], keepsSecond);
  workgroupBarrier();
  lanes[${WORKGROUP}u + lane] = select(quarter[0], quarter[1], keepsSecond) + lanes[lane ^ 8u];
  workgroupBarrier();
  var total = vec4f(0.0);
  if (lane % 8u == 0u) { for (var j = 0u; j < 8u; j++) { total += lanes[${WORKGROUP}u + lane + j]; } }
  workgroupBarrier();
  return total;
}`;

/** Sums values over the workgroup; `store` stores \`total\`, the sum of value \`k\`, in the thread that has it. */
export function sumOverWorkgroup(values: readonly string[], store: string): string {
  const value = (k: number): string => values[k] ?? 'vec4f(0.0)';
  return unroll(Math.ceil(values.length / BATCH), (i) => {
    const pairs = Array.from({ length: BATCH / 2 }, (_, j) => `mat2x4f(${value(BATCH * i + 2 * j)}, ${value(BATCH * i + 2 * j + 1)})`); // prettier-ignore
    return `{ let total = addColumns(lane, array(${pairs.join(', ')})); let k = ${BATCH * i}u + lane / 8u;
    if (lane % 8u == 0u && k < ${values.length}u) { ${store} } }`;
  });
}
