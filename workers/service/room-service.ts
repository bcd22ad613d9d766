/** @file The search worker's part in a room: one at a time, on the page's device. What rooms need is loaded when one is entered. */
import type { RoomEntry, RoomEvent } from '../../src/contract/room-events.ts';
import type { ShardProgress } from '../../src/contract/api.ts';
import type { Control, Job, Result } from '../../src/contract/room-messages.ts';
import { resultOf } from '../../src/contract/shard.ts';
import type { ImageSet } from '../data/image-set.ts';
import type { Device } from '../device/device.ts';
import type { Train } from '../room/worker.ts';
import type { Member } from '../room/member.ts';
import type { Throttle } from '../train/throttle.ts';

/** Version of the code that trains, from the build (`src/build/page-config.ts`). */
declare const CODE_VERSION: string;

export interface RoomTools {
  device(): Promise<Device>;
  reopen(): Promise<Device>;
  /** The images of a data set, taken in from beside the page if need be. */
  images(data: Job['data'], pageUrl: string): Promise<ImageSet>;
  readonly throttle: Throttle;
}

export class RoomService {
  readonly #tools: RoomTools;
  #member: Promise<Member> | undefined;

  constructor(tools: RoomTools) {
    this.#tools = tools;
  }

  async enter(entry: RoomEntry, onEvent: (event: RoomEvent) => void): Promise<void> {
    const [{ enterRoom }, train] = await Promise.all([import('../room/member.ts'), this.#trainer(entry.pageUrl)]);
    await this.#become(enterRoom(entry, CODE_VERSION, train, onEvent));
  }

  /** Trains jobs that no server has handed out, one after the other. */
  async trainAlone(
    jobs: readonly Job[],
    pageUrl: string,
    onProgress: (progress: ShardProgress) => void,
  ): Promise<readonly Result[]> {
    const train = await this.#trainer(pageUrl);
    const results: Result[] = [];
    for (const [training, job] of jobs.entries()) {
      const tell = (done: number): void => onProgress({ training, done, results: [...results] });
      tell(0);
      const trained = await train(job, ({ done = 0 }) => tell(done), new AbortController().signal);
      results.push(resultOf(job, trained));
    }
    return results;
  }

  async #trainer(pageUrl: string): Promise<Train> {
    const { device, reopen, images, throttle } = this.#tools;
    const [{ createTrainer }, opened] = await Promise.all([import('../drive/train-job.ts'), device()]);
    return createTrainer({ device: opened, reopen, images: (data) => images(data, pageUrl), throttle });
  }

  async watch(server: string, password: string, onEvent: (event: RoomEvent) => void): Promise<void> {
    const { openBoard } = await import('../room/member.ts');
    await this.#become(openBoard({ server }, password, onEvent));
  }

  async setPaused(isPaused: boolean): Promise<void> {
    (await this.#member)?.setPaused(isPaused);
  }

  async control(control: Control): Promise<void> {
    (await this.#member)?.control(control);
  }

  async leave(): Promise<void> {
    (await this.#member)?.leave();
    this.#member = undefined;
  }

  async #become(member: Promise<Member>): Promise<void> {
    if (this.#member !== undefined) throw new Error('room: this tab is in one already; leave it first');
    this.#member = member;
    await member.catch((error: unknown) => {
      this.#member = undefined;
      throw error;
    });
  }
}
