import { CallSound, type VoiceWay, type VoiceWays } from './call-sound.ts';
import type { CodecName } from './codecs.ts';
import { addressOf, Dialog, newCallId } from './dialog.ts';
import type { Credentials } from './digest.ts';
import { IncomingCall } from './incoming-call.ts';
import { OutgoingCall } from './outgoing-call.ts';
import { ALLOW, type PhoneCall } from './phone-call.ts';
import { Registration } from './registration.ts';
import { formatUri, parameter, parseParty, parseUri, type UdpAddress } from './sip-address.ts';
import { header, type SipHeader, type SipRequest } from './sip-message.ts';
import { type Incoming, SipSocket } from './sip-socket.ts';

export interface PhoneSettings {
  /** The address to bind; 127.0.0.1 unless told. */
  readonly host?: string;
  /** The UDP port for SIP; any free one unless told. */
  readonly port?: number;
  /** Without sound no voice is sent or received, which makes hundreds of calls cheap. */
  readonly sound?: boolean;
  /** In order of preference. */
  readonly codecs?: readonly CodecName[];
}

export interface CallSettings {
  /** The caller's number. */
  readonly from?: string;
  /** The caller's display name. */
  readonly name?: string;
  readonly headers?: readonly SipHeader[];
  /** For servers that challenge the INVITE. */
  readonly credentials?: Credentials;
  /** Overrides the telephone's setting for this call. */
  readonly sound?: boolean;
  /** What its voice goes through. */
  readonly way?: VoiceWay;
  /** Tells the other side every five seconds how its voice arrives (RTCP), straight or through this; it does not unless told. */
  readonly reports?: VoiceWay | true;
}

export interface RegisterSettings {
  readonly user: string;
  readonly password: string;
  /** The registrar, for example `sip:127.0.0.1:5060`. */
  readonly registrar: string;
  /** Seconds wished; 300 unless told. */
  readonly seconds?: number;
  /** The URI where it wants to be called; its own address unless told. */
  readonly contact?: string;
}

/** How long a closing telephone waits for the answers to its hang-ups. */
const GOODBYE_MS = 1_000;
const REGISTER_SECONDS = 300;
const codecNames: readonly CodecName[] = ['PCMA', 'PCMU'];

/** Opens a telephone. Rejects with Node's `EADDRINUSE` when its port is taken. */
export async function openPhone(settings: PhoneSettings = {}): Promise<SipPhone> {
  const phone = new SipPhone(settings);
  await phone.open();
  return phone;
}

/**
 * A SIP telephone on one UDP port. It can hold any number of calls and registrations at once, so that
 * one of them may stand for many customers or many agents.
 */
export class SipPhone {
  readonly #settings: PhoneSettings;
  readonly #socket: SipSocket;
  readonly #calls = new Map<string, PhoneCall>();
  readonly #offered = new Map<string, IncomingCall>();
  readonly #registrations = new Set<Registration>();
  #answerer: (call: IncomingCall) => void = call => call.reject(480);

