/** One RTP packet (RFC 3550 §5.1) with the fields that a telephone reads. */
export interface RtpPacket {
  readonly payloadType: number;
  readonly marker: boolean;
  readonly sequence: number;
  readonly timestamp: number;
  readonly source: number;
  readonly payload: Uint8Array;
}

/** One RFC 4733 digit event; `duration` is in samples since the key went down. */
export interface DigitEvent {
  readonly digit: string;
  readonly ended: boolean;
  readonly duration: number;
}

const HEADER_BYTES = 12;
const VERSION = 2;
const keys = '0123456789*#ABCD';
/** About -10 dBm0, the usual strength of a key press. */
const DIGIT_VOLUME = 10;

/** Writes a packet without contributing sources or extensions. */
export function formatRtp(packet: RtpPacket): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + packet.payload.length);
  bytes[0] = VERSION << 6;
  bytes[1] = (packet.marker ? 0x80 : 0) | packet.payloadType;
  bytes.writeUInt16BE(packet.sequence & 0xffff, 2);
  bytes.writeUInt32BE(packet.timestamp >>> 0, 4);
  bytes.writeUInt32BE(packet.source >>> 0, 8);
  bytes.set(packet.payload, HEADER_BYTES);
  return bytes;
}

/**
 * Reads a packet. RTCP, STUN and damaged packets give `undefined`: RTCP shares the neighbouring port
 * of another call on a busy machine, and its types 200–204 look like payload types 72–76 (RFC 5761 §4).
 */
export function parseRtp(bytes: Buffer): RtpPacket | undefined {
  if (bytes.length < HEADER_BYTES || (bytes[0] ?? 0) >> 6 !== VERSION) return undefined;
  const first = bytes[0] ?? 0;
  const payloadType = (bytes[1] ?? 0) & 0x7f;
  if (payloadType >= 72 && payloadType <= 76) return undefined;
  let start = HEADER_BYTES + (first & 0x0f) * 4;
  if (first & 0x10 && bytes.length >= start + 4) start += 4 + bytes.readUInt16BE(start + 2) * 4;
  const end = bytes.length - (first & 0x20 ? (bytes[bytes.length - 1] ?? 0) : 0);
  if (end < start) return undefined;
  return {
    payloadType,
    marker: ((bytes[1] ?? 0) & 0x80) !== 0,
    sequence: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    source: bytes.readUInt32BE(8),
    payload: bytes.subarray(start, end),
  };
}

/** Whether a text holds only keys of a telephone. */
export function areKeys(text: string): boolean {
  return [...text].every(key => keys.includes(key));
}

export function formatDigit(event: DigitEvent): Buffer {
  const payload = Buffer.allocUnsafe(4);
  payload[0] = keys.indexOf(event.digit);
  payload[1] = (event.ended ? 0x80 : 0) | DIGIT_VOLUME;
  payload.writeUInt16BE(Math.min(event.duration, 0xffff), 2);
  return payload;
}

export function parseDigit(payload: Uint8Array): DigitEvent | undefined {
  const digit = keys[payload[0] ?? 255];
  if (digit === undefined || payload.length < 4) return undefined;
  return {
    digit,
    ended: ((payload[1] ?? 0) & 0x80) !== 0,
    duration: ((payload[2] ?? 0) << 8) | (payload[3] ?? 0),
  };
}
