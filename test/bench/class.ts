/**
 * @file A room under load: `npm run bench:class`. Simulated laptops sleep instead of training, each of a speed of its own, on one real server.
 * Prints the throughput beside the sum of their speeds, and how long jobs take to be handed out.
 */
import { parseArgs } from 'node:util';
import { jetstreamManager } from '@nats-io/jetstream';
import { StateSpace } from '../../src/core/space/state-space.ts';
import { stream } from '../../src/core/random/rng.ts';
import type { Train, WorkerEvent } from '../../workers/room/worker.ts';
import { computed, removeRoom, roomHead, simulateWorker, startRoom } from '../support/room.ts';

const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '1,5,10,20,30' },
    jobs: { type: 'string', default: '2000' },
    'sleep-ms': { type: 'string', default: '1000' },
  },
});
const jobs = Number(values.jobs);
const sleepMs = Number(values['sleep-ms']);

/** The value below which a share of the sorted values lies. */
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;

for (const count of values.workers.split(',').map(Number)) await measure(count, Math.ceil((jobs * count) / 30));

async function measure(count: number, amount: number): Promise<void> {
  const head = roomHead({ blocks: 2, operators: ['identity', '3x3 dconv', '5x5 dconv', '3x3 maxpool', '3x3 avgpool'] });
  const rng = stream(1, 'laptops');
  const cells = [...new StateSpace(head.config).expand(new StateSpace(head.config).firstLevel())].slice(0, amount);
  const handOut: number[] = [];
  let landed = 0;
  const room = await startRoom({ head, onLanded: () => void landed++ });
  const workers = await Promise.all(
    Array.from({ length: count }, (_, i) => {
      const ms = sleepMs * (0.5 + rng.uniform());
      let askedAt = 0;
      const train: Train = async (job, onProgress) => {
        onProgress({ done: 0, curve: [] });
        await new Promise((resolve) => setTimeout(resolve, ms));
        return { ...computed(job), durationMs: ms };
      };
      const onEvent = (event: WorkerEvent): void => {
        if (event.type === 'progress' && event.progress.doing === 'waiting') askedAt = performance.now();
        if (event.type === 'job' && landed > 0) handOut.push(performance.now() - askedAt); // not while it waited for the search to begin
      };
      return simulateWorker(room, { name: `laptop ${i}`, train, onEvent }).then((worker) => ({ ...worker, ms }));
    }),
  );
  const started = performance.now();
  const all = cells.map(({ cell }, child) => room.pool.train({ cell }, { level: 2, child, children: cells.length }));
  const records = await Promise.all(all);
  const seconds = (performance.now() - started) / 1000;
  const sum = workers.reduce((perSecond, { ms }) => perSecond + 1000 / ms, 0);
  handOut.sort((a, b) => a - b);
  const { state } = await (await jetstreamManager(room.connection)).streams.info('results');
  process.stdout.write(
    `${count} workers, ${records.length} jobs of ${sleepMs / 2} to ${sleepMs * 1.5} ms: ${(records.length / seconds).toFixed(1)} jobs/s of ${sum.toFixed(1)} ` +
      `(${((100 * records.length) / seconds / sum).toFixed(1)} %); hand-out p50 ${quantile(handOut, 0.5).toFixed(1)}, p99 ${quantile(handOut, 0.99).toFixed(1)} ms; ` +
      `${landed} landed, ${state.messages} results stored\n`,
  );
  for (const { worker } of workers) worker.leave();
  await room.close();
  await removeRoom(room.folder);
}
process.exit();
