import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:dgram';
import {
  formatMessage,
  header,
  parseMessage,
  type SipHeader,
  type SipResponse,
  sequenceOf,
} from '../../src/sip-phone/sip-message.ts';
import { bindUdp } from '../../src/sip-phone/udp-port.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** A datagram that got lost is sent again after this, ms. */
const AGAIN_MS = 500;

/** Somebody who writes datagrams by hand: whatever bytes, from an address of theirs, and reads what comes back. */
export class RawSip {
  readonly answers: SipResponse[] = [];
  readonly host: string;
  private readonly socket: Socket;
  private readonly target: number;

  private constructor(socket: Socket, target: number) {
    this.socket = socket;
    this.target = target;
    this.host = socket.address().address;
    socket.on('message', datagram => {
      const message = parseMessage(datagram);
      if (message?.kind !== 'response') return;
      this.answers.push(message);
      if (message.status >= 300 && sequenceOf(message).method === 'INVITE') this.acknowledge(message);
    });
  }

  /** At `host`, one of this machine's; `target` is the SIP port of the centre at 127.0.0.1. */
  static async open(host: string, target: number): Promise<RawSip> {
    return new RawSip(await bindUdp({ host, port: 0 }), target);
  }

  get port(): number {
    return this.socket.address().port;
  }

  send(datagram: Buffer | string): void {
    this.socket.send(datagram, this.target, '127.0.0.1');
  }

  /** The final answers to a message that was sent with this Call-ID. */
  finals(callId: string): SipResponse[] {
    return this.answers.filter(each => each.status >= 200 && header(each, 'call-id') === callId);
  }

  /** Asks whether anybody is there; whatever is answered, all that was sent before has been read by then. */
  async isAnswered(): Promise<void> {
    await this.asks('OPTIONS', 'sip:127.0.0.1');
  }

  /** Sends a request and answers its final response. */
  async asks(
    method: string,
    uri: string,
    {
      from = 'x',
      headers = [],
      body = '',
    }: { from?: string; headers?: readonly SipHeader[]; body?: string } = {},
  ): Promise<SipResponse> {
    const callId = randomUUID();
    const own = `${this.host}:${this.port}`;
    const request = formatMessage({
      kind: 'request',
      method,
      uri,
      headers: [
        ['Via', `SIP/2.0/UDP ${own};branch=z9hG4bK${callId};rport`],
        ['Max-Forwards', '70'],
        ['From', `<sip:${from}@${this.host}>;tag=1`],
        ['To', `<${uri}>`],
        ['Call-ID', callId],
        ['CSeq', `1 ${method}`],
        ['Contact', `<sip:${from}@${own}>`],
        ...headers,
        ...(body === '' ? [] : [['Content-Type', 'application/sdp'] as const]),
      ],
      body,
    });
    this.send(request);
    let sent = performance.now();
    return waitUntil(
      () => {
        if (performance.now() - sent > AGAIN_MS) {
          this.send(request);
          sent = performance.now();
        }
        return this.finals(callId)[0];
      },
      { what: `an answer to ${method}`, within: 10_000, every: 1 },
    );
  }

  close(): void {
    this.socket.close();
  }

  private acknowledge(response: SipResponse): void {
    const same = ['via', 'from', 'to', 'call-id'].flatMap(name => {
      const value = header(response, name);
      return value === undefined ? [] : [[name, value] as const];
    });
    const cseq: SipHeader = ['CSeq', `${sequenceOf(response).number} ACK`];
    this.send(
      formatMessage({
        kind: 'request',
        method: 'ACK',
        uri: 'sip:127.0.0.1',
        headers: [...same, cseq, ['Max-Forwards', '70']],
        body: '',
      }),
    );
  }
}
