/**
 * @file The names of a room on its server, and what each of its users may do. Who connects with the room's code may ask to join, and nothing
 * else; who has joined has a key of their own. A server has one room.
 */

/** Jobs wait here, each for one worker. */
export const JOBS = 'jobs';
/** One result a job: the first. */
export const RESULTS = 'results';
/** What the room knows of itself: {@link KEYS}. */
export const BUCKET = 'room';
/** The consumer of {@link JOBS} that all workers share. */
export const WORKERS = 'workers';

/** Keys of {@link BUCKET}. */
export const KEYS = { run: 'run', roster: 'roster', state: 'state', cells: 'cells' } as const;

/** A job, and which copy of it: a slow one is given to a second worker too. */
export const jobSubject = (id: string, copy: number): string => `job.${id}.${copy}`;
/** A result. The token stands in the job alone, so that who does not hold the job cannot take its place. */
export const resultSubject = (id: string, token: string): string => `result.${id}.${token}`;
/** What a worker is at; not kept. */
export const progressSubject = (key: string): string => `progress.${key}`;
/** Tells everybody of a result, by its job's id: who trains the same stops. */
export const LANDED = 'landed';
/** Asked by who has the room's code and wants to join. */
export const JOIN = 'join';
/** Asked by the board, to pause and to stop. */
export const CONTROL = 'control';
/** Asked by a page that coordinates, of the terminal that has opened the room: what only the terminal can do. */
export const LEAD = 'lead';
/** Tells pages that coordinate which of them does so now, by its session. */
export const LED = 'led';
/** A bucket's value, told to all who listen. */
export const valueSubject = (key: string): string => `$KV.${BUCKET}.${key}`;

/** Of the server's users by name: the room's code opens the door; the board and a page that coordinates have passwords of their own. */
export const DOOR = 'door';
export const BOARD = 'board';
export const LEADER = 'leader';
/** Answers to a user come to subjects below this one, which nobody else may hear. */
export const inboxOf = (user: string): string => `_INBOX.${user}`;

/** What a user may publish and hear. */
export interface Permissions {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

const READ_ROOM = [`$JS.API.DIRECT.GET.KV_${BUCKET}.>`, `$JS.API.STREAM.INFO.KV_${BUCKET}`];

/** Who has the room's code and no key yet. */
export const doorPermissions = (): Permissions => ({ publish: [JOIN], subscribe: [`${inboxOf(DOOR)}.>`] });

/** A worker: takes jobs, says how it is getting on, and publishes results. */
export const workerPermissions = (key: string): Permissions => ({
  publish: [
    `$JS.API.CONSUMER.INFO.${JOBS}.${WORKERS}`,
    `$JS.API.CONSUMER.MSG.NEXT.${JOBS}.${WORKERS}`,
    `$JS.ACK.${JOBS}.${WORKERS}.>`,
    'result.*.*',
    progressSubject(key),
    ...READ_ROOM,
  ],
  subscribe: [`${inboxOf(key)}.>`, LANDED, valueSubject('*')],
});

/** The board: sees everything, trains nothing. */
export const boardPermissions = (): Permissions => ({
  publish: [CONTROL, ...READ_ROOM],
  subscribe: [`${inboxOf(BOARD)}.>`, LANDED, valueSubject('*'), progressSubject('*')],
});

/** A page that coordinates: adds jobs, takes results, tells where the search stands, and asks the terminal for the rest. It can't make or delete a stream. */
export const leaderPermissions = (): Permissions => ({
  publish: [
    LEAD,
    'job.*.*',
    LANDED,
    valueSubject('*'),
    `${inboxOf(DOOR)}.>`,
    `$JS.API.STREAM.MSG.GET.${JOBS}`,
    `$JS.API.STREAM.MSG.DELETE.${JOBS}`,
    `$JS.API.STREAM.MSG.DELETE.${RESULTS}`,
    `$JS.API.CONSUMER.INFO.${JOBS}.${WORKERS}`,
    `$JS.API.STREAM.INFO.${RESULTS}`,
    ...['CREATE', 'INFO', 'MSG.NEXT', 'DELETE'].map((what) => `$JS.API.CONSUMER.${what}.${RESULTS}.>`),
  ],
  subscribe: [
    `${inboxOf(LEADER)}.>`,
    JOIN,
    CONTROL,
    LED,
    progressSubject('*'),
    `$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.${JOBS}.${WORKERS}`,
  ],
});
