import type { PhoneLines } from '../../agents/ports.ts';
import type { NodeRecordings } from '../../calls/ports/node-recordings.ts';
import type { CallShedding } from '../../calls/ports/shedding.ts';
import type { Telephony } from '../../calls/ports/telephony.ts';
import { AriLink, type LinkOptions, type Traffic } from './link.ts';
import { AsteriskRecordings } from './node-recordings.ts';
import { AsteriskPhoneLines } from './phone-lines.ts';
import { AsteriskShedding } from './shedding.ts';
import { AsteriskTelephony } from './telephony.ts';
import { trunkReachable } from './trunk-look.ts';

export interface AsteriskOptions extends LinkOptions {
  /** The IP address that phones are told to send their audio to. */
  readonly mediaAddress: string;
  /** First and last UDP port that the voice of a new guest may take; any, unless told. */
  readonly guestPorts?: () => readonly [number, number];
}

/** One Asterisk node behind the ports of the trade rooms. */
export interface Asterisk {
  readonly telephony: Telephony;
  readonly recordings: NodeRecordings;
  readonly lines: PhoneLines;
  readonly shedding: CallShedding;
  /** Counters since the start, for the metrics and the bench. */
  readonly traffic: Readonly<Traffic>;
  connected(): boolean;
  /** As `trunkReachable` of trunk-look.ts. */
  trunkReachable(): Promise<boolean | null>;
  /** Resolves at the first good connection; fails when ARI refuses our password or Asterisk is too old. */
  firstContact(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts to connect, and goes on for ever; returns at once. Set the telephony's listener in the same turn of the
 * event loop, so that it hears the first `connected`.
 */
export function openAsterisk(options: AsteriskOptions): Asterisk {
  const link: AriLink = new AriLink(options, {
    event: event => telephony.onAriEvent(event),
    connected: () => telephony.linkChanged(true),
    disconnected: () => telephony.linkChanged(false),
  });
  const telephony = new AsteriskTelephony(link, options.clock);
  return {
    telephony,
    recordings: new AsteriskRecordings(link),
    lines: new AsteriskPhoneLines(link, options.mediaAddress, options.guestPorts ?? (() => null)),
    shedding: new AsteriskShedding(link),
    traffic: link.traffic,
    connected: () => link.connected,
    trunkReachable: () => trunkReachable(link),
    firstContact: () => link.firstContact(),
    close: () => link.close(),
  };
}
