/** @file titu1994's surrogate: its network's gradient against float64, what it learns, and that it goes on from fit to fit. */
import { describe, expect, test } from 'vitest';
import { parseCell, type Cell } from '../../../../src/core/space/cell.ts';
import { TITU1994_OPERATORS } from '../../../../src/core/space/operators.ts';
import { stream } from '../../../../src/core/random/rng.ts';
import { StateSpace } from '../../../../src/core/space/state-space.ts';
import { spearman } from '../../../../src/core/stats.ts';
import { fitAsSearch } from '../../../../workers/surrogate/evaluate.ts';
import { WasmTrainer } from '../../../../workers/surrogate/ensemble/wasm-trainer.ts';
import { asFamilies, type Measured } from '../../../../workers/surrogate/base/surrogate.ts';
import { byLevel } from '../../../../workers/surrogate/base/targets.ts';
import { Titu1994Surrogate, titu1994Rate, TITU1994_TRAINING } from '../../../../workers/surrogate/titu1994/titu1994.ts';
import { drawTitu1994, pairsOf, titu1994Lstm } from '../../../../workers/surrogate/titu1994/titu1994-lstm.ts';
import { INPUT_TOKENS } from '../../../../workers/surrogate/ensemble/tokens.ts';

const [UNITS, EMBEDDING] = [100, 20];
const PENALTY = 0.01;
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

type Tensors = Readonly<Record<string, Float64Array>>;

/** Keras's LSTM cell over concatenated embeddings, and the loss of its encoder.py, in float64. */
function lossOf(w: Tensors, pairs: readonly (readonly [number, number])[], target: number): number {
  let hidden = new Float64Array(UNITS);
  let memory = new Float64Array(UNITS);
  for (const [input, operator] of pairs) {
    const x = [
      ...w.inputEmbedding!.subarray(EMBEDDING * input, EMBEDDING * (input + 1)),
      ...w.operatorEmbedding!.subarray(EMBEDDING * operator, EMBEDDING * (operator + 1)),
    ];
    const kernel = [...w.inputKernel!, ...w.operatorKernel!]; // [40, 400]
    const gate = (of: number): number => {
      let sum = w.bias![of]!;
      for (let j = 0; j < 2 * EMBEDDING; j++) sum += x[j]! * kernel[j * 4 * UNITS + of]!;
      for (let j = 0; j < UNITS; j++) sum += hidden[j]! * w.hiddenKernel![j * 4 * UNITS + of]!;
      return sum;
    };
    const next = memory.map((old, unit) => {
      const candidate = Math.tanh(gate(2 * UNITS + unit));
      return sigmoid(gate(UNITS + unit)) * old + sigmoid(gate(unit)) * candidate;
    });
    hidden = next.map((value, unit) => sigmoid(gate(3 * UNITS + unit)) * Math.tanh(value));
    memory = next;
  }
  const score = sigmoid(w.headBias![0]! + hidden.reduce((sum, value, unit) => sum + value * w.head![unit]!, 0));
  return (score - target) ** 2 + penaltyOf(w);
}

function penaltyOf(w: Tensors): number {
  const squares = Object.values(w).reduce((sum, own) => sum + own.reduce((all, value) => all + value ** 2, 0), 0);
  return (PENALTY * squares) / 2;
}

describe('the network', () => {
  const drawn = drawTitu1994(stream(1, 'draw'));

  test('starts as Keras draws it', () => {
    const { hiddenKernel, bias, inputKernel } = drawn;
    const row = (i: number): Float32Array => hiddenKernel.values.subarray(i * 4 * UNITS, (i + 1) * 4 * UNITS);
    for (const [i, j, product] of [[0, 0, 1], [7, 7, 1], [0, 99, 0], [3, 4, 0]] as const) {
      expect(row(i).reduce((sum, value, k) => sum + value * row(j)[k]!, 0)).toBeCloseTo(product, 5);
    } // prettier-ignore
    expect([...bias.values].map((value, i) => value === (i >= UNITS && i < 2 * UNITS ? 1 : 0))).not.toContain(false);
    expect(Math.max(...inputKernel.values)).toBeCloseTo(Math.sqrt(6 / 440), 3);
  });

  test('has the gradient of its loss', () => {
    const cell = parseCell('-1,3x3 dconv,-1,identity,0,3x3 maxpool,-1,3x3 dconv');
    const target = 0.3;
    const trainer = new WasmTrainer(titu1994Lstm, drawn, { ...TITU1994_TRAINING, penalty: PENALTY });
    const before = trainer.readState();
    trainer.step({ tokens: [[pairsOf(cell)]], accuracies: [[target]] }, 0.001);
    const slopes = trainer.readState().first; // Adam's first moment after a step: a tenth of the gradient
    const pairs = cell.flat().map(({ input, operator }): [number, number] => {
      const [token] = pairsOf([
        [
          { input, operator },
          { input, operator },
        ],
      ]);
      return [Math.floor(token! / 9), token! % 9];
    });
    expect(pairs).toEqual([[0, 1], [0, 0], [4, 7], [0, 1]]); // prettier-ignore
    expect(INPUT_TOKENS).toBeGreaterThan(4);

    const weights = Object.fromEntries(
      Object.entries(drawn).map(([name, { values }]) => [name, Float64Array.from(values)]),
    );
    const random = stream(2, 'places');
    let at = 0; // of the tensor, among all
    for (const [name, own] of Object.entries(weights)) {
      expect([...before.weights.subarray(at, at + own.length)]).toEqual([...own]);
      for (let i = 0; i < 6; i++) {
        const place = i === 0 ? 0 : random.integer(own.length); // the first row of each embedding is read
        const held = own[place]!;
        const [up, down] = [1e-5, -1e-5].map((step) => {
          own[place] = held + step;
          return lossOf(weights, pairs, target);
        });
        own[place] = held;
        expect(10 * slopes[at + place]!, `${name}[${place}]`).toBeCloseTo((up! - down!) / 2e-5, 5);
      }
      at += Math.ceil(own.length / 4) * 4;
    }
  });
});

