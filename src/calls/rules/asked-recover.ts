import type { CallIn } from '../call.ts';
import type { StillThere, Surroundings } from '../inputs.ts';
import {
  type AskedLeg,
  agentChannels,
  askedLegs,
  type ColleagueLeg,
  colleagues,
  isAsked,
  isAway,
  type OutsideLeg,
  outsideLegs,
  withoutLeg,
} from '../legs.ts';
import type { Order } from '../orders.ts';
import { withoutAsked } from './asked-leave.ts';
import { asksQueue, CHOOSE_AFTER_MS } from './asking-queue.ts';
import { awaitedMs, isAtPage } from './awaiting-agent.ts';
import { answered, hearsNotice } from './in-consultation.ts';
import { noticeFirst } from './outside-leg.ts';
import { type Booked, type Books, bookedInTurn } from './rearranging.ts';
import { due, ringAnew, ringsOn, rung } from './ringing-asked.ts';

/** After a restart: of those who are asked, or in the conference, who has gone or answered meanwhile (talk-recovers.ts). */
export function askedRecover(stored: CallIn<'talking'>, there: StillThere, around: Surroundings): Booked {
  const { alive } = there;
  // Else nobody would be with the customer.
  const isLed =
    isAway(stored.phase) ||
    agentChannels(stored.phase).some(channel => alive.has(channel)) ||
    awaitedMs(stored, there, around) > 0;
  const gone = askedLegs(stored.phase).filter(leg => !alive.has(leg.channel) && !asksQueue(leg));
  const come = rung(stored).filter(({ channel }) => there.answered.has(channel));
  return bookedInTurn(stored, [
    call => ({ call, told: colleagues(call.phase).map(atWork) }),
    ...gone.map(
      (leg): Books =>
        call =>
          isGone(call, leg, isLed, around),
    ),
    ...come.map(
      (leg): Books =>
        call =>
          answered(call, leg, around),
    ),
    call => ({ call, told: rungOn(call, there, around) }),
    call =>
      bookedInTurn(
        call,
        outsideLegs(call.phase)
          .filter(hearsNotice)
          .map(
            (leg): Books =>
              so =>
                toldAgain(so, leg, there, around),
          ),
      ),
  ]);
}

const atWork = (leg: ColleagueLeg): Order => ({
  kind: isAsked(leg) ? 'agent-offered' : 'agent-talks',
  agent: leg.agent,
});

/** Nobody saw whether who was in the call hung up, or their line is gone. */
function isGone(call: CallIn<'talking'>, leg: AskedLeg, isLed: boolean, around: Surroundings): Booked {
  if (leg.who === 'outside') return withoutAsked(call, leg, 'unseen', around);
  return (
    comesBack(call, leg, isLed, around) ?? withoutAsked(call, leg, isAsked(leg) ? 'failed' : 'unseen', around)
  );
}

/**
 * A page that was back is rung: that it was may have been lost with us. One that talked may have been loaded anew meanwhile: their
 * place is kept until the page says what it was (awaiting-agent.ts), and it is not rung, for they may have hung up. Null: they are
 * not waited for. `isLed`: the call's agent is there, or is waited for.
 */
function comesBack(
  call: CallIn<'talking'>,
  leg: ColleagueLeg,
  isLed: boolean,
  around: Surroundings,
): Booked | null {
  if (leg.awaited) return isLed ? { call, told: [] } : null;
  if (leg.again) return ringAnew(call, leg, leg.endpoint, around);
  if (!isLed || !isAtPage(call, leg, around)) return null;
  const awaited: ColleagueLeg = { ...leg, state: 'dialled', again: true, awaited: true };
  return { call: { ...call, phase: withoutLeg(call.phase, leg.channel, awaited) }, told: [] };
}

/** One timer is for all who are rung, or waited for. */
function rungOn(call: CallIn<'talking'>, { alive }: StillThere, around: Surroundings): Order[] {
  const [next] = due(call);
  if (!next) return [];
  const isNext = asksQueue(next) && !alive.has(next.channel);
  return [{ kind: 'timer', name: 'consult', ms: isNext ? CHOOSE_AFTER_MS : ringsOn(call, next, around) }];
}

/** Whether they heard the notice to its end is not known. That they were to leave the consultation may have been lost with the link. */
function toldAgain(
  call: CallIn<'talking'>,
  leg: OutsideLeg,
  { bridged }: StillThere,
  around: Surroundings,
): Booked {
  const again = noticeFirst(call, leg, around);
  const bridge = bridged.get(leg.channel);
  const isElsewhere = bridge !== undefined && bridge !== call.phase.bridge && bridge !== call.phase.aside;
  return {
    call: { ...again.call, phase: withoutLeg(call.phase, leg.channel, again.leg) },
    told: [
      ...(isElsewhere ? [{ kind: 'leave', bridge, channel: leg.channel } as const] : []),
      { kind: 'stop-playing', playback: leg.notice ?? '' },
    ],
    after: again.orders,
  };
}
