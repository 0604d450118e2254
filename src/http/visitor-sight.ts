import { type Sight, sightOf } from '../rights/sight.ts';
import { inHandOf } from '../supervision/in-hand.ts';
import type { CentreLink } from '../supervision/ports.ts';
import type { Visitor } from './access.ts';

/** What a visitor may read now, by who they are and by the calls they have. */
export function sightOfVisitor({ person, only }: Visitor, centre: Pick<CentreLink, 'picture'>): Sight {
  const calls = centre.picture()?.picture.calls ?? [];
  const last =
    only === null
      ? {}
      : { only: { call: only, ticket: calls.find(call => call.id === only)?.ticket ?? null } };
  return sightOf({ ...person, ...last }, inHandOf(calls, person.id));
}
