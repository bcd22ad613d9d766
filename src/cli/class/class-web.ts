/** @file How a class is reached: its web server with its certificate, its links, and what is printed of them. */
import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { generate } from 'lean-qr';
import type { LoadedData } from '../../../workers/data/node/files.ts';
import { line, printJson } from '../terminal/output.ts';
import { makeCertificate, readCertificate, type Certificate } from './certificate.ts';
import type { RoomFile } from './room-file.ts';
import { serveClass } from './web-server.ts';

export interface ClassWebFlags {
  readonly port: number;
  readonly host?: string;
  readonly certificate?: string[];
  readonly origin: string[];
  readonly page: string;
  readonly json?: boolean;
}

export interface ClassWeb {
  /** Where pages are served. */
  readonly origin: string;
  /** Of pages that may connect. */
  readonly origins: readonly string[];
  readonly hasPage: boolean;
  /** The certificate made here; undefined where there is another, or none. */
  readonly madeCertificate: string | undefined;
  close(): Promise<void>;
}

/** Opens the class's one port. @param natsPort where nats-server takes WebSockets, once there is one. */
export async function openClassWeb(
  { host, port, page: pageFolder, certificate: files, origin: others }: ClassWebFlags,
  folder: string,
  data: LoadedData,
  natsPort: () => number,
): Promise<ClassWeb> {
  const page = existsSync(join(pageFolder, 'index.html')) ? pageFolder : undefined;
  const made = host === undefined || files !== undefined ? undefined : await makeCertificate(host, folder);
  const certificate: Certificate | undefined = files === undefined ? made : await readCertificate(files);
  const listenOn = host === undefined ? '127.0.0.1' : '::';
  const web = await serveClass({ port, listenOn, page, data, certificate, natsPort });
  const secure = certificate === undefined ? '' : 's';
  const own = (name: string): string =>
    `http${secure}://${name}:${web.port}`.replace(secure === '' ? /:80$/ : /:443$/, '');
  const origin = own(host ?? 'localhost');
  return {
    origin,
    origins: [...new Set([origin, own('localhost'), own('127.0.0.1'), ...others])],
    hasPage: page !== undefined,
    madeCertificate: made?.path,
    close: () => web.close(),
  };
}

/** Prints where the room is. @param title the first line. @param isLed whether a page may coordinate: its link is printed too. */
export function announce(
  title: string,
  { room, boardPassword, leaderPassword }: RoomFile,
  { origin, hasPage, madeCertificate }: ClassWeb,
  { json, host }: ClassWebFlags,
  isLed = false,
): void {
  const server = origin.replace(/^http/, 'ws');
  const links = {
    join: `${origin}/#room=${room}`,
    board: `${origin}/#room=${room}&board=${boardPassword}`,
    ...(isLed ? { lead: `${origin}/#room=${room}&lead=${leaderPassword}` } : {}),
  };
  if (json === true) return printJson({ server, room, links });
  line(title);
  if (hasPage) {
    for (const row of generate(links.join).toString({ on: '\u2588\u2588', off: '  ' }).trimEnd().split('\n'))
      line(`        ${row}`);
    line(`join    ${links.join}`);
    line(`board   ${links.board} (opens the projector's page; keep it to yourself)`);
    if (links.lead !== undefined)
      line(`teacher ${links.lead} (runs the search; whoever has it can: keep it off the projector)`);
  } else line('page    there is none to serve; npm run build makes it');
  line(`worker  npm run pnas -- worker --server ${server} --room ${room}`);
  if (host === undefined) {
    const [address = '<address>', ...others] = ownAddresses();
    line('        only this machine can join: localhost in a link is whoever opens it');
    line(`        for others: --host ${address}${others.length === 0 ? '' : `, or ${others.join(', ')}`}`);
  }
  if (madeCertificate !== undefined) {
    line(
      `tls     made ${madeCertificate}: browsers say "Your connection is not private" once; Advanced, then Proceed. A worker`,
    );
    line(`        on another machine takes it by NODE_EXTRA_CA_CERTS=${madeCertificate}`);
  }
}

/** Addresses by which machines of the same networks reach this one. */
function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((cards = []) =>
    cards.flatMap(({ family, internal, address }) => (family === 'IPv4' && !internal ? address : [])),
  );
}

/** Prints what happens, as a line or as JSON. */
export type Say = (text: string, event: Readonly<Record<string, unknown>>) => void;

export const sayer =
  ({ json }: Pick<ClassWebFlags, 'json'>): Say =>
  (text, event) =>
    json === true ? printJson(event) : line(text);
