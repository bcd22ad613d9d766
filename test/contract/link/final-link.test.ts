import { describe, expect, test } from 'vitest';
import { finalCost, testRecord } from '../../../src/contract/final-outcome.ts';
import type { FinalRecord, FinalRun } from '../../../src/contract/final-records.ts';
import { deflate } from '../../../src/contract/link/deflate.ts';
import { encodeEnvelope, MAX_CHARACTERS } from '../../../src/contract/link/envelope.ts';
import { formatFinal, parseFinalLink } from '../../../src/contract/link/final-link.ts';
import { formatResult, parseResult } from '../../../src/contract/link/result-link.ts';
import { finalRun } from '../../support/final-run.ts';
import { madeUpRun } from '../../support/runs.ts';

const run = finalRun();
const withoutIncidents = (log: readonly FinalRecord[]) => log.filter(({ type }) => type !== 'incident');

/** The same run with so many epochs of losses that do not compress, and so many seeds. */
function longer(epochs: number, seeds: number): FinalRun {
  let state = 1;
  const next = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const curve = Array.from({ length: epochs }, () => ({
    loss: next(),
    accuracy: next(),
    validationLoss: next(),
    validationAccuracy: next(),
  }));
  const networks = run.log.filter((record) => record.type === 'network').slice(0, 2);
  const reading = testRecord(run.log)!;
  const mistakes = () =>
    Array.from({ length: 24 }, (_, i) => ({ image: Math.floor(1e4 * next()), label: i % 10, answer: (i + 1) % 10, confidence: 0.5 })); // prettier-ignore
  const all = Array.from({ length: seeds }, (_, i) => i + 1);
  return {
    head: { ...run.head, config: { ...run.head.config, epochs, seeds } },
    log: [
      ...all.flatMap((seed) => networks.map((one) => ({ ...one, seed, epochs: curve }))),
      {
        ...reading,
        results: all.flatMap((seed) =>
          reading.results.slice(0, 2).map((one) => ({ ...one, seed, mistakes: mistakes() })),
        ),
      },
      { type: 'done' },
    ],
  };
}

describe('the link of a final training', () => {
  test('holds the whole run but for what befell it', async () => {
    const { text, dropped } = await formatFinal(run, 'Ours');
    expect(dropped).toEqual([]);
    const read = await parseFinalLink(`https://example.test/final.html#final=${text}`);
    expect(read.title).toBe('Ours');
    expect(read.cost).toEqual(finalCost(run));
    expect(read.run.head).toEqual({ ...run.head, id: read.run.head.id });
    expect(read.run.log).toEqual(withoutIncidents(run.log));
  });

  test('leaves out curves, then the answers of later networks, and says so', async () => {
    const long = longer(300, 1);
    const curves = await formatFinal(long);
    expect(curves.dropped).toEqual(['curves']);
    const read = await parseFinalLink(curves.text);
    expect(read.cost).toEqual(finalCost(long)); // which the log alone can't say any more
    expect(testRecord(read.run.log)).toEqual(testRecord(long.log));

    const many = longer(300, 16);
    const both = await formatFinal(many);
    expect(both.dropped).toEqual(['curves', 'answers']);
    expect(both.text.length).toBeLessThanOrEqual(MAX_CHARACTERS);
    const [first, ...others] = testRecord((await parseFinalLink(both.text)).run.log)!.results;
    expect(first).toEqual(testRecord(many.log)!.results[0]);
    expect(others.map(({ correct }) => correct)).toEqual(
      testRecord(many.log)!
        .results.slice(1)
        .map(({ correct }) => correct),
    );
  });

  test('that is damaged, of another kind or forged is refused in words', async () => {
    const { text } = await formatFinal(run);
    await expect(parseFinalLink(text.slice(0, -3))).rejects.toThrow('characters arrived');
    await expect(parseFinalLink(`${text.slice(0, 40)}${text[40] === 'a' ? 'b' : 'a'}${text.slice(41)}`)).rejects.toThrow('checksum'); // prettier-ignore
    await expect(parseFinalLink(formatResult(madeUpRun({})).text)).rejects.toThrow('version');
    expect(() => parseResult(text)).toThrow('must be the version');
    const forged = async (content: string): Promise<string> => encodeEnvelope(await deflate(content), 'A');
    await expect(parseFinalLink(encodeEnvelope(Uint8Array.of(7, 7, 7), 'A'))).rejects.toThrow('compressed text');
    await expect(parseFinalLink(await forged('[1'))).rejects.toThrow('link: must be JSON');
    await expect(parseFinalLink(await forged('{}'))).rejects.toThrow('link: ');
    await expect(parseFinalLink(await forged(' '.repeat(2e6)))).rejects.toThrow('must have at most 1000000 bytes');
  });
});
