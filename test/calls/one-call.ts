import { endOf } from '../../src/adapters/asterisk/endings.ts';
import { lineAtEndpoint } from '../../src/adapters/asterisk/endpoints.ts';
import type { Call, CallIn } from '../../src/calls/call.ts';
import { decide } from '../../src/calls/decide.ts';
import type { CallFact } from '../../src/calls/events.ts';
import type { CallInput, Surroundings } from '../../src/calls/inputs.ts';
import { agentLeg } from '../../src/calls/legs.ts';
import type { Order } from '../../src/calls/orders.ts';
import type { Playable } from '../../src/calls/ports/telephony.ts';
import { flowNamed } from '../ivr/caller.ts';
import { averias } from './small-centre.ts';

export const NOW = Date.parse('2026-11-22T13:00:00Z');
export const CALLER = 'caller-1';

const flow = flowNamed('averias-626');

export function talkOf({ phase }: Call): CallIn<'talking'>['phase'] {
  if (phase.kind !== 'talking') throw new Error(`nobody talks: ${phase.kind}`);
  return phase;
}

/** One call and the rule, and nothing else: what it was told, what it ordered. */
export class OneCall {
  call: Call;
  now = NOW;
  orders: readonly Order[] = [];
  facts: CallFact[] = [];
  around: Omit<Surroundings, 'now'> = {
    flow,
    flowNamed: name => (name === flow.flow ? flow : null),
    facts: { announceRecording: true, debtStops: false, queueOpen: () => true },
    queue: name => (name === 'averias' ? averias : null),
    directRecording: { policy: 'on-demand', pauseMs: averias.recordingPauseMs },
    outlook: () => ({ position: 2, waitMs: null }),
    autoAnswers: () => false,
    autoJoins: () => false,
    leaderMayLeave: true,
    mayRecord: true,
    silenceIsOurs: () => false,
    couldTake: () => true,
    freeOf: () => null,
    comesBack: () => true,
    queueFor: () => null,
    whyNotRung: () => null,
    freeLine: () => null,
    otherLine: () => null,
    takesParty: () => true,
    isElsewhere: () => false,
    lineAt: lineAtEndpoint,
    reaches: () => true,
  };

  constructor(call: Partial<Call> = {}) {
    this.call = {
      id: CALLER,
      direction: 'in',
      ticket: 'OA-2026-000123',
      callerNumber: '+584145550101',
      callerName: '',
      dialled: '*626',
      from: 'trunk',
      arrivedAt: NOW,
      customer: null,
      openTickets: [],
      learned: [],
      up: false,
      serial: 0,
      recording: null,
      phase: { kind: 'welcome', place: null, ask: null, playback: null, digits: '' },
      ...call,
    };
  }

  hears(...inputs: readonly (CallInput | ((call: Call) => CallInput))[]): this {
    for (const each of inputs) {
      const input = typeof each === 'function' ? each(this.call) : each;
      const { call, orders } = decide(this.call, input, { ...this.around, now: this.now });
      this.call = call;
      this.orders = orders;
      this.facts.push(...orders.flatMap(order => (order.kind === 'fact' ? [order.fact] : [])));
    }
    return this;
  }

  later(ms: number): this {
    this.now += ms;
    return this;
  }

  get phase(): Call['phase'] {
    return this.call.phase;
  }

  /** Orders of the last input as short words: `play bienvenida`, `timer digits 5000`, `hang-up caller-1`. */
  get said(): string[] {
    return this.orders.map(words);
  }

  get playback(): string {
    return 'playback' in this.phase ? (this.phase.playback ?? '') : '';
  }

  /** The agent's channel: the one that rings, or talks. */
  get leg(): string {
    if (this.phase.kind === 'talking') return agentLeg(this.phase)?.channel ?? '';
    return 'leg' in this.phase ? this.phase.leg : '';
  }

  get talk(): CallIn<'talking'>['phase'] {
    return talkOf(this.call);
  }

  /** What is being played ends by itself. */
  played(ok = true): this {
    return this.hears({ kind: 'played', playback: this.playback, ok });
  }

  keys(digits: string): this {
    for (const digit of digits) this.hears({ kind: 'digit', digit });
    return this;
  }

  offered(agent = 'ana'): this {
    return this.hears({
      kind: 'offer',
      agent,
      endpoint: `PJSIP/sp-${agent}`,
      idleMs: 7_000,
      passedOver: { talking: 2 },
      position: 41,
    });
  }

  answered(): this {
    return this.hears({ kind: 'leg-answered', channel: this.leg });
  }

