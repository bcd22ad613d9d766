import { beforeAll, describe, expect, test } from 'vitest';
import type { NetworkConfig } from '../../../src/core/network/macro.ts';
import {
  formatBenchFile,
  parseBenchFile,
  parseBenchLink,
  formatBenchLink,
} from '../../../src/contract/device-bench.ts';
import { benchDevice } from '../../../workers/bench/device-bench.ts';
import type { Device } from '../../../workers/device/device.ts';
import { openTestDevice } from '../../support/dawn.ts';

const NETWORK: NetworkConfig = { macro: 'pnas', repeats: 1, filters: 4, lookback: 2, cellOutput: 'all' };
const TINY = {
  titu1994: ['-1,3x3 maxpool,-2,identity', NETWORK, 4],
  paper: ['-1,3x3 dconv,-2,identity', NETWORK, 4],
} as const;
const TOLD = { browser: 'Node 20', system: 'Linux', nets: TINY };

let device: Device;
beforeAll(async () => {
  device = await openTestDevice();
});

describe('the bench of a device', () => {
  test('measures all, in an order that it tells, and its file and link can be read', async () => {
    const told: string[] = [];
    const beside = ['paper-tfjs', 'paper-again']; // tfjs is tried where it may have the time, and given up where its first step took too long
    const bench = await benchDevice(device, {
      ...TOLD,
      budgetMs: 4_000,
      onProgress: ({ what }) => void told.push(what),
    });
    expect(told).toEqual([
      'copy',
      'product',
      'titu1994',
      'titu1994-tfjs',
      'titu1994-again',
      'paper',
      ...(told.includes('paper-tfjs') ? beside : []),
    ]);
    if (bench.steps.paper.tfjsMs.length > 0) expect(told).toContain('paper-tfjs');
    expect(bench.summary).toMatchObject({ device: device.report.description, software: device.report.software });
    expect(bench.steps.paper).toMatchObject({ cell: TINY.paper[0], batchSize: 4 });
    expect(bench.steps.paper.multiplyAdds).toBeGreaterThan(bench.steps.titu1994.multiplyAdds); // a pool has few
    expect(parseBenchFile(formatBenchFile(bench), 'file')).toEqual(bench);
    expect(parseBenchLink(formatBenchLink(bench.summary)).device).toBe(bench.summary.device);
  });

  test('ends where it is aborted', async () => {
    const stop = new AbortController();
    const onProgress = ({ what }: { what: string }): void => {
      if (what === 'titu1994') stop.abort(new Error('enough'));
    };
    await expect(benchDevice(device, { ...TOLD, budgetMs: 2_000, onProgress, signal: stop.signal })).rejects.toThrow(
      'enough',
    );
    device.check();
  });
});
