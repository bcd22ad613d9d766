/**
 * @file A whole LSTM sequence in one dispatch, and its gradient in one more: out of tfjs ops it takes 15 dispatches per token
 * forward and more backward, and a small network's time on a GPU is that of its dispatches. WebGPU only; `lstm.ts` has the same out of
 * tfjs ops.
 *
 * A workgroup computes four cells of one member, one thread per hidden unit; the four cells are one vec4, so that each weight is read
 * once for all of them.
 *
 *     gates_t = table[token_t] + h_{t-1} U,   c_t = f c_{t-1} + i g,   h_t = o tanh(c_t)
 */
import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend, WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import { TOKENS } from './tokens.ts';
import { UNITS } from '../base/units.ts';

/** Cells per workgroup: the components of a vec4. */
const CELLS = 4;
/** Values saved per unit for the backward pass: i, f, g, o after their activations, c, h. */
const KEPT = 6;
const GATES = 4;

/** Indices into the flat arrays, shared by both kernels; `keptAt` of a step, cell and saved value, `slopeAt` of a step, cell and gate. */
const INDICES = `
  fn cellOf(lane : i32) -> i32 { return min(i32(workgroupId.y) * ${CELLS} + lane, uniforms.cells - 1); }
  fn keptAt(step : i32, cell : i32, part : i32) -> i32 {
    return ((i32(workgroupId.x) * uniforms.steps + step) * uniforms.cells + cell) * ${KEPT * UNITS} + part * ${UNITS} + i32(localIndex);
  }
  fn slopeAt(step : i32, cell : i32, gate : i32) -> i32 {
    return ((i32(workgroupId.x) * uniforms.steps + step) * uniforms.cells + cell) * ${GATES * UNITS} + gate * ${UNITS} + i32(localIndex);
  }
  fn isOwn(lane : i32) -> bool { return i32(workgroupId.y) * ${CELLS} + lane < uniforms.cells; }`;

const FORWARD = `
  var<workgroup> hidden : array<vec4<f32>, ${UNITS}>;
  ${INDICES}
  fn fromTable(step : i32, gate : i32) -> vec4<f32> {
    var read : vec4<f32>;
    for (var lane = 0; lane < ${CELLS}; lane++) {
      let token = tokens[(i32(workgroupId.x) * uniforms.steps + step) * uniforms.cells + cellOf(lane)];
      read[lane] = table[(i32(workgroupId.x) * ${TOKENS} + token) * ${GATES * UNITS} + gate * ${UNITS} + i32(localIndex)];
    }
    return read;
  }
  fn sigmoid(x : vec4<f32>) -> vec4<f32> { return 1.0 / (1.0 + exp(-x)); }
  fn main() {
    let unit = i32(localIndex);
    var memory = vec4<f32>(0.0);
    for (var step = 0; step < uniforms.steps; step++) {
      var i = fromTable(step, 0);
      var f = fromTable(step, 1);
      var g = fromTable(step, 2);
      var o = fromTable(step, 3);
      if (step > 0) {
        var at = i32(workgroupId.x) * ${UNITS * GATES * UNITS} + unit;
        for (var j = 0; j < ${UNITS}; j++) {
          let h = hidden[j];
          i += kernel[at] * h;
          f += kernel[at + ${UNITS}] * h;
          g += kernel[at + ${2 * UNITS}] * h;
          o += kernel[at + ${3 * UNITS}] * h;
          at += ${GATES * UNITS};
        }
      }
      i = sigmoid(i);
      f = sigmoid(f);
      g = tanh(clamp(g, vec4<f32>(-10.0), vec4<f32>(10.0)));
      o = sigmoid(o);
      memory = f * memory + i * g;
      let h = o * tanh(clamp(memory, vec4<f32>(-10.0), vec4<f32>(10.0)));
      workgroupBarrier();
      hidden[unit] = h;
      workgroupBarrier();
      for (var lane = 0; lane < ${CELLS}; lane++) {
        if (!isOwn(lane)) { continue; }
        let cell = cellOf(lane);
        result[keptAt(step, cell, 0)] = i[lane];
        result[keptAt(step, cell, 1)] = f[lane];
        result[keptAt(step, cell, 2)] = g[lane];
        result[keptAt(step, cell, 3)] = o[lane];
        result[keptAt(step, cell, 4)] = memory[lane];
        result[keptAt(step, cell, 5)] = h[lane];
      }
    }
  }`;

