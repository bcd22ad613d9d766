/** @file The search worker's part in a room: one at a time, on the page's device. What rooms need is loaded when one is entered. */
import type { RoomEntry, RoomEvent } from '../../src/contract/room-events.ts';
import type { Control, Job } from '../../src/contract/room-messages.ts';
import type { ImageSet } from '../data/image-set.ts';
import type { Device } from '../device/device.ts';
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
    const { device, reopen, images, throttle } = this.#tools;
    const [{ enterRoom }, { createTrainer }, opened] = await Promise.all([
      import('../room/member.ts'),
      import('../drive/train-job.ts'),
      device(),
    ]);
    const train = createTrainer({ device: opened, reopen, images: (data) => images(data, entry.pageUrl), throttle });
    await this.#become(enterRoom(entry, CODE_VERSION, train, onEvent));
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
