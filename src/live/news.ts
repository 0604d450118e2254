import type { RecordingCard } from '../recordings/events.ts';
import type { TicketSubject } from '../rights/sight.ts';
import type { CallPicture } from '../supervision/events.ts';
import type { Gone, Put } from '../supervision/picture-fold.ts';
import type { TicketCard } from '../tickets/events.ts';

/** Something new for everyone, before it is cut to a reader. */
export type News =
  | {
      readonly kind: 'change';
      readonly put: Put;
      readonly gone: Gone;
      /** The calls it touches as they were, so that a reader is told when one leaves his sight. */
      readonly before: ReadonlyMap<string, CallPicture>;
    }
  | { readonly kind: 'calls-away'; readonly away: boolean }
  | { readonly kind: 'ticket'; readonly ticket: TicketCard; readonly subject: TicketSubject }
  | {
      readonly kind: 'recording';
      readonly recording: RecordingCard;
      readonly subject: TicketSubject | null;
    };

export type Numbered = News & { readonly seq: number };

/** How much is kept for pages that come back: minutes of a busy centre. */
const KEPT = 2_000;

/** The last news in order, under one epoch: the life of this process. */
export class NewsRing {
  readonly epoch: string;
  private readonly kept: Numbered[] = [];
  private last = 0;

  constructor(epoch: string) {
    this.epoch = epoch;
  }

  seq(): number {
    return this.last;
  }

  add(news: News): Numbered {
    this.last += 1;
    const numbered = { ...news, seq: this.last };
    this.kept.push(numbered);
    if (this.kept.length > KEPT) this.kept.shift();
    return numbered;
  }

  /** What came after `seq` of that epoch, or null when some of it is not kept any more (or never was). */
  since(epoch: string | null, seq: number): readonly Numbered[] | null {
    const oldest = this.last - this.kept.length;
    if (epoch !== this.epoch || seq > this.last || seq < oldest) return null;
    return this.kept.slice(seq - oldest);
  }
}
