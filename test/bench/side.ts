import type { CodecName } from '../../src/sip-phone/codecs.ts';
import type { SipPhone } from '../../src/sip-phone/sip-phone.ts';

/** What a row has started. */
export interface Started {
  stop(): Promise<void>;
}

/** One of the two that are compared: how to call it, who answers, and what it costs. */
export interface BenchSide extends Started {
  readonly name: string;
  /** What callers dial, as a whole SIP address. */
  readonly line: string;
  /** The telephone at which all agents of this side are reached; an agent is the user that was called. */
  readonly agents: SipPhone;
  /** The processes whose processor time counts, by name; their children count with them. */
  readonly processes: ReadonlyMap<string, number>;
}

/** Agents of each side, unless a row says otherwise. */
export const AGENTS = 50;

/** Who answers on a side. */
export interface Crew {
  /** How many there are. */
  readonly agents: number;
  /** What their telephones speak, in order of preference. */
  readonly codecs?: readonly CodecName[];
}
