import { expect, test } from 'vitest';
import { answerOf } from '../../../src/contract/answer.ts';
import { splitSizes } from '../../../src/contract/split-sizes.ts';
import { finishWords } from '../../../src/ui/words/finish.ts';
import { madeUpRun } from '../../support/runs.ts';

test('a confirmed cell has its spread over seeds, and what of its first measurement was luck', () => {
  const run = madeUpRun({ config: { blocks: 2, children: 3, confirmations: 2, confirmationSeeds: 3 } });
  const answer = answerOf(run)!;
  const confirmed = { ...answer.confirmed!, accuracies: [0.708, 0.714, 0.72], mean: 0.714 };
  const sizes = splitSizes({ images: 2000, validationImages: 500, confirmations: 2 }, 4500);
  const say = (accuracy: number) => finishWords({ record: { ...answer.record, accuracy }, confirmed }, sizes, 1);
  expect(say(0.731)).toEqual({
    spread: '0.6',
    how: 'Confirmed: trained again with 3 fresh seeds (70.8, 71.4, 72.0) and judged on 2,500 images the search never saw.',
    luck: expect.stringMatching(/^In the search it measured 73\.1 %, 1\.7 points more\. /),
  });
  expect(say(0.7).luck).toBeUndefined();
  const unconfirmed = finishWords({ record: answer.record }, sizes, 1);
  expect(unconfirmed.spread).toBeUndefined();
  expect(unconfirmed.how).toMatch(/^Measured once, on 500 images\. .* this search has confirmed none\.$/);
});