/** Gradients of the gates before their activations. `transposed` is U with its last two dimensions swapped. */
const BACKWARD = `
  var<workgroup> slopes : array<vec4<f32>, ${GATES * UNITS}>;
  ${INDICES}
  fn keptOf(step : i32, part : i32) -> vec4<f32> {
    return vec4<f32>(
      kept[keptAt(step, cellOf(0), part)], kept[keptAt(step, cellOf(1), part)],
      kept[keptAt(step, cellOf(2), part)], kept[keptAt(step, cellOf(3), part)]);
  }
  fn main() {
    let unit = i32(localIndex);
    var ofHidden : vec4<f32>;
    for (var lane = 0; lane < ${CELLS}; lane++) {
      ofHidden[lane] = upstream[(i32(workgroupId.x) * uniforms.cells + cellOf(lane)) * ${UNITS} + unit];
    }
    var ofMemory = vec4<f32>(0.0);
    for (var step = uniforms.steps - 1; step >= 0; step--) {
      let i = keptOf(step, 0);
      let f = keptOf(step, 1);
      let g = keptOf(step, 2);
      let o = keptOf(step, 3);
      let squashed = tanh(clamp(keptOf(step, 4), vec4<f32>(-10.0), vec4<f32>(10.0)));
      ofMemory += ofHidden * o * (1.0 - squashed * squashed);
      var before = vec4<f32>(0.0);
      if (step > 0) { before = keptOf(step - 1, 4); }
      slopes[unit] = ofMemory * g * i * (1.0 - i);
      slopes[unit + ${UNITS}] = ofMemory * before * f * (1.0 - f);
      slopes[unit + ${2 * UNITS}] = ofMemory * i * (1.0 - g * g);
      slopes[unit + ${3 * UNITS}] = ofHidden * squashed * o * (1.0 - o);
      for (var lane = 0; lane < ${CELLS}; lane++) {
        if (!isOwn(lane)) { continue; }
        for (var gate = 0; gate < ${GATES}; gate++) {
          result[slopeAt(step, cellOf(lane), gate)] = slopes[unit + gate * ${UNITS}][lane];
        }
      }
      ofMemory *= f;
      workgroupBarrier();
      ofHidden = vec4<f32>(0.0);
      var at = i32(workgroupId.x) * ${GATES * UNITS * UNITS} + unit;
      for (var k = 0; k < ${GATES * UNITS}; k++) {
        ofHidden += transposed[at] * slopes[k];
        at += ${UNITS};
      }
      workgroupBarrier();
    }
  }`;

/**
 * The last hidden states of all members' cells, [m, n, UNITS]; differentiable in `table` and `kernel`.
 * @param table the input projection of each token, [m, TOKENS, 4 * UNITS]; gates in the order i, f, g, o.
 * @param kernel U, [m, UNITS, 4 * UNITS].
 * @param tokens [m, steps, n], int32.
 */
export function lstmSequence(table: tf.Tensor, kernel: tf.Tensor, tokens: tf.Tensor3D): tf.Tensor {
  const [members, steps, cells] = tokens.shape;
  const sequence = tf.customGrad((...args) => {
    const [ofTable, ofKernel, save] = args as unknown as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const kept = run('forward', FORWARD, KEPT, { table: ofTable, kernel: ofKernel, tokens }, tokens.shape);
    save([ofKernel, kept, tokens]);
    const value = tf.slice(kept, [0, (steps - 1) * cells, (KEPT - 1) * UNITS], [members, cells, UNITS]);
    const gradFunc = (upstream: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
      const [weights, trace, read] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
      const transposed = tf.transpose(weights, [0, 2, 1]);
      const slopes = run('backward', BACKWARD, GATES, { kept: trace, transposed, upstream }, tokens.shape);
      const reads = tf.oneHot(tf.reshape(read, [members, steps * cells]), TOKENS, 1, 0, 'float32'); // [m, steps * n, TOKENS]
      const before = tf.slice(trace, [0, 0, (KEPT - 1) * UNITS], [members, (steps - 1) * cells, UNITS]);
      const after = tf.slice(slopes, [0, cells, 0], [members, (steps - 1) * cells, GATES * UNITS]);
      return [tf.matMul(reads, slopes, true), tf.matMul(before, after, true)];
    };
    return { value, gradFunc };
  });
  return sequence(table, kernel);
}

/** Runs a kernel with `parts` results per unit, cell and step: [m, steps * n, parts * UNITS]. */
function run(
  name: string,
  code: string,
  parts: number,
  inputs: Readonly<Record<string, tf.Tensor>>,
  [members, steps, cells]: readonly [number, number, number],
): tf.Tensor {
  const program: WebGPUProgram = {
    variableNames: Object.keys(inputs),
    outputShape: [members, steps * cells, parts * UNITS],
    dispatchLayout: { x: [0], y: [1], z: [2] },
    dispatch: [members, Math.ceil(cells / CELLS), 1],
    workgroupSize: [UNITS, 1, 1],
    shaderKey: `lstm sequence ${name}`,
    uniforms: 'steps : i32, cells : i32,',
    getUserCode: () => code,
  };
  const uniforms = [
    { type: 'int32', data: [steps] },
    { type: 'int32', data: [cells] },
  ];
  const info = (tf.backend() as WebGPUBackend).runWebGPUProgram(program, Object.values(inputs), 'float32', uniforms);
  return tf.engine().makeTensorFromTensorInfo(info);
}
