import type { Person } from '../agents/ports.ts';
import { can } from '../rights/capabilities.ts';
import { hidesNumbersFrom } from '../supervision/hidden-numbers.ts';
import type { WebParts } from './parts.ts';
import type { CallCard } from './shapes/calls.ts';

/**
 * Whom calls were with, by the call's id, as far as the reader may know: the customer, or else what the number is called in their
 * contacts. Calls among ourselves have no such name. Who is shown the last digits alone is told none of a contact: by guessing
 * numbers in one they would find the others.
 */
export async function namesOfCalls(
  { calls, contacts, centre }: Pick<WebParts, 'calls' | 'contacts' | 'centre'>,
  reader: Person,
  listed: readonly CallCard[],
): Promise<ReadonlyMap<string, string>> {
  const outside = listed.filter(({ direction }) => direction !== 'internal');
  const names = can(reader, 'serve-customers')
    ? new Map(await calls.customerNames(outside.map(({ id }) => id)))
    : new Map<string, string>();
  if (!can(reader, 'read-contacts') || hidesNumbersFrom(reader, centre.picture()?.picture ?? null))
    return names;
  const unnamed = outside
    .filter(({ id }) => !names.has(id))
    .map(call => ({ id: call.id, number: numberOf(call) }))
    .filter(({ number }) => number !== '');
  const known = await contacts.namesOf(reader.id, [...new Set(unnamed.map(({ number }) => number))]);
  for (const { id, number } of unnamed) {
    const name = known.get(number);
    if (name !== undefined) names.set(id, name);
  }
  return names;
}

/** The number of whom it was with. */
const numberOf = ({ direction, dialled, callerNumber }: CallCard): string =>
  direction === 'out' ? dialled : callerNumber;
