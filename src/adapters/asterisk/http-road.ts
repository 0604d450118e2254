import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import type { Clock } from '../../kit/clock.ts';
import type { AsteriskAddress } from './address.ts';
import {
  type AriAnswer,
  type AriRequest,
  encodedPath,
  parsedBody,
  REQUEST_LIMIT_MS,
  type RequestRoad,
  refuseDeadly,
} from './request.ts';

/** Asterisk closes idle sockets after 60 s; ours go first, so that no request meets a closing one. */
const IDLE_SOCKET_MS = 30_000;
const SOCKETS = 32;

/** ARI over HTTP with sockets that stay open. Requests run side by side: their order is the caller's business. */
export class HttpRoad implements RequestRoad {
  private readonly address: AsteriskAddress;
  private readonly clock: Clock;
  private readonly agent = new Agent({
    keepAlive: true,
    maxSockets: SOCKETS,
    scheduling: 'lifo',
    timeout: IDLE_SOCKET_MS,
  });

  constructor(address: AsteriskAddress, clock: Clock) {
    this.address = address;
    this.clock = clock;
  }

  async send(request: AriRequest): Promise<AriAnswer> {
    refuseDeadly(request);
    const raw = await this.transfer(request, text => text.toString());
    if (raw.kind !== 'answer') return raw;
    return { ...raw, body: parsedBody(request, raw.body) };
  }

  /** The bytes of a file; ARI gives them over HTTP only. */
  async download(request: AriRequest): Promise<AriAnswer & { readonly body?: unknown }> {
    return this.transfer(request, bytes => bytes);
  }

  close(): void {
    this.agent.destroy();
  }

  private async transfer<Body>(
    request: AriRequest,
    read: (bytes: Buffer) => Body,
    again = true,
  ): Promise<{ kind: 'answer'; status: number; body: Body } | { kind: 'timed-out' | 'lost' }> {
    const body = request.body === undefined ? null : Buffer.from(JSON.stringify(request.body));
    const query = request.query ? `?${new URLSearchParams(request.query)}` : '';
    return new Promise(resolve => {
      let late = false;
      const outgoing = httpRequest({
        host: this.address.host,
        port: this.address.port,
        method: request.method,
        path: `/ari/${encodedPath(request)}${query}`,
        agent: this.agent,
        headers: {
          authorization: this.address.authorization,
          'content-length': body?.length ?? 0,
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
      });
      const limit = this.clock.after(REQUEST_LIMIT_MS, () => {
        late = true;
        outgoing.destroy();
        resolve({ kind: 'timed-out' });
      });
      const lost = (error: NodeJS.ErrnoException) => {
        limit.cancel();
        if (late) return;
        // Asterisk closed an idle socket in the moment we used it: it never saw the request.
        if (again && outgoing.reusedSocket && error.code === 'ECONNRESET') {
          resolve(this.transfer(request, read, false));
        } else resolve({ kind: 'lost' });
      };
      outgoing.on('error', lost);
      outgoing.on('response', (incoming: IncomingMessage) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', lost);
        incoming.on('end', () => {
          limit.cancel();
          resolve({ kind: 'answer', status: incoming.statusCode ?? 0, body: read(Buffer.concat(chunks)) });
        });
      });
      outgoing.end(body);
    });
  }
}
