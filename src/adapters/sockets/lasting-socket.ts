import { WebSocket } from 'ws';
import type { Clock, Timer } from '../../kit/clock.ts';
import { backOff } from './back-off.ts';
import { GatheredWrites } from './gathered-writes.ts';
import { keepAlive } from './heartbeat.ts';

const HANDSHAKE_MS = 3_000;

export interface LastingSocketOptions {
  /** `ws://host:port/path` or `ws+unix:/path:/`. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly random?: () => number;
  /** The connection stands. */
  opened(): void;
  message(text: string): void;
  /** A connection that stood is gone; the next try follows by itself. */
  closed(): void;
  /** A try that never stood; `status` is the HTTP answer to the handshake, when there was one. */
  failed?(status: number | null, error: Error): void;
}

/**
 * A WebSocket client that never gives up:
 *
 *   trying ──handshake──► open ──close, missed pong──► pausing ──back-off──► trying
 *     └──────failed───────────────────────────────────────►┘       close() ends it from anywhere
 */
export class LastingSocket {
  private readonly options: LastingSocketOptions;
  private readonly writes = new GatheredWrites();
  private socket: WebSocket | null = null;
  private pause: Timer | null = null;
  private failures = 0;
  private ended = false;

  constructor(options: LastingSocketOptions) {
    this.options = options;
    this.connect();
  }

  isOpen(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** Sends a text when the connection stands; answers whether it did. */
  send(text: string): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.writes.gather();
    this.socket.send(text);
    return true;
  }

  /** Cuts the present connection; a new one is tried after the back-off, which goes on growing. */
  drop(): void {
    this.failures += 1;
    this.socket?.terminate();
  }

  /** Tells that the connection proved useful, so that the next back-off starts small again. */
  settle(): void {
    this.failures = 0;
  }

  /** Ends it for good; resolves when the connection is down. `closed` is not called any more. */
  async close(): Promise<void> {
    this.ended = true;
    this.pause?.cancel();
    const socket = this.socket;
    if (socket === null || socket.readyState === WebSocket.CLOSED) return;
    await new Promise<void>(resolve => {
      const patience = this.options.clock.after(HANDSHAKE_MS, () => socket.terminate());
      socket.once('close', () => {
        patience.cancel();
        resolve();
      });
      if (socket.readyState === WebSocket.OPEN) socket.close(1000);
      else socket.terminate();
    });
  }

  private connect(): void {
    const { url, headers, clock } = this.options;
    const socket = new WebSocket(url, {
      ...(headers ? { headers } : {}),
      handshakeTimeout: HANDSHAKE_MS,
      perMessageDeflate: false,
      followRedirects: false,
    });
    this.socket = socket;
    let stood = false;
    let refusedWith: number | null = null;
    socket.on('upgrade', response => this.writes.attach(response.socket));
    socket.on('open', () => {
      stood = true;
      keepAlive(socket, clock);
      if (!this.ended) this.options.opened();
    });
    socket.on('message', data => {
      if (!this.ended) this.options.message(data.toString());
    });
    socket.on('unexpected-response', (_request, response) => {
      refusedWith = response.statusCode ?? null;
      socket.terminate();
    });
    socket.on('error', error => {
      if (!stood && !this.ended) this.options.failed?.(refusedWith, error);
    });
    socket.once('close', () => {
      if (this.ended) return;
      if (stood) this.options.closed();
      this.retry();
    });
  }

  private retry(): void {
    const wait = backOff(this.failures, (this.options.random ?? Math.random)());
    this.failures += 1;
    this.pause = this.options.clock.after(wait, () => this.connect());
  }
}
