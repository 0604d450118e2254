import type { ErrorCode } from '../../kit/errors.ts';
import type { Call, Talking } from '../call.ts';
import { callerIn, colleagueIn, gaveOn } from '../call-parties.ts';
import { consulted, isAway } from '../legs.ts';

/** Why a call is not in an agent's hand. */
export const whyNotTheirs = (call: Call, agent: string): ErrorCode =>
  gaveOn(call, agent) ? 'already-given-on' : 'not-your-call';

/** Why an agent who has a part in a call can do nothing to its talk. */
export function whyNotTheirTalk(call: Call, agent: string): ErrorCode {
  const { phase } = call;
  if (phase.kind === 'ending') return 'call-gone';
  if (colleagueIn(call, agent) || callerIn(call)?.agent === agent) return 'not-leading';
  // Their telephone rings, or that of whom they call: no page asks for more than the answer or the end.
  if ('agent' in phase && phase.agent === agent) return 'not-in-talk';
  return 'already-given-on';
}

/** Why an agent cannot go out of their talk now, to another call of theirs. */
export function whyNotLeft(talk: Talking): ErrorCode {
  if (consulted(talk)) return 'consulting-already';
  return isAway(talk) ? 'on-other-line' : 'phone-not-ready';
}
