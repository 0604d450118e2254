import { isDeskLine } from '../../agents/sip-account.ts';
import type { CallIn } from '../call.ts';
import type { StillThere, Surroundings } from '../inputs.ts';
import {
  type AskedLeg,
  agentChannels,
  askedLegs,
  type ColleagueLeg,
  colleagues,
  isAsked,
  outsideLegs,
  withoutLeg,
} from '../legs.ts';
import type { Order } from '../orders.ts';
import { type Step, step } from '../step.ts';
import { type Arrangement, wantedOf, without } from './arrangement.ts';
import { askedLeft, type Leaves } from './asked-leave.ts';
import { asksQueue, CHOOSE_AFTER_MS } from './asking-queue.ts';
import { policyMs } from './awaiting-agent.ts';
import { askedUp, hearsNotice } from './in-consultation.ts';
import { noticeFirst } from './outside-leg.ts';
import { rearranged } from './rearranging.ts';
import { due, ringAnew, ringsOn, rung } from './ringing-asked.ts';

/**
 * Their leg is not there after a restart. A page that was back is rung: that it was may have been lost with us. One that talked may
 * have been loaded anew meanwhile: their place is kept until the page says what it was (awaiting-agent.ts), and it is not rung, for
 * they may have hung up. Null: they are not waited for. `isLed`: the call's agent is there; else nobody would be with the customer.
 */
function comesBack(
  call: CallIn<'talking'>,
  leg: ColleagueLeg,
  isLed: boolean,
  around: Surroundings,
  actual: Arrangement,
): Step | null {
  if (leg.awaited) return isLed ? step(call) : null;
  if (leg.again) return ringAnew(call, leg, leg.endpoint, around, actual);
  const isAtPage = !isDeskLine(around.lineAt(leg.endpoint) ?? '');
  if (!isLed || leg.state !== 'up' || !isAtPage || policyMs(call, around) === 0) return null;
  const awaited: ColleagueLeg = { ...leg, state: 'dialled', again: true, awaited: true };
  const phase = withoutLeg(call.phase, leg.channel, awaited);
  return rearranged(call, phase, around, without(actual, leg.channel));
}

/** After a restart: those who have answered or gone meanwhile, and who hears whom before and after that; it may be over by it. */
export function askedRecover(
  before: CallIn<'talking'>,
  there: StillThere,
  seen: Arrangement,
  around: Surroundings,
): Step & { readonly actual: Arrangement } {
  const orders: Order[] = colleagues(before.phase).map(leg => ({
    kind: isAsked(leg) ? 'agent-offered' : 'agent-talks',
    agent: leg.agent,
  }));
  let call = before;
  let actual = seen;
  const happened = (changed: Step) => {
    call = changed.call as CallIn<'talking'>;
    orders.push(...changed.orders);
    actual = wantedOf(call);
  };
  const isLed = agentChannels(before.phase).some(channel => there.alive.has(channel));
  for (const leg of askedLegs(before.phase)) {
    if (there.alive.has(leg.channel) || asksQueue(leg)) continue;
    const back = leg.who === 'colleague' ? comesBack(call, leg, isLed, around, actual) : null;
    if (back) {
      happened(back);
      continue;
    }
    const left = askedLeft(call, leg, { why: whyUnseen(leg, around), hangUp: false }, around, actual);
    if (left.call.phase.kind !== 'talking') return { ...left, orders: [...orders, ...left.orders], actual };
    happened(left);
  }
  for (const asked of rung(call)) {
    if (there.answered.has(asked.channel)) happened(askedUp(call, asked, actual, around));
  }
  const [next] = due(call);
  if (next) {
    const isGone = asksQueue(next) && !there.alive.has(next.channel);
    orders.push({
      kind: 'timer',
      name: 'consult',
      ms: isGone ? CHOOSE_AFTER_MS : ringsOn(call, next, around),
    });
  }
  // Whether they heard it to its end is not known: again.
  for (const leg of outsideLegs(call.phase).filter(hearsNotice)) {
    const again = noticeFirst(call, leg, around);
    const phase = withoutLeg(call.phase, leg.channel, again.leg);
    call = { ...again.call, phase };
    // That they were to leave the consultation may have been lost with the link.
    const bridge = there.bridged.get(leg.channel);
    if (bridge !== undefined) orders.push({ kind: 'leave', bridge, channel: leg.channel });
    orders.push({ kind: 'stop-playing', playback: leg.notice ?? '' }, ...again.orders);
  }
  return { call, orders, actual };
}

/** A page may have been loaded anew: who was at it and is waited for by nobody did not hang up. Any other telephone keeps its call. */
function whyUnseen(leg: AskedLeg, around: Surroundings): Leaves['why'] {
  if (leg.who === 'outside') return leg.state === 'up' ? 'hung-up' : 'unseen';
  if (leg.state !== 'up') return 'failed';
  return isDeskLine(around.lineAt(leg.endpoint) ?? '') ? 'hung-up' : 'unseen';
}
