import type { AgentFact, CallFact } from '../calls/events.ts';
import { type AgentDay, type DayChange, EMPTY_AGENT_DAY, type OpenCall, type Today } from './today.ts';

/**
 * What a fact changes of the calls that agents joined, and led none of (calls/joined-parts.ts): counted apart, so that calls
 * answered still add up. `change`: what it changes besides.
 */
export function countJoined(
  today: Today,
  call: string | null,
  fact: CallFact | AgentFact,
  change: DayChange | null,
): DayChange | null {
  const open = call === null ? undefined : today.open.get(call);
  if (call === null || open === undefined || open.internal) return change;
  const before = open.joined ?? NOBODY;
  const now = joinedAfter(before, fact);
  const entry = change?.open?.find(([id]) => id === call);
  if (now === before && (before === NOBODY || entry === undefined)) return change;
  const agents = new Map(change?.agents);
  const add = (agent: string, joined: number, joinedMs: number) => {
    const day: AgentDay = agents.get(agent) ?? today.agents.get(agent) ?? EMPTY_AGENT_DAY;
    agents.set(agent, {
      ...day,
      joined: (day.joined ?? 0) + joined,
      joinedMs: (day.joinedMs ?? 0) + joinedMs,
    });
  };
  for (const agent of Object.keys(now)) if (!(agent in before)) add(agent, 1, 0);
  for (const [agent, since] of Object.entries(before))
    if (!(agent in now)) add(agent, 0, Math.max(0, fact.at - since));
  const after = entry === undefined ? open : entry[1];
  return { ...change, agents: [...agents], open: [[call, after && withJoined(after, now)]] };
}

type Joined = Readonly<Record<string, number>>;
const NOBODY: Joined = {};

/** Who talks beside the call's agent after this fact, and since when (epoch ms); the same object where it changes nothing. */
function joinedAfter(joined: Joined, fact: CallFact | AgentFact): Joined {
  switch (fact.kind) {
    case 'consult-answered':
    case 'came-over':
      return fact.colleague === undefined || fact.colleague in joined
        ? joined
        : { ...joined, [fact.colleague]: fact.at };
    case 'consult-ended':
      return fact.dialled === undefined ? without(joined, fact.colleague) : joined;
    case 'answered':
      return without(joined, fact.agent);
    case 'call-ended':
      return Object.keys(joined).length === 0 ? joined : NOBODY;
    default:
      return joined;
  }
}

function without(joined: Joined, agent: string): Joined {
  if (!(agent in joined)) return joined;
  const { [agent]: _, ...others } = joined;
  return others;
}

/** The call's entry, by whichever way it is changed besides. */
function withJoined({ joined: _, ...entry }: OpenCall, joined: Joined): OpenCall {
  return Object.keys(joined).length === 0 ? entry : { ...entry, joined };
}
