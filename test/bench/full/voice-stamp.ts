import { randomFrom } from '../../kit/random.ts';

/** Bytes of 20 ms of G.711. */
export const VOICE_BYTES = 160;

/** What a packet of the bench's voice says of itself: who speaks, its number from 0, and when it was sent. */
export interface Stamp {
  readonly voice: number;
  readonly number: number;
  /** `performance.now()`, ms. */
  readonly sentAt: number;
}

const MAGIC = 0xca0ce5ed;
const VOICE_AT = 4;
const NUMBER_AT = 8;
const SENT_AT = 12;
const STAMP_BYTES = 20;

const noise = randomFrom(1);
/** Behind the stamp: noise of a voice's strength, so that nothing is saved on silence. */
const NOISE = Buffer.from(
  Array.from({ length: VOICE_BYTES - STAMP_BYTES }, () => (noise() < 0.5 ? 0 : 0x80) + 0x20 + noise() * 0x30),
);

/** 20 ms of voice that carries its stamp: G.711 passes unchanged where nobody encodes it anew. */
export function stampedVoice({ voice, number, sentAt }: Stamp): Buffer {
  const payload = Buffer.allocUnsafe(VOICE_BYTES);
  payload.writeUInt32BE(MAGIC, 0);
  payload.writeUInt32BE(voice, VOICE_AT);
  payload.writeUInt32BE(number, NUMBER_AT);
  payload.writeDoubleBE(sentAt, SENT_AT);
  NOISE.copy(payload, STAMP_BYTES);
  return payload;
}

/** The stamp of a payload, or undefined for any other sound. */
export function readStamp(payload: Uint8Array): Stamp | undefined {
  if (payload.length !== VOICE_BYTES) return undefined;
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.length);
  if (bytes.readUInt32BE(0) !== MAGIC) return undefined;
  return {
    voice: bytes.readUInt32BE(VOICE_AT),
    number: bytes.readUInt32BE(NUMBER_AT),
    sentAt: bytes.readDoubleBE(SENT_AT),
  };
}
