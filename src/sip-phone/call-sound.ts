import { randomInt } from 'node:crypto';
import type { Socket } from 'node:dgram';
import { type Codec, type CodecName, codecs, FRAME_SAMPLES } from './codecs.ts';
import { Earpiece } from './earpiece.ts';
import { KeyPresses } from './key-presses.ts';
import { everyFrame } from './pacer.ts';
import { Reports } from './reports.ts';
import { formatRtp, parseDigit, parseRtp } from './rtp.ts';
import { type AudioDescription, answerDirection, type Direction, formatDescription } from './sdp.ts';
import type { UdpAddress } from './sip-address.ts';
import { type SoundSource, silence } from './tones.ts';
import { bindUdp } from './udp-port.ts';
import { createWav, type WavFile } from './wav.ts';

/** RFC 863's port: a telephone without sound tells the server to send its voice where nobody listens. */
const DISCARD_PORT = 9;
/** A hole in what arrives longer than this is written as silence into a recording. */
const RECORDING_GAP_FRAMES = 5;

/** What the voice of a telephone goes through on its way, e.g. a network that a test makes bad. */
export interface VoiceWay {
  /** Where the other side is told to send its voice, for a telephone that is at `own`. */
  placeOf(own: UdpAddress): Promise<UdpAddress>;
  /** Where the telephone sends what is for `theirs`. */
  towards(theirs: UdpAddress): UdpAddress;
}

/** What the voice and its reports go through; `reports` true: they go straight, undefined: none are sent. */
export interface VoiceWays {
  readonly voice?: VoiceWay | undefined;
  readonly reports?: VoiceWay | true | undefined;
}

/**
 * The voice of one call: a packet every 20 ms out, and everything that comes in kept for questions.
 * Nothing is bound or sent for a telephone that was made without sound.
 */
export class CallSound {
  readonly earpiece = new Earpiece();
  readonly #host: string;
  readonly #codecs: readonly CodecName[];
  readonly #ways: VoiceWays;
  #reports: Reports | undefined;
  #socket: Socket | undefined;
  #place: UdpAddress;
  #version = 0;
  #remote: AudioDescription | undefined;
  #codec: Codec = codecs.PCMA;
  #stop: (() => void) | undefined;
  #source: SoundSource = silence();
  #sourceOver: (() => void) | undefined;
  #sequence = randomInt(0x8000);
  #timestamp = randomInt(0x7fffffff);
  readonly #ssrc = randomInt(0x7fffffff);
  readonly #sent = { packets: 0, bytes: 0 };
  readonly #keys = new KeyPresses();
  #digitsHeard = '';
  #lastDigitStamp: number | undefined;
  #heardExpectedPort = false;
  #recording: WavFile | undefined;
  #framesSinceVoice = 0;
  #ownDirection: Direction = 'sendrecv';

  constructor(host: string, codecNames: readonly CodecName[], ways: VoiceWays = {}) {
    this.#host = host;
    this.#codecs = codecNames;
    this.#ways = ways;
    this.#place = { host, port: DISCARD_PORT };
  }

