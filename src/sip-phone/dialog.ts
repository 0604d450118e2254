import { randomBytes } from 'node:crypto';
import { formatParty, formatUri, parseParty, parseUri, type UdpAddress } from './sip-address.ts';
import { header, headerValues, type SipHeader, type SipMessage, type SipRequest } from './sip-message.ts';

export interface DialogStart {
  readonly callId: string;
  readonly own: { readonly name: string; readonly uri: string };
  readonly other: { readonly name: string; readonly uri: string };
  /** Where the other side is reached: the request address of the next request. */
  readonly target: string;
  /** The address of our own telephone. */
  readonly contact: string;
}

/** What both sides of a call know about each other between requests (RFC 3261 §12). */
export class Dialog {
  readonly callId: string;
  readonly ownTag = randomBytes(6).toString('hex');
  readonly #own: DialogStart['own'];
  readonly #other: DialogStart['other'];
  readonly #contact: string;
  #otherTag: string | undefined;
  #target: string;
  #routes: readonly string[] = [];
  #number = 0;

  constructor(start: DialogStart) {
    this.callId = start.callId;
    this.#own = start.own;
    this.#other = start.other;
    this.#target = start.target;
    this.#contact = start.contact;
  }

  get otherTag(): string | undefined {
    return this.#otherTag;
  }

  /** Learns the other side's tag, address and route from its INVITE or from its answer to ours. */
  learn(message: SipMessage): void {
    const line = header(message, message.kind === 'request' ? 'from' : 'to');
    this.#otherTag = parseParty(line ?? '').tag ?? this.#otherTag;
    const routes = headerValues(message, 'record-route');
    // The way back is the way there, read from the other end (RFC 3261 §12.1.2).
    this.#routes = message.kind === 'request' ? routes : routes.reverse();
    this.retarget(message);
  }

  /** A later re-INVITE may come from another address of the same party. */
  retarget(message: SipMessage): void {
    const contact = header(message, 'contact');
    if (contact) this.#target = parseParty(contact).uri;
  }

  /** The next datagram goes to the first proxy on the way, or straight to the other side. */
  destination(): UdpAddress {
    const next = this.#routes[0] ? parseParty(this.#routes[0]).uri : this.#target;
    const { host, port } = parseUri(next);
    return { host, port };
  }

  /** A request with the next number. An ACK takes the number of the INVITE that it confirms. */
  request(
    method: string,
    {
      headers = [],
      body = '',
      number,
    }: { headers?: readonly SipHeader[]; body?: string; number?: number } = {},
  ): SipRequest {
    if (number === undefined) this.#number++;
    return {
      kind: 'request',
      method,
      uri: this.#target,
      headers: [
        ...this.#routes.map((route): SipHeader => ['Route', route]),
        ['Max-Forwards', '70'],
        ['From', formatParty(this.#own.name, this.#own.uri, this.ownTag)],
        ['To', formatParty(this.#other.name, this.#other.uri, this.#otherTag)],
        ['Call-ID', this.callId],
        ['CSeq', `${number ?? this.#number} ${method}`],
        ['Contact', `<${this.#contact}>`],
        ...headers,
      ],
      body,
    };
  }
}

/** A Call-ID nobody else will choose. */
export function newCallId(): string {
  return randomBytes(12).toString('hex');
}

/** Whether a text is a complete SIP address, or only a number that still needs a host. */
export function addressOf(numberOrUri: string, server: UdpAddress): string {
  if (/^sips?:/i.test(numberOrUri)) return numberOrUri;
  return formatUri({ user: numberOrUri, host: server.host, port: server.port });
}
