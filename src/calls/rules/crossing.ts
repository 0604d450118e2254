import type { CallIn, HandedOut, Queued } from '../call.ts';
import type { Surroundings } from '../inputs.ts';
import { customerLeg } from '../legs.ts';
import type { Order } from '../orders.ts';
import { first, type Step } from '../step.ts';
import { type Arrangement, aloneWithMusic, arrange } from './arrangement.ts';
import { handedBack } from './directed.ts';
import { music } from './moves.ts';
import { endRecording } from './recording.ts';

/**
 * The agent leaves the customer to whom they talked with alone, who hangs up at the same moment: they end the talk that they were in
 * with the agent, and do not know that the customer is theirs. Who was in a conference with them knows it, and ends that.
 *
 *   agent:     asked ──▶ completes ─────▶ customer and the other one talk
 *   other one:              hangs up ──────▶│ it is on its way meanwhile, or nobody has said a word yet
 *
 * The end of a channel does not say when its person put the telephone down, so what comes soon enough after is taken for this.
 * The customer goes the way of one who was not taken: back to who left them, else to the head of the line (directed.ts).
 */

/**
 * A hang-up this soon was meant for the talk before, ms. One that is lost on its way is sent again after half a second and then
 * after one more (RFC 3261, T1), and who hears that somebody else is there needs about a second to know it and to hang up.
 */
export const CROSSED_MS = 2_000;

/** Whoever has the customer now got them from an agent who left, so short a time ago. */
export const isCrossed = ({ phase }: CallIn<'talking'>, { now }: Surroundings): boolean =>
  phase.givenBy !== undefined && customerLeg(phase) !== undefined && isSoon(phase.answeredAt, now);

/** The same of somebody outside: where the customer waits then; null when it is not. */
export const crossedOutside = (
  { queued, since }: HandedOut,
  { now }: Pick<Surroundings, 'now'>,
): Queued | null => (queued && isSoon(since, now) ? queued : null);

/** The clock may have been set back meanwhile. */
const isSoon = (since: number, now: number): boolean => now - since < CROSSED_MS && now >= since;

/** The customer is not taken by who was left with them. `actual`: who hears whom; `open`: what is left of that one's channels. */
export function crossedBack(
  before: CallIn<'talking'>,
  queued: Queued,
  { actual, open }: { readonly actual: Arrangement; readonly open: readonly string[] },
  around: Surroundings,
): Step {
  const { agent, givenBy = agent, answeredAt } = before.phase;
  const { call, orders } = endRecording(before);
  const told = { note: '', ...queued.transfer, from: givenBy, at: answeredAt, to: agent };
  const gone = open.map((channel): Order => ({ kind: 'hang-up', channel }));
  return first(
    [
      ...orders,
      { kind: 'cancel-timer', name: 'left' },
      { kind: 'cancel-timer', name: 'ring' },
      ...arrange(aloneWithMusic(before.id), actual),
      ...gone,
      { kind: 'agent-finished', agent, wrapUp: false },
    ],
    handedBack(
      { ...call, up: true },
      { ...queued, transfer: told },
      { agent, why: 'hung-up' },
      music(queued.queue, around),
      around,
    ),
  );
}
