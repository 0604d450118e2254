import {
  type AgentProfile,
  type Busy,
  type Directed,
  type Held,
  hasFreeLine,
  type Missed,
  type Moved,
  type NotRung,
  type PhoneRest,
  type PhoneState,
  type Reach,
  type Will,
  type Work,
} from './events.ts';
import { nextRest } from './phone-rest.ts';

/**
 * An agent as the ACD sees them: values that change apart from each other.
 *
 *   will    off ◀──▶ ready ◀──▶ break(code) · dnd    (the person decides; too many ignored offers make it a break)
 *   phone   unreachable ──contact──▶ registered ──contact lost──▶ reconnecting ──15 s──▶ unreachable
 *   rest    none ──telephone did not take an offer──▶ resting ──time──▶ over ──rings, registers, person ready──▶ none
 *   work    idle ──offer──▶ offered ──answers──▶ talking ──call over──▶ wrap-up ──disposition──▶ idle
 *             ▲                │ missed                    │ no wrap-up
 *             └────────────────┴───────────────────────────┘
 *   beside  the same of a second call; it moves up when the first is over
 *
 * Every function below is total: a late or repeated message leaves the agent as they are.
 */
export interface Agent {
  readonly profile: AgentProfile;
  readonly will: Will;
  readonly willSince: number;
  readonly phone: PhoneState;
  /** The call that they are at. */
  readonly work: Work;
  /** A second call of theirs: held, ringing in the talk, or to be wrapped up. There is none while `work` is idle. */
  readonly beside?: Busy;
  /** Offers ignored in a row: they rang their time. */
  readonly missed: number;
  /** Offers refused in a row. */
  readonly refused?: number;
  /** What is known against the telephone since it last rang. */
  readonly rest?: PhoneRest | undefined;
  readonly leaving?: Leaving;
  readonly directed?: Directed;
  readonly moved?: Moved;
  readonly held?: Held;
  /** They are in this call beside its agent: nothing is offered meanwhile. Told anew after a restart. */
  readonly supervises?: string;
  /** Their second call joins the first by itself when it is answered. */
  readonly autoJoin?: true;
  /** No call waits beside their talk: one for them alone goes to their voicemail meanwhile. */
  readonly noCallWaiting?: true;
  /** Is no agent any more, and stays registered until the call in hand is wrapped up. */
  readonly dismissed?: true;
}

/**
 * Log-ins that ended while their person had a call in hand, by their lines: of everything they could do they keep that
 * call, until it is wrapped up.
 */
export interface Leaving {
  readonly call: string;
  readonly lines: readonly string[];
}

/** A lost contact keeps its agent's place and calls for this long, ms (design decision 15). */
export const RECONNECT_GRACE_MS = 15_000;

/** After so many ignored offers in a row the agent is put on a break, so that callers do not ring an empty chair. */
export const MISSED_LIMIT = 3;

/** After so many refusals in a row it is taken to be the telephone that refuses. */
export const REFUSED_LIMIT = 3;

/** The break code the server itself gives. */
export const NO_ANSWER_BREAK = 'no-answer';

export function newAgent(profile: AgentProfile, now: number): Agent {
  return {
    profile,
    will: { kind: 'off' },
    willSince: now,
    phone: 'unreachable',
    work: { kind: 'idle', since: now },
    missed: 0,
  };
}

/** The queues that they serve now. */
export function queuesOf({ profile, moved }: Pick<Agent, 'profile' | 'moved'>): readonly string[] {
  if (!moved) return profile.queues;
  return [...new Set([...profile.queues, ...moved.added])].filter(queue => !moved.removed.includes(queue));
}

/** The call in hand: offered, in conversation or to be wrapped up; of two, the one that they are at. */
export function callOf({ work }: Agent): string | null {
  return work.kind === 'idle' ? null : work.call;
}

/** All calls in hand, that which they are at first. */
export function callsOf({ work, beside }: Pick<Agent, 'work' | 'beside'>): string[] {
  return [...(work.kind === 'idle' ? [] : [work.call]), ...(beside ? [beside.call] : [])];
}

/** What they have to do with this call; null when it is nothing. */
export function workIn({ work, beside }: Pick<Agent, 'work' | 'beside'>, call: string): Busy | null {
  if (work.kind !== 'idle' && work.call === call) return work;
  return beside?.call === call ? beside : null;
}

