/** A final training in the terminal: killed without warning within an epoch, continued, shared and exported. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answerOf } from '../../src/contract/answer.ts';
import { parseModel } from '../../src/contract/model-file.ts';
import { toRunFile } from '../../src/contract/to-run-file.ts';
import { FileStore } from '../../workers/store/node/file-store.ts';
import { madeUpRun } from '../support/runs.ts';

const folder = mkdtempSync(join(tmpdir(), 'pnas-final-cli-'));
const searched = madeUpRun({ config: { blocks: 1, children: 4, operators: ['identity', '3x3 maxpool'] } });
writeFileSync(join(folder, 'run.json'), JSON.stringify(toRunFile(searched)));

const MAIN = ['--import', 'tsx', 'src/cli/main.ts'];
const pnas = (args: readonly string[]) => spawnSync('node', [...MAIN, ...args], { encoding: 'utf8' });
/** Two epochs of 120 steps on the sample: seconds. */
const training = (name: string): string[] => [
  'final',
  '--from',
  join(folder, 'run.json'),
  '--run',
  join(folder, name),
  ...'--epochs 2 --repeats 1 --filters 2 --images 270 --validation-images 30 --batch 2 --test-images 50'.split(' '),
];
const STEPS = 120;

test(
  'killed within an epoch, it ends with the weights that it would have had, and leaves for other tools',
  { timeout: 240_000 },
  async () => {
    const whole = pnas([...training('whole'), '--out', join(folder, 'final.json')]);
    expect(whole.status).toBe(0);

    const child = spawn('node', [...MAIN, ...training('killed'), '--save-every', '0.05'], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('exit', (_code, signal) => resolve(signal)));
    const kept = new FileStore(folder).checkpoints('killed');
    let saved: Awaited<ReturnType<typeof kept.load>>;
    while (saved === undefined && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      saved = await kept.load().catch(() => undefined); // there is no run yet
    }
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    saved = (await kept.load())!; // the last
    expect(saved.state.steps % STEPS).toBeGreaterThan(0);

    const resumed = pnas(training('killed'));
    expect(resumed.status).toBe(0);
    const weights = (name: string): Buffer => readFileSync(join(folder, name, 'network-1.bin'));
    expect(weights('killed').equals(weights('whole'))).toBe(true);
    const { log } = await new FileStore(folder).finalRun('killed');
    expect(log[0]).toMatchObject({ type: 'incident', reason: 'killed', steps: saved.state.steps });

    const { stdout: shown } = pnas(['show', join(folder, 'final.json')]);
    const right = /^network cell, seed 1: (\d+) of 50 right/m.exec(shown)![1];
    expect(whole.stdout).toContain(`cell, seed 1: ${right} of 50 right`);

    const out = join(folder, 'exported');
    expect(pnas(['export', join(folder, 'killed'), '--format', 'onnx', '--out', out]).status).toBe(0);
    const { card } = parseModel(readFileSync(join(out, 'network.onnx')));
    expect(card).toMatchObject({ cell: answerOf(searched)!.record.notation, test: { correct: Number(right) } });
  },
);
