import { T1_MS, T2_MS } from './client-transaction.ts';
import type { UdpAddress } from './sip-address.ts';
import { header, headerValues, type SipHeader, type SipRequest, type SipResponse } from './sip-message.ts';

const GIVE_UP_MS = 64 * T1_MS;

const reasons: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  183: 'Session Progress',
  200: 'OK',
  302: 'Moved Temporarily',
  404: 'Not Found',
  405: 'Method Not Allowed',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  491: 'Request Pending',
  500: 'Server Internal Error',
  503: 'Service Unavailable',
  600: 'Busy Everywhere',
  603: 'Decline',
};

export interface Answer {
  readonly status: number;
  readonly reason?: string;
  readonly headers?: readonly SipHeader[];
  readonly body?: string;
  /** Our tag for the To line; a request inside a call brings it along already. */
  readonly toTag?: string;
}

/** One received request and the answers we gave it (RFC 3261 §17.2). */
export class ServerTransaction {
  readonly request: SipRequest;
  /** `performance.now()` at which the request was read. */
  readonly at: number;
  readonly from: UdpAddress;
  readonly #send: (response: SipResponse) => void;
  #last: SipResponse | undefined;
  #repeat: NodeJS.Timeout | undefined;

  constructor(
    request: SipRequest,
    at: number,
    from: { address: string; port: number },
    send: (response: SipResponse) => void,
  ) {
    this.request = request;
    this.at = at;
    this.from = { host: from.address, port: from.port };
    this.#send = send;
  }

  /** Whether a final answer was given. */
  get isOver(): boolean {
    return (this.#last?.status ?? 0) >= 200;
  }

  /**
   * Answers the request. A second final answer is not sent: the first one stands. The final answer of
   * an INVITE is repeated until its ACK arrives (RFC 3261 §13.3.1.4, §17.2.1).
   */
  answer(answer: Answer): void {
    if (this.isOver) return;
    const response = this.#response(answer);
    this.#last = response;
    this.#send(response);
    if (this.request.method === 'INVITE' && answer.status >= 200) this.#repeatIn(T1_MS, T1_MS);
  }

  /** The request came again: so does our last answer. */
  repeat(): void {
    if (this.#last) this.#send(this.#last);
  }

  acknowledged(): void {
    this.stop();
  }

  stop(): void {
    clearTimeout(this.#repeat);
  }

  #repeatIn(pause: number, waited: number): void {
    this.#repeat = setTimeout(() => {
      this.repeat();
      if (waited < GIVE_UP_MS) this.#repeatIn(Math.min(pause * 2, T2_MS), waited + pause);
    }, pause);
  }

  #response(answer: Answer): SipResponse {
    const { request } = this;
    const to = header(request, 'to') ?? '';
    const tagged = answer.toTag && !/;\s*tag=/i.test(to) ? `${to};tag=${answer.toTag}` : to;
    const headers: SipHeader[] = [
      ...headerValues(request, 'via').map((via): SipHeader => ['Via', this.#stamped(via)]),
      ...headerValues(request, 'record-route').map((route): SipHeader => ['Record-Route', route]),
      ['From', header(request, 'from') ?? ''],
      ['To', tagged],
      ['Call-ID', header(request, 'call-id') ?? ''],
      ['CSeq', header(request, 'cseq') ?? ''],
      ...(answer.headers ?? []),
    ];
    const reason = answer.reason ?? reasons[answer.status] ?? 'Answer';
    return { kind: 'response', status: answer.status, reason, headers, body: answer.body ?? '' };
  }

  /** Fills in the `rport` that the sender left empty (RFC 3581 §4). */
  #stamped(via: string): string {
    return via.replace(/;rport(?=;|$)/i, `;received=${this.from.host};rport=${this.from.port}`);
  }
}
