import type { Call, CallIn, Joins, JoinsColleague } from '../call.ts';
import type { CallControl } from '../call-control.ts';
import { callerIn, colleagueIn, waitsBeside } from '../call-parties.ts';
import type { CommandOf, CommandOutcome } from '../commands.ts';
import { consulted, isAway, isOnHold } from '../legs.ts';
import { partnerIn } from '../rules/leading.ts';
import { mayLeave } from '../rules/second-line.ts';
import { OK } from './outcome.ts';
import { whyNotLeft, whyNotTheirTalk } from './why-not.ts';

/** The talk whose agent they are, or which they may lead as well. */
export const isTalkOf = (call: Call | null, agent: string): call is CallIn<'talking'> =>
  call?.phase.kind === 'talking' && (call.phase.agent === agent || partnerIn(call)?.agent === agent);

/** Another one leads the call, and has a second one: until that is over they lead it alone. */
export function isLedByOther(calls: CallControl, { phase }: CallIn<'talking'>, agent: string): boolean {
  return phase.agent !== agent && calls.registry.get(phase.agent)?.beside?.kind === 'talking';
}

/** The talk that an agent is in and may leave for a second call, or why there is none. */
export function talkToLeave(calls: CallControl, agent: string): CallIn<'talking'> | CommandOutcome {
  const present = calls.registry.get(agent);
  if (present?.beside) return { ok: false, code: 'lines-taken' };
  const call = present && present.work.kind !== 'idle' ? calls.call(present.work.call) : null;
  if (!isTalkOf(call, agent)) return { ok: false, code: 'line-changed' };
  if (isLedByOther(calls, call, agent)) return { ok: false, code: 'not-leading' };
  // A second line beside two who wait already is of no use.
  const isFree = mayLeave(call.phase) && !consulted(call.phase);
  return isFree ? call : { ok: false, code: whyNotLeft(call.phase) };
}

/** The agent goes from one of their two calls to the other, or takes the one that waits; `joins`: into the talk that they are in. */
export function takeLine(
  calls: CallControl,
  { agent, call: to }: Pick<CommandOf<'take-line'>, 'agent' | 'call'>,
  joins?: Joins | JoinsColleague,
): CommandOutcome {
  const call = calls.call(to);
  if (!call) return { ok: false, code: 'call-gone' };
  if (waitsFor(call, agent)) return leaveFor(calls, agent, to, joins);
  if (!isTalkOf(call, agent)) return { ok: false, code: whyNotTheirTalk(call, agent) };
  if (!isAway(call.phase)) {
    // With somebody asked aside the customer waits for the end of that.
    if (isOnHold(call.phase) && !consulted(call.phase)) calls.post(to, { kind: 'ask-resume', agent });
    return OK;
  }
  return leaveFor(calls, agent, to);
}

/** It waits beside the talk that they are in. */
export const waitsFor = (call: Call | null, agent: string): call is CallIn<'offered'> =>
  call !== null && waitsBeside(call) && call.phase.agent === agent;

/** They are in a call that is another one's, or call a colleague who has not answered: their leg is for that one alone. */
const isGuest = (call: Call, agent: string): boolean =>
  colleagueIn(call, agent) !== undefined || callerIn(call)?.agent === agent;

function leaveFor(
  calls: CallControl,
  agent: string,
  to: string,
  joins?: Joins | JoinsColleague,
): CommandOutcome {
  const present = calls.registry.get(agent);
  const at = present && present.work.kind !== 'idle' ? calls.call(present.work.call) : null;
  if (!isTalkOf(at, agent))
    return { ok: false, code: at && isGuest(at, agent) ? 'leave-call-first' : 'line-changed' };
  if (isLedByOther(calls, at, agent)) return { ok: false, code: 'leave-call-first' };
  if (!mayLeave(at.phase)) return { ok: false, code: whyNotLeft(at.phase) };
  calls.post(at.id, { kind: 'ask-leave', agent, to, joins });
  return OK;
}
