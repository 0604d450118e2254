import type { Clock, Timer } from '../kit/clock.ts';
import type { Reader, Sight } from '../rights/sight.ts';
import { concerns, messageFor } from './cut.ts';
import { merged } from './merge.ts';
import type { LiveMessage } from './messages.ts';
import type { Numbered } from './news.ts';

/** Changes that are not the reader's own are sent at most this often, ms: 20 times a second is live to the eye. */
export const GATHER_MS = 50;

/** A page that can be told something; `text` is a LiveMessage as JSON. */
export interface Page {
  send(text: string): void;
}

type Change = Extract<LiveMessage, { kind: 'change' }>;

/**
 * All pages that see the same: every supervisor, or the windows of one agent. What they see is cut, gathered and
 * written as JSON once for all of them.
 *
 *   quiet ──change──► sent at once, then gathering for GATHER_MS ──► the gathered changes as one ──► …
 *   Own calls, tickets and the rest never wait; what was gathered goes out before them, so numbers only rise.
 */
export class Audience {
  readonly reader: Reader;
  private readonly pages = new Set<Page>();
  private readonly clock: Clock;
  private gathered: Change | null = null;
  private gathering: Timer | null = null;

  constructor(reader: Reader, clock: Clock) {
    this.reader = reader;
    this.clock = clock;
  }

  /** `sight`: what its reader may see at this moment. */
  tell(news: Numbered, sight: Sight): void {
    const message = messageFor(sight, news);
    if (message === null) return;
    if (message.kind !== 'change') {
      this.flush();
      this.send(message);
      return;
    }
    this.gathered = this.gathered === null ? message : merged(this.gathered, message);
    if (this.gathering === null || (news.kind === 'change' && concerns(this.reader, news))) this.flush();
  }

  /** A page joins after it was brought up to date; those before it get first what is still gathered. */
  join(page: Page, bringUpToDate: () => void): void {
    this.flush();
    bringUpToDate();
    this.pages.add(page);
  }

  /** Answers whether anybody is left. */
  leave(page: Page): boolean {
    this.pages.delete(page);
    if (this.pages.size > 0) return true;
    this.gathering?.cancel();
    this.gathering = null;
    this.gathered = null;
    return false;
  }

  private flush(): void {
    if (this.gathered === null) return;
    const message = this.gathered;
    this.gathered = null;
    this.send(message);
    this.gathering?.cancel();
    this.gathering = this.clock.after(GATHER_MS, () => {
      this.gathering = null;
      this.flush();
    });
  }

  private send(message: LiveMessage): void {
    const text = JSON.stringify(message);
    for (const page of this.pages) page.send(text);
  }
}
