import { z } from 'zod';
import type { Clock } from '../kit/clock.ts';
import type { ErrorCode } from '../kit/errors.ts';
import { newId } from '../kit/ids.ts';
import type { Log } from '../kit/log.ts';
import type { OutgoingGate } from '../outgoing/gate.ts';
import { classify } from '../outgoing/number-class.ts';
import type { CommandOutcome } from './commands.ts';
import type { CodeOrder, Telephony } from './ports/telephony.ts';

/** Calls to one line in a day, and in all in an hour: a telephone that rings again and again is a nuisance to its owner. */
export const PROOFS_A_LINE_AND_DAY = 3;
export const PROOFS_AN_HOUR = 20;
const HOUR_MS = 3_600_000;
const RING_MS = 30_000;

/** As the journal keeps it. `day` is the calendar day, ISO 8601; `lines` has what was called on it; `recent` epoch ms. */
export interface StoredProofs {
  readonly day: string;
  readonly lines: Readonly<Record<string, number>>;
  readonly recent: readonly number[];
}

export const storedProofs: z.ZodType<StoredProofs> = z.object({
  day: z.string(),
  lines: z.record(z.string(), z.number()),
  recent: z.array(z.number()),
});

/** What a guest is told of a refusal: nothing that depends on whose line they wrote. */
const TOLD: ReadonlySet<ErrorCode> = new Set(['store-away', 'outgoing-policy']);

const NOT_SAID: CommandOutcome = { ok: true };

/**
 * Says a code to a customer's line, so that a guest of `/call` who reads it back has proved that the line is theirs. Only
 * a line that a customer has is called, and through the gate like every call that leaves. Whether it was is not told:
 * nobody finds out by asking who is a customer.
 */
export class ProofCalls {
  private readonly parts: {
    readonly clock: Clock;
    readonly log: Log;
    readonly node: string;
    /** The centre's, ISO code. */
    readonly country: string;
    readonly dayOf: (at: number) => string;
    readonly gate: Pick<OutgoingGate, 'learn' | 'pass'>;
    readonly telephony: Pick<Telephony, 'sayCode'>;
    /** Whether there is a way out of the centre at all. */
    readonly hasWayOut: () => boolean;
    readonly keep: (stored: StoredProofs) => void;
  };
  private stored: StoredProofs;

  constructor(parts: ProofCalls['parts'], stored: StoredProofs | null) {
    this.parts = parts;
    this.stored = stored ?? { day: '', lines: {}, recent: [] };
  }

  /**
   * Answers why nobody can be called now; otherwise with the call that says the code, and with none where the line is
   * nobody's or has heard enough of them today: a code that nobody hears must prove nothing. That is for the centre to
   * know, not for the guest, who is also answered as soon in one case as in the other: the telephone is not waited for.
   */
  async call(number: string, code: string): Promise<CommandOutcome> {
    const { gate, clock, log, node, hasWayOut } = this.parts;
    if (!hasWayOut()) return { ok: false, code: 'no-route' };
    const wish = { entry: 'proof-call', by: null, number, ticket: '' } as const;
    const known = await gate.learn(wish);
    const now = clock.now();
    const before = this.upTo(now);
    if (before.recent.length >= PROOFS_AN_HOUR) {
      log.warn({ calls: before.recent.length }, 'no more codes are said this hour');
      return { ok: false, code: 'too-many-tries' };
    }
    const { number: line } = classify(number, this.parts.country);
    if ((before.lines[line] ?? 0) >= PROOFS_A_LINE_AND_DAY) {
      log.warn('no more codes are said to this line today');
      return NOT_SAID;
    }
    const pass = gate.pass(wish, known);
    if (!pass.ok) return TOLD.has(pass.code) ? pass : NOT_SAID;
    const calls = (before.lines[pass.number] ?? 0) + 1;
    this.stored = {
      ...before,
      lines: { ...before.lines, [pass.number]: calls },
      recent: [...before.recent, now],
    };
    this.parts.keep(this.stored);
    const { endpoint, callerId: callerNumber } = pass;
    const channel = `${node}-proof-${newId(now)}`;
    void this.say({ channel, endpoint, callerNumber, code, ringMs: RING_MS });
    return { ok: true, call: channel };
  }

  private async say(order: CodeOrder): Promise<void> {
    const { telephony, log } = this.parts;
    const { channel } = order;
    try {
      const outcome = await telephony.sayCode(order);
      if (outcome !== 'done') log.warn({ channel, outcome }, 'a code is not said');
    } catch (error) {
      log.error({ err: error, channel }, 'a code is not said');
    }
  }

  private upTo(now: number): StoredProofs {
    const day = this.parts.dayOf(now);
    const { lines, recent } = this.stored;
    return {
      day,
      lines: this.stored.day === day ? lines : {},
      recent: recent.filter(at => at > now - HOUR_MS),
    };
  }
}
