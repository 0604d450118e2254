import { PROMPTS } from '../../ivr/prompts.ts';
import { type CallIn, nextId } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { mediaOf } from '../media.ts';
import type { Order } from '../orders.ts';
import { first, nothing, type Step, step } from '../step.ts';
import { toEnding, toTalking } from './moves.ts';

/** The agent asked for this call, his page answers by itself: it need not ring long, ms. */
const AGENT_RING_MS = 15_000;
/** How long a customer's telephone is rung, ms. */
const CUSTOMER_RING_MS = 45_000;
const NO_ANSWER = 19;

/**
 * An agent calls a customer back: his own telephone first, then the customer's line, then a notice to the customer that
 * the call may be recorded, then both into the bridge.
 */
export function dialling(call: CallIn<'dialling'>, input: CallInput, around: Surroundings): Step {
  const { phase } = call;
  switch (input.kind) {
    case 'begin':
      return step(call, { kind: 'agent-offered', agent: phase.agent }, dial(call, phase.leg, 'agent'), {
        kind: 'timer',
        name: 'ring',
        ms: AGENT_RING_MS + 2_000,
      });
    case 'leg-answered':
      if (input.channel === phase.leg && phase.stage === 'agent') return ringCustomer(call);
      return input.channel === call.id && phase.stage === 'customer' ? notice(call, around) : nothing(call);
    case 'played':
      return phase.stage === 'notice' && input.playback === phase.playback
        ? join(call, around)
        : nothing(call);
    case 'channel-ended':
      if (input.channel === phase.leg)
        return give(call, 'agent', input.cause, phase.stage === 'agent' ? [] : [call.id], around);
      return input.channel === call.id
        ? give(call, 'caller', input.cause, [phase.leg], around)
        : nothing(call);
    case 'outcome':
      return failed(call, input, around);
    case 'timer':
      return input.name === 'ring'
        ? give(call, 'system', NO_ANSWER, [phase.leg, call.id], around)
        : nothing(call);
    case 'ask-hang-up':
      return input.agent === phase.agent
        ? give(call, 'agent', 16, [phase.leg, call.id], around)
        : nothing(call);
    case 'recover':
      return give(
        call,
        'recovery',
        0,
        [phase.leg, call.id].filter(each => input.alive.has(each)),
        around,
      );
    default:
      return nothing(call);
  }
}

function dial(call: CallIn<'dialling'>, channel: string, who: 'agent' | 'customer'): Order {
  const toAgent = who === 'agent';
  return {
    kind: 'dial',
    order: {
      channel,
      endpoint: toAgent ? call.phase.agentEndpoint : call.phase.endpoint,
      callerNumber: toAgent ? call.callerNumber : '*626',
      callerName: toAgent ? call.callerName : '',
      args: [who, call.id],
      ringMs: toAgent ? AGENT_RING_MS : CUSTOMER_RING_MS,
      ...(toAgent ? {} : { originator: call.phase.leg }),
      headers: toAgent ? { 'X-Cauce-Call': call.id, 'X-Cauce-Answer': 'auto' } : {},
    },
  };
}

function ringCustomer(call: CallIn<'dialling'>): Step {
  return step(
    { ...call, phase: { ...call.phase, stage: 'customer' } },
    dial(call, call.id, 'customer'),
    { kind: 'ring', channel: call.phase.leg },
    { kind: 'timer', name: 'ring', ms: CUSTOMER_RING_MS + 2_000 },
  );
}

function notice(call: CallIn<'dialling'>, around: Surroundings): Step {
  if (!around.facts.announceRecording) return join(call, around);
  const named = nextId({ ...call, up: true }, 'playback');
  const media = mediaOf([{ kind: 'file', name: PROMPTS.consent }]);
  return step(
    { ...named.call, phase: { ...call.phase, stage: 'notice', playback: named.id } },
    { kind: 'cancel-timer', name: 'ring' },
    { kind: 'play', channel: call.id, playback: named.id, media },
  );
}

function join(call: CallIn<'dialling'>, around: Surroundings): Step {
  const { agent, leg } = call.phase;
  return first(
    [{ kind: 'cancel-timer', name: 'ring' }],
    toTalking(call, { agent, leg, queued: null, record: true }, around),
  );
}

function failed(
  call: CallIn<'dialling'>,
  input: Extract<CallInput, { kind: 'outcome' }>,
  around: Surroundings,
): Step {
  const { phase } = call;
  if (input.outcome === 'done') return nothing(call);
  if (input.order === 'play' && input.subject === phase.playback) return join(call, around);
  if (input.order !== 'dial') return nothing(call);
  const open = input.subject === phase.leg ? [] : [phase.leg];
  return give(call, 'system', 20, open, around);
}

/** Not reached. Who was connected to his own telephone already tells what came of it; else nothing happened. */
function give(
  call: CallIn<'dialling'>,
  by: 'caller' | 'agent' | 'system' | 'recovery',
  cause: number,
  open: readonly string[],
  around: Surroundings,
): Step {
  const { agent, stage } = call.phase;
  const tried = stage !== 'agent';
  const finish: Order[] = tried
    ? [
        { kind: 'agent-talks', agent },
        { kind: 'agent-finished', agent, wrapUp: true },
      ]
    : [{ kind: 'agent-missed', agent, fault: false }];
  return first(
    finish,
    toEnding(call, { by, cause, open, awaits: tried ? { agent, queue: null } : null }, around),
  );
}
