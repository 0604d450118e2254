import type { Call, CallIn } from '../call.ts';
import type { StillThere, Surroundings } from '../inputs.ts';
import { agentChannels, customerChannels, outsideLegs } from '../legs.ts';
import type { Order } from '../orders.ts';
import { first, type Step, step } from '../step.ts';
import { seenOf } from './arrangement.ts';
import { isNobodyLeft } from './asked-leave.ts';
import { askedRecover } from './asked-recover.ts';
import { promptRecovers } from './awaiting-agent.ts';
import { withoutCustomer } from './customer-leaves.ts';
import { UNSEEN } from './end-reason.ts';
import { untold } from './notice-in-talk.ts';
import { end, lost } from './parting.ts';
import { type Booked, bookedInTurn, inPlace } from './rearranging.ts';
import { wantedRecorder } from './recording.ts';
import { pauseGoesOn, recordingRecovers } from './recording-orders.ts';
import { agentRecovers } from './rejoining.ts';
import { lineRecovers } from './second-line.ts';

/**
 * A talk after a restart, or when the link is back. What happened meanwhile is booked, by the rules that book it when it is seen,
 * and moves nobody; then all are moved at once, from where they are seen to where they are wanted:
 *
 *   stored ──the customer is gone──▶ ──who was asked is gone, or there──▶ ──the agent is──▶ wanted ──┐
 *   what is seen of the channels ─────────────────────────────────────────────────────────▶ actual ──┴─arrange─▶ orders
 *
 * Where nobody has the customer any more, what becomes of them takes them out of the talk (parting.ts), by one arrangement from the
 * same `actual`. The orders beside it move nobody: timers, telephones that are rung, what is played, the recorder (recording.ts).
 * What supervisors hear by is made anew, for what became of their snoops cannot be seen (supervisors-recover.ts).
 */
export function talkRecovers(stored: CallIn<'talking'>, there: StillThere, around: Surroundings): Step {
  const talks: Order = { kind: 'agent-talks', agent: stored.phase.agent };
  const open = agentChannels(stored.phase).filter(channel => there.alive.has(channel));
  const left = customerRecovers(untold(stored), there, around);
  if (!left) return first([talks], end(stored, UNSEEN, open, around));
  const beside = bookedInTurn(left.call, [
    promptRecovers,
    call => lineRecovers(call, around),
    call => askedRecover(call, there, around),
  ]);
  const known = [talks, ...left.told, ...beside.told];
  if (isNobodyLeft(beside.call.phase)) return first(known, end(beside.call, UNSEEN, open, around));
  const { call, told, after = [], isLost } = agentRecovers(beside.call, there, around);
  const actual = seenOf(stored, there);
  if (isLost) {
    const on = lost(call, actual, around);
    return step(
      on.call,
      ...known,
      ...told,
      ...on.orders,
      ...beside.after.filter(each => isHeard(on.call, each)),
    );
  }
  const was = { actual, recorder: wantedRecorder(stored) };
  const moved = inPlace(call, was, around, [...beside.after, ...after]);
  // What is ordered of a recording just now is not ordered again.
  const isSame = moved.call.recording === call.recording;
  const recorder = isSame
    ? recordingRecovers(moved.call, around)
    : step(moved.call, ...pauseGoesOn(moved.call, around));
  return first([...known, ...told, ...moved.orders], recorder);
}

/** They may have left the others meanwhile; one that waited beside a talk may have been taken. Null: they left the agent, and it is over. */
function customerRecovers(
  call: CallIn<'talking'>,
  { alive, answered }: StillThere,
  around: Surroundings,
): Booked | null {
  const [channel] = customerChannels(call.phase);
  if (channel === undefined || answered.has(channel)) return { call, told: [] };
  return alive.has(channel)
    ? { call, told: [{ kind: 'answer', channel }] }
    : withoutCustomer(call, UNSEEN, around);
}

/** Somebody outside whose notice it is may have been let go by then. */
const isHeard = ({ phase }: Call, order: Order): boolean =>
  order.kind === 'play' && 'legs' in phase && outsideLegs(phase).some(leg => leg.notice === order.playback);
