import type { Role } from '../agents/events.ts';
import type { AgentPicture, CallPicture, CentrePicture } from './events.ts';

/**
 * Pictures cut to what a reader may see.
 *
 *              supervisor, admin   agent, level 2
 *   queues     all                 all
 *   agents     all                 himself in full; the others' names and states without their figures
 *   calls      all                 his own in full; those waiting in his queues, without whose they are (S4-01)
 *   alarms     all                 none
 *
 * Whose session has ended in a call sees that call and its ticket, as `only` says, and of everything else nothing.
 */
export interface Reader {
  readonly id: string;
  readonly role: Role;
  readonly queues: readonly string[];
  readonly only?: { readonly call: string; readonly ticket: string | null };
}

export function seesWholeFloor(reader: Pick<Reader, 'role' | 'only'>): boolean {
  if (reader.only) return false;
  return reader.role === 'supervisor' || reader.role === 'admin';
}

/** Null when the agent is none of the reader's business. */
export function agentFor(reader: Reader, agent: AgentPicture): AgentPicture | null {
  if (seesWholeFloor(reader) || agent.id === reader.id) return agent;
  if (reader.only) return null;
  const { leaving: _leaving, rest: _rest, ...others } = agent;
  const work = 'call' in agent.work ? { ...agent.work, call: '' } : agent.work;
  return { ...others, work, missed: 0, answeredToday: 0, talkMsToday: 0, missedToday: {} };
}

/** Null when the call is none of the reader's business. */
export function callFor(reader: Reader, call: CallPicture): CallPicture | null {
  if (reader.only) return call.id === reader.only.call && call.agent === reader.id ? call : null;
  if (seesWholeFloor(reader) || call.agent === reader.id) return call;
  if (call.phase !== 'waiting' || call.queue === null || !reader.queues.includes(call.queue)) return null;
  const { candidates: _whose, ...shown } = call;
  return {
    ...shown,
    ticket: '',
    callerNumber: maskedNumber(call.callerNumber),
    callerName: '',
    customer: null,
    learned: [],
    openTickets: [],
  };
}

export function pictureFor(reader: Reader, picture: CentrePicture): CentrePicture {
  if (seesWholeFloor(reader)) return picture;
  return {
    agents: picture.agents.flatMap(agent => agentFor(reader, agent) ?? []),
    calls: picture.calls.flatMap(call => callFor(reader, call) ?? []),
    queues: reader.only ? [] : picture.queues,
    alarms: [],
  };
}

/** Digits at the end that stay readable: enough to tell two callers apart, too few to call one back. */
const READABLE_DIGITS = 3;

/** `+584145550101` → `••••••••••101`. */
export function maskedNumber(number: string): string {
  const hidden = Math.max(number.length - READABLE_DIGITS, 0);
  return '•'.repeat(hidden) + number.slice(hidden);
}