  /** Opens the port for voice; call it before the first description is written. */
  async open(): Promise<void> {
    const socket = await bindUdp({ host: this.#host, port: 0 });
    socket.on('message', (bytes, from) => this.#take(bytes, from.port));
    this.#socket = socket;
    const own = { host: this.#host, port: socket.address().port };
    this.#place = (await this.#ways.voice?.placeOf(own)) ?? own;
    if (this.#ways.reports) this.#reports = await Reports.open(this.#host, this.#reportsWay);
  }

  /** The keys the other side pressed so far, by RFC 4733. */
  get digitsHeard(): string {
    return this.#digitsHeard;
  }

  get remote(): AudioDescription | undefined {
    return this.#remote;
  }

  /** Writes our description: an offer, or the answer to `theirs`. */
  describe(direction: Direction = 'sendrecv', theirs?: AudioDescription): string {
    this.#version++;
    this.#ownDirection = direction;
    const common = theirs
      ? this.#codecs.filter(name => theirs.codecs.some(c => c.name === name))
      : this.#codecs;
    return formatDescription({
      address: this.#place,
      reports: this.#reports?.place.port,
      codecs: common.length > 0 ? common : this.#codecs,
      digits: theirs?.digits,
      direction,
      version: this.#version,
    });
  }

  /** The answer to an offer of theirs, taken in at the same time. */
  answer(theirs: AudioDescription): string {
    this.connect(theirs);
    return this.describe(answerDirection(theirs.direction), theirs);
  }

  /** Voice flows from now on to where their description says. */
  connect(theirs: AudioDescription): void {
    const { voice } = this.#ways;
    this.#remote = voice ? { ...theirs, address: voice.towards(theirs.address) } : theirs;
    this.#reports?.begin(theirs.address, this.#reportsWay, () => ({
      source: this.#ssrc,
      timestamp: this.#timestamp,
      packets: this.#sent.packets,
      bytes: this.#sent.bytes,
    }));
    this.#heardExpectedPort = false;
    this.#codec = theirs.codecs.find(codec => this.#codecs.includes(codec.name)) ?? this.#codec;
    if (this.#socket && !this.#stop) this.#stop = everyFrame(() => this.#frame());
  }

  /** Plays from now on; resolves when the sound is over or another one took its place. */
  play(source: SoundSource): Promise<void> {
    this.#sourceOver?.();
    this.#source = source;
    return new Promise(resolve => {
      this.#sourceOver = resolve;
    });
  }

  /** Presses keys by RFC 4733; resolves when the last one is up again. */
  press(digits: string, ms: number, gapMs: number): Promise<void> {
    if (!this.#stop) return Promise.reject(new Error('keys cannot be pressed before the voice is connected'));
    return this.#keys.press(digits, ms, gapMs);
  }

  /** Writes what is heard from now on to a file, silence included. */
  record(path: string): void {
    this.#recording = createWav(path);
    this.#framesSinceVoice = 0;
  }

  close(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#sourceOver?.();
    this.#keys.drop();
    this.#recording?.close();
    this.#socket?.close();
    this.#socket = undefined;
    this.#reports?.close();
    this.#reports = undefined;
  }

  get #reportsWay(): VoiceWay | undefined {
    const { reports } = this.#ways;
    return reports === true ? undefined : reports;
  }

  #frame(): void {
    if (++this.#framesSinceVoice > RECORDING_GAP_FRAMES)
      this.#recording?.append(new Int16Array(FRAME_SAMPLES));
    const remote = this.#remote;
    if (!remote) return;
    const samples = this.#nextSamples();
    const key = remote.digits === undefined ? undefined : this.#keys.next(this.#timestamp);
    this.#timestamp = (this.#timestamp + FRAME_SAMPLES) >>> 0;
    if (this.#ownDirection === 'recvonly' || this.#ownDirection === 'inactive') return;
    if (key && remote.digits !== undefined) {
      this.#send(remote.address, remote.digits, key.payload, key.first, key.timestamp);
    } else {
      this.#send(
        remote.address,
        this.#codec.payloadType,
        this.#codec.encode(samples),
        false,
        this.#timestamp,
      );
    }
  }

  #nextSamples(): Int16Array {
    const samples = this.#source();
    if (samples) return samples;
    this.#source = silence();
    this.#sourceOver?.();
    return new Int16Array(FRAME_SAMPLES);
  }

  #send(to: UdpAddress, payloadType: number, payload: Uint8Array, marker: boolean, timestamp: number): void {
    this.#sequence = (this.#sequence + 1) & 0xffff;
    const packet = formatRtp({
      payloadType,
      marker,
      sequence: this.#sequence,
      timestamp,
      source: this.#ssrc,
      payload,
    });
    this.#sent.packets += 1;
    this.#sent.bytes += payload.length;
    this.#socket?.send(packet, to.port, to.host);
  }

  #take(bytes: Buffer, fromPort: number): void {
    // Ports are used again quickly on one machine: once the described port has spoken, others are stray.
    if (fromPort === this.#remote?.address.port) this.#heardExpectedPort = true;
    else if (this.#heardExpectedPort) return;
    const packet = parseRtp(bytes);
    if (!packet) return;
    this.#reports?.took(packet);
    const codec = Object.values(codecs).find(one => one.payloadType === packet.payloadType);
    if (codec) {
      const samples = codec.decode(packet.payload);
      this.#framesSinceVoice = 0;
      this.earpiece.add(samples);
      this.#recording?.append(samples);
    } else if (packet.payloadType === (this.#remote?.digits ?? 101)) {
      this.#takeDigit(packet.payload, packet.timestamp);
    }
  }

  /** A key is sent many times; its time stamp tells one press from the next (RFC 4733 §2.5.1.1). */
  #takeDigit(payload: Uint8Array, timestamp: number): void {
    const event = parseDigit(payload);
    if (!event?.ended || timestamp === this.#lastDigitStamp) return;
    this.#lastDigitStamp = timestamp;
    this.#digitsHeard += event.digit;
  }
}
