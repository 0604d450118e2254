import type { CallerLookups } from './caller-lookups.ts';
import { newestOf } from './ports/lookups.ts';

/**
 * Callers of one agent alone, until the ticket is known that their call goes on with: the newest open one of their line, else it
 * opens one. They hear that it rings meanwhile, for as long as a look-up may take.
 */
export class DirectArrivals {
  private readonly lookups: Pick<CallerLookups, 'identify'>;
  private readonly waiting = new Map<string, (ticket: string | null) => void>();

  constructor(lookups: Pick<CallerLookups, 'identify'>) {
    this.lookups = lookups;
  }

  /** `begin` is called once, maybe at once, with the number of the ticket, or null for a new one. */
  take(channel: string, line: string, begin: (ticket: string | null) => void): void {
    if (this.waiting.has(channel)) return;
    this.waiting.set(channel, begin);
    const known = line === '' ? Promise.resolve(null) : this.lookups.identify(line, null);
    known.then(
      found => this.begins(channel, newestOf(found?.openTickets ?? [])?.number ?? null),
      () => this.begins(channel, null),
    );
  }

  /** Nobody is waited for who has left: the call begins, and ends as any other. */
  ended(channel: string): void {
    this.begins(channel, null);
  }

  /** The telephone system cannot be seen: who is still there is found again. */
  forget(): void {
    this.waiting.clear();
  }

  private begins(channel: string, ticket: string | null): void {
    const begin = this.waiting.get(channel);
    if (this.waiting.delete(channel)) begin?.(ticket);
  }
}
