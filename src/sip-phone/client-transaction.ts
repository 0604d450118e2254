import { performance } from 'node:perf_hooks';
import { parameter } from './sip-address.ts';
import { header, type SipHeader, type SipRequest, type SipResponse, sequenceOf } from './sip-message.ts';

/** Estimate of a round trip; everything else follows from it (RFC 3261 §17.1.1.1). */
export const T1_MS = 500;
/** The longest pause between repetitions. */
export const T2_MS = 4_000;
const GIVE_UP_MS = 64 * T1_MS;
/** Repeated answers come within the first seconds or never; after that the transaction is forgotten. */
const LINGER_MS = 5_000;

export interface ClientWatcher {
  onProvisional(response: SipResponse, at: number): void;
  /** Called once for a final answer; for a 2xx to INVITE again at each repetition, since each needs an ACK. */
  onFinal(response: SipResponse, at: number): void;
  /** Nobody answered within 32 s. */
  onTimeout(): void;
}

/**
 * One request until its final answer (RFC 3261 §17.1).
 *
 *   calling ── 1xx ──▶ proceeding
 *      │                  │
 *      └── 2xx … 6xx ─────┴──▶ completed ── 5 s ──▶ forgotten
 */
export class ClientTransaction {
  readonly request: SipRequest;
  readonly branch: string;
  /** `performance.now()` of the first sending. */
  sentAt = 0;
  #state: 'calling' | 'proceeding' | 'completed' = 'calling';
  readonly #send: (request: SipRequest) => void;
  readonly #watcher: ClientWatcher;
  readonly #forget: () => void;
  #repeat: NodeJS.Timeout | undefined;
  #deadline: NodeJS.Timeout | undefined;

  constructor(
    request: SipRequest,
    send: (request: SipRequest) => void,
    watcher: ClientWatcher,
    forget: () => void,
  ) {
    this.request = request;
    this.branch = parameter(header(request, 'via') ?? '', 'branch') ?? '';
    this.#send = send;
    this.#watcher = watcher;
    this.#forget = forget;
  }

  get isOver(): boolean {
    return this.#state === 'completed';
  }

  start(): void {
    this.sentAt = performance.now();
    this.#send(this.request);
    this.#repeatIn(T1_MS);
    this.#deadline = setTimeout(() => {
      this.stop();
      this.#forget();
      this.#watcher.onTimeout();
    }, GIVE_UP_MS);
  }

  take(response: SipResponse, at: number): void {
    const isInvite = this.request.method === 'INVITE';
    if (response.status < 200) {
      if (this.#state === 'completed') return;
      this.#state = 'proceeding';
      // A ringing telephone may ring as long as it likes; other requests keep asking slowly.
      if (isInvite) this.stop();
      this.#watcher.onProvisional(response, at);
      return;
    }
    const repeated = this.#state === 'completed';
    if (isInvite && response.status >= 300) this.#send(this.#ackOf(response));
    if (repeated && !(isInvite && response.status < 300)) return;
    if (!repeated) {
      this.#state = 'completed';
      this.stop();
      this.#deadline = setTimeout(this.#forget, LINGER_MS);
      this.#deadline.unref();
    }
    this.#watcher.onFinal(response, at);
  }

  /** Stops repeating and waiting. */
  stop(): void {
    clearTimeout(this.#repeat);
    clearTimeout(this.#deadline);
  }

  /** The CANCEL of this INVITE: same branch, number and addresses (RFC 3261 §9.1). */
  cancelRequest(): SipRequest {
    return { ...this.#follower('CANCEL', header(this.request, 'to') ?? ''), method: 'CANCEL' };
  }

  #repeatIn(pause: number): void {
    this.#repeat = setTimeout(() => {
      this.#send(this.request);
      const longest = this.request.method === 'INVITE' ? GIVE_UP_MS : T2_MS;
      this.#repeatIn(Math.min(pause * 2, longest));
    }, pause);
  }

  /** The ACK of a refusal belongs to the transaction and carries the To of the answer (RFC 3261 §17.1.1.3). */
  #ackOf(response: SipResponse): SipRequest {
    return this.#follower('ACK', header(response, 'to') ?? '');
  }

  #follower(method: string, to: string): SipRequest {
    const keep = (name: string): SipHeader[] => {
      const value = header(this.request, name);
      return value === undefined ? [] : [[name, value]];
    };
    const headers: SipHeader[] = [
      ...keep('Via'),
      ...this.request.headers.filter(([name]) => name.toLowerCase() === 'route'),
      ['Max-Forwards', '70'],
      ...keep('From'),
      ['To', to],
      ...keep('Call-ID'),
      ['CSeq', `${sequenceOf(this.request).number} ${method}`],
    ];
    return { kind: 'request', method, uri: this.request.uri, headers, body: '' };
  }
}
