import { type Codec, type CodecName, codecs } from './codecs.ts';
import type { UdpAddress } from './sip-address.ts';

/** Which way voice flows, seen from the one who wrote the description (RFC 3264 §5.1). */
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** The telephone part of a session description: one audio stream. */
export interface AudioDescription {
  readonly address: UdpAddress;
  /** Payload types the other side can take, in its order of preference; G.711 only. */
  readonly codecs: readonly Codec[];
  /** Payload type of RFC 4733 digits, when both sides speak them. */
  readonly digits: number | undefined;
  readonly direction: Direction;
}

const DEFAULT_DIGITS_TYPE = 101;

const mirrored: Readonly<Record<Direction, Direction>> = {
  sendrecv: 'sendrecv',
  sendonly: 'recvonly',
  recvonly: 'sendonly',
  inactive: 'inactive',
};

/** The direction to answer with, for an offer that wishes `offered`. */
export function answerDirection(offered: Direction): Direction {
  return mirrored[offered];
}

/** Reads the first audio stream; `undefined` when there is none, or it is refused with port 0. */
export function parseDescription(sdp: string): AudioDescription | undefined {
  const [session = '', ...streams] = sdp.split(/\r?\n(?=m=)/);
  const audio = streams.find(stream => stream.startsWith('m=audio '));
  const line = /^m=audio (\d+)(?:\/\d+)? \S+ (.*)/.exec(audio ?? '');
  if (!audio || !line || line[1] === '0') return undefined;
  const host = /^c=IN IP[46] (\S+)/m.exec(audio)?.[1] ?? /^c=IN IP[46] (\S+)/m.exec(session)?.[1];
  if (!host) return undefined;
  const types = (line[2] ?? '').trim().split(/\s+/).map(Number);
  const direction =
    /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m.exec(audio)?.[1] ??
    /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m.exec(session)?.[1];
  const digits = /^a=rtpmap:(\d+) telephone-event\/8000/im.exec(audio)?.[1];
  return {
    address: { host, port: Number(line[1]) },
    codecs: types.flatMap(type => Object.values(codecs).filter(codec => codec.payloadType === type)),
    digits: digits === undefined ? undefined : Number(digits),
    direction: (direction as Direction | undefined) ?? 'sendrecv',
  };
}

/** Writes an offer or an answer for one G.711 stream with RFC 4733 digits, 20 ms a packet. */
export function formatDescription(audio: {
  address: UdpAddress;
  /** The port for reports of the voice (RFC 3605), where there is one. */
  reports?: number | undefined;
  codecs: readonly CodecName[];
  digits?: number | undefined;
  direction?: Direction;
  /** Counts up whenever the description changes within a call (RFC 3264 §8). */
  version: number;
}): string {
  const digits = audio.digits ?? DEFAULT_DIGITS_TYPE;
  const chosen = audio.codecs.map(name => codecs[name]);
  const family = audio.address.host.includes(':') ? 'IP6' : 'IP4';
  return [
    'v=0',
    `o=- 1 ${audio.version} IN ${family} ${audio.address.host}`,
    's=-',
    `c=IN ${family} ${audio.address.host}`,
    't=0 0',
    `m=audio ${audio.address.port} RTP/AVP ${[...chosen.map(codec => codec.payloadType), digits].join(' ')}`,
    ...chosen.map(codec => `a=rtpmap:${codec.payloadType} ${codec.name}/8000`),
    `a=rtpmap:${digits} telephone-event/8000`,
    `a=fmtp:${digits} 0-16`,
    'a=ptime:20',
    ...(audio.reports === undefined ? [] : [`a=rtcp:${audio.reports}`]),
    `a=${audio.direction ?? 'sendrecv'}`,
    '',
  ].join('\r\n');
}
