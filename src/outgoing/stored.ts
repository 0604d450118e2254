import type { ReadStates } from '../kit/stored-shapes.ts';
import { AREA, CENTRE, PERSON, type PersonCalls, type SharedCalls } from './counts.ts';

/** What was counted before a restart, by person and by area. */
export interface StoredOutgoing {
  readonly people: ReadonlyMap<string, PersonCalls>;
  readonly areas: ReadonlyMap<string, SharedCalls>;
  readonly centre: SharedCalls | null;
}

/** What was counted, from states that were read by `OUTGOING_SHAPES`. */
export function storedOutgoing({ states }: Pick<ReadStates, 'states'>): StoredOutgoing {
  const all = <Value>(prefix: string): Map<string, Value> =>
    new Map(
      [...states]
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, value]) => [key.slice(prefix.length), value as Value]),
    );
  return {
    people: all<PersonCalls>(PERSON),
    areas: all<SharedCalls>(AREA),
    centre: (states.get(CENTRE) as SharedCalls | undefined) ?? null,
  };
}
