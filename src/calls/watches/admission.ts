import { roomIn } from '../../config/voice-ports.ts';
import type { Clock } from '../../kit/clock.ts';
import { type Allowance, TokenBuckets } from '../../kit/token-bucket.ts';
import type { Call } from '../call.ts';
import { channelsOf } from '../call-parties.ts';
import type { Refusal } from './refusals.ts';

/** How many calls may come in, as the centre's policy `callCaps` says; what it does not say follows from the ports. */
export interface CallCaps {
  /** Channels with a voice in all: callers, and the agents who talk with them. */
  readonly all: number;
  /** Calls at once that came by the trunk, and by `/call` pages. */
  readonly trunk: number;
  readonly web: number;
  /** Calls at once from one address of the trunk. */
  readonly perAddress: number;
  /** Calls at once of one number, where the trunk has few left: else it would be blocked by who writes it. */
  readonly perCaller: number;
  /**
   * New calls a second from one address, for as long as it likes. A surge, such as after an outage, may fill at
   * once what the address may have.
   */
  readonly perSecond: number;
}

/** Guests are strangers: however many they are, the rest is for who calls by telephone. */
const WEB_SHARE = 0.2;
/** No address takes all: where there is more than one, the others still get in. */
const ADDRESS_SHARE = 0.75;
/** A page has one telephone; a second call may come before the end of the first one is heard of. */
const CALLS_PER_PAGE = 2;
const NEW_CALLS_OF_A_PAGE: Allowance = { burst: 5, perSecond: 0.5 };
/** A firm's switchboard shows one number for all of its people. */
const CALLER_SHARE = 0.1;
const CALLER_LEAST = 2;
const CALLER_MOST = 10;
/** Somebody who dials again and again. */
const NEW_CALLS_OF_A_CALLER = 1;
/** When this much of the trunk is taken, who has taken the most must wait; those without a number are one of them. */
const SCARCE = 0.5;
/** A carrier of a floor of five hundred agents brings less. */
const NEW_CALLS_PER_SECOND = 40;
/** Addresses whose new calls are counted; a stranger can invent any number of them. */
const SOURCES_REMEMBERED = 10_000;

/** The caps for so many channels with a voice, `pairs` of ports. A policy never goes beyond what the ports bear. */
export function callCaps(pairs: number, policy: Partial<CallCaps> = {}): CallCaps {
  const room = roomIn(pairs);
  const all = Math.min(room, policy.all ?? room);
  const capped = (wanted: number): number => Math.max(1, Math.min(all, Math.floor(wanted)));
  return {
    all,
    trunk: capped(policy.trunk ?? all),
    web: capped(policy.web ?? all * WEB_SHARE),
    perAddress: capped(policy.perAddress ?? all * ADDRESS_SHARE),
    perCaller: capped(policy.perCaller ?? Math.min(CALLER_MOST, Math.max(CALLER_LEAST, all * CALLER_SHARE))),
    perSecond: policy.perSecond ?? NEW_CALLS_PER_SECOND,
  };
}

/**
 * `from`: `trunk` or `web`. `source`: the address or the page's line it came from, where that is known. `number`: the
 * caller's, as calls have it; empty for who has none.
 */
export interface Newcomer {
  readonly from: string;
  readonly source?: string;
  readonly number?: string;
}

/**
 * Why one more call is not taken beside those that live, or null. A channel without ports for its voice would be
 * refused by Asterisk with 488; calls that live are never touched.
 */
export function overCap(
  caps: CallCaps,
  calls: readonly Call[],
  { from, source, number }: Newcomer,
): Refusal | null {
  let channels = 0;
  let coming = 0;
  let ofSource = 0;
  let ofNumber = 0;
  for (const call of calls) {
    const own = channelsNow(call);
    channels += own;
    if (own === 0 || call.direction !== 'in' || call.from !== from) continue;
    coming += 1;
    if (source !== undefined && call.source === source) ofSource += 1;
    if (call.callerNumber === number) ofNumber += 1;
  }
  if (channels >= caps.all) return 'no-room';
  if (coming >= (from === 'web' ? caps.web : caps.trunk)) return 'over-cap';
  if (ofSource >= (from === 'web' ? CALLS_PER_PAGE : caps.perAddress)) return 'over-cap';
  if (from === 'web' || number === undefined) return null;
  const isScarce = coming >= caps.trunk * SCARCE || ofSource >= caps.perAddress * SCARCE;
  const most = number === '' ? caps.trunk * SCARCE : caps.perCaller;
  return isScarce && ofNumber >= most ? 'over-cap' : null;
}

/** Channels that a call has now: none while it is only wrapped up. */
export function channelsNow(call: Call): number {
  return call.phase.kind === 'ending' ? call.phase.open.length : channelsOf(call).length;
}

/** Who is let in, one newcomer after the other. */
export class Admission {
  private readonly parts: {
    readonly clock: Clock;
    readonly caps: () => CallCaps;
    readonly calls: () => readonly Call[];
    /** The centre is about to be stopped. */
    readonly stopping: () => boolean;
  };
  private readonly addresses: TokenBuckets;
  private readonly callers: TokenBuckets;
  private readonly pages = new TokenBuckets(() => NEW_CALLS_OF_A_PAGE, SOURCES_REMEMBERED);

  constructor(parts: Admission['parts']) {
    this.parts = parts;
    const ofAddress = (): Allowance => {
      const { perAddress, perSecond } = parts.caps();
      return { burst: Math.max(perAddress, perSecond), perSecond };
    };
    this.addresses = new TokenBuckets(ofAddress, SOURCES_REMEMBERED);
    this.callers = new TokenBuckets(number => {
      if (number !== '') return { burst: parts.caps().perCaller, perSecond: NEW_CALLS_OF_A_CALLER };
      const { burst, perSecond } = ofAddress();
      return { burst: burst * SCARCE, perSecond: perSecond * SCARCE };
    }, SOURCES_REMEMBERED);
  }

  /** Why this newcomer is turned away, or null. The rate first: in a flood nothing else need be looked at. */
  refusal(newcomer: Newcomer): Refusal | null {
    const { clock, caps, calls } = this.parts;
    if (this.parts.stopping()) return 'stopping';
    if (!this.inTime(newcomer, clock.now())) return 'over-rate';
    return overCap(caps(), calls(), newcomer);
  }

  /** Who calls too often uses up nothing of what the others of the same trunk may. */
  private inTime({ from, source = '', number }: Newcomer, now: number): boolean {
    if (from === 'web') return this.pages.take(source, now);
    const isSeldom = number === undefined || this.callers.take(number, now);
    if (!isSeldom && this.addresses.level(source, now) < SCARCE) return false;
    return this.addresses.take(source, now);
  }
}
