import type { Call } from '../call.ts';
import type { TelephonyEvent } from '../ports/telephony-events.ts';

/** The trunk wants to be told who we are, and does not take what we say (RFC 3261, 22.2 and 22.3). */
const UNAUTHORIZED: readonly number[] = [401, 407];
/** What only the one who is called says, or the network for them: the trunk has taken the call that far. */
const FROM_BEYOND: readonly number[] = [480, 486, 600, 603];

/**
 * Whether the trunk takes our credentials, by what becomes of the calls that go out by it.
 *
 *   a leg ends with 401 or 407 ──▶ refused ──the next call that rings, is busy, speaks or is answered──▶ accepted
 */
export class TrunkWatch {
  private readonly parts: {
    readonly call: (channel: string) => Call | null;
    /** `sip` is the status it answered with. */
    readonly onRefused: (sip: number) => void;
    readonly onAccepted: () => void;
  };
  private isRefused = false;

  constructor(parts: TrunkWatch['parts']) {
    this.parts = parts;
  }

  /** To be told before the call itself is: afterwards its leg may be known no more. */
  onEvent(event: TelephonyEvent): void {
    if (event.kind !== 'ended' && event.kind !== 'leg-answered' && event.kind !== 'early-media') return;
    if (!this.isByTrunk(event.channel)) return;
    if (event.kind === 'ended' && UNAUTHORIZED.includes(event.sipCause)) {
      this.isRefused = true;
      this.parts.onRefused(event.sipCause);
    } else if (
      this.isRefused &&
      (event.kind !== 'ended' || event.rang || FROM_BEYOND.includes(event.sipCause))
    ) {
      this.isRefused = false;
      this.parts.onAccepted();
    }
  }

  /** The customer's leg of a call that goes out has the call's own id. */
  private isByTrunk(channel: string): boolean {
    const phase = this.parts.call(channel)?.phase;
    return phase?.kind === 'dialling' && phase.endpoint.endsWith('@trunk');
  }
}