  /** `leg`: what is known of one that we dialled. */
  ended(
    channel: string,
    cause = 16,
    leg: { readonly sip?: number; readonly rang?: boolean; readonly cause?: number } = {},
  ): this {
    const { sip = 0, rang } = leg;
    return this.hears({ kind: 'channel-ended', channel, end: endOf(cause, sip), ...(rang && { rang }) });
  }

  recorder(outcome: 'done' | 'refused' | 'gone'): this {
    const subject = this.call.recording?.name ?? '';
    return this.hears({ kind: 'outcome', order: 'record', subject, outcome });
  }

  factKinds(): string[] {
    return this.facts.map(fact => fact.kind);
  }
}

/** A caller who has their place in the queue and is told their number before anything else. */
export function hearingCaller(): OneCall {
  const one = new OneCall().hears({ kind: 'begin' }).played().keys('1').keys('#');
  one.facts = [];
  return one;
}

/** A caller in the queue who has heard their number and may be offered. */
export function queuedCaller(): OneCall {
  return hearingCaller().played();
}

/** A caller who has come to the queue and hears music. */
export function waitingCaller(): OneCall {
  const one = queuedCaller();
  one.hears({ kind: 'timer', name: 'announce' }).played();
  one.facts = [];
  return one;
}

export function offeredCaller(): OneCall {
  const one = waitingCaller().offered();
  one.facts = [];
  return one;
}

/** Caller and agent talk, and it is recorded. */
export function talkingCaller(): OneCall {
  const one = offeredCaller().answered().recorder('done');
  one.facts = [];
  return one;
}

/** An agent who calls a customer back. */
export function outgoingCall(endpoint = 'PJSIP/+584145550101@trunk'): OneCall {
  return new OneCall({
    direction: 'out',
    serial: 1,
    phase: {
      kind: 'dialling',
      agent: 'ana',
      leg: `leg-${CALLER}-1`,
      stage: 'agent',
      agentEndpoint: 'PJSIP/sp-ana',
      endpoint,
      playback: null,
    },
  });
}

export const there = (...channels: string[]) => ({
  kind: 'recover' as const,
  alive: new Set(channels),
  answered: new Set(channels),
  bridged: new Map<string, string>(),
});

/** The same, and they are in the bridge of the talk. */
export const together =
  (...channels: string[]) =>
  ({ phase }: Call) => {
    const bridge = phase.kind === 'talking' ? phase.bridge : 'bridge';
    return { ...there(...channels), bridged: new Map(channels.map(channel => [channel, bridge])) };
  };

/** `bienvenida`, `digits:626`, `number:21/m`, `silence`. */
function spoken(sound: Playable): string {
  switch (sound.kind) {
    case 'file':
      return sound.name;
    case 'digits':
      return `digits:${sound.value}`;
    case 'number':
      return `number:${sound.value}${sound.before === null ? '' : `/${sound.before}`}`;
    case 'silence':
      return 'silence';
    default:
      return sound satisfies never;
  }
}

function words(order: Order): string {
  switch (order.kind) {
    case 'play':
      return `play ${order.sounds.map(spoken).join(' ')}`;
    case 'timer':
      return `timer ${order.name} ${order.ms}`;
    case 'cancel-timer':
      return `cancel ${order.name}`;
    case 'cancel-timers':
      return 'cancel all';
    case 'music':
      return `music ${order.on ? 'on' : 'off'}`;
    case 'dial':
      return `dial ${order.order.endpoint}`;
    case 'fact':
      return `fact ${order.fact.kind}`;
    case 'ring':
      return `ring ${order.channel}${order.off ? ' off' : ''}`;
    case 'hang-up':
    case 'answer':
      return `${order.kind} ${order.channel}`;
    case 'silence':
      return `silence ${order.channel} ${order.on ? 'on' : 'off'}`;
    case 'join':
      return `join ${order.channels.join(' ')}`;
    case 'leave':
      return `leave ${order.channel}`;
    case 'pause-recording':
      return order.paused ? 'pause-recording' : 'resume-recording';
    case 'agent-missed':
      return `agent-missed ${order.agent} (${order.why ?? 'nobody'})`;
    case 'agent-finished':
      return `agent-finished ${order.agent}${order.wrapUp ? ' wrap-up' : ''}`;
    case 'agent-offered':
    case 'agent-talks':
    case 'agent-disposed':
      return `${order.kind} ${order.agent}`;
    default:
      return order.kind;
  }
}
