import type { Socket } from 'node:dgram';
import type { VoiceWay } from '../../src/sip-phone/call-sound.ts';
import type { UdpAddress } from '../../src/sip-phone/sip-address.ts';
import { bindUdp } from '../../src/sip-phone/udp-port.ts';
import { randomFrom } from './random.ts';

/** What a network does to the packets of one direction. */
export interface Fault {
  /** Share of packets that are lost, 0…1, each by itself. */
  readonly loss?: number;
  /** Every packet comes so much later, ms. */
  readonly delayMs?: number;
  /** They are held, and go on together after about so long, as on a Wi-Fi that stalls; their order stays, ms. */
  readonly stallMs?: number;
  /** Share of packets, 0…1, that are overtaken by those of the next `OVERTAKEN_MS`. */
  readonly reorder?: number;
}

const OVERTAKEN_MS = 90;
/** A packet of voice comes every so many ms, and is no shorter than this, bytes. */
const PACKET_MS = 20;
const VOICE_BYTES = 160;
/** How long what was uneven is remembered, ms. */
const LATELY_MS = 20_000;
const HOST = '127.0.0.1';

/** One direction: what comes goes on, or is lost, or goes later. */
class Way {
  fault: Fault = {};
  private readonly random: () => number;
  private readonly waiting: { readonly send: () => void; readonly due: number }[] = [];
  /** When those that are held go on. */
  private goesAt = 0;
  private lastAt = performance.now();
  private jitterMs = 0;
  private readonly jitters: (readonly [at: number, ms: number])[] = [];

  constructor(seed: number) {
    this.random = randomFrom(seed);
  }

  /** How unevenly the voice has gone on lately (RFC 3550 §6.4.1), ms: a machine that is too slow holds it too. */
  unevenMs(): number {
    const since = performance.now() - LATELY_MS;
    return Math.max(0, ...this.jitters.filter(([at]) => at >= since).map(([, ms]) => ms));
  }

  /** What was uneven before is forgotten. */
  become(fault: Fault): void {
    this.fault = fault;
    this.jitterMs = 0;
    this.jitters.length = 0;
  }

  pass(bytes: number, sendNow: () => void): void {
    const send = () => {
      if (bytes >= VOICE_BYTES) this.note(performance.now());
      sendNow();
    };
    const { loss = 0, delayMs = 0, stallMs = 0, reorder = 0 } = this.fault;
    // As many numbers for a packet whatever the fault is, so that a seed says the same of each.
    const [lost, long, overtaken] = [this.random(), this.random(), this.random()];
    if (lost < loss) return;
    const now = performance.now();
    if (overtaken < reorder) {
      setTimeout(send, delayMs + OVERTAKEN_MS);
      return;
    }
    if (this.goesAt <= now) this.goesAt = now + stallMs * (0.5 + long);
    const due = now + delayMs + (stallMs > 0 ? this.goesAt - now : 0);
    if (due <= now && this.waiting.length === 0) send();
    else this.later(send, due);
  }

  /** None that waits is overtaken by one that came later, whatever was set meanwhile. */
  private later(send: () => void, due: number): void {
    this.waiting.push({ send, due });
    if (this.waiting.length === 1) this.wait();
  }

  private wait(): void {
    const [next] = this.waiting;
    if (!next) return;
    setTimeout(
      () => {
        const now = performance.now();
        while (this.waiting[0] && this.waiting[0].due <= now) this.waiting.shift()?.send();
        this.wait();
      },
      Math.max(0, next.due - performance.now()),
    );
  }

  private note(now: number): void {
    this.jitterMs += (Math.abs(now - this.lastAt - PACKET_MS) - this.jitterMs) / 16;
    this.lastAt = now;
    const [first] = this.jitters;
    if (first && first[0] < now - LATELY_MS) this.jitters.shift();
    if (this.jitterMs > PACKET_MS / 2) this.jitters.push([now, this.jitterMs]);
  }
}

/**
 * A bad network: passes UDP on between those who send to its `address` and one other end, with the faults of each direction. The
 * same seed loses the same packets.
 */
export class UdpRelay implements VoiceWay {
  private readonly front: Socket;
  /** By client. */
  private readonly backs = new Map<string, Promise<Socket>>();
  private readonly there: Way;
  private readonly back: Way;
  private other: UdpAddress | null;

  private constructor(front: Socket, other: UdpAddress | null, seed: number) {
    this.front = front;
    this.other = other;
    this.there = new Way(seed);
    this.back = new Way(seed + 1);
    front.on('message', (bytes, from) => {
      void this.backOf({ host: from.address, port: from.port }).then(socket =>
        this.there.pass(bytes.length, () => this.other && sendBy(socket, bytes, this.other)),
      );
    });
  }

  static async open(seed: number, other: UdpAddress | null = null): Promise<UdpRelay> {
    return new UdpRelay(await bindUdp({ host: HOST, port: 0 }), other, seed);
  }

  /** To which what is to be passed on is sent. */
  get address(): UdpAddress {
    return { host: HOST, port: this.front.address().port };
  }

  /** From now on: on the way to the other end, and on the way back. */
  set(faults: { readonly there?: Fault; readonly back?: Fault }): void {
    this.there.become(faults.there ?? {});
    this.back.become(faults.back ?? {});
  }

  /** The voice goes on as unevenly as this without a fault of ours that does so; 0 while there is one, ms. */
  unevenMs(): number {
    const ways = [this.there, this.back];
    return ways.some(({ fault }) => fault.stallMs) ? 0 : Math.max(...ways.map(way => way.unevenMs()));
  }

  /** As a `VoiceWay`: the other end, which is known later than the relay, reaches `client` there. */
  async placeOf(client: UdpAddress): Promise<UdpAddress> {
    return { host: HOST, port: (await this.backOf(client)).address().port };
  }

  towards(other: UdpAddress): UdpAddress {
    this.other = other;
    return this.address;
  }

  close(): void {
    this.front.close();
    for (const socket of this.backs.values()) void socket.then(each => each.close());
  }

  private backOf(client: UdpAddress): Promise<Socket> {
    const key = `${client.host}:${client.port}`;
    const known = this.backs.get(key);
    if (known) return known;
    const opened = bindUdp({ host: HOST, port: 0 }).then(socket => {
      socket.on('message', bytes => this.back.pass(bytes.length, () => sendBy(this.front, bytes, client)));
      return socket;
    });
    this.backs.set(key, opened);
    return opened;
  }
}

/** What was late may come after the end. */
function sendBy(socket: Socket, bytes: Buffer, { host, port }: UdpAddress): void {
  try {
    socket.send(bytes, port, host);
  } catch {
    // closed meanwhile
  }
}
