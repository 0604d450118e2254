import type { CallLife, CallPhase, Ended, Moment, MomentName } from './call-life.ts';
import type { CallSound } from './call-sound.ts';
import { requestWithCredentials } from './credentials.ts';
import type { Dialog } from './dialog.ts';
import type { Credentials } from './digest.ts';
import type { Earpiece, Listening } from './earpiece.ts';
import { everyFrame } from './pacer.ts';
import { type AudioDescription, parseDescription } from './sdp.ts';
import type { ServerTransaction } from './server-transaction.ts';
import { parameter } from './sip-address.ts';
import {
  header,
  type SipHeader,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  sequenceOf,
} from './sip-message.ts';
import type { Incoming, SipSocket } from './sip-socket.ts';
import type { SoundSource } from './tones.ts';

export const ALLOW = 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, NOTIFY';
export const SDP_TYPE: SipHeader = ['Content-Type', 'application/sdp'];

/** How keys are sent: inside the voice (RFC 4733), or as INFO requests. */
export type KeyWay = 'rfc4733' | 'info';

export interface KeyPressing {
  readonly by?: KeyWay;
  /** How long each key is down. */
  readonly ms?: number;
  /** Pause behind each key. */
  readonly gapMs?: number;
}

const KEY_MS = 100;
const KEY_GAP_MS = 80;

/** What outgoing and incoming calls have in common once their INVITE is under way. */
export abstract class PhoneCall {
  abstract readonly direction: 'out' | 'in';
  protected readonly life: CallLife;
  protected readonly sound: CallSound;
  protected readonly dialog: Dialog;
  protected readonly socket: SipSocket;
  protected readonly credentials: Credentials | undefined;
  #infoDigits = '';
  #heldByThem = false;
  #hangingUp = false;

  constructor(parts: {
    life: CallLife;
    sound: CallSound;
    dialog: Dialog;
    socket: SipSocket;
    credentials: Credentials | undefined;
  }) {
    this.life = parts.life;
    this.sound = parts.sound;
    this.dialog = parts.dialog;
    this.socket = parts.socket;
    this.credentials = parts.credentials;
    this.life.ended.then(() => this.sound.close());
  }

  /** The SIP Call-ID. */
  get id(): string {
    return this.dialog.callId;
  }

  get ownTag(): string {
    return this.dialog.ownTag;
  }

  get phase(): CallPhase {
    return this.life.phase;
  }

  get ringing(): Promise<void> {
    return this.life.ringing;
  }

  get answered(): Promise<void> {
    return this.life.answered;
  }

  get ended(): Promise<Ended> {
    return this.life.ended;
  }

  get moments(): readonly Moment[] {
    return this.life.moments;
  }

  /** `performance.now()` of the first such moment, in milliseconds. */
  momentOf(what: MomentName): number | undefined {
    return this.life.momentOf(what);
  }

  /** Where the other side wants its voice, and in what form; undefined until it has said so. */
  get theirs(): AudioDescription | undefined {
    return this.sound.remote;
  }

  get earpiece(): Earpiece {
    return this.sound.earpiece;
  }

  hears(hz: number, how?: Listening): boolean {
    return this.sound.earpiece.hears(hz, how);
  }

  /** Keys that the other side pressed, by either way. */
  get digitsHeard(): string {
    return this.sound.digitsHeard + this.#infoDigits;
  }

  /** Whether the other side has put this call on hold. */
  get heldByThem(): boolean {
    return this.#heldByThem;
  }

  /** Plays from now on; resolves when the sound is over, replaced, or the call has ended. */
  play(source: SoundSource): Promise<void> {
    return this.sound.play(source);
  }

  record(path: string): void {
    this.sound.record(path);
  }

  /** Presses keys one after the other; resolves when the last one is up. Rejects when the call is not up. */
  async sendDigits(digits: string, { by = 'rfc4733', ms = KEY_MS, gapMs = KEY_GAP_MS }: KeyPressing = {}) {
    if (this.phase !== 'up') throw new Error(`keys cannot be pressed while the call is ${this.phase}`);
    if (by === 'rfc4733') return this.sound.press(digits, ms, gapMs);
    for (const digit of digits) {
      const body = `Signal=${digit}\r\nDuration=${ms}\r\n`;
      await this.request('INFO', { headers: [['Content-Type', 'application/dtmf-relay']], body });
    }
  }

