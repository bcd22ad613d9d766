/** @file A cable between workers and a server: it can be cut, and plugged into another server. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Cable {
  /** Where workers connect. */
  readonly port: number;
  /** Nothing goes through, and no end is told, as with a cable that is pulled out. */
  cut(): void;
  /** What is connected is dropped, and what comes goes to this port. */
  plugInto(port: number): void;
  close(): Promise<void>;
}

export async function layCable(to: number): Promise<Cable> {
  let target = to;
  let isCut = false;
  const ends = new Set<Socket>();
  const server = createServer((socket) => {
    const other = connect(target, '127.0.0.1');
    for (const [from, into] of [
      [socket, other],
      [other, socket],
    ] as const) {
      ends.add(from);
      from.on('error', () => {});
      from.on('close', () => (ends.delete(from), into.destroy()));
      from.on('data', (bytes) => void (isCut || into.write(bytes)));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => void (isCut = true),
    plugInto: (port) => {
      target = port;
      isCut = false;
      for (const end of ends) end.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const end of ends) end.destroy();
      }),
  };
}