/** Another thing to do with a call that they have in hand. */
function withWork(agent: Agent, call: string, next: Work): Agent {
  if (agent.beside?.call !== call) return movedUp({ ...agent, work: next });
  if (next.kind !== 'idle') return movedUp({ ...agent, beside: next });
  const { beside: _, ...rest } = agent;
  return rest;
}

/** The second call is the one that they are at once the first is over; one that is only to be wrapped up waits beside it. */
function movedUp(agent: Agent): Agent {
  if (!agent.beside) return agent;
  const { work, beside, ...rest } = agent;
  if (work.kind === 'idle') return { ...rest, work: beside };
  const isOver = work.kind === 'wrap-up' && beside.kind !== 'wrap-up';
  return isOver ? { ...rest, work: beside, beside: work } : agent;
}

/** They go to the other one of their calls. */
export function goTo(agent: Agent, call: string): Agent {
  const { work, beside } = agent;
  if (beside?.call !== call || work.kind === 'idle') return agent;
  return { ...agent, work: beside, beside: work };
}

export function mayBeOffered(agent: Agent): boolean {
  return unavailableReason(agent) === null;
}

/** They want calls, or did until their telephone was away for too long. */
export const takesCalls = ({ will }: Pick<Agent, 'will'>): boolean =>
  will.kind === 'ready' || (will.kind === 'off' && will.why === 'phone-lost');

/**
 * Whether a call that is theirs may be offered to them although no other may: they wrap up that very call, and a break that
 * they have chosen begins after it; or they were put off because their telephone was away, and it is there again.
 */
export function mayHaveBack(agent: Agent, call: string): boolean {
  const { will, work } = agent;
  const wrapsUp = work.kind === 'wrap-up' && work.call === call;
  const isWanted = takesCalls(agent) || (wrapsUp && !isGone(will));
  return reasonAgainst(agent, isWanted ? 'ready' : will.kind, wrapsUp ? 'idle' : work.kind) === null;
}

/**
 * Whether a call for them alone may ring at theirs although they wrap up another: also where they were put off because their
 * telephone was away, and it is there again.
 */
export function mayRingInWrapUp(agent: Agent): boolean {
  return whyNotRung(agent, takesCalls(agent) ? 'ready' : agent.will.kind) === null;
}

/** Whether a call that they ask for themselves may ring at theirs: they want it, whatever they want of others. */
export const mayHaveAskedFor = (agent: Agent): boolean =>
  reasonAgainst(agent, 'ready', agent.work.kind) === null;

/**
 * Whether who talked with them waits for them when their telephone is lost: whatever they have chosen for after the talk, unless
 * they have left, were sent away, or are no agent any more.
 */
export const isWaitedFor = ({ will, dismissed }: Pick<Agent, 'will' | 'dismissed'>): boolean =>
  !dismissed && !(will.kind === 'off' && (will.why === 'session-ended' || will.why === 'directed'));

/** Whether that one may be given back to them now. */
export const mayTakeLost = (agent: Agent): boolean =>
  isWaitedFor(agent) && whyNotRung(agent, 'ready') === null;

/** They have left, or were sent away; a log-in that has just begun has said nothing yet. */
const isGone = (will: Will): boolean => will.kind === 'off' && will.why !== 'new-session';

/** The first reason why no call may be offered now, or null. */
export const unavailableReason = (agent: Agent): string | null =>
  reasonAgainst(agent, agent.will.kind, agent.work.kind);

/** The same of somebody who is taken to want that and to do that: asked at each change of each agent, so nobody is copied for it. */
function reasonAgainst(agent: Agent, will: Will['kind'], work: Work['kind']): string | null {
  if (will !== 'ready') return will;
  if (agent.phone !== 'registered') return agent.phone;
  if (agent.rest && !agent.rest.over) return `phone-${agent.rest.why}`;
  if (agent.supervises !== undefined) return 'supervises';
  if (agent.beside) return agent.beside.kind;
  return work === 'idle' ? null : work;
}

/** Whether a call for them alone may ring at theirs now: null, or why it may not. */
export function whyNotRung(agent: Agent, will: Will['kind'] = agent.will.kind): NotRung | null {
  if (will !== 'ready') return will;
  if (agent.supervises !== undefined) return 'busy';
  // While they wrap up another call they talk to nobody: it rings, and what they have written waits beside it.
  if (agent.work.kind === 'offered' || agent.work.kind === 'talking' || agent.beside) return 'busy';
  return reasonAgainst(agent, will, 'idle') === null ? null : 'no-phone';
}

