/**
 * @file The link into a room: `#room=K7QM-2XHD`, with `server=wss://...` where the page does not lie on the class's own server, and `board=...` for the
 * projector's page, or `lead=...` for the page that runs the search. All of it is in the fragment, which no server sees.
 */

/** A room as its link names it. */
export interface RoomLink {
  readonly room: string;
  /** The page's own host unless given. */
  readonly server?: string;
  /** The board's password: only the class's own link has it. */
  readonly board?: string;
  /** The password of the page that runs the search: only the teacher's link has it. */
  readonly lead?: string;
}

/** Servers that a page may connect to: encrypted, or on this machine (`content-policy.ts`). */
const SERVER = /^(wss:\/\/[\w.-]+(:\d+)?|ws:\/\/(localhost|127\.0\.0\.1)(:\d+)?)$/;

/** Whether a fragment is a link of a class: into a room, or to a shard (`shard-link.ts`). */
export const isClassLink = (fragment: string): boolean => /^#(room|shard)=/.test(fragment) && !isLeadLink(fragment);

/** Whether it is a teacher's link: the page runs the class's search. */
export const isLeadLink = (fragment: string): boolean => /^#room=.*&lead=/.test(fragment);

/** Reads a link into a room. @throws {RangeError} `link: ...` for one that is damaged. */
export function parseRoomLink(fragment: string): RoomLink {
  const fields = new Map(
    fragment
      .replace(/^#/, '')
      .split('&')
      .map((field) => {
        const at = field.indexOf('=');
        return [field.slice(0, at), decodeURIComponent(field.slice(at + 1))] as const;
      }),
  );
  const [room = '', server, board, lead] = ['room', 'server', 'board', 'lead'].map((name) => fields.get(name));
  if (!/^[\w-]{4,40}$/.test(room))
    throw new RangeError(`link: room must be 4 to 40 letters, digits and -; got "${room}"`);
  if (server !== undefined && !SERVER.test(server)) {
    throw new RangeError(`link: server must be wss://host or ws://localhost; got "${server}"`);
  }
  return {
    room,
    ...(server === undefined ? {} : { server }),
    ...(board === undefined ? {} : { board }),
    ...(lead === undefined ? {} : { lead }),
  };
}

/** A link into a room, beside a page's address. */
export function formatRoomLink({ room, server, board }: Omit<RoomLink, 'lead'>): string {
  const fields = [
    ['room', room],
    ['server', server],
    ['board', board],
  ] as const;
  return `#${fields.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`])).join('&')}`;
}
