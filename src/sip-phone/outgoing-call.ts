import { CallLife } from './call-life.ts';
import type { ClientTransaction } from './client-transaction.ts';
import { requestWithCredentials } from './credentials.ts';
import { ALLOW, causeOf, PhoneCall, SDP_TYPE } from './phone-call.ts';
import { parseDescription } from './sdp.ts';
import type { UdpAddress } from './sip-address.ts';
import { type SipHeader, type SipResponse, sequenceOf } from './sip-message.ts';

/** A call that this telephone makes. */
export class OutgoingCall extends PhoneCall {
  readonly direction = 'out';
  #invite: ClientTransaction | undefined;
  #first: UdpAddress | undefined;
  #withdrawn = false;
  #heardFromThem = false;

  constructor(parts: Omit<ConstructorParameters<typeof PhoneCall>[0], 'life'>) {
    super({ ...parts, life: new CallLife('dialing') });
  }

  /** Sends the INVITE. `to` is where its first datagram goes, which a proxy address may change. */
  async dial(to: UdpAddress, headers: readonly SipHeader[], withSound: boolean): Promise<void> {
    if (withSound) await this.sound.open();
    if (this.#isOver()) {
      this.sound.close();
      return;
    }
    if (this.#withdrawn) {
      this.#cancelled();
      return;
    }
    this.#first = to;
    const content = {
      headers: [...headers, ['Allow', ALLOW] as const, SDP_TYPE],
      body: this.sound.describe(),
    };
    requestWithCredentials(
      this.socket,
      this.dialog,
      this.credentials,
      'INVITE',
      content,
      {
        onProvisional: (response, at) => this.#provisional(response, at),
        onFinal: (response, at) => this.#final(response, at),
        onTimeout: () => this.life.end({ by: 'them', how: 'unanswered', status: 408, cause: undefined }),
      },
      {
        to,
        onSent: transaction => {
          this.#invite = transaction;
          this.life.mark('invite-sent', transaction.sentAt);
        },
      },
    );
  }

  /** Before the first answer a CANCEL may overtake its INVITE, so it waits for one (RFC 3261 §9.1). */
  protected withdraw(): void {
    if (this.#withdrawn) return;
    this.#withdrawn = true;
    if (this.#heardFromThem) this.#cancel();
  }

  #cancel(): void {
    if (!this.#invite || !this.#first || this.#invite.isOver) return;
    this.life.mark('cancel-sent');
    this.socket.cancel(this.#invite, this.#first);
  }

  #provisional(response: SipResponse, at: number): void {
    const first = !this.#heardFromThem;
    this.#heardFromThem = true;
    if (first) this.life.mark('trying', at);
    if (this.#withdrawn) {
      if (first) this.#cancel();
      return;
    }
    if (response.status === 100) return;
    const early = parseDescription(response.body);
    if (early) this.sound.connect(early);
    this.life.ring(at);
  }

  #final(response: SipResponse, at: number): void {
    this.#heardFromThem = true;
    const { status } = response;
    if (status < 300) this.#accepted(response, at);
    else if (this.#withdrawn) this.#cancelled();
    else this.life.end({ by: 'them', how: 'refused', status, cause: causeOf(response) }, at);
  }

  /** Each 2xx needs an ACK, repeated ones too (RFC 3261 §13.2.2.4). */
  #accepted(response: SipResponse, at: number): void {
    if (this.dialog.otherTag === undefined) this.dialog.learn(response);
    const ack = this.dialog.request('ACK', { number: sequenceOf(response).number });
    this.socket.sendAck(ack, this.dialog.destination());
    if (this.phase === 'ended' || this.phase === 'up') return;
    const theirs = parseDescription(response.body);
    if (theirs) this.sound.connect(theirs);
    this.life.answer(at);
    // The answer crossed our CANCEL on the way: the call is up and must be hung up.
    if (this.#withdrawn) this.hangUp();
  }

  /** A call may be dropped while its port for voice is being opened. */
  #isOver(): boolean {
    return this.phase === 'ended';
  }

  #cancelled(): void {
    this.life.end({ by: 'us', how: 'cancelled', status: 487, cause: undefined });
  }
}
