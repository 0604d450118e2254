import type { Clock, Timer } from '../../kit/clock.ts';
import type { JournalFact } from '../journal/relay.ts';
import type { VoiceSide } from '../voice/diagnosis.ts';
import type { VoiceMeasured } from '../voice/measured.ts';

/** So many of the latest talks are looked at. */
export const LATEST = 10;
/** So many bad ones among them begin a trouble, and so few end it: one more or less does not flicker. */
export const BEGINS_AT = 5;
export const ENDS_AT = 2;
/** A talk is bad on a side when something was named there for so much of it. */
const BAD_SHARE = 0.1;
/** What was longer ago says nothing of now, ms. */
export const FORGOTTEN_AFTER_MS = 3_600_000;
const LOOK_EVERY_MS = 60_000;

interface Talk {
  /** '' for a call without one. */
  readonly ticket: string;
  readonly at: number;
  readonly bad: boolean;
}

/** A side on which the voice has been bad lately; `agent` is null for the customers' side, which is the trunk's too. */
export interface VoiceTroubled {
  readonly agent: string | null;
  readonly bad: number;
  readonly of: number;
  /** Those of the bad ones, newest first. */
  readonly tickets: readonly string[];
}

/**
 * Whose side the bad voices of the latest talks were on: of each agent by themselves, whose network is their own, and of all
 * customers together, who come by the same trunk.
 *
 *   5 of the last 10 bad ──▶ trouble ──2 or fewer of them, or nothing for an hour──▶ over
 */
export class VoiceTroubles {
  private readonly parts: {
    readonly clock: Clock;
    /** That of a call of now; null: it has none. */
    readonly ticketOf: (call: string) => string | null;
    readonly changed: (trouble: VoiceTroubled) => void;
    readonly over: (agent: string | null) => void;
  };
  /** By agent; null: the customers. */
  private readonly talks = new Map<string | null, readonly Talk[]>();
  private readonly troubled = new Set<string | null>();
  private timer: Timer | null = null;

  constructor(parts: VoiceTroubles['parts']) {
    this.parts = parts;
  }

  start(): void {
    this.timer = this.parts.clock.after(LOOK_EVERY_MS, () => {
      for (const whose of [...this.talks.keys()]) this.judge(whose);
      this.start();
    });
  }

  stop(): void {
    this.timer?.cancel();
  }

  /** Facts that are being written down. */
  fold(facts: readonly JournalFact[]): void {
    for (const { call, fact } of facts) {
      if (call === null || fact.kind !== 'voice-measured') continue;
      this.note(fact.agent, call, fact.at, isBad(fact.voice, 'agent'));
      this.note(null, call, fact.at, isBad(fact.voice, 'customer'));
    }
  }

  private note(whose: string | null, call: string, at: number, bad: boolean): void {
    const ticket = this.parts.ticketOf(call) ?? '';
    this.talks.set(whose, [{ ticket, at, bad }, ...(this.talks.get(whose) ?? [])].slice(0, LATEST));
    this.judge(whose);
  }

  private judge(whose: string | null): void {
    const since = this.parts.clock.now() - FORGOTTEN_AFTER_MS;
    const latest = (this.talks.get(whose) ?? []).filter(({ at }) => at > since);
    if (latest.length === 0) this.talks.delete(whose);
    else this.talks.set(whose, latest);
    const bad = latest.filter(one => one.bad);
    if (bad.length >= BEGINS_AT || (this.troubled.has(whose) && bad.length > ENDS_AT)) {
      this.troubled.add(whose);
      const tickets = bad.flatMap(({ ticket }) => (ticket === '' ? [] : [ticket]));
      this.parts.changed({ agent: whose, bad: bad.length, of: latest.length, tickets });
    } else if (this.troubled.delete(whose)) this.parts.over(whose);
  }
}

function isBad({ causes, toAgent, toCustomer }: VoiceMeasured, side: VoiceSide): boolean {
  const measured = Math.max(toAgent?.ms ?? 0, toCustomer?.ms ?? 0);
  const named = Math.max(0, ...causes.filter(cause => cause.side === side).map(({ ms }) => ms));
  return named > 0 && named >= measured * BAD_SHARE;
}
