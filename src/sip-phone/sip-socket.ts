import { randomBytes } from 'node:crypto';
import type { RemoteInfo, Socket } from 'node:dgram';
import { performance } from 'node:perf_hooks';
import { ClientTransaction, type ClientWatcher } from './client-transaction.ts';
import { ServerTransaction } from './server-transaction.ts';
import { parameter, type UdpAddress } from './sip-address.ts';
import {
  formatMessage,
  header,
  parseMessage,
  type SipMessage,
  type SipRequest,
  sequenceOf,
} from './sip-message.ts';
import { bindUdp } from './udp-port.ts';

/** How long an answered transaction is remembered for late repetitions: 64 × T1 (RFC 3261 §17). */
const REMEMBER_MS = 32_000;
const SWEEP_EVERY_MS = 1_000;
/** A burst of calls answers in one go; the system's default buffers would drop part of it. */
const BUFFERS = { recvBufferSize: 4 << 20, sendBufferSize: 1 << 20 };

export interface Incoming {
  readonly request: SipRequest;
  /** `performance.now()` at which the datagram was read. */
  readonly at: number;
  readonly transaction: ServerTransaction;
}

export interface SocketOwner {
  /** A new request other than ACK. */
  onRequest(incoming: Incoming): void;
  /** The ACK of a 2xx, which belongs to the call and not to a transaction. */
  onAck(request: SipRequest): void;
}

/**
 * The transaction layer of RFC 3261 over one UDP port: it repeats what may be lost,
 * swallows what arrives twice, and pairs answers with questions.
 */
export class SipSocket {
  readonly #owner: SocketOwner;
  readonly #clients = new Map<string, ClientTransaction>();
  readonly #servers = new Map<string, ServerTransaction>();
  /** INVITEs among them by Call-ID and number: hundreds of calls would be searched through with each ACK. */
  readonly #invites = new Map<string, ServerTransaction>();
  #socket: Socket | undefined;
  #address: UdpAddress = { host: '127.0.0.1', port: 0 };
  #sweptAt = 0;

  constructor(owner: SocketOwner) {
    this.#owner = owner;
  }

  get address(): UdpAddress {
    return this.#address;
  }

  /** Binds the port (0 = any free one). Rejects with Node's `EADDRINUSE` when it is taken. */
  async open(address: UdpAddress): Promise<void> {
    const socket = await bindUdp(address, BUFFERS);
    socket.on('message', (bytes, from) => this.#take(bytes, from));
    this.#socket = socket;
    this.#address = { host: address.host, port: socket.address().port };
  }

  /** Sends a request under a new branch and tells `watcher` what becomes of it. */
  request(request: SipRequest, to: UdpAddress, watcher: ClientWatcher): ClientTransaction {
    const branch = `z9hG4bK${randomBytes(8).toString('hex')}`;
    const sent: SipRequest = { ...request, headers: [this.#via(branch), ...request.headers] };
    const key = `${branch} ${request.method}`;
    const transaction = new ClientTransaction(
      sent,
      message => this.#send(message, to),
      watcher,
      () => this.#clients.delete(key),
    );
    this.#clients.set(key, transaction);
    transaction.start();
    return transaction;
  }

  /** Takes back an INVITE; its own answer (487) still comes to the INVITE's watcher. */
  cancel(invite: ClientTransaction, to: UdpAddress): void {
    const request = invite.cancelRequest();
    const key = `${invite.branch} CANCEL`;
    const transaction = new ClientTransaction(
      request,
      message => this.#send(message, to),
      { onProvisional: () => undefined, onFinal: () => undefined, onTimeout: () => undefined },
      () => this.#clients.delete(key),
    );
    this.#clients.set(key, transaction);
    transaction.start();
  }

  /** Sends the ACK of a 2xx: a request of its own that nobody answers. */
  sendAck(ack: SipRequest, to: UdpAddress): void {
    const branch = `z9hG4bK${randomBytes(8).toString('hex')}`;
    this.#send({ ...ack, headers: [this.#via(branch), ...ack.headers] }, to);
  }

  close(): void {
    for (const transaction of this.#clients.values()) transaction.stop();
    for (const transaction of this.#servers.values()) transaction.stop();
    this.#clients.clear();
    this.#servers.clear();
    this.#invites.clear();
    this.#socket?.close();
    this.#socket = undefined;
  }

  #via(branch: string): readonly [string, string] {
    return ['Via', `SIP/2.0/UDP ${this.#address.host}:${this.#address.port};rport;branch=${branch}`];
  }

  #send(message: SipMessage, to: UdpAddress): void {
    this.#socket?.send(formatMessage(message), to.port, to.host);
  }

  #take(bytes: Buffer, from: RemoteInfo): void {
    const at = performance.now();
    const message = parseMessage(bytes);
    if (!message) return;
    const via = header(message, 'via') ?? '';
    const branch = parameter(via, 'branch') ?? '';
    const { method } = sequenceOf(message);
    if (message.kind === 'response') {
      this.#clients.get(`${branch} ${method}`)?.take(message, at);
      return;
    }
    const known = this.#servers.get(`${branch} ${message.method === 'ACK' ? 'INVITE' : message.method}`);
    if (message.method === 'ACK') {
      if (known) known.acknowledged();
      else {
        this.#confirm(message);
        this.#owner.onAck(message);
      }
      return;
    }
    if (known) {
      known.repeat();
      return;
    }
    this.#sweep(at);
    const back = replyAddress(via, from);
    const transaction = new ServerTransaction(message, at, from, answer => this.#send(answer, back));
    this.#servers.set(`${branch} ${message.method}`, transaction);
    if (message.method === 'INVITE') this.#invites.set(inviteKey(message), transaction);
    this.#owner.onRequest({ request: message, at, transaction });
  }

  /** The ACK of a 2xx has a branch of its own, so the INVITE is found by its Call-ID and number. */
  #confirm(ack: SipRequest): void {
    this.#invites.get(inviteKey(ack))?.acknowledged();
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < SWEEP_EVERY_MS) return;
    this.#sweptAt = now;
    for (const [key, server] of this.#servers) {
      if (server.isOver && now - server.at > REMEMBER_MS) this.#servers.delete(key);
    }
    for (const [key, invite] of this.#invites) {
      if (invite.isOver && now - invite.at > REMEMBER_MS) this.#invites.delete(key);
    }
  }
}

/** What an INVITE and the ACK of its 2xx have in common. */
function inviteKey(request: SipRequest): string {
  return `${header(request, 'call-id') ?? ''} ${sequenceOf(request).number}`;
}

/** Answers go to the port the request came from when it asks so (RFC 3581), else to the one it names. */
function replyAddress(via: string, from: RemoteInfo): UdpAddress {
  if (parameter(via, 'rport') !== undefined) return { host: from.address, port: from.port };
  const named = /^SIP\/2\.0\/UDP\s+(?:\[[^\]]+\]|[^:;\s]+)(?::(\d+))?/i.exec(via)?.[1];
  return { host: from.address, port: named ? Number(named) : 5060 };
}
