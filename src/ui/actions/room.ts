/** @file What the class's page does with the worker: enters a room, pauses, leaves; and as the board, watches and controls. */
import { parseRoomLink } from '../../contract/link/room-link.ts';
import type { RoomEvent } from '../../contract/room-events.ts';
import type { Control } from '../../contract/room-messages.ts';
import { messageOf } from '../model/format.ts';
import { isPaused, link, ownName, reason, stay, takeRoomEvent } from '../state/room.ts';
import { ask, callback, whenWorkerDies } from './bridge.ts';

/** Where a tab keeps the secret half of its key, so that a reload is the same worker; gone with the tab. */
const SEED = 'pnas-room-seed';
const NAME = 'pnas-room-name';

/** Reads the page's link; nothing is joined. */
export function readRoomLink(): void {
  try {
    link.value = parseRoomLink(location.hash);
    ownName.value = sessionStorage.getItem(NAME) ?? '';
  } catch (error) {
    refuse(error);
  }
  whenWorkerDies(refuse);
}

/** Enters the room of the link as a worker. */
export async function enter(): Promise<void> {
  const { room } = link.value!;
  const name = ownName.value.trim();
  stay.value = 'entering';
  const onEvent = (event: RoomEvent): void => {
    if (event.type === 'joined') sessionStorage.setItem(SEED, event.seed);
    takeRoomEvent(event);
  };
  try {
    sessionStorage.setItem(NAME, name);
    const seed = sessionStorage.getItem(SEED) ?? undefined;
    const entry = { server: server(), room, name, seed, pageUrl: location.href };
    await ask((api) => api.enterRoom(entry, callback(onEvent)));
  } catch (error) {
    refuse(error);
  }
}

/** Opens the board of the link's room. */
export async function watch(): Promise<void> {
  stay.value = 'entering';
  try {
    const { board = '' } = link.value!;
    await ask((api) => api.watchRoom(server(), board, callback(takeRoomEvent)));
    stay.value = 'inside';
  } catch (error) {
    refuse(error);
  }
}

export async function setPaused(to: boolean): Promise<void> {
  isPaused.value = to;
  await ask((api) => api.pauseInRoom(to));
}

export async function leave(): Promise<void> {
  await ask((api) => api.leaveRoom());
}

export async function control(type: Control['type']): Promise<void> {
  await ask((api) => api.controlRoom({ type }));
}

/** The room's server: of the link, else the page's own host. */
function server(): string {
  return link.value?.server ?? location.origin.replace(/^http/, 'ws');
}

function refuse(error: unknown): void {
  stay.value = 'refused';
  reason.value = messageOf(error).replace(/^(room|link|worker): /, '');
}
