import type { CallIn } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import {
  agentChannels,
  agentLeg,
  askedLegs,
  customerChannels,
  customerLeg,
  holdable,
  isOnHold,
  withHold,
} from '../legs.ts';
import type { Order } from '../orders.ts';
import { awaiting } from '../rules/awaiting-agent.ts';
import { consulting } from '../rules/consulting.ts';
import { dropCustomer, goesOnWithout } from '../rules/customer-leaves.ts';
import { customerLeft, type Ended, RECORDED_AS } from '../rules/end-reason.ts';
import { giveOut } from '../rules/giving-out.ts';
import { giveToFlow } from '../rules/giving-to-flow.ts';
import { joining } from '../rules/joining.ts';
import { mute } from '../rules/muting.ts';
import { telling } from '../rules/notice-in-talk.ts';
import { end, hungUp, legEnded, sentAway } from '../rules/parting.ts';
import { rearranged } from '../rules/rearranging.ts';
import { endRecorder } from '../rules/recording.ts';
import { orderRecording, pauseOver } from '../rules/recording-orders.ts';
import { askRejoin, rejoining } from '../rules/rejoining.ts';
import { secondLine } from '../rules/second-line.ts';
import { talkRecovers } from '../rules/talk-recovers.ts';
import { transfer } from '../rules/transferring.ts';
import { fact, nothing, type Step, step } from '../step.ts';

/** A party could not be joined because they left; their end should be reported within this time, ms. */
const LEFT_MS = 1_000;

/** Agent and customer hear each other in one bridge. Hold takes the customer out of it and plays them music. */
export function talking(call: CallIn<'talking'>, input: CallInput, around: Surroundings): Step {
  return severally(talked(call, input, around));
}

/**
 * An order that joins several does nothing where one of them has left, and does not tell who. With others in the call the
 * others go on without that one, in the same bridge, maybe before it is told: each goes into the talk by an order of their
 * own, and what becomes of it is told by their own channel. The agent last: what records their leg begins when all are there.
 */
export function severally(done: Step): Step {
  const { phase } = done.call;
  if (phase.kind !== 'talking' || askedLegs(phase).length === 0) return done;
  const { bridge } = phase;
  const own = agentLeg(phase)?.channel;
  const agentLast = (a: string, b: string) => Number(a === own) - Number(b === own);
  const orders = done.orders.flatMap((order): Order[] =>
    order.kind === 'join' && order.bridge === bridge
      ? order.channels.toSorted(agentLast).map(channel => ({ kind: 'step-in', bridge, channel }))
      : [order],
  );
  return step(done.call, ...orders);
}

function talked(call: CallIn<'talking'>, input: CallInput, around: Surroundings): Step {
  const { phase } = call;
  const told = telling(call, input, around);
  if (told) return told;
  const line = secondLine(call, input, around) ?? joining(call, input, around);
  if (line) return line;
  const beside = consulting(call, input, around);
  if (beside) return beside;
  const rejoins = rejoining(call, input, around) ?? awaiting(call, input, around);
  if (rejoins) return rejoins;
  switch (input.kind) {
    case 'channel-ended':
      if (input.channel === customerLeg(phase)?.channel)
        return customerGone(call, customerLeft(input), around);
      return input.channel === agentLeg(phase)?.channel ? legEnded(call, input.end, around) : nothing(call);
    case 'ask-hang-up':
      return input.agent === phase.agent
        ? hungUp(call, { cause: RECORDED_AS.hungUp, open: agentChannels(phase) }, around)
        : nothing(call);
    case 'ask-rejoin':
      return input.agent === phase.agent ? askRejoin(call, input.endpoint, around) : nothing(call);
    case 'ask-hold':
      return input.agent === phase.agent ? setHold(call, true, around) : nothing(call);
    case 'ask-resume':
      return input.agent === phase.agent ? setHold(call, false, around) : nothing(call);
    case 'held':
      return input.channel === agentLeg(phase)?.channel ? setHold(call, input.held, around) : nothing(call);
    case 'ask-drop': {
      const isCustomer = input.agent === phase.agent && input.channel === customerLeg(phase)?.channel;
      return (isCustomer && dropCustomer(call, around)) || nothing(call);
    }
    case 'ask-mute':
      return mute(call, input, around);
    case 'ask-recording':
      return input.agent === phase.agent ? orderRecording(call, input, around) : nothing(call);
    case 'ask-transfer':
      return input.agent === phase.agent && askedLegs(phase).length === 0
        ? transfer(call, input, around)
        : nothing(call);
    case 'ask-flow':
      return input.agent === phase.agent && askedLegs(phase).length === 0
        ? giveToFlow(call, input, around)
        : nothing(call);
    case 'ask-give-out':
      return input.agent === phase.agent && askedLegs(phase).length === 0
        ? giveOut(call, input, around)
        : nothing(call);
    case 'agent-sent-away':
      return input.agent === phase.agent ? sentAway(call, around) : nothing(call);
    case 'outcome':
      return joinFailed(call, input, around);
    case 'timer':
      // One that began after the timer is none that stands still.
      if (input.name === 'paused') return call.recording?.paused ? endRecorder(call) : nothing(call);
      if (input.name === 'recording-pause') return pauseOver(call, around);
      return input.name === 'left' ? unjoined(call, around) : nothing(call);
    case 'recover':
      return talkRecovers(call, input, around);
    default:
      return nothing(call);
  }
}

function customerGone(call: CallIn<'talking'>, ended: Ended, around: Surroundings): Step {
  return goesOnWithout(call, ended, around) ?? end(call, ended, agentChannels(call.phase), around);
}

/** Asked for by the page, or by the hold key of a desk telephone: both are the same hold. */
function setHold(call: CallIn<'talking'>, onHold: boolean, around: Surroundings): Step {
  if (!holdable(call.phase) || onHold === isOnHold(call.phase)) return nothing(call);
  const moved = rearranged(call, withHold(call.phase, onHold), around);
  const { agent } = call.phase;
  const told = fact({ kind: onHold ? 'held' : 'resumed', at: around.now, agent });
  return step(moved.call, ...moved.orders, told);
}

/** Without a bridge nobody hears anybody. `gone` is a race with a hang-up whose news is on the way. */
function joinFailed(
  call: CallIn<'talking'>,
  input: Extract<CallInput, { kind: 'outcome' }>,
  around: Surroundings,
): Step {
  const { phase } = call;
  const isJoin = input.order === 'join' && input.subject === phase.bridge;
  const isTheirs = [...customerChannels(phase), agentLeg(phase)?.channel].includes(input.subject);
  if (!isJoin && !(input.order === 'step-in' && isTheirs)) return nothing(call);
  if (input.outcome === 'gone') return step(call, { kind: 'timer', name: 'left', ms: LEFT_MS });
  const broken = input.outcome === 'refused' || input.outcome === 'timed-out';
  return broken ? unjoined(call, around) : nothing(call);
}

function unjoined(call: CallIn<'talking'>, around: Surroundings): Step {
  const open = [...customerChannels(call.phase), ...agentChannels(call.phase)];
  return end(call, { by: 'system', why: 'our-failure', cause: RECORDED_AS.unjoined }, open, around);
}
