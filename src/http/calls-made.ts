import type { CallHistory } from '../calls/history.ts';
import { CauceError } from '../kit/errors.ts';
import type { CallPicture } from '../supervision/events.ts';
import type { CentreLink } from '../supervision/ports.ts';
import { cardOfLive } from './call-cards.ts';
import type { CallCard } from './shapes/calls.ts';

/** How many are kept, those that changed last: the records know them within a second. */
const KEPT = 300;

/**
 * Calls that somebody of ours made, by id, as they were seen last, also when they are over: one that is taken back at once is over
 * before the records know of it, and they know of none while the database is away. What they say goes before.
 */
export class CallsMade {
  private readonly cards = new Map<string, CallCard>();
  private readonly unwatch: () => void;

  private readonly calls: Pick<CallHistory, 'get'>;

  constructor(centre: Pick<CentreLink, 'picture' | 'watch'>, calls: CallsMade['calls']) {
    this.calls = calls;
    this.see(centre.picture()?.picture.calls ?? []);
    this.unwatch = centre.watch(update => {
      if (update.kind === 'snapshot') this.see(update.picture.calls);
      if (update.kind === 'change') this.see(update.change.put.calls ?? []);
    });
  }

  /** Any call as the records have it; as it was seen, where they do not know it yet or are away. */
  async known(id: string): Promise<CallCard | null> {
    const seen = this.cards.get(id) ?? null;
    try {
      return (await this.calls.get(id)) ?? seen;
    } catch (error) {
      if (seen !== null && error instanceof CauceError && error.code === 'store-away') return seen;
      throw error;
    }
  }

  stop(): void {
    this.unwatch();
  }

  private see(calls: readonly CallPicture[]): void {
    for (const call of calls) if (call.direction !== 'in') this.keep(cardOfLive(call));
    for (const id of this.cards.keys()) {
      if (this.cards.size <= KEPT) return;
      this.cards.delete(id);
    }
  }

  /** Whoever has it later, it was made by the one who had it first; of a call that is over nobody has any part. */
  private keep(card: CallCard): void {
    const { madeBy = null, agents = [] } = this.cards.get(card.id) ?? {};
    this.cards.delete(card.id);
    this.cards.set(card.id, {
      ...card,
      madeBy: madeBy ?? card.madeBy,
      agents: [...new Set([...card.agents, ...agents])],
    });
  }
}