  /**
   * Waits until something is true of the call, asked at every beat of 20 ms while sound comes in.
   * Rejects with `what` when the time is over or the call ends before.
   */
  until(condition: (call: this) => boolean, timeoutMs: number, what = 'what was waited for'): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        stop();
        clearTimeout(timer);
        settle();
      };
      const stop = everyFrame(() => {
        if (condition(this)) finish(resolve);
      });
      const timer = setTimeout(
        () =>
          finish(() => reject(new Error(`not within ${timeoutMs} ms: ${what} (heard ${this.#levels()})`))),
        timeoutMs,
      );
      this.ended.then(ended =>
        finish(() => reject(new Error(`the call ended (${ended.how} by ${ended.by}) before: ${what}`))),
      );
    });
  }

  /** Puts the other side on hold with a re-INVITE; resolves with the status of its answer. */
  hold(): Promise<SipResponse> {
    return this.#offer('sendonly');
  }

  resume(): Promise<SipResponse> {
    return this.#offer('sendrecv');
  }

  /** Ends the call in whatever phase it is and waits until it has ended. */
  async hangUp(): Promise<Ended> {
    if (this.phase === 'up' && !this.#hangingUp) {
      this.#hangingUp = true;
      this.life.mark('bye-sent');
      await this.request('BYE').catch(() => undefined);
      this.life.end({ by: 'us', how: 'hung-up', status: undefined, cause: undefined });
    } else if (this.phase !== 'ended') {
      this.withdraw();
    }
    return this.ended;
  }

  /** Forgets the call without telling anybody, as when the power goes. */
  drop(): void {
    this.life.end({ by: 'us', how: 'hung-up', status: undefined, cause: undefined });
  }

  /** Takes a request that belongs to this call. */
  take({ request, at, transaction }: Incoming): void {
    switch (request.method) {
      case 'BYE':
        transaction.answer({ status: 200 });
        this.life.mark('bye-received', at);
        this.life.end({ by: 'them', how: 'hung-up', status: undefined, cause: causeOf(request) }, at);
        return;
      case 'INVITE':
      case 'UPDATE':
        this.#takeOffer(request, transaction);
        return;
      case 'INFO':
        this.#infoDigits += /^Signal\s*=\s*([0-9A-D*#])/im.exec(request.body)?.[1] ?? '';
        transaction.answer({ status: 200 });
        return;
      case 'OPTIONS':
      case 'NOTIFY':
        transaction.answer({ status: 200, headers: [['Allow', ALLOW]] });
        return;
      default:
        transaction.answer({ status: 405, headers: [['Allow', ALLOW]] });
    }
  }

  /** The ACK of a 200 that we sent; it carries their answer when the offer was ours. */
  takeAck(ack: SipRequest): void {
    this.life.mark('acknowledged');
    const theirs = parseDescription(ack.body);
    if (theirs) this.sound.connect(theirs);
  }

  /** Ends a call that is not up yet. */
  protected abstract withdraw(): void;

  /** Sends a request inside the call and waits for its final answer. */
  protected request(
    method: string,
    content: { headers?: readonly SipHeader[]; body?: string } = {},
  ): Promise<SipResponse> {
    return new Promise((resolve, reject) => {
      requestWithCredentials(this.socket, this.dialog, this.credentials, method, content, {
        onProvisional: () => undefined,
        onFinal: resolve,
        onTimeout: () => reject(new Error(`no answer to ${method}`)),
      });
    });
  }

  async #offer(direction: 'sendonly' | 'sendrecv'): Promise<SipResponse> {
    const content = { headers: [SDP_TYPE], body: this.sound.describe(direction) };
    const response = await this.request('INVITE', content);
    if (response.status < 300) {
      const ack = this.dialog.request('ACK', { number: sequenceOf(response).number });
      this.socket.sendAck(ack, this.dialog.destination());
      const theirs = parseDescription(response.body);
      if (theirs) this.sound.connect(theirs);
    }
    return response;
  }

  #takeOffer(request: SipRequest, transaction: ServerTransaction): void {
    this.dialog.retarget(request);
    const theirs = parseDescription(request.body);
    if (theirs) {
      const held = theirs.direction === 'sendonly' || theirs.direction === 'inactive';
      if (held !== this.#heldByThem) this.life.mark(held ? 'held' : 'resumed');
      this.#heldByThem = held;
    }
    const wantsOffer = request.method === 'INVITE' && !theirs;
    const body = theirs ? this.sound.answer(theirs) : wantsOffer ? this.sound.describe() : '';
    const headers: SipHeader[] = [
      ['Contact', this.contactLine()],
      ['Allow', ALLOW],
    ];
    transaction.answer({ status: 200, headers: body ? [...headers, SDP_TYPE] : headers, body });
  }

  protected contactLine(): string {
    return `<sip:${this.socket.address.host}:${this.socket.address.port}>`;
  }

  #levels(): string {
    return `${this.earpiece.packets} packets, ${this.earpiece.level(500).toFixed(0)} dBFS`;
  }
}

/** The Q.850 cause of a Reason header (RFC 3326). */
export function causeOf(message: SipMessage): number | undefined {
  const reason = header(message, 'reason');
  const cause = reason?.startsWith('Q.850') ? parameter(reason, 'cause') : undefined;
  return cause ? Number(cause) : undefined;
}
