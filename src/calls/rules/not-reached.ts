import type { Missed } from '../../agents/events.ts';
import { isDeskLine } from '../../agents/sip-account.ts';
import type { CallIn } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import type { Outcome } from '../ports/telephony.ts';
import { customerLeft, type Ended, RECORDED_AS, whyUnanswered } from './end-reason.ts';
import { whyMissed } from './offer-end.ts';

/** The agent asked for this call, their page answers by itself: it need not ring long, ms. */
export const AGENT_RING_MS = 15_000;
/** How long a customer's telephone is rung, ms. */
export const CUSTOMER_RING_MS = 45_000;

export const ourFailure = (cause: number): Ended => ({ by: 'system', why: 'our-failure', cause });

/** The agent ends it; before the customer answered that is a ring of theirs broken off. */
export function brokenOff({ phase }: CallIn<'dialling'>, cause: number): Ended {
  return { by: 'agent', why: phase.stage === 'notice' ? 'hung-up' : 'broken-off', cause };
}

/** The agent's own telephone did not take the call they asked for: the customer's was never rung. */
export const telephoneFailed = (telephone: Missed, cause: number): Ended => ({
  ...ourFailure(cause),
  telephone,
});

/** The agent's telephone went: hung up, never answered, or dead. */
export function agentEnded(
  call: CallIn<'dialling'>,
  input: Extract<CallInput, { kind: 'channel-ended' }>,
  around: Surroundings,
): Ended {
  const { dropped, code } = input.end;
  if (call.phase.stage !== 'agent') return dropped ? ourFailure(code) : brokenOff(call, code);
  const why = notTaken(call, input, around);
  return why === 'refused' ? brokenOff(call, code) : telephoneFailed(why, code);
}

/** Why the agent's telephone did not take the call they asked for. A page answers by itself: its person ignores nothing. */
function notTaken(
  { arrivedAt, phase }: CallIn<'dialling'>,
  { end, rang = false }: Extract<CallInput, { kind: 'channel-ended' }>,
  { now, lineAt }: Surroundings,
): Missed {
  // It was taken and put down before we heard of it.
  if (end.why === 'hung-up') return 'refused';
  const desk = isDeskLine(lineAt(phase.agentEndpoint) ?? '');
  const afterMs = now - arrivedAt;
  const why = whyMissed({ why: end.why, rang, afterMs, limitMs: AGENT_RING_MS, desk });
  if (why !== 'ignored') return why;
  if (!rang) return 'silent';
  return desk ? why : 'failed';
}

/** The customer's telephone went: never answered, or put down while it heard the notice. */
export function customerEnded(
  { phase }: CallIn<'dialling'>,
  input: Extract<CallInput, { kind: 'channel-ended' }>,
  { now }: Surroundings,
): Ended {
  if (phase.stage === 'notice') return customerLeft(input);
  const { end, rang = false } = input;
  const afterMs = now - (phase.rungAt ?? now);
  const early = phase.early?.heard === true;
  const why = whyUnanswered({ why: end.why, rang, early, afterMs, limitMs: CUSTOMER_RING_MS });
  return { by: why === 'refused' ? 'caller' : 'network', why, cause: end.code };
}

/**
 * The order to ring did not get through. `gone`: the agent's leg, whose codec was to be offered, has left. `refused`:
 * nobody is registered at a telephone of our own, or there is no such carrier.
 */
export function notDialled(call: CallIn<'dialling'>, outcome: Outcome, { lineAt }: Surroundings): Ended {
  if (call.phase.stage === 'agent') {
    return telephoneFailed(outcome === 'refused' ? 'unreachable' : 'failed', RECORDED_AS.notThere);
  }
  if (outcome === 'gone') return brokenOff(call, 0);
  if (outcome !== 'refused') return ourFailure(0);
  const why = lineAt(call.phase.endpoint) === null ? 'no-route' : 'switched-off';
  return { by: 'network', why, cause: RECORDED_AS.notThere };
}
