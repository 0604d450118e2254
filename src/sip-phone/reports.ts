import type { Socket } from 'node:dgram';
import type { VoiceWay } from './call-sound.ts';
import { Reception } from './reception.ts';
import { formatReport, type OwnReport, parseSenderReport } from './rtcp.ts';
import type { RtpPacket } from './rtp.ts';
import type { UdpAddress } from './sip-address.ts';
import { bindUdp } from './udp-port.ts';

/** RFC 3550 §6.2: no more often than every five seconds. */
const EVERY_MS = 5_000;

/**
 * What one side tells the other of the voice that it gets, and of when it was told itself, from which the other one knows how long the
 * way there and back is (RTCP).
 */
export class Reports {
  readonly #socket: Socket;
  readonly #reception = new Reception();
  /** Where the other side is told to send its own. */
  readonly place: UdpAddress;
  #last: { readonly sentAt: number; readonly at: number } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #to: UdpAddress | undefined;

  private constructor(socket: Socket, place: UdpAddress) {
    this.#socket = socket;
    this.place = place;
    socket.on('message', bytes => {
      const report = parseSenderReport(bytes);
      if (report) this.#last = { sentAt: report.sentAt, at: performance.now() };
    });
  }

  static async open(host: string, way: VoiceWay | undefined): Promise<Reports> {
    const socket = await bindUdp({ host, port: 0 });
    const own = { host, port: socket.address().port };
    return new Reports(socket, (await way?.placeOf(own)) ?? own);
  }

  took(packet: RtpPacket): void {
    this.#reception.take(packet, performance.now());
  }

  /** From now on `own` is told every five seconds: to the port above that of their voice (RFC 3550 §11). */
  begin(
    voice: UdpAddress,
    way: VoiceWay | undefined,
    own: () => Pick<OwnReport, 'source' | 'timestamp' | 'packets' | 'bytes'>,
  ): void {
    const to = { host: voice.host, port: voice.port + 1 };
    this.#to = way?.towards(to) ?? to;
    this.#timer ??= setInterval(() => this.#tell(own()), EVERY_MS);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#socket.close();
  }

  #tell(own: Pick<OwnReport, 'source' | 'timestamp' | 'packets' | 'bytes'>): void {
    const last = this.#last && { sentAt: this.#last.sentAt, ago: performance.now() - this.#last.at };
    const report = formatReport({ ...own, now: Date.now(), heard: this.#reception.block(), last });
    if (this.#to) this.#socket.send(report, this.#to.port, this.#to.host);
  }
}