  constructor(settings: PhoneSettings) {
    this.#settings = settings;
    this.#socket = new SipSocket({
      onRequest: incoming => this.#take(incoming),
      onAck: ack => this.#calls.get(keyOf(ack))?.takeAck(ack),
    });
  }

  open(): Promise<void> {
    return this.#socket.open({ host: this.#settings.host ?? '127.0.0.1', port: this.#settings.port ?? 0 });
  }

  get address(): UdpAddress {
    return this.#socket.address;
  }

  /** Calls that have not ended. */
  get calls(): readonly PhoneCall[] {
    return [...this.#calls.values()];
  }

  /** Decides what happens with incoming calls from now on; without it they are refused with 480. */
  onInvite(answerer: (call: IncomingCall) => void): void {
    this.#answerer = answerer;
  }

  /** Dials `sip:*626@127.0.0.1:5060`. The call is returned at once; its promises tell what becomes of it. */
  call(uri: string, settings: CallSettings = {}): OutgoingCall {
    const target = parseUri(uri);
    const { host, port } = this.address;
    const withSound = settings.sound ?? this.#settings.sound ?? true;
    const from = settings.from ?? settings.credentials?.user ?? 'anonymous';
    // A registered telephone calls as a user of its server; a stranger calls from its own address.
    const own = settings.credentials ? addressOf(from, target) : addressOf(from, { host, port });
    const call = new OutgoingCall({
      sound: this.#newSound({ voice: settings.way, reports: settings.reports }),
      socket: this.#socket,
      credentials: settings.credentials,
      dialog: new Dialog({
        callId: newCallId(),
        own: { name: settings.name ?? '', uri: own },
        other: { name: '', uri },
        target: uri,
        contact: formatUri({ user: from, host, port }),
      }),
    });
    this.#keep(call);
    void call.dial({ host: target.host, port: target.port }, settings.headers ?? [], withSound);
    return call;
  }

  /** Registers a user here. Rejects with a `RegistrationError` that carries the status. */
  async register(settings: RegisterSettings): Promise<Registration> {
    const { user, password, registrar, seconds = REGISTER_SECONDS, contact } = settings;
    const registration = new Registration(this.#socket, registrar, { user, password }, { seconds, contact });
    await registration.start();
    this.#registrations.add(registration);
    return registration;
  }

  /** Hangs up every call, gives the other side a second to say so too, and frees the port. */
  async close(): Promise<void> {
    for (const registration of this.#registrations) registration.forget();
    const ends = Promise.all(this.calls.map(call => call.hangUp()));
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise(resolve => {
      timer = setTimeout(resolve, GOODBYE_MS);
    });
    await Promise.race([ends, limit]);
    clearTimeout(timer);
    this.cutOff();
  }

  /** Vanishes without a word, as when the power goes. */
  cutOff(): void {
    for (const registration of this.#registrations) registration.forget();
    for (const call of this.calls) call.drop();
    this.#socket.close();
  }

  #newSound(ways?: VoiceWays): CallSound {
    return new CallSound(this.address.host, this.#settings.codecs ?? codecNames, ways);
  }

  #keep(call: PhoneCall): void {
    const key = `${call.id} ${call.ownTag}`;
    this.#calls.set(key, call);
    void call.ended.then(() => this.#calls.delete(key));
  }

  #take(incoming: Incoming): void {
    const { request, transaction } = incoming;
    const ownTag = parseParty(header(request, 'to') ?? '').tag;
    if (request.method === 'CANCEL') {
      const offered = this.#offered.get(branchOf(request));
      if (offered) offered.cancelled(incoming);
      else transaction.answer({ status: 481 });
    } else if (ownTag !== undefined) {
      const call = this.#calls.get(keyOf(request));
      if (call) call.take(incoming);
      else transaction.answer({ status: 481 });
    } else if (request.method === 'INVITE') {
      this.#offer(incoming);
    } else {
      const known = request.method === 'OPTIONS' || request.method === 'NOTIFY';
      transaction.answer({ status: known ? 200 : 405, headers: [['Allow', ALLOW]] });
    }
  }

  #offer(incoming: Incoming): void {
    const { request } = incoming;
    const { host, port } = this.address;
    const caller = parseParty(header(request, 'from') ?? '');
    const called = parseParty(header(request, 'to') ?? '');
    const dialog = new Dialog({
      callId: header(request, 'call-id') ?? '',
      own: { name: called.name, uri: called.uri },
      other: { name: caller.name, uri: caller.uri },
      target: caller.uri,
      contact: formatUri({ user: '', host, port }),
    });
    dialog.learn(request);
    const parts = { sound: this.#newSound(), socket: this.#socket, credentials: undefined, dialog };
    const call = new IncomingCall(parts, incoming, this.#settings.sound ?? true);
    const branch = branchOf(request);
    this.#offered.set(branch, call);
    void call.ended.then(() => this.#offered.delete(branch));
    this.#keep(call);
    this.#answerer(call);
  }
}

function branchOf(request: SipRequest): string {
  return parameter(header(request, 'via') ?? '', 'branch') ?? '';
}

/** A call is known by its Call-ID and our tag, so that a telephone may even call itself. */
function keyOf(request: SipRequest): string {
  return `${header(request, 'call-id') ?? ''} ${parseParty(header(request, 'to') ?? '').tag ?? ''}`;
}
