/** @file The room that this tab leads: its searches are trained there. Its password is kept as long as the tab, so that a reload leads on. */
import { computed, signal } from '@preact/signals';
import type { LeadState } from '../../contract/room-events.ts';

/** A room as the teacher's link names it. */
export interface LedRoom {
  readonly room: string;
  readonly server: string;
  readonly password: string;
}

/** The room; undefined where this tab leads none. */
export const lead = signal<LedRoom | undefined>(undefined);
/** Where it stands; undefined before that is known. */
export const leadState = signal<LeadState | undefined>(undefined);
/** Why it cannot be led. */
export const leadProblem = signal<string | undefined>(undefined);
/** Laptops that a new search waits for. */
export const wanted = signal(1);
/** Laptops that a search here may count on: those that it waits for, or more that are here; 1 where this tab leads no room. */
export const laptops = computed(() =>
  lead.value === undefined ? 1 : Math.max(1, wanted.value, leadState.value?.present ?? 0),
);

export const LEAD_KEY = 'pnas-led-room';

/** Whether this tab led a room before it was loaded again. */
export function leadsRoom(): boolean {
  try {
    return sessionStorage.getItem(LEAD_KEY) !== null;
  } catch {
    return false; // a browser that keeps nothing
  }
}
