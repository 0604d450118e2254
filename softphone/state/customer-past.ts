import { type CustomerHistoryEntry, isBefore } from '../../src/tickets/customer-history.ts';
import type { Screen } from './screen.ts';

/** What is shown of a customer's past. */
export interface ShownPast {
  readonly items: readonly CustomerHistoryEntry[];
  /** The place from which older ones are read; null: there are none. */
  readonly next: string | null;
}

/** The newest entries as they are now, before the older ones that were read earlier. */
export function withNewest(shown: ShownPast, newest: ShownPast): ShownPast {
  const last = newest.items.at(-1);
  if (newest.next === null || last === undefined) return newest;
  const older = shown.items.filter(entry => isBefore(entry, last));
  return older.length === 0 ? newest : { items: [...newest.items, ...older], next: shown.next };
}

export function withOlder(shown: ShownPast, older: ShownPast): ShownPast {
  const last = shown.items.at(-1);
  const more = last === undefined ? older.items : older.items.filter(entry => isBefore(entry, last));
  return { items: [...shown.items, ...more], next: older.next };
}

/** Another text when a call of this customer ends or is wrapped up, or a ticket of theirs changes: their past is read again. */
export function customerNews(
  { picture, tickets }: Pick<Screen, 'picture' | 'tickets'>,
  { id, name }: { readonly id: string; readonly name: string },
): string {
  const calls = (picture?.calls ?? []).filter(({ customer }) => customer?.id === id);
  const changed = Object.values(tickets).filter(({ customerName }) => customerName === name);
  return [
    ...calls.map(call => `${call.id} ${call.phase === 'ending'}`),
    ...changed.map(({ number, version, updatedAt }) => `${number} ${version} ${updatedAt}`),
  ]
    .sort()
    .join();
}