export function reachOf(agent: Agent): Reach {
  if (whyNotRung(agent) === null) return agent.work.kind === 'idle' ? 'rings' : 'rings-in-wrap-up';
  return hasFreeLine(agent) ? 'waits' : 'voicemail';
}

export function supervise(agent: Agent, call: string, on: boolean): Agent {
  if (on) return agent.supervises === call ? agent : { ...agent, supervises: call };
  const { supervises, ...rest } = agent;
  return supervises === call ? rest : agent;
}

export function setWill(agent: Agent, will: Will, now: number): Agent {
  const same =
    agent.will.kind === will.kind &&
    (will.kind !== 'break' || (agent.will as typeof will).code === will.code);
  // Anyone who says ready once more says that the telephone is.
  if (same) return will.kind === 'ready' ? forgiven(agent) : agent;
  const work: Work = agent.work.kind === 'idle' ? { kind: 'idle', since: now } : agent.work;
  return forgiven({ ...agent, will, willSince: now, work, missed: 0 });
}

/** They may not end their break themselves, or may again. */
export function hold(agent: Agent, held: Held | null): Agent {
  const { held: before, ...rest } = agent;
  if (held) return { ...agent, held };
  return before ? rest : agent;
}

/** The break that they may not end now; they may log out, and it waits for them. */
export const heldBreak = ({ held }: Pick<Agent, 'held'>, now: number): Held | null =>
  held && now < held.until ? held : null;

/** A supervisor's order, beside what it changes; the agent is told of it. */
export function direct(agent: Agent, order: Directed): Agent {
  return { ...agent, directed: order };
}

/** The agent has read the order of that moment. */
export function orderRead(agent: Agent, at: number): Agent {
  const { directed, ...rest } = agent;
  return directed?.at === at ? rest : agent;
}

/** They serve these queues until then, and their own again afterwards. */
export function move(agent: Agent, queues: readonly string[], until: number): Agent {
  const { moved: _, ...own } = agent;
  const added = queues.filter(queue => !own.profile.queues.includes(queue));
  const removed = own.profile.queues.filter(queue => !queues.includes(queue));
  return added.length + removed.length === 0 ? own : { ...own, moved: { added, removed, until } };
}

export function endMove(agent: Agent, now: number): Agent {
  const { moved, ...own } = agent;
  return moved && moved.until <= now ? own : agent;
}

/** Nothing is held against the telephone any more. */
function forgiven(agent: Agent): Agent {
  if (agent.rest === undefined && agent.refused === undefined) return agent;
  const { rest: _, refused: __, ...rest } = agent;
  return rest;
}

export function setPhone(agent: Agent, phone: PhoneState): Agent {
  return agent.phone === phone ? agent : { ...agent, phone };
}

/** A telephone has registered, maybe another one on the same line: what the one before did is no guide. */
export function newPhone(agent: Agent): Agent {
  return setPhone(forgiven(agent), 'registered');
}

/** The telephone has been left alone long enough. */
export function rested(agent: Agent): Agent {
  return agent.rest && !agent.rest.over ? { ...agent, rest: { ...agent.rest, over: true } } : agent;
}

/**
 * Nobody is taken from one call by the offer of another; one that they wrap up may come back to them. `second`: it is offered
 * beside the call that they are at, or instead of one that they only have to wrap up, which waits beside it.
 */
export function offer(agent: Agent, call: string, now: number, second = false): Agent {
  const { work } = agent;
  // Who was in it beside another agent is asked to have it; what waits beside waits on.
  if (workIn(agent, call)?.kind === 'talking')
    return withWork(agent, call, { kind: 'offered', call, since: now });
  if (second && work.kind !== 'idle' && !agent.beside && work.call !== call)
    return movedUp({ ...agent, beside: { kind: 'offered', call, since: now } });
  if (work.kind === 'wrap-up' && work.call === call) {
    return { ...agent, work: { kind: 'offered', call, since: now, owed: work.since } };
  }
  return work.kind === 'idle' ? { ...agent, work: { kind: 'offered', call, since: now } } : agent;
}

/** What an agent does whose offer is over: what they did before. */
function before({ call, owed }: Extract<Work, { kind: 'offered' }>, now: number): Work {
  return owed === undefined ? { kind: 'idle', since: now } : { kind: 'wrap-up', call, since: owed };
}

