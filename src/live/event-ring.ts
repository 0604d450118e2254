import type { CallRecord } from '../calls/history.ts';
import type { ReadNotice } from '../notices/notice.ts';
import type { ReadersChanged } from '../notices/standing-notices.ts';
import type { RecordingCard } from '../recordings/events.ts';
import type { TicketSubject } from '../rights/sight.ts';
import type { CallPicture } from '../supervision/events.ts';
import type { Gone, Put } from '../supervision/picture-fold.ts';
import type { TicketCard } from '../tickets/events.ts';

/** Something new for everyone, before it is cut to a reader. */
export type LiveEvent =
  | {
      readonly kind: 'change';
      readonly put: Put;
      readonly gone: Gone;
      /** The calls it touches as they were, so that a reader is told when one leaves their sight. */
      readonly before: ReadonlyMap<string, CallPicture>;
    }
  | { readonly kind: 'calls-away'; readonly away: boolean }
  | { readonly kind: 'ticket'; readonly ticket: TicketCard; readonly subject: TicketSubject }
  | {
      readonly kind: 'recording';
      readonly recording: RecordingCard;
      readonly subject: TicketSubject | null;
    }
  /** Of whose they are; null: some may have changed of which nobody told. */
  | { readonly kind: 'scheduled-calls'; readonly person: string | null }
  /** Those that stand now, and whom the change is about. */
  | { readonly kind: 'notices'; readonly standing: readonly ReadNotice[]; readonly of: ReadersChanged }
  | { readonly kind: 'call'; readonly call: CallRecord };

export type NumberedEvent = LiveEvent & { readonly seq: number };

/** How much is kept for pages that come back: minutes of a busy centre. */
const CAPACITY = 2_000;

/** The last events in order, under one epoch: the life of this process. */
export class EventRing {
  readonly epoch: string;
  /** Each at the place that its number has in the ring. */
  private readonly events: NumberedEvent[] = [];
  private last = 0;

  constructor(epoch: string) {
    this.epoch = epoch;
  }

  seq(): number {
    return this.last;
  }

  add(event: LiveEvent): NumberedEvent {
    this.last += 1;
    const numbered = { ...event, seq: this.last };
    this.events[this.last % CAPACITY] = numbered;
    return numbered;
  }

  /** What came after `seq` of that epoch, or null when some of it is not kept any more (or never was). */
  since(epoch: string | null, seq: number): readonly NumberedEvent[] | null {
    const oldest = Math.max(0, this.last - CAPACITY);
    if (epoch !== this.epoch || seq > this.last || seq < oldest) return null;
    const numbers = Array.from({ length: this.last - seq }, (_, place) => seq + 1 + place);
    return numbers.flatMap(number => this.events[number % CAPACITY] ?? []);
  }
}
