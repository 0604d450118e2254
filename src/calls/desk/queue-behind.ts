import { type Agent, queuesOf } from '../../agents/agent.ts';
import type { Call } from '../call.ts';
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
