/** @file The page in a room: a worker that trains, or the board that watches. */
import type { RoomEntry, RoomEvent } from '../../src/contract/room-events.ts';
import { encode, type Control } from '../../src/contract/room-messages.ts';
import { BOARD, CONTROL, inboxOf } from '../../src/contract/room-subjects.ts';
import { connectTo, joinRoom, RoomRefused } from './session.ts';
import { RoomWorker, type Train, type WorkerEvent } from './worker.ts';
import { watchProgress, watchRoom } from './watch.ts';

/** In a room; ended by its user. */
export interface Member {
  setPaused(isPaused: boolean): void;
  leave(): void;
  control(control: Control): void;
}

/** Joins as a worker and trains until the room closes. */
export async function enterRoom(
  entry: RoomEntry,
  code: string,
  train: Train,
  onEvent: (event: RoomEvent) => void,
): Promise<Member> {
  const { server, room, name } = entry;
  let isPaused = false;
  const join = async (seed: string | undefined): Promise<{ readonly worker: RoomWorker; readonly seed: string }> => {
    const session = await joinRoom({ server, room, name, seed, code, onWaiting: () => onEvent({ type: 'waiting' }) });
    const { connection, key } = session;
    onEvent({ type: 'joined', key, seed: session.seed });
    void watchRoom(connection, onEvent);
    const worker = new RoomWorker({ session, code, train, onEvent: (event) => tell(event, key, onEvent) });
    if (isPaused) worker.pause();
    return { worker, seed: session.seed };
  };
  let own = await join(entry.seed);
  const stay = async (): Promise<'closed' | 'left' | 'shown out'> => {
    for (;;) {
      const how = await own.worker.run();
      if (how !== 'shown out') return how;
      // either the room has shown it out, or it came back twice while the server read its users anew: the door knows which
      try {
        own = await join(own.seed);
      } catch (error) {
        if (error instanceof RoomRefused) return how;
        throw error;
      }
    }
  };
  void stay().then(
    (how) => onEvent({ type: 'ended', how }),
    (error: Error) => onEvent({ type: 'ended', how: 'failed', reason: error.message }),
  );
  return {
    setPaused: (to) => {
      isPaused = to;
      if (to) own.worker.pause();
      else own.worker.resume();
    },
    leave: () => own.worker.leave(),
    control: () => {},
  };
}

/** Opens the board. @param password from the board's link. */
export async function openBoard(
  { server }: Pick<RoomEntry, 'server'>,
  password: string,
  onEvent: (event: RoomEvent) => void,
): Promise<Member> {
  const connection = await connectTo(server, { user: BOARD, pass: password, inboxPrefix: inboxOf(BOARD) });
  void watchRoom(connection, onEvent);
  watchProgress(connection, onEvent);
  return {
    setPaused: () => {},
    leave: () => void connection.close(),
    control: (control) => connection.publish(CONTROL, encode(control)),
  };
}

function tell(event: WorkerEvent, key: string, onEvent: (event: RoomEvent) => void): void {
  switch (event.type) {
    case 'progress':
      return onEvent({ type: 'progress', key, progress: event.progress });
    case 'job':
      return onEvent({ type: 'job', job: event.job });
    case 'result': {
      const { accuracy } = event.result;
      const { notation, purpose } = event.job;
      const isCounted = event.counted === 'first' && purpose === 'train';
      return onEvent({ type: 'result', notation, isCounted, ...(accuracy === undefined ? {} : { accuracy }) });
    }
    case 'dropped':
      return;
    default:
      return event satisfies never;
  }
}
