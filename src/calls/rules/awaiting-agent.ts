import type { Endpoint } from '../../agents/ports.ts';
import { isDeskLine } from '../../agents/sip-account.ts';
import { aloud } from '../../ivr/aloud.ts';
import { PROMPTS } from '../../ivr/prompts.ts';
import { AWAIT_AGENT_MS } from '../../queues/events.ts';
import { type AwaitedAgent, type Call, type CallIn, nextId, type Talking } from '../call.ts';
import type { CallInput, StillThere, Surroundings } from '../inputs.ts';
import { type AskedLeg, agentLeg, askedLegs, comingLeg, customerLeg, isAgentLost } from '../legs.ts';
import type { Order } from '../orders.ts';
import { nothing, type Step, step } from '../step.ts';
import { isPrompted, wantedOf } from './arrangement.ts';
import { lineOf, lost, withoutAgent } from './parting.ts';
import { type Booked, rearranged } from './rearranging.ts';

/**
 * After a restart the leg of the call's agent is gone, and nobody saw why: they hung up, or their page was loaded anew and Asterisk
 * missed its voice. Their page knows, and says so once it sees us again. The talk stays theirs until then:
 *
 *   leg gone ──▶ awaited: who is alone is told so, and hears music after it; several talk on
 *                   ├──asks for the call──▶ rung, and in its place (rejoining.ts)
 *                   ├──hangs up──▶ as if we had heard it in time
 *                   └──says nothing, as long as the queue's policy is──▶ lost: to who is left, or the head of the line
 *
 * A desk telephone keeps its call over our restart and asks for none: one that is gone is not waited for.
 */

/** A page that sees us again says within this time what became of its call, ms. */
export const PAGE_SAYS_MS = 5_000;

/** For how long one of ours whose telephone was lost is waited for in this call, ms; 0: not at all. */
export function policyMs(call: CallIn<'talking'>, around: Surroundings): number {
  const queue = lineOf(call, around)?.queue;
  return (queue === undefined ? undefined : around.queue(queue)?.awaitAgentMs) ?? AWAIT_AGENT_MS;
}

/** How long the agent is waited for, ms; 0: not at all. */
export function awaitedMs(call: CallIn<'talking'>, { alive }: StillThere, around: Surroundings): number {
  const { phase } = call;
  const coming = comingLeg(phase);
  const leg = coming ?? agentLeg(phase);
  const isAnyoneLeft =
    customerLeg(phase) ??
    askedLegs(phase).find(each => alive.has(each.channel) || isAtPage(call, each, around));
  if (!leg || leg.state === 'away' || !isAnyoneLeft) return 0;
  if (!isPage(leg.endpoint ?? '', around)) return 0;
  const policy = policyMs(call, around);
  const left = phase.awaited ? phase.awaited.until - around.now : policy;
  return Math.max(left, coming && policy > 0 ? PAGE_SAYS_MS : 0);
}

/** One of ours who talked in this call, at a page: it says what became of their leg, where anybody is waited for. */
export const isAtPage = (call: CallIn<'talking'>, leg: AskedLeg, around: Surroundings): boolean =>
  leg.who === 'colleague' &&
  (leg.state === 'up' || leg.again === true) &&
  isPage(leg.endpoint, around) &&
  policyMs(call, around) > 0;

/** Its person is at a page there, which asks for what it lost, and not at a desk telephone. */
export const isPage = (endpoint: Endpoint, around: Surroundings): boolean =>
  !isDeskLine(around.lineAt(endpoint) ?? '');

/** Their leg is gone, and they are waited for so long, ms. */
export function awaitAgent(before: CallIn<'talking'>, ms: number, around: Surroundings): Booked {
  const until = around.now + ms;
  const gone = withoutAgent(before);
  const call = { ...gone, phase: { ...gone.phase, awaited: { until } } };
  const told: Order[] = [{ kind: 'timer', name: 'ring', ms }];
  if (!wantedOf(call).music.has(call.id)) return { call, told };
  const named = nextId(call, 'playback');
  const { id: playback } = named;
  const sounds = aloud([{ kind: 'file', name: PROMPTS.recovering }]);
  return {
    call: { ...named.call, phase: { ...call.phase, awaited: { until, playback } } },
    told,
    after: [{ kind: 'play', channel: call.id, playback, sounds }],
  };
}

/** What happens while they are waited for; null when it is nothing of that. */
export function awaiting(call: CallIn<'talking'>, input: CallInput, around: Surroundings): Step | null {
  const awaited = awaitedIn(call);
  if (!awaited) return null;
  switch (input.kind) {
    case 'played':
      return input.playback === awaited.playback ? told(call, awaited, around) : null;
    case 'outcome':
      return input.order === 'play' && input.subject === awaited.playback
        ? told(call, awaited, around)
        : null;
    case 'timer':
      return input.name === 'ring' && !comingLeg(call.phase) ? lost(call, wantedOf(call), around) : null;
    case 'ask-hold':
    case 'ask-resume':
      return input.agent === call.phase.agent ? nothing(call) : null;
    default:
      return null;
  }
}

/** They hear music after it. */
function told(call: CallIn<'talking'>, { until }: AwaitedAgent, around: Surroundings): Step {
  return rearranged(call, { ...call.phase, awaited: { until } }, around);
}

function awaitedIn({ phase }: Call): AwaitedAgent | undefined {
  return phase.kind === 'talking' && isAgentLost(phase) ? phase.awaited : undefined;
}

/**
 * Whoever is back, or has the call now, is waited for no more; what is said of it ends before anybody moves, also where a colleague is
 * back before them.
 */
export function awaitedEnds(before: Call, then: Step): Step {
  const had = awaitedIn(before);
  const still = awaitedIn(then.call);
  if (!had || (still && (still.playback === undefined || isPrompted(then.call.phase)))) return then;
  const { phase } = then.call;
  const rest = still ? { awaited: { until: still.until } } : {};
  const call =
    phase.kind === 'talking' ? { ...then.call, phase: { ...withoutAwaited(phase), ...rest } } : then.call;
  const { playback } = had;
  const goesOn = playback === undefined || ('playback' in phase && phase.playback === playback);
  const isOver = then.orders.some(order => order.kind === 'stop-playing' && order.playback === playback);
  const quiet: Order[] =
    goesOn || isOver || phase.kind === 'ending' ? [] : [{ kind: 'stop-playing', playback }];
  return step(call, ...quiet, ...then.orders);
}

function withoutAwaited({ awaited: _, ...phase }: Talking): Talking {
  return phase;
}

/** After another restart: what was being said may be over, so that there is nothing to hear; it is said again where it matters. */
export function promptRecovers(call: CallIn<'talking'>): Booked {
  const awaited = awaitedIn(call);
  if (awaited?.playback === undefined) return { call, told: [] };
  const { until, playback } = awaited;
  return {
    call: { ...call, phase: { ...call.phase, awaited: { until } } },
    told: [{ kind: 'stop-playing', playback }],
  };
}
