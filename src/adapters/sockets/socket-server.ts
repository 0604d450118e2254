import { chmodSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../../kit/clock.ts';
import { keepAlive } from './heartbeat.ts';

/** A client that leaves this much unread is cut off; it comes back and is told everything anew. */
const UNREAD_MAX_BYTES = 8 * 1024 * 1024;
/** No message of our own is longer. */
const MESSAGE_MAX_BYTES = 1024 * 1024;

export type ListenAddress =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

/** One client of a socket server. */
export interface ServedSocket {
  send(text: string): void;
  /** Cuts the connection at once. */
  drop(): void;
}

export interface SocketServerOptions {
  readonly address: ListenAddress;
  readonly clock: Clock;
  /** Whether a client may connect, by its `Authorization` header. */
  admits(authorization: string): boolean;
  /** What is answered, as JSON, to a plain request such as `GET /`; null: there is no such thing. */
  answer?(request: string): unknown;
  joined(socket: ServedSocket): void;
  message(socket: ServedSocket, text: string): void;
  left(socket: ServedSocket): void;
}

export interface SocketServer {
  /** The TCP port, null for a unix socket. */
  readonly port: number | null;
  close(): Promise<void>;
}

/**
 * Serves WebSockets on a unix socket that only this user can open, or on TCP. Fails with Node's `EADDRINUSE`
 * when another process serves there; the socket file of a dead one is replaced.
 */
export async function serveSockets(options: SocketServerOptions): Promise<SocketServer> {
  const { address, clock } = options;
  const http = createServer(({ method, url, headers }, response) => {
    const isKnown = options.admits(headers.authorization ?? '');
    const answer = isKnown ? (options.answer?.(`${method} ${url}`) ?? null) : null;
    if (answer === null) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  const sockets = new WebSocketServer({
    server: http,
    perMessageDeflate: false,
    maxPayload: MESSAGE_MAX_BYTES,
    verifyClient: ({ req }: { req: IncomingMessage }) => options.admits(req.headers.authorization ?? ''),
  });
  sockets.on('connection', socket => {
    const served = servedSocket(socket);
    keepAlive(socket, clock);
    socket.on('message', data => options.message(served, data.toString()));
    // The close that follows says all that matters.
    socket.on('error', () => {});
    socket.on('close', () => options.left(served));
    options.joined(served);
  });
  if (address.kind === 'unix') await removeDead(address.path);
  await new Promise<void>((resolve, reject) => {
    sockets.on('error', reject);
    http.once('listening', resolve);
    if (address.kind === 'tcp') http.listen(address.port, address.host);
    else {
      // The file is born closed to others, so that there is no moment in which they could open it.
      const before = process.umask(0o177);
      http.listen(address.path);
      process.umask(before);
    }
  });
  if (address.kind === 'unix') chmodSync(address.path, 0o600);
  const at = http.address();
  return {
    port: at !== null && typeof at === 'object' ? at.port : null,
    async close() {
      const closed = new Promise<void>(resolve => http.close(() => resolve()));
      sockets.close();
      for (const socket of sockets.clients) socket.terminate();
      await closed;
    },
  };
}

function servedSocket(socket: WebSocket): ServedSocket {
  return {
    send(text) {
      if (socket.readyState !== WebSocket.OPEN) return;
      if (socket.bufferedAmount > UNREAD_MAX_BYTES) socket.terminate();
      else socket.send(text);
    },
    drop: () => socket.terminate(),
  };
}

/** Removes a socket file that nobody listens on. */
async function removeDead(path: string): Promise<void> {
  const alive = await new Promise<boolean>(resolve => {
    const probe = connect(path);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
  if (!alive) rmSync(path, { force: true });
}
