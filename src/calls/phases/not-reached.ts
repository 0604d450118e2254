import type { CallIn } from '../call.ts';
import { customerLeft, type Ended, isDeadLine, whyUnanswered } from '../end-reason.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import type { Outcome } from '../ports.ts';

/** How long a customer's telephone is rung, ms. */
export const CUSTOMER_RING_MS = 45_000;
export const NOT_REGISTERED = 20;

export const ourFailure = (cause: number): Ended => ({ by: 'system', why: 'our-failure', cause });

/** The agent ends it; before the customer answered that is a ring of theirs broken off. */
export function brokenOff({ phase }: CallIn<'dialling'>, cause: number): Ended {
  return { by: 'agent', why: phase.stage === 'notice' ? 'hung-up' : 'broken-off', cause };
}

/** The agent's telephone went: hung up, never answered, or dead. */
export function agentEnded(call: CallIn<'dialling'>, cause: number): Ended {
  return isDeadLine(cause) ? ourFailure(cause) : brokenOff(call, cause);
}

/** The customer's telephone went: never answered, or put down while it heard the notice. */
export function customerEnded(
  { phase }: CallIn<'dialling'>,
  { cause, sip = 0, rang = false }: Extract<CallInput, { kind: 'channel-ended' }>,
  { now }: Surroundings,
): Ended {
  if (phase.stage === 'notice') return customerLeft({ cause, sip });
  const afterMs = now - (phase.rungAt ?? now);
  const early = phase.early?.heard === true;
  const why = whyUnanswered({ sip, cause, rang, early, afterMs, limitMs: CUSTOMER_RING_MS });
  return { by: why === 'refused' ? 'caller' : 'network', why, cause };
}

/**
 * The order to ring did not get through. `gone`: the agent's leg, whose codec was to be offered, has left. `refused`:
 * nobody is registered at a telephone of our own, or there is no such carrier.
 */
export function notDialled(call: CallIn<'dialling'>, outcome: Outcome): Ended {
  if (call.phase.stage === 'agent') return ourFailure(NOT_REGISTERED);
  if (outcome === 'gone') return brokenOff(call, 0);
  if (outcome !== 'refused') return ourFailure(0);
  const why = call.phase.endpoint.includes('@') ? 'no-route' : 'switched-off';
  return { by: 'network', why, cause: NOT_REGISTERED };
}
