import { placeAtStart } from '../../ivr/tries.ts';
import type { CallIn, Welcome } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { welcome } from '../phases/welcome.ts';
import { first, nothing, type Step } from '../step.ts';
import { wantedOf } from './arrangement.ts';
import { aloneInSilence } from './parting.ts';
import { partEnds, waitBefore } from './transferring.ts';

/**
 * The agent gives the customer to a flow: they hear it from its start, with all that is known of them, and without the notice
 * that they have heard. The agent wraps their part up meanwhile. Where the flow ends in a queue, the customer stands in it as who
 * was given to it by the agent.
 */
export function giveToFlow(
  before: CallIn<'talking'>,
  { flow: name, note }: Extract<CallInput, { kind: 'ask-flow' }>,
  around: Surroundings,
): Step {
  const flow = around.flowNamed(name);
  if (!flow) return nothing(before);
  const { agent } = before.phase;
  const left = partEnds(before, { flow: { name, title: flow.title }, note }, around);
  const phase: Welcome = {
    kind: 'welcome',
    place: placeAtStart(flow),
    ask: null,
    playback: null,
    digits: '',
    sent: { from: agent, note, at: around.now, waitedMs: waitBefore(before) },
  };
  return first(
    [...left.orders, ...aloneInSilence(before.id, wantedOf(before)), ...left.hangUps, ...left.told],
    welcome({ ...left.call, up: true, phase }, { kind: 'begin' }, { ...around, flow }),
  );
}