/** The agent begins to talk, whether the call was offered to them or they made it. */
export function talk(agent: Agent, call: string, now: number): Agent {
  const { work, beside } = agent;
  const own = workIn(agent, call);
  if (own?.kind === 'talking') return agent;
  const talking: Busy = { kind: 'talking', call, since: now };
  // After a restart both may be told of for the first time.
  const isSecond = own === null && work.kind !== 'idle' && work.kind !== 'offered' && !beside;
  const next = isSecond ? { ...agent, work: talking, beside: work } : withWork(agent, call, talking);
  return forgiven({ ...next, missed: 0 });
}

/** Their talk in one call goes on in another one, beside whatever else they have in hand. */
export function comeOver(agent: Agent, from: string, to: string, now: number): Agent {
  const { leaving } = agent;
  if (workIn(agent, from)?.kind !== 'talking') return talk(agent, to, now);
  const left = leaving?.call === from ? { ...agent, leaving: { ...leaving, call: to } } : agent;
  return withWork(left, from, { kind: 'talking', call: to, since: now });
}

/** The offer is over without an answer; null when neither the person nor the telephone has to do with it. */
export function miss(agent: Agent, call: string, why: Missed | null, now: number): Agent {
  const own = workIn(agent, call);
  if (own?.kind !== 'offered') return agent;
  const idle = withWork(agent, call, before(own, now));
  switch (why) {
    case null:
      return idle;
    case 'ignored':
      return ignored(forgiven(idle), now);
    case 'refused': {
      const refused = (agent.refused ?? 0) + 1;
      const rest = refused < REFUSED_LIMIT ? agent.rest : nextRest(agent.rest, 'refuses', now);
      return { ...idle, refused, rest };
    }
    default:
      return { ...idle, rest: nextRest(agent.rest, why, now) };
  }
}

/** It rang its time. */
function ignored(agent: Agent, now: number): Agent {
  const missed = agent.missed + 1;
  if (missed < MISSED_LIMIT) return { ...agent, missed };
  return { ...agent, will: { kind: 'break', code: NO_ANSWER_BREAK }, willSince: now, missed: 0 };
}

/** The call is over for this agent: to wrap-up, or straight to idle when there is none. */
export function finish(agent: Agent, call: string, wrapUp: boolean, now: number): Agent {
  const own = workIn(agent, call);
  if (own?.kind !== 'talking' && own?.kind !== 'offered') return agent;
  if (own.kind === 'offered') return withWork(agent, call, before(own, now));
  return withWork(agent, call, wrapUp ? { kind: 'wrap-up', call, since: now } : { kind: 'idle', since: now });
}

export function setAutoJoin(agent: Agent, on: boolean): Agent {
  if (on === (agent.autoJoin ?? false)) return agent;
  const { autoJoin: _, ...rest } = agent;
  return on ? { ...rest, autoJoin: true } : rest;
}

export function setCallWaiting(agent: Agent, on: boolean): Agent {
  if (on === !agent.noCallWaiting) return agent;
  const { noCallWaiting: _, ...rest } = agent;
  return on ? rest : { ...rest, noCallWaiting: true };
}

/** A disposition was chosen: only that ends wrap-up. */
export function endWrapUp(agent: Agent, call: string, now: number): Agent {
  const own = workIn(agent, call);
  if (own?.kind === 'offered' && own.owed !== undefined)
    return withWork(agent, call, { kind: 'offered', call, since: own.since });
  return own?.kind === 'wrap-up' ? withWork(agent, call, { kind: 'idle', since: now }) : agent;
}

/** The log-in with this line ended in `call`; the will of the person is over at once. */
export function leave(agent: Agent, call: string, line: string, now: number): Agent {
  if (workIn(agent, call) === null) return agent;
  const off = setWill(agent, { kind: 'off', why: 'session-ended' }, now);
  const before = agent.leaving && callsOf(agent).includes(agent.leaving.call) ? agent.leaving.lines : [];
  return before.includes(line) ? off : { ...off, leaving: { call, lines: [...before, line] } };
}

/** What is no agent any more is offered nothing, and stays as long as there is a call in hand. */
export function dismiss(agent: Agent, now: number): Agent {
  if (agent.dismissed) return agent;
  return { ...setWill(agent, { kind: 'off', why: 'session-ended' }, now), dismissed: true };
}

/** A log-in that ended keeps nothing once its call, and the other one that it had, are no longer in hand. */
export function withoutPast(agent: Agent): Agent {
  if (!agent.leaving) return agent;
  const { leaving, ...rest } = agent;
  const calls = callsOf(agent);
  if (calls.includes(leaving.call)) return agent;
  const [call] = calls;
  return call === undefined ? rest : { ...rest, leaving: { ...leaving, call } };
}
