import type { ReceptionBlock } from './reception.ts';

/** What a sender's report says of itself (RFC 3550 §6.4.1), and how it is sent back: the middle of its NTP time. */
export interface SenderReport {
  readonly source: number;
  readonly sentAt: number;
}

export interface OwnReport {
  readonly source: number;
  /** Epoch ms. */
  readonly now: number;
  readonly timestamp: number;
  readonly packets: number;
  readonly bytes: number;
  readonly heard: ReceptionBlock | undefined;
  /** The latest report of theirs, and how long ago it came, ms. */
  readonly last: { readonly sentAt: number; readonly ago: number } | undefined;
}

const VERSION = 2 << 6;
const SENDER_REPORT = 200;
const SOURCE_DESCRIPTION = 202;
const CNAME = 1;
/** NTP counts from 1900, and in 2^32ths of a second; a delay in 2^16ths. */
const NTP_EPOCH_S = 2_208_988_800;
const HEADER_BYTES = 8;
const SENDER_BYTES = 20;
const BLOCK_BYTES = 24;
/** A count of losses has 24 bits and a sign. */
const LOST_MAX = 0x7f_ffff;

/** A compound packet: a sender's report with what was heard, and who says so. */
export function formatReport(report: OwnReport): Buffer {
  return Buffer.concat([formatSender(report), formatName(report.source)]);
}

function formatSender({ source, now, timestamp, packets, bytes, heard, last }: OwnReport): Buffer {
  const length = HEADER_BYTES + SENDER_BYTES + (heard ? BLOCK_BYTES : 0);
  const out = Buffer.alloc(length);
  out[0] = VERSION | (heard ? 1 : 0);
  out[1] = SENDER_REPORT;
  out.writeUInt16BE(length / 4 - 1, 2);
  out.writeUInt32BE(source >>> 0, 4);
  out.writeUInt32BE((Math.floor(now / 1000) + NTP_EPOCH_S) >>> 0, 8);
  out.writeUInt32BE(Math.floor(((now % 1000) / 1000) * 2 ** 32) >>> 0, 12);
  out.writeUInt32BE(timestamp >>> 0, 16);
  out.writeUInt32BE(packets >>> 0, 20);
  out.writeUInt32BE(bytes >>> 0, 24);
  if (heard) {
    const lost = Math.max(-LOST_MAX - 1, Math.min(LOST_MAX, heard.lost));
    out.writeUInt32BE(heard.source >>> 0, 28);
    out[32] = heard.fraction;
    out.writeIntBE(lost, 33, 3);
    out.writeUInt32BE(heard.highest >>> 0, 36);
    out.writeUInt32BE(heard.jitter >>> 0, 40);
    out.writeUInt32BE(last?.sentAt ?? 0, 44);
    out.writeUInt32BE(last ? Math.round(last.ago * 65.536) >>> 0 : 0, 48);
  }
  return out;
}

function formatName(source: number): Buffer {
  const name = Buffer.from(`${source.toString(16)}@cauce.invalid`);
  // Its items end with a zero, and with as many more as fill the word.
  const length = HEADER_BYTES + Math.ceil((2 + name.length + 1) / 4) * 4;
  const out = Buffer.alloc(length);
  out[0] = VERSION | 1;
  out[1] = SOURCE_DESCRIPTION;
  out.writeUInt16BE(length / 4 - 1, 2);
  out.writeUInt32BE(source >>> 0, 4);
  out[8] = CNAME;
  out[9] = name.length;
  out.set(name, 10);
  return out;
}

/** The sender's report in a compound packet; undefined: there is none, or it is damaged. */
export function parseSenderReport(bytes: Buffer): SenderReport | undefined {
  for (let at = 0; at + HEADER_BYTES <= bytes.length; ) {
    if ((bytes[at] ?? 0) >> 6 !== 2) return undefined;
    const length = (bytes.readUInt16BE(at + 2) + 1) * 4;
    if (bytes[at + 1] === SENDER_REPORT && at + HEADER_BYTES + SENDER_BYTES <= bytes.length)
      return {
        source: bytes.readUInt32BE(at + 4),
        sentAt: bytes.readUInt32BE(at + 10),
      };
    at += length;
  }
  return undefined;
}
