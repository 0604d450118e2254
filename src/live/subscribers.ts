import type { Clock, Timer } from '../kit/clock.ts';
import { withMaskedNumbers } from '../rights/numbers.ts';
import type { Reader, Sight } from '../rights/sight.ts';
import { concerns, messageFor } from './cut.ts';
import type { NumberedEvent } from './event-ring.ts';
import { merged } from './merge.ts';
import type { LiveMessage } from './messages.ts';

/** Changes that are not the reader's own are sent at most this often, ms: 20 times a second is live to the eye. */
export const BATCH_MS = 50;
/** And this often while the web is behind. */
export const REDUCED_BATCH_MS = 2_000;

/** A page that messages are sent to; `text` is a LiveMessage as JSON. */
export interface Subscriber {
  send(text: string): void;
}

type Change = Extract<LiveMessage, { kind: 'change' }>;

/**
 * All pages that see the same: every supervisor, or the windows of one agent. What they see is cut, batched and
 * written as JSON once for all of them.
 *
 *   quiet ──change──► sent at once, then collecting for BATCH_MS ──► the collected changes as one ──► …
 *   Own calls, tickets and the rest never wait; what is pending goes out before them, so numbers only rise.
 */
export class Subscribers {
  readonly reader: Reader;
  private readonly members = new Set<Subscriber>();
  private readonly clock: Clock;
  private readonly isReduced: () => boolean;
  private pending: Change | null = null;
  private batchTimer: Timer | null = null;

  constructor(reader: Reader, clock: Clock, isReduced: () => boolean) {
    this.reader = reader;
    this.isReduced = isReduced;
    this.clock = clock;
  }

  /** `sight`: what its reader may see at this moment; `hides`: numbers are masked for them. */
  publish(event: NumberedEvent, sight: Sight, hides = false): void {
    const whole = messageFor(this.reader, sight, event);
    if (whole === null) return;
    const message = hides ? withMaskedNumbers(whole) : whole;
    if (message.kind !== 'change') {
      this.flush();
      this.send(message);
      return;
    }
    this.pending = this.pending === null ? message : merged(this.pending, message);
    if (this.batchTimer === null || (event.kind === 'change' && concerns(this.reader, event))) this.flush();
  }

  /** Adds a page after it was brought up to date; pending changes are sent to the others first. */
  add(page: Subscriber, bringUpToDate: () => void): void {
    this.flush();
    bringUpToDate();
    this.members.add(page);
  }

  /** Brings all its pages up to date anew. */
  renew(snapshot: LiveMessage): void {
    this.flush();
    this.send(snapshot);
  }

  /** Returns whether any page is left. */
  remove(page: Subscriber): boolean {
    this.members.delete(page);
    if (this.members.size > 0) return true;
    this.batchTimer?.cancel();
    this.batchTimer = null;
    this.pending = null;
    return false;
  }

  private flush(): void {
    if (this.pending === null) return;
    const message = this.pending;
    this.pending = null;
    this.send(message);
    this.batchTimer?.cancel();
    this.batchTimer = this.clock.after(this.isReduced() ? REDUCED_BATCH_MS : BATCH_MS, () => {
      this.batchTimer = null;
      this.flush();
    });
  }

  private send(message: LiveMessage): void {
    const text = JSON.stringify(message);
    for (const page of this.members) page.send(text);
  }
}
