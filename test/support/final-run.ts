/** @file A finished final training, made up: two designs, two seeds, ten test images. */
import { designsOf } from '../../src/core/final/designs.ts';
import { parseCell } from '../../src/core/space/cell.ts';
import { stream } from '../../src/core/random/rng.ts';
import { plannedNetworks } from '../../src/contract/final-outcome.ts';
import { planFinal } from '../../src/contract/final-presets.ts';
import type { FinalRun, TestResult } from '../../src/contract/final-records.ts';

/** Right answers of each network, in order, of ten images. */
const CORRECT = [7, 6, 6, 4];

/** The run; every record is one that a training could have made. */
export function finalRun(): FinalRun {
  const changes = { epochs: 2, filters: 4, repeats: 1, seeds: 2, controls: true, testImages: 10, testMirror: false };
  const cell = '-1,3x3 dconv,-2,identity';
  const config = planFinal({ preset: 'coffee', cell, available: 500, testAvailable: 10, changes });
  const designs = designsOf(parseCell(cell), config, stream(config.seed, 'control')).slice(0, 2);
  const head: FinalRun['head'] = {
    kind: 'final',
    id: 'made-up',
    streams: 2,
    config,
    designs,
    data: { name: 'made up', images: 500, sha256: '1'.repeat(64) },
    test: { images: 10, sha256: '2'.repeat(64) },
    device: { backend: 'cpu', description: 'none', software: true },
    startedAt: '2026-11-29T10:00:00.000Z',
  };
  const epoch = { loss: 2, accuracy: 0.2, validationLoss: 1.9, validationAccuracy: 0.25 };
  const networks = plannedNetworks(head).map(({ of, seed }) => ({
    type: 'network' as const,
    design: of.design,
    seed,
    notation: of.notation,
    epochs: [epoch, { ...epoch, loss: 1.8 }],
    durationMs: 10_000,
  }));
  const results = networks.map(({ design, seed }, i) => ({ design, seed, ...resultOf(CORRECT[i]!) }));
  const at = '2026-11-29T11:00:00.000Z';
  const killed = {
    type: 'incident',
    reason: 'killed',
    message: 'the terminal ended',
    phase: 'train',
    level: 1,
  } as const;
  return {
    head,
    log: [
      networks[0]!,
      { ...killed, notation: cell, repeat: 1, purpose: 'final', epochs: 1, steps: 9, at },
      ...networks.slice(1),
      { type: 'test', at, images: 10, results, durationMs: 1_000 },
      { type: 'done' },
    ],
  };
}

/** One image of each class; the wrong answers are those of the first classes, and `airplane` said 1. */
function resultOf(correct: number): Omit<TestResult, 'design' | 'seed'> {
  const answerOf = (label: number): number => (label < 10 - correct ? (label + 1) % 10 : label);
  return {
    correct,
    loss: 1.5,
    confusion: Array.from({ length: 10 }, (_, label) =>
      Array.from({ length: 10 }, (__, answer) => (answer === answerOf(label) ? 1 : 0)),
    ),
    mistakes: Array.from({ length: 10 - correct }, (_, image) => ({
      image,
      label: image,
      answer: answerOf(image),
      confidence: 0.9 - image / 20,
    })),
    calibration: [{ images: 10, confidence: 6, correct }],
  };
}
