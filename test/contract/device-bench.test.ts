import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { browserName, systemName } from '../../src/contract/browser-name.ts';
import {
  deviceBench,
  formatBenchFile,
  formatBenchLink,
  parseBenchFile,
  parseBenchLink,
  type BenchSummary,
} from '../../src/contract/device-bench.ts';

const SUMMARY: BenchSummary = {
  device: 'llvmpipe (LLVM 19.1.4, 256 bits)',
  browser: 'Chrome 142',
  system: 'Linux',
  software: true,
  titu1994Ms: 412.25,
  paperMs: 1940,
  titu1994TfjsMs: 4830,
  copyGbps: 14.04,
  productTflops: 0.0861,
  release: '0.1.0',
  date: '2026-11-28',
};
const LINK = '1,llvmpipe+(LLVM+19.1.4%2C+256+bits),Chrome+142,Linux,software,412,1940,4830,,14,0.0861,0.1.0,2026-11-28';

describe('the link of a bench', () => {
  test('is readable, short, and reads back to three digits; an absent figure stays absent', () => {
    expect(formatBenchLink(SUMMARY)).toBe(LINK);
    expect(parseBenchLink(`https://example.org/pnas/#bench=${LINK}`)).toEqual({
      ...SUMMARY,
      titu1994Ms: 412,
      copyGbps: 14,
    });
    expect(parseBenchLink(`#bench=${LINK}`)).toEqual(parseBenchLink(` ${LINK}\n`));
  });

  test('carries any name and figure', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 80, unit: 'grapheme' })
      .filter((text) => text.trim() !== '' && text.length <= 80 && !/\p{C}/u.test(text));
    const figure = fc.double({ min: 1e-5, max: 1e8, noNaN: true });
    fc.assert(
      fc.property(name, name, figure, figure, fc.boolean(), (device, system, paperMs, copyGbps, software) => {
        const read = parseBenchLink(
          `#bench=${formatBenchLink({ ...SUMMARY, device, system, paperMs, copyGbps, software })}`,
        );
        expect(read).toMatchObject({ device, system, software });
        expect(read.paperMs / paperMs).toBeCloseTo(1, 2);
      }),
    );
  });

  test.each([
    ['', 'must begin with #bench=1'],
    ['2,next', 'must begin with #bench=1'],
    [LINK.replace(',2026-11-28', ''), 'must have 12 fields after its version; got 11'],
    [LINK.replace('1940', '-5'), 'paperMs'],
    [LINK.replace('1940', 'fast'), 'paperMs'],
    [LINK.replace('software', 'maybe'), 'software'],
    [LINK.replace('Linux', 'Lin%0Aux'), 'no control characters'],
    [LINK.replace('Linux', '%E0%A4%A'), 'percent-encoded'],
    [LINK.replace('0.1.0', '<b>'), 'release must be a version'],
    [LINK.replace('Linux', 'x'.repeat(81)), '1 to 80 characters'],
  ])('is refused with a reason: %s', (link, reason) => {
    expect(() => parseBenchLink(link)).toThrow(reason);
  });
});

test('the file of a bench is checked when it is written and when it is read', () => {
  const step = { cell: '-1,identity,-2,identity', batchSize: 32, dispatches: 60, multiplyAdds: 5.6e9, bytes: 2.4e9, planMs: [3], tfjsMs: [] }; // prettier-ignore
  const bench = {
    summary: SUMMARY,
    adapter: 'vendor mesa, subgroupMinSize 8',
    tuning: 'Its kernels are those for processors.',
    steps: { titu1994: step, paper: step },
    answerMs: 0.3,
    spread: 0.02,
    durationMs: 41_000,
  };
  expect(parseBenchFile(formatBenchFile(deviceBench(bench)), 'a.json')).toMatchObject(bench);
  expect(() => deviceBench({ ...bench, spread: NaN })).toThrow('bench: spread');
  expect(() => parseBenchFile('{"format":"pnas-run"}', 'a.json')).toThrow('a.json: format');
  expect(() => parseBenchFile('hello', 'a.json')).toThrow('a.json: must be JSON');
});

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0', 'Edge 142', 'Windows'],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36', 'Chrome 142', 'Linux'],
  ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36', 'Chrome 142', 'Android'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 'Firefox 153', 'Linux'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15', 'Safari 26', 'macOS'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1', 'Safari 26', 'iOS'],
  ['curl/8', 'unknown browser', 'unknown system'],
] as const)('%s', (userAgent, browser, system) => {
  expect(browserName(userAgent)).toBe(browser);
  expect(systemName(userAgent)).toBe(system);
}); // prettier-ignore
