import type { Will } from '../agents/events.ts';
import type { AgentFact } from '../calls/events.ts';

/**
 * What an agent was doing, told apart by what keeps them: a call before a wish, and a telephone that is away only of somebody who is
 * ready and has nothing to do. The time of all of these is the time logged in; who is off is not.
 */
export const AGENT_STATES = ['ready', 'no-phone', 'ringing', 'talking', 'wrap-up', 'break', 'dnd'] as const;
export type AgentState = (typeof AGENT_STATES)[number];

/** Where an agent stands, by their latest facts. */
export interface Standing {
  readonly will: Will['kind'];
  /** Null: not told yet. */
  readonly phone: string | null;
  readonly work: string;
  /** Since when they stand so, epoch ms. */
  readonly since: number;
}

/** Epoch ms; none is longer than a quarter of an hour, and none is over a full one. */
export interface StateSpan {
  readonly agent: string;
  readonly state: AgentState;
  readonly since: number;
  readonly until: number;
}

export const UNKNOWN: Standing = { will: 'off', phone: null, work: 'idle', since: 0 };

/** Null: they are off. */
export function stateOf({ will, phone, work }: Omit<Standing, 'since'>): AgentState | null {
  if (work === 'talking' || work === 'wrap-up') return work;
  if (work === 'offered') return 'ringing';
  if (will === 'off') return null;
  if (will !== 'ready') return will;
  return phone === null || phone === 'registered' ? 'ready' : 'no-phone';
}

/** The facts that change where an agent stands. */
export const STANDING_FACTS = [
  'will-changed',
  'phone-changed',
  'work-changed',
] as const satisfies readonly AgentFact['kind'][];
type StandingFact = Extract<AgentFact, { kind: (typeof STANDING_FACTS)[number] }>;

export const isStandingFact = (fact: { readonly kind: string }): fact is StandingFact =>
  (STANDING_FACTS as readonly string[]).includes(fact.kind);

/** Where the agent stands after a fact, and the time that is over with it. */
export function stand(before: Standing, fact: StandingFact): { after: Standing; over: readonly StateSpan[] } {
  const change =
    fact.kind === 'will-changed'
      ? { will: fact.will.kind }
      : fact.kind === 'phone-changed'
        ? { phone: fact.phone }
        : { work: fact.work };
  const state = stateOf(before);
  if (stateOf({ ...before, ...change }) === state) return { after: { ...before, ...change }, over: [] };
  // The clock may have been set back.
  const at = Math.max(fact.at, before.since);
  return {
    after: { ...before, ...change, since: at },
    over: state === null ? [] : spansOf(fact.agent, state, Math.max(before.since, at - LONGEST_MS), at),
  };
}

const QUARTER_MS = 15 * 60_000;
/** Nobody stands so for longer: the clock was set, or facts are missing. Of what seems longer only the end is counted. */
const LONGEST_MS = 31 * 24 * 60 * 60_000;

/**
 * Cut at the full quarters of an hour: every zone's hours and days begin at one of them, so that a piece is in one hour and one day
 * wherever the centre is.
 */
export function spansOf(agent: string, state: AgentState, since: number, until: number): StateSpan[] {
  const spans: StateSpan[] = [];
  for (let from = since; from < until; ) {
    const end = Math.min(until, (Math.floor(from / QUARTER_MS) + 1) * QUARTER_MS);
    spans.push({ agent, state, since: from, until: end });
    from = end;
  }
  return spans;
}
