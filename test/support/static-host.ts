/** @file A static host as they are: a folder at a path, ETags, and leave for browsers to keep everything for ten minutes. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};

export interface StaticHost {
  readonly origin: string;
  /** What lies at which path (`/nas/`): replaced as a whole by a deployment, so that what is gone is not found. */
  readonly folders: Map<string, string>;
  close(): Promise<void>;
}

/** Serves folders on this machine alone, text gzipped or not. Other paths that end with a slash are an empty page of the same origin. */
export async function serveStatic({ gzip = false } = {}): Promise<StaticHost> {
  const folders = new Map<string, string>();
  const server = createServer(async ({ url = '/', headers }, answer) => {
    const { pathname } = new URL(url, 'http://host');
    const path = [...folders.keys()].find((prefix) => pathname.startsWith(prefix));
    if (path === undefined) {
      answer.writeHead(pathname.endsWith('/') ? 200 : 404, { 'content-type': 'text/html' }).end('<title>other</title>');
      return;
    }
    const name = pathname.slice(path.length);
    const file = join(folders.get(path)!, name === '' ? 'index.html' : name);
    const body = (await stat(file).catch(() => undefined))?.isFile() === true ? await readFile(file) : undefined;
    if (body === undefined) {
      answer.writeHead(404).end();
      return;
    }
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
    const type = TYPES[extname(file)];
    const head = { etag, 'cache-control': 'max-age=600', 'content-type': type ?? 'text/plain' };
    if (headers['if-none-match'] === etag) answer.writeHead(304, head).end();
    else if (gzip && type !== undefined)
      answer.writeHead(200, { ...head, 'content-encoding': 'gzip' }).end(gzipSync(body));
    else answer.writeHead(200, head).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    folders,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
