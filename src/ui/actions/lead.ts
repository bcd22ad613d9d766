/** @file What the teacher's page does with the worker: leads a room, and leaves it. */
import * as v from 'valibot';
import { isLeadLink, parseRoomLink } from '../../contract/link/room-link.ts';
import type { LeadState } from '../../contract/room-events.ts';
import { messageOf } from '../model/format.ts';
import { lead, LEAD_KEY, leadProblem, leadState } from '../state/lead.ts';
import * as state from '../state/state.ts';
import { ask, callback, Cancelled } from './bridge.ts';
import { reportErrors } from './report-errors.ts';

const KeptSchema = v.object({ room: v.string(), server: v.string(), password: v.string() });

/** Takes the room from the teacher's link, which then leaves the address, or from before a reload. */
export function readLeadLink(): void {
  const { hash } = location;
  if (isLeadLink(hash)) history.replaceState(null, '', `${location.pathname}${location.search}`); // a projector shows the address
  try {
    const link = isLeadLink(hash) ? parseRoomLink(hash) : undefined;
    const kept =
      link === undefined
        ? v.parse(KeptSchema, JSON.parse(sessionStorage.getItem(LEAD_KEY)!))
        : { room: link.room, server: link.server ?? location.origin.replace(/^http/, 'ws'), password: link.lead! };
    keep(JSON.stringify(kept));
    lead.value = kept;
  } catch (error) {
    keep(undefined);
    state.notice.value = { kind: 'error', text: `${messageOf(error)}.` };
  }
}

/** Has the worker lead the room; resolves once its terminal has answered. @throws {Error} why it cannot. */
export async function enterLead(): Promise<void> {
  const { server, password } = lead.value!;
  leadProblem.value = undefined;
  try {
    await ask((api) => api.leadRoom({ server, password }, callback(take)));
  } catch (error) {
    if (!(error instanceof Cancelled))
      [leadState.value, leadProblem.value] = [undefined, messageOf(error).replace(/^room: /, '')];
    throw error;
  }
}

/** The same at the page's opening: why it cannot is shown with the room. */
export const tryLead = (): Promise<void> => enterLead().catch(() => {});

/** Searches of this tab are trained on its own device again. */
export async function leaveLead(): Promise<void> {
  await reportErrors(async () => {
    await ask((api) => api.leaveLead());
    keep(undefined);
    [lead.value, leadState.value, leadProblem.value] = [undefined, undefined, undefined];
  });
}

/** Has the search begin with the laptops that are there. */
export async function beginNow(): Promise<void> {
  await reportErrors(() => ask((api) => api.beginInRoom()));
}

/** How long the room may take to hear that its search stands still, ms (ours). */
const HALT_MS = 1_500;

/** Tells the room that the page is about to end its worker. */
export async function haltRoom(): Promise<void> {
  const told = ask((api) => api.haltRoom()).catch(() => {}); // ended all the same
  await Promise.race([told, new Promise((passed) => setTimeout(passed, HALT_MS))]);
}

function take(told: LeadState): void {
  if (lead.value !== undefined) leadState.value = told;
}

function keep(text: string | undefined): void {
  try {
    if (text === undefined) sessionStorage.removeItem(LEAD_KEY);
    else sessionStorage.setItem(LEAD_KEY, text);
  } catch {
    // it lasts as long as the page
  }
}
