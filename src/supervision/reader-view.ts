import { maskedNumber } from '../rights/numbers.ts';
import { type Sight, seesCall } from '../rights/sight.ts';
import type { AgentPicture, Alarm, CallPicture, CentrePicture } from './events.ts';
import { peopleOf } from './parts.ts';

/**
 * Pictures cut to what a reader may see (`rights/sight.ts`).
 *
 *              everything   own work                                                      wallboard
 *   queues     all          all                                                           all
 *   agents     all          themselves in full; the others' names and states without their figures
 *   calls      all          as `seesCall` says; masked ones without whose they are
 *   alarms     all          that it is about to be stopped                                of the centre's working
 *
 * Whose session has ended in a call sees that call, themselves and that the centre is about to be stopped, and of everything else
 * nothing.
 */
export function agentFor(sight: Sight, agent: AgentPicture): AgentPicture | null {
  if (sight.of === 'everything' || agent.id === sight.person) return agent;
  if (sight.of === 'last-call' || sight.of === 'wallboard') return null;
  const {
    leaving: _leaving,
    rest: _rest,
    autoAnswer: _own,
    autoJoin: _lines,
    directed: _order,
    moved: _moved,
    held: _held,
    supervises: _supervises,
    beside: _second,
    ...others
  } = agent;
  const work = 'call' in agent.work ? { ...agent.work, call: '' } : agent.work;
  const day = { answeredToday: 0, talkMsToday: 0, heldMsToday: 0, joinedToday: 0, joinedMsToday: 0 };
  return { ...others, ...day, work, missed: 0, missedToday: {} };
}

/** Null when the call is none of the reader's business. */
export function callFor(sight: Sight, call: CallPicture): CallPicture | null {
  const waitsIn = call.phase === 'waiting' ? call.queue : null;
  const seen = seesCall(sight, { id: call.id, agents: peopleOf(call), waitsIn });
  if (seen !== 'masked') return seen === null ? null : withSupervisors(sight, call);
  const {
    candidates: _whose,
    before: _last,
    transfer: _note,
    waitsFor: _whom,
    wrapUps: _who,
    supervisors: _others,
    ...shown
  } = call;
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

/** An agent is shown those whom the centre shows, and whom they hear. */
function withSupervisors(sight: Sight, call: CallPicture): CallPicture {
  const { supervisors, ...shown } = call;
  if (sight.of === 'everything' || supervisors === undefined) return call;
  const told = supervisors.filter(({ seen, up, mode }) => up && (seen || mode !== 'listen'));
  return told.length > 0 ? { ...shown, supervisors: told } : shown;
}

export function pictureFor(sight: Sight, picture: CentrePicture): CentrePicture {
  if (sight.of === 'everything') return picture;
  return {
    agents: picture.agents.flatMap(agent => agentFor(sight, agent) ?? []),
    calls: picture.calls.flatMap(call => callFor(sight, call) ?? []),
    queues: sight.of === 'last-call' ? [] : picture.queues,
    alarms: picture.alarms.filter(sight.of === 'wallboard' ? isOnWall : isForAll),
  };
}

/** What is wrong with the centre's own working: others name people, tickets or addresses, and are not for a room. */
const ON_WALL = ['asterisk', 'database', 'overload', 'refused-calls', 'trunk', 'line-away', 'voice-quality'];

/** Whether an alarm is told to everybody who works here. */
export const isForAll = ({ id }: Pick<Alarm, 'id'>): boolean => id === 'stopping';

/** Whether an alarm may be shown on a wall. */
export const isOnWall = ({ id }: Pick<Alarm, 'id'>): boolean => ON_WALL.includes(id.split('.')[0] ?? '');
