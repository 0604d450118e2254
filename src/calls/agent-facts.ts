import type { Agent } from '../agents/agent.ts';
import type { AgentFact } from './events.ts';

/** What a change of an agent is told as; of an agent who is new only the will is told. */
export function agentFacts(before: Agent | null, after: Agent, at: number): AgentFact[] {
  const agent = after.profile.id;
  const { will, phone, work } = after;
  const facts: AgentFact[] = [];
  const { directed } = after;
  if (directed && before?.directed !== directed)
    facts.push({ kind: 'directed', agent, ...directed, by: directed.by.id });
  if (before?.will !== will) facts.push({ kind: 'will-changed', at, agent, will });
  if (before && before.phone !== phone) facts.push({ kind: 'phone-changed', at, agent, phone });
  if (before && before.work !== work) {
    const call = work.kind === 'idle' ? null : work.call;
    facts.push({ kind: 'work-changed', at, agent, work: work.kind, call });
  }
  return facts;
}
