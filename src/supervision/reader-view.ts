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
 */
export interface Reader {
  readonly id: string;
  readonly role: Role;
  readonly queues: readonly string[];
}

export function seesWholeFloor(reader: Pick<Reader, 'role'>): boolean {
  return reader.role === 'supervisor' || reader.role === 'admin';
}

export function agentFor(reader: Reader, agent: AgentPicture): AgentPicture {
  if (seesWholeFloor(reader) || agent.id === reader.id) return agent;
  const work = 'call' in agent.work ? { ...agent.work, call: '' } : agent.work;
  return { ...agent, work, missed: 0, answeredToday: 0, talkMsToday: 0 };
}

/** Null when the call is none of the reader's business. */
export function callFor(reader: Reader, call: CallPicture): CallPicture | null {
  if (seesWholeFloor(reader) || call.agent === reader.id) return call;
  if (call.phase !== 'waiting' || call.queue === null || !reader.queues.includes(call.queue)) return null;
  return {
    ...call,
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
    agents: picture.agents.map(agent => agentFor(reader, agent)),
    calls: picture.calls.flatMap(call => callFor(reader, call) ?? []),
    queues: picture.queues,
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
