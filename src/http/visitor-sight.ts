import { type Sight, sightOf } from '../rights/sight.ts';
import { inHandOf, movedQueues } from '../supervision/in-hand.ts';
import type { CentreLink } from '../supervision/ports.ts';
import type { Visitor } from './access.ts';

/** What a visitor may read now, by who they are and by the calls they have. */
export function sightOfVisitor({ person, only }: Visitor, centre: Pick<CentreLink, 'picture'>): Sight {
  const { calls = [], agents = [] } = centre.picture()?.picture ?? {};
  const queues = movedQueues(agents).get(person.id) ?? person.queues;
  const last =
    only === null
      ? {}
      : { only: { call: only, ticket: calls.find(call => call.id === only)?.ticket ?? null } };
  return sightOf({ ...person, queues, ...last }, inHandOf(calls, person.id));
}
