import { CallLife } from './call-life.ts';
import { ALLOW, causeOf, PhoneCall, SDP_TYPE } from './phone-call.ts';
import { parseDescription } from './sdp.ts';
import type { ServerTransaction } from './server-transaction.ts';
import { parseParty, parseUri } from './sip-address.ts';
import { header, headerValues, type SipHeader, type SipRequest } from './sip-message.ts';
import type { Incoming } from './sip-socket.ts';

/** A call that reaches this telephone. */
export class IncomingCall extends PhoneCall {
  readonly direction = 'in';
  readonly invite: SipRequest;
  readonly #transaction: ServerTransaction;
  readonly #withSound: boolean;
  #answering = false;
  #soundOpen = false;

  constructor(
    parts: Omit<ConstructorParameters<typeof PhoneCall>[0], 'life'>,
    { request, at, transaction }: Incoming,
    withSound: boolean,
  ) {
    super({ ...parts, life: new CallLife('offered') });
    this.invite = request;
    this.#transaction = transaction;
    this.#withSound = withSound;
    this.life.mark('invite-received', at);
  }

  /** The number or name in the address that was called. */
  get calledUser(): string {
    return parseUri(this.invite.uri).user;
  }

  /** Who calls, as a display would show it. */
  get caller(): { name: string; number: string } {
    const { name, uri } = parseParty(header(this.invite, 'from') ?? '');
    return { name, number: parseUri(uri).user };
  }

  header(name: string): string | undefined {
    return headerValues(this.invite, name)[0];
  }

  /** Rings (180), or says in another way (181, 183) that the call is on its way. */
  ring(status: 180 | 181 | 182 | 183 = 180): void {
    if (this.phase !== 'offered') return;
    this.#transaction.answer({ status, toTag: this.ownTag, headers: this.#headers() });
    this.life.ring();
  }

  /**
   * The network's voice before the answer (RFC 3960): 183, or 180, with a description. What is played from then on is
   * heard by who calls, if they listen to it.
   */
  async sayEarly(status: 180 | 183 = 183): Promise<void> {
    if (this.phase !== 'offered' && this.phase !== 'ringing') return;
    await this.#openSound();
    if (this.#isOver()) return this.sound.close();
    this.#transaction.answer({
      status,
      toTag: this.ownTag,
      headers: [...this.#headers(), SDP_TYPE],
      body: this.#description(),
    });
    this.life.ring();
  }

  /** Picks up. Resolves once the answer is sent; does nothing when the caller has gone meanwhile. */
  async answer(): Promise<void> {
    if (this.#answering || (this.phase !== 'offered' && this.phase !== 'ringing')) return;
    this.#answering = true;
    await this.#openSound();
    if (this.#isOver()) return this.sound.close();
    this.#transaction.answer({
      status: 200,
      toTag: this.ownTag,
      headers: [...this.#headers(), SDP_TYPE],
      body: this.#description(),
    });
    this.life.answer();
  }

  /** Refuses with a final status: 486 busy, 603 declined, 480 not there; 302 with the `contact` to call instead. */
  reject(status = 486, contact?: string): void {
    if (this.phase !== 'offered' && this.phase !== 'ringing') return;
    const headers: SipHeader[] = contact === undefined ? [] : [['Contact', contact]];
    this.#transaction.answer({ status, toTag: this.ownTag, headers });
    this.life.end({ by: 'us', how: 'refused', status, cause: undefined });
  }

  /** The caller gave up, or somebody else answered (then the Reason says so). */
  cancelled({ request, at, transaction }: Incoming): void {
    transaction.answer({ status: 200, toTag: this.ownTag });
    if (this.phase !== 'offered' && this.phase !== 'ringing') return;
    this.#transaction.answer({ status: 487, toTag: this.ownTag });
    this.life.end({ by: 'them', how: 'cancelled', status: 487, cause: causeOf(request) }, at);
  }

  protected withdraw(): void {
    this.reject(603);
  }

  async #openSound(): Promise<void> {
    if (!this.#withSound || this.#soundOpen) return;
    this.#soundOpen = true;
    await this.sound.open();
  }

  #description(): string {
    const theirs = parseDescription(this.invite.body);
    return theirs ? this.sound.answer(theirs) : this.sound.describe();
  }

  #isOver(): boolean {
    return this.phase === 'ended';
  }

  #headers(): SipHeader[] {
    return [
      ['Contact', this.contactLine()],
      ['Allow', ALLOW],
    ];
  }
}
