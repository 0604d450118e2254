import type { Clock, Timer } from '../../kit/clock.ts';
import { LeastDelay } from './least-delay.ts';
import {
  type AriAnswer,
  type AriRequest,
  encodedPath,
  parsedBody,
  REQUEST_LIMIT_MS,
  type RequestRoad,
  refuseDeadly,
} from './request.ts';
import type { AriEvent } from './wire.ts';

/**
 * ARI's REST over the event socket. Asterisk carries the requests out one by one, so one that has to wait stops
 * all others: measured, an `answer` behind a prompt stopped every call for as long as the prompt lasted.
 */
export class SocketRoad implements RequestRoad {
  private readonly write: (text: string) => boolean;
  private readonly clock: Clock;
  private readonly waiting = new Map<
    string,
    { request: AriRequest; resolve(answer: AriAnswer): void; limit: Timer; sentAt: number }
  >();
  private last = 0;
  private readonly delays = new LeastDelay();

  /** `write` sends a text on the event socket and answers whether the socket was open. */
  constructor(write: (text: string) => boolean, clock: Clock) {
    this.write = write;
    this.clock = clock;
  }

  async send(request: AriRequest): Promise<AriAnswer> {
    refuseDeadly(request);
    this.last += 1;
    const id = String(this.last);
    return new Promise(resolve => {
      const limit = this.clock.after(REQUEST_LIMIT_MS, () => this.settle(id, { kind: 'timed-out' }));
      this.waiting.set(id, { request, resolve, limit, sentAt: performance.now() });
      if (!this.write(message(id, request))) this.settle(id, { kind: 'lost' });
    });
  }

  /** To be called with each RESTResponse of the socket. */
  answered(event: Extract<AriEvent, { type: 'RESTResponse' }>): void {
    const awaited = this.waiting.get(event.request_id);
    if (awaited === undefined) return;
    this.delays.add(performance.now() - awaited.sentAt);
    const body = parsedBody(awaited.request, event.message_body ?? '');
    this.settle(event.request_id, { kind: 'answer', status: event.status_code, body });
  }

  /**
   * The least time that an answer took since this was last asked, ms. Where none came the first that is awaited tells it,
   * for Asterisk takes them one by one.
   */
  takeDelay(): number {
    const [first] = this.waiting.values();
    if (this.delays.isEmpty && first !== undefined) {
      const waited = performance.now() - first.sentAt;
      for (const _ of this.waiting) this.delays.add(waited);
    }
    return this.delays.take();
  }

  /** The socket went away, and the answers with it. */
  lost(): void {
    for (const id of [...this.waiting.keys()]) this.settle(id, { kind: 'lost' });
  }

  close(): void {
    this.lost();
  }

  private settle(id: string, answer: AriAnswer): void {
    const entry = this.waiting.get(id);
    if (!entry) return;
    this.waiting.delete(id);
    entry.limit.cancel();
    entry.resolve(answer);
  }
}

function message(id: string, request: AriRequest): string {
  return JSON.stringify({
    type: 'RESTRequest',
    transaction_id: id,
    request_id: id,
    method: request.method,
    uri: encodedPath(request),
    ...(request.query
      ? { query_strings: Object.entries(request.query).map(([name, value]) => ({ name, value })) }
      : {}),
    ...(request.body === undefined
      ? {}
      : { content_type: 'application/json', message_body: JSON.stringify(request.body) }),
  });
}
