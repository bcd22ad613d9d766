/**
 * @file The class's one port: serves the built page and the class's images, and passes WebSockets on to nats-server, which listens on this
 * machine alone. So one certificate and one open port do for both.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PAGE_POLICY } from '../../contract/content-policy.ts';
import { MANIFEST_FILE, type DataManifest } from '../../contract/data-manifest.ts';
import { SAMPLE_NAME } from '../../contract/sample.ts';
import { IMAGE_BYTES } from '../../../workers/data/image-set.ts';
import type { LoadedData } from '../../../workers/data/node/files.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};
/** The class's images beside the page, where they are not its own sample. */
const PACK = 'class-images.bin.gzip';

export interface WebServerOptions {
  /** 0: any that is free. */
  readonly port: number;
  /** Where it can be reached: all interfaces, or this machine alone. */
  readonly listenOn: string;
  /** The built page; nothing is served where there is none. */
  readonly page: string | undefined;
  readonly data: LoadedData;
  /** PEM. */
  readonly certificate?: { readonly cert: string; readonly key: string };
  /** Where nats-server takes WebSockets now. */
  natsPort(): number;
}

export interface WebServer {
  readonly port: number;
  close(): Promise<void>;
}

export async function serveClass(options: WebServerOptions): Promise<WebServer> {
  const { certificate, page, data, natsPort } = options;
  const pack = data.identity.name === SAMPLE_NAME ? undefined : packOf(data);
  const answer = (request: IncomingMessage, response: ServerResponse): void =>
    void serve(request, response, page, pack).catch(() => response.destroy());
  const server = certificate === undefined ? createHttp(answer) : createHttps({ ...certificate }, answer);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) =>
    passOn(request, socket, head, natsPort()),
  );
  await new Promise<void>((begun, refused) => {
    server.once('error', refused);
    server.listen(options.port, options.listenOn, begun);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Opens the WebSocket at nats-server with the request as it came, origin included, and joins the two. */
function passOn(request: IncomingMessage, socket: Socket, head: Buffer, port: number): void {
  const { method, url, rawHeaders } = request;
  const lines = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${rawHeaders[i + 1]}`] : []));
  const to = connect(port, '127.0.0.1', () => {
    to.write(`${method} ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    to.write(head);
    socket.pipe(to).pipe(socket);
  });
  for (const end of [socket, to]) {
    end.on('error', () => {}); // told by the close that follows
    end.once('close', () => (socket.destroy(), to.destroy()));
  }
}

/** The images as one file of official records, gzipped, and the manifest that offers it. */
function packOf({ images: { labels, pixels }, identity }: LoadedData): { bytes: Buffer; manifest: DataManifest } {
  const records = Buffer.alloc(labels.length * (1 + IMAGE_BYTES));
  for (const [i, label] of labels.entries()) {
    records[i * (1 + IMAGE_BYTES)] = label;
    records.set(pixels.subarray(i * IMAGE_BYTES, (i + 1) * IMAGE_BYTES), i * (1 + IMAGE_BYTES) + 1);
  }
  const bytes = gzipSync(records);
  return { bytes, manifest: { packs: [{ ...identity, url: PACK, sizeBytes: bytes.length }] } };
}

async function serve(
  { method, url = '/' }: IncomingMessage,
  response: ServerResponse,
  page: string | undefined,
  pack: ReturnType<typeof packOf> | undefined,
): Promise<void> {
  const name = decodeURIComponent(new URL(url, 'http://class').pathname).slice(1) || 'index.html';
  const head = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-cache' };
  const isHead = method === 'HEAD';
  if (method !== 'GET' && !isHead) return void response.writeHead(405, head).end();
  if (pack !== undefined && (name === MANIFEST_FILE || name === PACK)) {
    const body = name === PACK ? pack.bytes : JSON.stringify(pack.manifest);
    const type = name === PACK ? 'application/octet-stream' : TYPES['.json'];
    return void response.writeHead(200, { ...head, 'Content-Type': type }).end(isHead ? undefined : body);
  }
  const path = page === undefined ? undefined : resolve(page, name);
  const isInside = path !== undefined && path.startsWith(resolve(page!) + sep);
  const found = isInside ? await stat(path).catch(() => undefined) : undefined;
  if (found?.isFile() !== true) return void response.writeHead(404, head).end(`there is no ${name} here`);
  const policy = name === 'viewer.html' ? {} : { 'Content-Security-Policy': `${PAGE_POLICY}; frame-ancestors 'none'` };
  response.writeHead(200, {
    ...head,
    ...policy,
    'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
    'Content-Length': found.size,
  });
  if (isHead) response.end();
  else createReadStream(join(path!)).pipe(response);
}
