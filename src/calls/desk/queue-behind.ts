import { type Agent, queuesOf } from '../../agents/agent.ts';
import type { Call } from '../call.ts';
import { isInternal } from '../call-parties.ts';
import type { CentreData } from '../ports/settings.ts';
import { queueOfArea } from '../surroundings.ts';

/** Where a customer waits whom nobody takes: in their queue; whom we called, in that of the ticket's area; else in one of the agent's. */
export function queueBehind(
  { phase, outgoing }: Call,
  agent: Agent,
  { queues }: Pick<CentreData, 'queues'>,
): string | null {
  const own = phase.kind === 'talking' ? phase.queued?.queue : undefined;
  const theirs = queues.find(({ name }) => queuesOf(agent).includes(name)) ?? queues[0];
  return own ?? queueOfArea(queues, outgoing?.area ?? null) ?? theirs?.name ?? null;
}

/** Where the customer waits if a colleague in the call leaves and nobody else is left: as `ColleagueLeg.queue`. */
export function queueOfColleague(call: Call, colleague: Agent, centre: Pick<CentreData, 'queues'>): string {
  // Who is one of ours waits in none.
  if (isInternal(call)) return '';
  const { phase } = call;
  const own = phase.kind === 'talking' ? phase.queued?.queue : undefined;
  const queues = queuesOf(colleague);
  const theirs = own !== undefined && queues.includes(own) ? own : queues[0];
  // Who serves no queue, as a supervisor: the customer waits where they would have waited.
  return theirs ?? queueBehind(call, colleague, centre) ?? '';
}