test('predicts longer cells as float64 does', async () => {
  const trainer = new WasmTrainer(titu1994Lstm, drawTitu1994(stream(1, 'draw')), TITU1994_TRAINING);
  const short = pairsOf(parseCell('-1,identity,-1,3x3 dconv'));
  for (let i = 0; i < 60; i++) trainer.step({ tokens: [[short]], accuracies: [[0.15]] }, 0.001);
  const weights = Object.fromEntries(
    Object.entries(await trainer.values()).map(([name, own]) => [name, Float64Array.from(own)]),
  );
  for (const length of [1, 2, 3]) {
    const notation = Array.from({ length }, () => '-1,identity,-1,3x3 dconv').join(',');
    const pairs = Array.from(
      { length },
      () =>
        [
          [0, 0],
          [0, 1],
        ] as [number, number][],
    ).flat();
    const score = Math.sqrt(lossOf(weights, pairs, 0) - penaltyOf(weights));
    const { means } = await trainer.predict([pairsOf(parseCell(notation))]);
    expect(means[0]).toBeCloseTo(score, 5);
  }
});

describe('the surrogate', () => {
  const space = new StateSpace({ blocks: 3, lookback: 1, operators: TITU1994_OPERATORS });
  const random = stream(4, 'cells');
  const worth = (cell: Cell): number => {
    const dense = cell.flat().filter(({ operator }) => operator.endsWith('conv')).length;
    return 0.3 + (0.4 * dense) / (2 * cell.length);
  };
  const measure = (cells: readonly Cell[]): Measured[] => cells.map((cell) => ({ cell, accuracy: worth(cell) }));
  const levels = byLevel(
    measure([
      ...space.firstLevel(),
      ...Array.from({ length: 40 }, () => space.random(2, random)),
      ...Array.from({ length: 40 }, () => space.random(3, random)),
    ]),
  );
  const unseen = Array.from({ length: 60 }, () => space.random(3, random));
  const predictUnseen = async (surrogate: Titu1994Surrogate): Promise<Float64Array> =>
    (await surrogate.predict(asFamilies(unseen))).accuracies;

  test('learns which cells are good', async () => {
    const surrogate = new Titu1994Surrogate({ seed: 1 });
    await fitAsSearch(surrogate, levels.slice(0, 2));
    const { losses } = await surrogate.fit(levels.flatMap(({ measured }) => measured));
    expect(losses).toHaveLength(1);
    expect(losses[0]!).toBeLessThan(0.1 * Math.min(...levels.map(({ deviation }) => deviation ** 2)));
    expect(spearman([...(await predictUnseen(surrogate))], unseen.map(worth))).toBeGreaterThan(0.8);
  });

  test('goes on from fit to fit, also from what was saved; a fit that is abandoned does not count', async () => {
    const [one, two] = [levels[0]!.measured, levels.slice(0, 2).flatMap(({ measured }) => measured)];
    const through = new Titu1994Surrogate({ seed: 1 });
    await fitAsSearch(through, levels.slice(0, 2));
    const want = await predictUnseen(through);

    const anew = new Titu1994Surrogate({ seed: 1 });
    await anew.fit(two);
    expect(await predictUnseen(anew)).not.toEqual(want);

    let yieldsLeft = 300;
    const yieldPoint = (): undefined => {
      if (--yieldsLeft === 0) throw new Error('paused');
    };
    const abandoned = new Titu1994Surrogate({ seed: 1, yieldPoint });
    await expect(abandoned.fit(one)).rejects.toThrow('paused');
    await abandoned.fit(one);
    const restored = new Titu1994Surrogate({ seed: 9 });
    restored.restore(JSON.parse(JSON.stringify(await abandoned.save())));
    await abandoned.fit(two);
    await restored.fit(two);
    expect(await predictUnseen(abandoned)).toEqual(want);
    const seedOfOne = new Titu1994Surrogate({ seed: 1 });
    seedOfOne.restore(JSON.parse(JSON.stringify(await restored.save())));
    expect(await predictUnseen(seedOfOne)).toEqual(await predictUnseen(restored));
  });

  test('its learning rate falls by 2 % every 500 steps', () => {
    expect([0, 499, 500, 1000].map(titu1994Rate)).toEqual([0.001, 0.001, 0.001 * 0.98, 0.001 * 0.98 ** 2]);
  });
});
