import type { Socket } from 'node:dgram';
import { FRAME_SAMPLES } from '../../../src/sip-phone/codecs.ts';
import { KeyPresses } from '../../../src/sip-phone/key-presses.ts';
import { FRAME_MS } from '../../../src/sip-phone/pacer.ts';
import { formatRtp, parseRtp } from '../../../src/sip-phone/rtp.ts';
import type { AudioDescription } from '../../../src/sip-phone/sdp.ts';
import { bindUdp } from '../../../src/sip-phone/udp-port.ts';
import { Arrivals } from './arrivals.ts';
import { readStamp, stampedVoice } from './voice-stamp.ts';

const BUFFERS = { recvBufferSize: 4 << 20, sendBufferSize: 4 << 20 };
/** After a longer stall the lost time is skipped: nobody speaks faster to catch up. */
const CATCH_UP_MS = 60;
/** Payload type of µ-law (RFC 3551). */
const MU_LAW = 0;
const EVENT_ENDED = 0x80;

/**
 * Speaks in any number of calls over one UDP port, beside telephones without sound: Asterisk sends its voice to where theirs
 * comes from (rtp_symmetric). Voices begin at different milliseconds, as people do; a burst of all of them every 20 ms would
 * measure its own queue.
 */
export class VoicePort {
  private readonly socket: Socket;
  private readonly voices: Voice[] = [];
  /** By the port of Asterisk's that they speak to. */
  private readonly byPort = new Map<number, Voice>();
  private readonly start = performance.now();
  private beat = 0;
  private timer: NodeJS.Timeout;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('message', (bytes, from) => this.take(bytes, from.port));
    this.timer = setTimeout(() => this.speak(), 1);
  }

  static async open(): Promise<VoicePort> {
    return new VoicePort(await bindUdp({ host: '127.0.0.1', port: 0 }, BUFFERS));
  }

  /** Speaks from now on to where a telephone was told to. */
  voice(to: AudioDescription): Voice {
    const voice = new Voice(this.voices.length, to, bytes =>
      this.socket.send(bytes, to.address.port, to.address.host),
    );
    this.voices.push(voice);
    this.byPort.set(to.address.port, voice);
    return voice;
  }

  close(): void {
    clearTimeout(this.timer);
    this.socket.close();
  }

  /** One millisecond after the other, each with the voices whose turn it is. */
  private speak(): void {
    const now = Math.floor(performance.now() - this.start);
    if (now - this.beat > CATCH_UP_MS) this.beat = now;
    for (; this.beat < now; this.beat += 1) {
      for (let at = this.beat % FRAME_MS; at < this.voices.length; at += FRAME_MS) this.voices[at]?.speak();
    }
    this.timer = setTimeout(() => this.speak(), 1);
  }

  private take(bytes: Buffer, fromPort: number): void {
    const at = performance.now();
    const packet = parseRtp(bytes);
    const hearer = this.byPort.get(fromPort);
    if (packet?.payloadType !== MU_LAW || hearer === undefined) return;
    hearer.hear(at);
    const stamp = readStamp(packet.payload);
    if (stamp === undefined) return;
    const speaker = this.voices[stamp.voice];
    if (speaker !== undefined && speaker === hearer.partner) {
      speaker.arrivals.add(stamp.number, at - stamp.sentAt);
    } else speaker?.arrivals.cross();
  }
}

/** One end of a call: what it says, and when it heard something. */
export class Voice {
  readonly arrivals = new Arrivals();
  /** Who hears it. */
  partner: Voice | undefined;
  /** Packets of voice sent so far. */
  sent = 0;
  /** Packets of voice that came so far, and `performance.now()` of the last one. */
  heard = 0;
  heardAt: number | undefined;
  private readonly id: number;
  private readonly to: AudioDescription;
  private readonly send: (bytes: Buffer) => void;
  private readonly keys = new KeyPresses();
  private onHeard: ((at: number) => void) | undefined;
  private onKeyUp: ((at: number) => void) | undefined;
  private sequence = 0;
  private timestamp = 0;
  private quiet = false;

  constructor(id: number, to: AudioDescription, send: (bytes: Buffer) => void) {
    this.id = id;
    this.to = to;
    this.send = send;
  }

  /** Says no more. */
  hush(): void {
    this.quiet = true;
  }

  /** Presses a key for 100 ms. Resolves with when the first packet that says that it is up was sent. */
  press(key: string): Promise<number> {
    void this.keys.press(key, 100, FRAME_MS);
    return new Promise(resolve => {
      this.onKeyUp = resolve;
    });
  }

  /** Resolves with when the next packet of voice comes. */
  nextHeard(): Promise<number> {
    return new Promise(resolve => {
      this.onHeard = resolve;
    });
  }

  hear(at: number): void {
    this.heard += 1;
    this.heardAt = at;
    this.onHeard?.(at);
    this.onHeard = undefined;
  }

  /** The next 20 ms. */
  speak(): void {
    if (this.quiet) return;
    this.timestamp = (this.timestamp + FRAME_SAMPLES) >>> 0;
    const key = this.to.digits === undefined ? undefined : this.keys.next(this.timestamp);
    const sentAt = performance.now();
    if (key === undefined || this.to.digits === undefined) {
      const payload = stampedVoice({ voice: this.id, number: this.sent, sentAt });
      this.packet(MU_LAW, payload, this.timestamp, false);
      this.sent += 1;
      return;
    }
    this.packet(this.to.digits, key.payload, key.timestamp, key.first);
    if (((key.payload[1] ?? 0) & EVENT_ENDED) === 0) return;
    this.onKeyUp?.(sentAt);
    this.onKeyUp = undefined;
  }

  private packet(payloadType: number, payload: Uint8Array, timestamp: number, marker: boolean): void {
    this.sequence = (this.sequence + 1) & 0xffff;
    const { sequence, id } = this;
    this.send(formatRtp({ payloadType, marker, sequence, timestamp, source: id + 1, payload }));
  }
}
