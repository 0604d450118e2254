import type { CallIn } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { colleagues, consulted, outsideLegs, withoutLeg } from '../legs.ts';
import { nothing, type Step } from '../step.ts';
import { askedLeft, leftBy } from './asked-leave.ts';
import { askedUp, conference, hearsNotice, noticeHeard, swap } from './in-consultation.ts';
import { networkSpeaks } from './outside-leg.ts';
import { mayPass } from './parting.ts';
import { ask, askOutside, rung, rungAnew } from './ringing-asked.ts';
import { leaveToOthers } from './succeeding.ts';

/**
 * The agent asks somebody beside the customer, who hears music meanwhile: a colleague, or who is at a number outside.
 *
 *   talk ──asked──▶ they are rung ──answer──▶ aside: the two talk ⇄ swapped: agent and customer talk
 *    ▲                 │                         │
 *    └──not answered, ─┴── taken back, they ─────┼──complete──▶ the customer is theirs (succeeding.ts)
 *                          hang up               └──conference──▶ all of them talk
 *
 * Who is aside is the only one there; those in the talk with the customer may be several. When the agent goes, by whichever
 * way, who is left talks on: the colleague has the call then, or nobody of ours (phases/outside.ts).
 *
 * While a number outside is rung the agent is out of the talk and hears its network, as in a call-back (phases/dialling.ts). A
 * consultation is in no recording; before who is outside joins the talk, they are told that it is recorded.
 */

/** What happens to those who are asked, and what the agent wants of them; null when it is nothing of theirs. */
export function consulting(call: CallIn<'talking'>, input: CallInput, around: Surroundings): Step | null {
  const own = 'agent' in input && input.agent === call.phase.agent;
  const theirs = leftBy(call, input, around);
  if (theirs) return askedLeft(call, theirs.leg, theirs, around);
  const asked = consulted(call.phase);
  const isThere = asked?.state === 'up' && !hearsNotice(asked);
  switch (input.kind) {
    case 'ask-consult':
      return own ? ask(call, input, around) : nothing(call);
    case 'ask-outside':
      return own ? askOutside(call, input, around) : nothing(call);
    case 'leg-answered': {
      const coming = rung(call).find(({ channel }) => channel === input.channel);
      return coming ? askedUp(call, coming, around) : null;
    }
    case 'early-media': {
      const leg = outsideLegs(call.phase).find(({ channel }) => channel === input.channel);
      return leg
        ? nothing({ ...call, phase: withoutLeg(call.phase, leg.channel, networkSpeaks(leg)) })
        : null;
    }
    case 'played':
      return noticeHeard(call, input.playback, around);
    case 'ask-rejoin': {
      const leg = colleagues(call.phase).find(each => each.agent === input.agent);
      return leg ? rungAnew(call, leg, input.endpoint, around) : null;
    }
    case 'ask-complete':
      return (own && mayPass(call, around.leaderMayLeave) && leaveToOthers(call, around)) || nothing(call);
    case 'ask-swap':
      return own && isThere ? swap(call, around) : nothing(call);
    case 'ask-conference':
      return own && isThere && (asked.who !== 'outside' || asked.mayJoin)
        ? conference(call, asked, around)
        : nothing(call);
    case 'ask-resume':
      if (!own || !asked) return null;
      return askedLeft(call, asked, { why: 'taken-back', hangUp: true, back: true }, around);
    case 'ask-hold':
    // The hold key of a desk telephone: whom it would put on hold is not the customer.
    case 'held':
      return asked && ('agent' in input || input.channel !== call.id) ? nothing(call) : null;
    case 'outcome':
      return input.order === 'play' ? noticeHeard(call, input.subject, around) : null;
    default:
      return null;
  }
}
