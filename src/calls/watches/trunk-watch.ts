import type { Endpoint } from '../../agents/ports.ts';
import type { Call } from '../call.ts';
import { outsideLegs } from '../legs.ts';
import type { Ending, TelephonyEvent } from '../ports/telephony-events.ts';

/** What only the one who is called says, or the network for them: the trunk has taken the call that far. */
const FROM_BEYOND: ReadonlySet<Ending> = new Set(['unavailable', 'busy', 'declined']);

/**
 * Whether the trunk takes our credentials, by what becomes of the calls that go out by it.
 *
 *   a leg ends as `credentials` ──▶ refused ──the next call that rings, is busy, speaks or is answered──▶ accepted
 */
export class TrunkWatch {
  private readonly parts: {
    readonly call: (channel: string) => Call | null;
    readonly isByTrunk: (endpoint: Endpoint) => boolean;
    /** `answer` is what it said, for people. */
    readonly onRefused: (answer: string) => void;
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
    if (event.kind === 'ended' && event.end.why === 'credentials') {
      this.isRefused = true;
      this.parts.onRefused(event.end.text);
    } else if (
      this.isRefused &&
      (event.kind !== 'ended' || event.rang || (event.end.answered && FROM_BEYOND.has(event.end.why)))
    ) {
      this.isRefused = false;
      this.parts.onAccepted();
    }
  }

  /** The customer's leg of a call that goes out has the call's own id; a number outside may be called in any call. */
  private isByTrunk(channel: string): boolean {
    const call = this.parts.call(channel);
    const phase = call?.phase;
    if (phase?.kind === 'dialling') return channel === call?.id && this.parts.isByTrunk(phase.endpoint);
    const outside = phase && 'legs' in phase ? outsideLegs(phase) : [];
    return outside.some(leg => leg.channel === channel && this.parts.isByTrunk(leg.endpoint));
  }
}
