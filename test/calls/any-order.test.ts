import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { endOf } from '../../src/adapters/asterisk/endings.ts';
import { type Agent, callsOf, mayBeOffered, queuesOf } from '../../src/agents/agent.ts';
import { type Call, type CallIn, isAskedFor } from '../../src/calls/call.ts';
import { agentOf, callerIn, colleagueIn, legsOf, waitsBeside } from '../../src/calls/call-parties.ts';
import { type CallStory, foldCall } from '../../src/calls/call-story.ts';
import type { Command } from '../../src/calls/commands.ts';
import { RECORDING_ORDERS } from '../../src/calls/events.ts';
import type { CallInput } from '../../src/calls/inputs.ts';
import type { OutsideCall } from '../../src/calls/legs.ts';
import {
  agentLeg,
  consulted,
  isAway,
  isConference,
  isMuted,
  outsideLegs,
  presentLegs,
  snoopsIn,
  supervisorLegs,
  talksWithCustomer,
} from '../../src/calls/legs.ts';
import { news, type Order, TELEPHONE_KINDS, type TelephoneOrder, TIMERS } from '../../src/calls/orders.ts';
import type { TicketGlance } from '../../src/calls/ports/lookups.ts';
import { OUTCOMES } from '../../src/calls/ports/telephony.ts';
import { wantedOf } from '../../src/calls/rules/arrangement.ts';
import { JOINS_AFTER_MS } from '../../src/calls/rules/joining.ts';
import { toBeTold } from '../../src/calls/rules/owed-notice.ts';
import { wantedRecorder } from '../../src/calls/rules/recording.ts';
import { heardBy } from '../../src/calls/rules/supervisors-ears.ts';
import { SUPERVISION_MODES } from '../../src/calls/supervision.ts';
import { DEMO_CUSTOMERS } from '../../src/customers/demo.ts';
import type { Found } from '../../src/ivr/conversation.ts';
import { kindsOf } from '../../src/kit/kinds.ts';
import { REFUSED_AGAIN_MS } from '../../src/queues/events.ts';
import { CALLER, OneCall, outgoingCall } from './one-call.ts';
import { averias, pageLine, person, SmallCentre, session } from './small-centre.ts';

const SUPERVISOR = { id: 'sofia', name: 'Sofía' };

const OUTSIDE: OutsideCall = {
  dialled: '+582125550177',
  endpoint: 'PJSIP/+582125550177@trunk',
  area: 'averias',
  callerId: '',
  longestMs: 7_200_000,
  mayJoin: true,
  queue: 'averias',
};

/** All that a call may be told of an order. */
const TOLD_OUTCOMES = TELEPHONE_KINDS.flatMap(order =>
  OUTCOMES.flatMap(outcome => news(order, '', outcome) ?? []),
);

type Happens = (call: Call) => CallInput;

/** What may happen to one call, with ids that are often, not always, those it knows; every kind of input has its own. */
function inputs(): fc.Arbitrary<Happens> {
  const legs = (call: Call) => [legsOf(call)[0] ?? 'leg-x', call.id, legsOf(call)[1] ?? 'leg-late'];
  const earOf = ({ phase }: Call) =>
    phase.kind === 'talking' ? supervisorLegs(phase).find(({ ear }) => ear)?.ear : undefined;
  const pick = (index: number, of: readonly string[]) => of[index % of.length] ?? '';
  const playback = ({ phase }: Call) => {
    const notice = 'legs' in phase ? outsideLegs(phase).find(leg => leg.notice)?.notice : undefined;
    const told = phase.kind === 'talking' ? phase.telling?.customer : undefined;
    return notice ?? told ?? ('playback' in phase ? (phase.playback ?? 'playback-x') : 'playback-x');
  };
  const bridge = ({ phase }: Call) =>
    'bridge' in phase ? ('aside' in phase && phase.aside) || phase.bridge : 'bridge-x';
  const recording = ({ recording: own, phase }: Call) =>
    own?.name ?? (phase.kind === 'voicemail' ? phase.recording : undefined) ?? 'calls/x-1';
  const agent = fc.constantFrom('ana', 'luis');
  const anyLeg = fc.nat(2);
  const openTickets: readonly TicketGlance[] = [
    {
      number: 'OA-2026-000002',
      state: 'received',
      level: 1,
      area: 'averias',
      openedAt: 1,
      summary: '',
      lines: [],
    },
  ];
  const customer = DEMO_CUSTOMERS[0] ?? null;
  const ofAgent = <Kind extends CallInput['kind']>(kind: Kind) =>
    agent.map(each => () => ({ kind, agent: each }));
  /** The thing that the outcome of each order is about. */
  const subjects: Readonly<Record<TelephoneOrder['kind'], (call: Call, at: number) => string>> = {
    answer: call => call.id,
    ring: call => call.id,
    play: playback,
    'stop-playing': playback,
    music: call => call.id,
    dial: (call, at) => pick(at, legs(call)),
    silence: (call, at) => pick(at, legs(call)),
    mute: (call, at) => pick(at, legs(call)),
    unmute: (call, at) => pick(at, legs(call)),
    'ask-ringing': (call, at) => pick(at, legs(call)),
    'hang-up': (call, at) => pick(at, legs(call)),
    join: (call, at) => (at === 1 ? (earOf(call)?.bridge ?? 'bridge-x') : bridge(call)),
    leave: bridge,
    'destroy-bridge': bridge,
    snoop: call => earOf(call)?.snoop ?? 'snoop-x',
    'step-in': (call, at) => pick(at, legs(call)),
    'step-out': (call, at) => pick(at, legs(call)),
    record: recording,
    'take-message': recording,
    'ask-recording': recording,
    'erase-message': recording,
    'pause-recording': recording,
    'stop-recording': recording,
  };
  const all: Readonly<{ [Kind in CallInput['kind']]: fc.Arbitrary<Happens> }> = {
    begin: fc.constant(() => ({ kind: 'begin' })),
    recover: fc.uniqueArray(anyLeg, { maxLength: 3 }).map(alive => call => {
      const there = new Set(alive.map(at => legs(call)[at] ?? ''));
      const bridged = new Map([...there].map(channel => [channel, bridge(call)]));
      return { kind: 'recover', alive: there, answered: there, bridged };
    }),
    identified: fc
      .tuple(fc.nat(2), fc.constantFrom('line' as const, 'ticket' as const))
      .map(([some, by]) => () => ({
        kind: 'identified',
        owners: DEMO_CUSTOMERS.slice(0, some),
        by,
        openTickets: some === 0 ? [] : openTickets,
      })),
    digit: fc.constantFrom(...'0123456789*#').map(digit => () => ({ kind: 'digit', digit })),
    held: fc.tuple(anyLeg, fc.boolean()).map(([at, held]) => call => ({
      kind: 'held',
      channel: pick(at, legs(call)),
      held,
    })),
    played: fc.boolean().map(ok => call => ({ kind: 'played', playback: playback(call), ok })),
    'looked-up': fc
      .constantFrom<Found | null>(
        null,
        { kind: 'customer-by-document', customer: null },
        { kind: 'customer-by-document', customer },
        { kind: 'ticket', ticket: null },
      )
      .map(found => () => ({ kind: 'looked-up', found })),
    timer: fc.constantFrom(...TIMERS).map(name => () => ({ kind: 'timer', name })),
    offer: agent.map(each => () => ({
      kind: 'offer',
      agent: each,
      endpoint: 'PJSIP/x',
      idleMs: 1,
      passedOver: {},
      position: 1,
    })),
    'leg-answered': anyLeg.map(at => call => ({ kind: 'leg-answered', channel: pick(at, legs(call)) })),
    'early-media': anyLeg.map(at => call => ({ kind: 'early-media', channel: pick(at, legs(call)) })),
    'channel-ended': fc
      .tuple(
        anyLeg,
        fc.constantFrom(16, 17, 19, 20, 44, 0),
        fc.constantFrom(0, 302, 480, 486, 603),
        fc.boolean(),
      )
      .map(([at, cause, sip, rang]) => call => ({
        kind: 'channel-ended',
        channel: pick(at, legs(call)),
        end: endOf(cause, sip),
        rang,
      })),
    recorded: fc
      .tuple(fc.boolean(), fc.option(fc.nat(2), { nil: undefined }))
      .map(([ok, spoken]) => call => ({
        kind: 'recorded',
        recording: recording(call),
        ok,
        ...(spoken === undefined ? {} : { seconds: spoken + 1, spoken }),
      })),
    outcome: fc.tuple(fc.constantFrom(...TOLD_OUTCOMES), anyLeg).map(([told, at]) => call => ({
      kind: 'outcome',
      ...told,
      subject: subjects[told.order](call, at),
    })),
    'agent-line-lost': fc.tuple(agent, fc.boolean()).map(([each, over]) => () => ({
      kind: 'agent-line-lost',
      agent: each,
      ...(over ? { over } : {}),
    })),
    'agent-dismissed': ofAgent('agent-dismissed'),
    'agent-sent-away': ofAgent('agent-sent-away'),
    'ask-mute': fc
      .tuple(agent, fc.option(agent, { nil: null }), fc.boolean())
      .map(([each, colleague, on]) => () => ({ kind: 'ask-mute', agent: each, colleague, on })),
    'ask-hang-up': ofAgent('ask-hang-up'),
    'ask-hold': ofAgent('ask-hold'),
    'ask-transfer': fc.tuple(agent, fc.option(agent, { nil: undefined })).map(([each, only]) => () => ({
      kind: 'ask-transfer',
      agent: each,
      queue: 'averias',
      ...(only === undefined ? {} : { only }),
      note: '',
    })),
    'ask-flow': fc.tuple(agent, fc.constantFrom('averias-626', 'none')).map(([each, flow]) => () => ({
      kind: 'ask-flow',
      agent: each,
      flow,
      note: '',
    })),
    'ask-give': fc.tuple(agent, fc.boolean()).map(([each, own]) => () => ({
      kind: 'ask-give',
      by: own ? { id: each, name: each } : SUPERVISOR,
      agent: each,
    })),
    'ask-first': fc.constant(() => ({ kind: 'ask-first', by: SUPERVISOR })),
    'ask-queue': fc
      .constantFrom('averias', 'comercial')
      .map(queue => () => ({ kind: 'ask-queue', by: SUPERVISOR, queue })),
    'ask-help': fc.tuple(agent, fc.boolean()).map(([each, on]) => () => ({
      kind: 'ask-help',
      agent: each,
      on,
    })),
    'help-seen': fc.constant(() => ({ kind: 'help-seen', by: SUPERVISOR })),
    'ask-end': fc.constant(() => ({ kind: 'ask-end', by: SUPERVISOR })),
    'ask-consult': fc.tuple(agent, agent, fc.boolean()).map(([each, colleague, asQueue]) => () => ({
      kind: 'ask-consult',
      agent: each,
      colleague,
      endpoint: `PJSIP/sp-${colleague}`,
      queue: 'averias',
      ...(asQueue ? { asQueue } : {}),
      note: '',
    })),
    'ask-complete': ofAgent('ask-complete'),
    'ask-swap': ofAgent('ask-swap'),
    'ask-conference': ofAgent('ask-conference'),
    'ask-drop': fc.tuple(agent, anyLeg).map(([each, at]) => call => ({
      kind: 'ask-drop',
      agent: each,
      channel: pick(at, legs(call)),
    })),
    'ask-outside': fc.tuple(agent, fc.boolean()).map(([each, mayJoin]) => () => ({
      kind: 'ask-outside',
      agent: each,
      to: { ...OUTSIDE, mayJoin },
      note: '',
    })),
    'ask-give-out': agent.map(each => () => ({ kind: 'ask-give-out', agent: each, to: OUTSIDE, note: '' })),
    'ask-resume': ofAgent('ask-resume'),
    'ask-leave': agent.map(each => () => ({ kind: 'ask-leave', agent: each, to: 'other-call' })),
    'ask-join': fc.tuple(agent, fc.boolean()).map(([each, isOurs]) => () => ({
      kind: 'ask-join',
      agent: each,
      to: 'other-call',
      ticket: 'OA-2026-000001',
      ...(isOurs ? { queue: 'averias' } : { outside: OUTSIDE }),
    })),
    'party-comes': fc.tuple(agent, fc.boolean(), fc.nat(3)).map(([each, heard, at]) => () => ({
      kind: 'party-comes',
      agent: each,
      party: {
        ...(at === 3
          ? { who: 'colleague', agent: 'eva', endpoint: 'PJSIP/sp-eva', queue: 'averias' }
          : { who: 'outside', ...OUTSIDE, by: each }),
        channel: `party-${at}`,
        state: 'up',
        place: 'talk',
        since: 0,
        note: '',
      },
      call: `party-${at}`,
      ticket: 'OA-2026-000001',
      ...(heard ? { noticeHeard: true as const } : {}),
    })),
    'leg-comes': fc.tuple(agent, anyLeg, fc.boolean()).map(([each, at, talk]) => call => ({
      kind: 'leg-comes',
      agent: each,
      channel: pick(at, legs(call)),
      talk,
    })),
    'leg-gone': ofAgent('leg-gone'),
    'leg-replaced': fc.tuple(agent, anyLeg).map(([each, at]) => call => ({
      kind: 'leg-replaced',
      agent: each,
      channel: pick(at, legs(call)),
    })),
    'ask-recording': fc.tuple(agent, fc.constantFrom(...RECORDING_ORDERS)).map(([each, order]) => () => ({
      kind: 'ask-recording',
      agent: each,
      order,
    })),
    'ask-supervise': fc
      .tuple(fc.constantFrom('eva', 'rita', 'ana'), fc.constantFrom(...SUPERVISION_MODES), fc.boolean())
      .map(([person, mode, again]) => () => ({
        kind: 'ask-supervise',
        person,
        endpoint: `PJSIP/sp-${person}`,
        mode,
        seen: true,
        ...(again ? { again } : {}),
      })),
    'ask-take-over': fc.constantFrom('eva', 'rita', 'ana').map(person => () => ({
      kind: 'ask-take-over',
      person,
      endpoint: `PJSIP/sp-${person}`,
      queue: 'averias',
    })),
    'ask-unsupervise': fc
      .constantFrom('eva', 'rita')
      .map(person => () => ({ kind: 'ask-unsupervise', person })),
    'ask-customer': fc.tuple(agent, fc.boolean()).map(([each, known]) => () => ({
      kind: 'ask-customer',
      agent: each,
      customer: known ? customer : null,
      openTickets: known ? openTickets : [],
    })),
    'ask-rejoin': fc.constant(() => ({ kind: 'ask-rejoin', agent: 'ana', endpoint: 'PJSIP/ag-ana' })),
    'ask-disposition': agent.map(each => () => ({
      kind: 'ask-disposition',
      agent: each,
      disposition: 'resuelto',
      note: '',
    })),
  };
  return fc.oneof(...Object.values(all));
}

function onDemand(): OneCall {
  const one = new OneCall();
  one.around = { ...one.around, queue: () => ({ ...averias, recording: 'on-demand' }) };
  return one;
}

/** Whoever is asked for a queue may be followed by others of it. */
function withOthersFree(): OneCall {
  const one = new OneCall();
  const freeOf = (_: string, except: readonly string[]) => {
    const agent = ['ana', 'luis', 'eva', 'rita'].find(each => !except.includes(each));
    return agent === undefined ? null : { agent, endpoint: `PJSIP/sp-${agent}` };
  };
  one.around = { ...one.around, freeOf };
  return one;
}

/** Somebody dials the number of an agent who may be rung, or not. */
function direct(mayRing: boolean, more: Partial<Call> = {}): OneCall {
  const one = new OneCall({ ticket: 'OA-2026-000124', dialled: '101', direct: { to: 'ana' }, ...more });
  one.around = { ...one.around, whyNotRung: () => (mayRing ? null : 'dnd') };
  return one;
}

/** The same, where all such calls are recorded. */
function alwaysDirect(): OneCall {
  const one = direct(true);
  one.around = { ...one.around, directRecording: { ...one.around.directRecording, policy: 'always' } };
  return one;
}

/** Somebody dials the number of an agent who talks. */
function waits(): OneCall {
  const one = direct(true);
  one.around = { ...one.around, whyNotRung: () => 'busy', freeLine: () => 'PJSIP/sp-ana' };
  return one;
}

/** Luis calls Ana: the call has the id of the channel that Luis speaks by. */
const internal = (mayRing: boolean): OneCall =>
  direct(mayRing, {
    direction: 'internal',
    ticket: '',
    direct: { to: 'ana', from: { agent: 'luis', endpoint: 'PJSIP/sp-luis' } },
    phase: {
      kind: 'dialling',
      agent: 'luis',
      leg: CALLER,
      stage: 'agent',
      agentEndpoint: 'PJSIP/sp-luis',
      endpoint: '',
      playback: null,
    },
  });

/** After a restart all are arranged once: nobody is put anywhere, or taken from there, twice. */
function expectMovedOnce(orders: readonly Order[]): void {
  const moves = orders.flatMap(order => {
    switch (order.kind) {
      case 'join':
        return order.channels.map(channel => `${channel} into ${order.bridge}`);
      case 'step-in':
        return [`${order.channel} into ${order.bridge}`];
      case 'leave':
      case 'step-out':
        return [`${order.channel} out of ${order.bridge}`];
      case 'music':
        return [`music for ${order.channel}`];
      default:
        return [];
    }
  });
  expect(new Set(moves).size, moves.join(', ')).toBe(moves.length);
}

describe('whatever happens to a call, in whatever order', () => {
  it.each([
    ['an incoming call', () => new OneCall()],
    ['a call-back', outgoingCall],
    ['a call that its agent may record', onDemand],
    ['a call whose agent asks a queue', withOthersFree],
    ['a call for one agent alone', () => direct(true)],
    ['a call for one agent alone, where all are recorded', alwaysDirect],
    ['a call to a voicemail', () => direct(false)],
    ['a call for one agent who talks', () => waits()],
    ['a call between two of ours', () => internal(true)],
    ['a call from a colleague to a voicemail', () => internal(false)],
  ])('%s never throws, ends once, and then leaves nothing open', (_, born) => {
    fc.assert(
      fc.property(fc.array(inputs(), { maxLength: 60 }), happenings => {
        const one = born().hears({ kind: 'begin' });
        const hungUp = new Set<string>();
        const rung = new Set<string>();
        const gone = new Set<string>();
        const listening = new Set<string>();
        let closed = false;
        for (const happens of happenings) {
          const input = happens(one.call);
          const hearsFirst = 'hearsFirst' in one.phase;
          one.hears(input);
          if (hearsFirst && input.kind === 'offer') expect(one.orders).toEqual([]);
          if (input.kind === 'recover') expectMovedOnce(one.orders);
          if (input.kind === 'channel-ended') gone.add(input.channel);
          for (const order of one.orders) {
            if (order.kind === 'dial') rung.add(order.order.channel);
            if (order.kind === 'dial' && order.order.early) listening.add(order.order.early.bridge);
            if (order.kind === 'destroy-bridge') listening.delete(order.bridge);
            if (order.kind === 'hang-up') hungUp.add(order.channel);
            if (order.kind === 'close') closed = true;
          }
          expect(one.factKinds().filter(kind => kind === 'call-ended').length).toBe(
            one.phase.kind === 'ending' ? 1 : 0,
          );
          if (closed) break;
        }
        if (one.phase.kind !== 'dialling') {
          const early =
            'legs' in one.phase ? outsideLegs(one.phase).flatMap(leg => leg.early?.bridge ?? []) : [];
          expect([...listening]).toEqual(early);
        }
        if (one.phase.kind === 'ending') {
          for (const channel of one.phase.open) expect(hungUp).toContain(channel);
        }
        if (!closed) return;
        expect(one.call.recording).toBeNull();
        const began = one.facts.filter(fact => fact.kind === 'recording-started').length;
        const ended = one.facts.filter(fact => fact.kind === 'recording-ended').length;
        expect(ended).toBeGreaterThanOrEqual(began);
        expect(one.call.id).toBe(CALLER);
      }),
      { numRuns: 600 },
    );
  });
});

const AGENTS = ['ana', 'luis', 'eva'];
/** The others have telephones on their desks. */
const AT_PAGES = ['luis', 'eva'];
const PEOPLE = AGENTS.map((id, at) =>
  person(id, {
    extension: String(101 + at),
    ...(AT_PAGES.includes(id) ? { phoneKind: 'browser' as const } : {}),
  }),
);
const lineOf = (agent: string): string => (AT_PAGES.includes(agent) ? pageLine(agent) : `sp-${agent}`);
const CALLERS = 6;
const BREAK = { code: 'almuerzo', title: { es: 'Almuerzo', en: 'Lunch' } };

type Happening = (centre: SmallCentre, called: string[]) => void | Promise<void>;

const one = (of: readonly string[], at: number): string => of[at % Math.max(1, of.length)] ?? '';
const legs = (centre: SmallCentre, rings: boolean): string[] =>
  [...centre.board.channels.values()]
    .filter(each => each.dialled && (each.state === 'Ringing') === rings)
    .map(each => each.id);

/** The agent after this one. */
const another = (agent: string): string => one(AGENTS, AGENTS.indexOf(agent) + 1);

const SAMPLE = {
  ms: 4_000,
  heard: { received: 180, lost: 20, late: 0, overtaken: 0, gaps: 12, jitterMs: 3, bufferMs: 60 },
} as const;

/** What an agent's page, an admin's or another process can ask for, of the call that the agent has; null: nothing. */
const COMMANDS: Readonly<
  Record<
    | Command['do']
    | 'set-off'
    | 'do-not-disturb'
    | 'record-on'
    | 'record-start'
    | 'record-stop'
    | 'transfer-to-agent'
    | 'transfer-to-flow'
    | 'transfer-out'
    | 'mute-customer'
    | 'drop-customer'
    | 'unmute'
    | 'second-call',
    (agent: string, call: string | null) => Command | null
  >
> = {
  'set-will': agent => ({ do: 'set-will', agent, will: { kind: 'ready' } }),
  'set-off': agent => ({ do: 'set-will', agent, will: { kind: 'off' } }),
  'hang-up': (agent, call) => (call === null ? null : { do: 'hang-up', agent, call }),
  hold: (agent, call) => (call === null ? null : { do: 'hold', agent, call }),
  resume: (agent, call) => (call === null ? null : { do: 'resume', agent, call }),
  record: (agent, call) => (call === null ? null : { do: 'record', agent, call, order: 'pause' }),
  'record-on': (agent, call) => (call === null ? null : { do: 'record', agent, call, order: 'resume' }),
  'record-start': (agent, call) => (call === null ? null : { do: 'record', agent, call, order: 'start' }),
  'record-stop': (agent, call) => (call === null ? null : { do: 'record', agent, call, order: 'stop' }),
  transfer: (agent, call) =>
    call === null ? null : { do: 'transfer', agent, call, to: { queue: 'averias' }, note: '' },
  'transfer-to-agent': (agent, call) => {
    const to = AGENTS[(AGENTS.indexOf(agent) + 1) % AGENTS.length] ?? '';
    return call === null ? null : { do: 'transfer', agent, call, to: { agent: to }, note: '' };
  },
  'transfer-to-flow': (agent, call) =>
    call === null ? null : { do: 'transfer', agent, call, to: { flow: 'averias-626' }, note: '' },
  'report-voice': (agent, call) =>
    call === null ? null : { do: 'report-voice', agent, call, samples: [SAMPLE] },
  'ask-help': (agent, call) => (call === null ? null : { do: 'ask-help', agent, call, on: true }),
  'direct-will': agent => ({
    do: 'direct-will',
    by: SUPERVISOR,
    agent,
    will: { kind: 'break', code: BREAK.code },
    note: 'Reunión.',
  }),
  'direct-queues': agent => ({
    do: 'direct-queues',
    by: SUPERVISOR,
    agent,
    queues: ['averias', 'comercial'],
    note: '',
  }),
  'give-caller': (agent, call) => (call === null ? null : { do: 'give-caller', by: SUPERVISOR, call, agent }),
  'put-first': (_, call) => (call === null ? null : { do: 'put-first', by: SUPERVISOR, call }),
  'move-queue': (_, call) =>
    call === null ? null : { do: 'move-queue', by: SUPERVISOR, call, from: 'averias', queue: 'comercial' },
  'read-order': agent => ({ do: 'read-order', agent, at: 0 }),
  'see-help': (_, call) => (call === null ? null : { do: 'see-help', by: SUPERVISOR, call }),
  'end-handed-out': (_, call) => (call === null ? null : { do: 'end-handed-out', by: SUPERVISOR, call }),
  supervise: (agent, call) => (call === null ? null : { do: 'supervise', agent, call, mode: 'listen' }),
  'end-supervision': (agent, call) => (call === null ? null : { do: 'end-supervision', agent, call }),
  'rejoin-supervision': (agent, call) =>
    call === null ? null : { do: 'rejoin-supervision', agent, call, line: lineOf(agent) },
  consult: (agent, call) =>
    call === null ? null : { do: 'consult', agent, call, colleague: another(agent), note: '' },
  'consult-queue': (agent, call) =>
    call === null ? null : { do: 'consult-queue', agent, call, queue: 'averias', note: '' },
  'consult-outside': (agent, call) =>
    call === null ? null : { do: 'consult-outside', agent, call, number: '0212-5550177', note: '' },
  'transfer-out': (agent, call) =>
    call === null ? null : { do: 'transfer', agent, call, to: { number: '0212-5550178' }, note: '' },
  complete: (agent, call) => (call === null ? null : { do: 'complete', agent, call }),
  swap: (agent, call) => (call === null ? null : { do: 'swap', agent, call }),
  conference: (agent, call) => (call === null ? null : { do: 'conference', agent, call }),
  drop: (agent, call) => (call === null ? null : { do: 'drop', agent, call, colleague: another(agent) }),
  mute: (agent, call) =>
    call === null ? null : { do: 'mute', agent, call, colleague: another(agent), on: true },
  'mute-customer': (agent, call) =>
    call === null ? null : { do: 'mute', agent, call, colleague: null, on: true },
  'drop-customer': (agent, call) => (call === null ? null : { do: 'drop', agent, call, colleague: null }),
  unmute: (agent, call) => (call === null ? null : { do: 'mute', agent, call, colleague: null, on: false }),
  rejoin: (agent, call) => (call === null ? null : { do: 'rejoin', agent, call, line: lineOf(agent) }),
  'identify-caller': (agent, call) =>
    call === null ? null : { do: 'identify-caller', agent, call, customer: null },
  dispose: (agent, call) =>
    call === null ? null : { do: 'dispose', agent, call, disposition: 'resuelto', note: '' },
  'call-back': agent => ({
    do: 'call-back',
    agent,
    ticket: 'OA-2026-000001',
    number: '+584145550105',
  }),
  'call-out': agent => ({ do: 'call-out', agent, number: '0414-5550105' }),
  'call-colleague': agent => ({ do: 'call-colleague', agent, colleague: another(agent) }),
  'do-not-disturb': agent => ({ do: 'set-will', agent, will: { kind: 'dnd' } }),
  'second-call': agent => ({ do: 'call-out', agent, number: '0414-5550106', second: true }),
  'take-line': (agent, call) => (call === null ? null : { do: 'take-line', agent, call }),
  join: (agent, call) => (call === null ? null : { do: 'join', agent, call }),
  'set-call-waiting': agent => ({ do: 'set-call-waiting', agent, on: false }),
  'set-auto-join': agent => ({ do: 'set-auto-join', agent, on: true }),
  'release-outgoing': agent => ({ do: 'release-outgoing', person: agent }),
  'prove-line': () => ({ do: 'prove-line', line: '+584145550105', code: '123456' }),
  'end-now': agent => ({ do: 'end-now', agent }),
  'refresh-sessions': () => ({ do: 'refresh-sessions' }),
};

const happenings: fc.Arbitrary<Happening> = fc.oneof(
  fc.constantFrom('*1', '*626', 'nowhere', '101', '103').map(
    (dialled): Happening =>
      (centre, called) => {
        if (called.length < CALLERS)
          called.push(centre.board.rings({ callerNumber: String(called.length), dialled }));
      },
  ),
  // Somebody who knows the menu has their place in the queue at once, and is told their number there.
  fc.tuple(fc.constantFrom(0, 1_000), fc.boolean(), fc.nat(5)).map(
    ([ms, answered, at]): Happening =>
      async (centre, called) => {
        if (called.length >= CALLERS) return;
        const call = centre.board.rings({ callerNumber: String(called.length), dialled: '*626' });
        called.push(call);
        for (const key of '1#') if (centre.board.channels.has(call)) centre.board.presses(call, key);
        await centre.soon(2_000);
        await centre.soon(ms);
        const leg = one(legs(centre, true), at);
        if (answered && leg) centre.board.answers(leg);
      },
  ),
  fc.nat(5).map(
    (at): Happening =>
      centre => {
        const leg = one(legs(centre, true), at);
        if (leg) centre.board.answers(leg);
      },
  ),
  fc
    .tuple(
      fc.nat(5),
      fc.constantFrom(
        { cause: 17, sipCause: 486 },
        { cause: 21, sipCause: 603 },
        { cause: 23, sipCause: 302 },
        { cause: 38, sipCause: 500 },
      ),
    )
    .map(
      ([at, end]): Happening =>
        centre => {
          const leg = one(legs(centre, true), at);
          if (leg) centre.board.rejects(leg, end);
        },
    ),
  fc.tuple(fc.constantFrom(...AGENTS), fc.boolean()).map(
    ([agent, silent]): Happening =>
      centre => {
        if (silent) centre.board.silent.add(lineOf(agent));
        else centre.board.silent.delete(lineOf(agent));
      },
  ),
  fc.tuple(fc.nat(9), fc.constantFrom(16, 44)).map(
    ([at, cause]): Happening =>
      centre => {
        const channel = one([...centre.board.channels.keys()], at);
        if (channel) centre.board.hangsUp(channel, cause);
      },
  ),
  fc.tuple(fc.nat(5), fc.constantFrom('1', '3', '#')).map(
    ([at, digit]): Happening =>
      (centre, called) => {
        const call = one(called, at);
        if (centre.board.channels.has(call)) centre.board.presses(call, digit);
      },
  ),
  // A caller who may leave a message says something.
  fc.nat(2_000).map(
    (ms): Happening =>
      centre => {
        for (const { channel, message } of centre.board.live.values())
          if (message) centre.board.speaks(channel, ms);
      },
  ),
  fc.tuple(fc.constantFrom(...AGENTS), fc.boolean()).map(
    ([agent, there]): Happening =>
      centre => {
        if (there && centre.board.lines.has(lineOf(agent))) centre.board.registers(lineOf(agent));
        else if (!there) centre.board.unregisters(lineOf(agent));
      },
  ),
  fc.tuple(fc.constantFrom(...AGENTS), fc.constantFrom(...kindsOf(COMMANDS))).map(
    ([agent, what]): Happening =>
      async centre => {
        const work = centre.calls.registry.get(agent)?.work;
        const command = COMMANDS[what](agent, work && work.kind !== 'idle' ? work.call : null);
        if (command !== null) await centre.desk.carryOut(command);
      },
  ),
  // An agent who talks calls somebody else, who may answer; they go on with either of the two.
  fc
    .tuple(
      fc.nat(2),
      fc.boolean(),
      fc.constantFrom(
        null,
        'take-line',
        'join',
        'join',
        'hang-up',
        'resume',
        'hold',
        'rejoin',
        'transfer',
        'consult',
      ),
      fc.boolean(),
    )
    .map(
      ([at, answers, what, isOther]): Happening =>
        async centre => {
          const talks = centre.calls.registry.all().filter(({ work }) => work.kind === 'talking');
          const agent = one(
            talks.map(({ profile }) => profile.id),
            at,
          );
          if (agent === '') return;
          await centre.desk.carryOut({ do: 'call-out', agent, number: '0414-5550106', second: true });
          await centre.soon();
          const at2 = centre.calls.registry.get(agent)?.work;
          const out = at2 && at2.kind !== 'idle' ? at2.call : '';
          if (answers && centre.board.channels.get(out)?.state === 'Ringing') centre.board.answers(out);
          await centre.soon(5_000);
          const present = centre.calls.registry.get(agent);
          const call = present ? (callsOf(present).at(isOther ? -1 : 0) ?? null) : null;
          const command = what === null ? null : COMMANDS[what](agent, call);
          if (command !== null) await centre.desk.carryOut(command);
        },
    ),
  // A colleague calls an agent who talks, who takes that, and goes on with either of the two.
  fc
    .tuple(
      fc.nat(2),
      fc.boolean(),
      fc.constantFrom(null, 'take-line', 'join', 'join', 'join', 'hang-up', 'hold', 'rejoin', 'consult'),
      fc.boolean(),
    )
    .map(
      ([at, takes, what, isOther]): Happening =>
        async (centre, called) => {
          const talks = centre.calls.registry.all().filter(({ work }) => work.kind === 'talking');
          const agent = one(
            talks.map(({ profile }) => profile.id),
            at,
          );
          if (agent === '' || called.length >= CALLERS) return;
          const waits = await colleagueWaits(centre, agent);
          if (waits === null) return;
          called.push(waits);
          if (takes) await centre.desk.carryOut({ do: 'take-line', agent, call: waits });
          await centre.soon();
          const present = centre.calls.registry.get(agent);
          const call = present ? (callsOf(present).at(isOther ? -1 : 0) ?? null) : null;
          const command = what === null ? null : COMMANDS[what](agent, call);
          if (command !== null) await centre.desk.carryOut(command);
        },
    ),
  // An agent does something about the other one of their calls, which may wait.
  fc.tuple(fc.nat(2), fc.constantFrom('take-line', 'hang-up')).map(
    ([at, what]): Happening =>
      async centre => {
        const all = centre.calls.registry
          .all()
          .flatMap(({ profile, beside }) => (beside ? [[profile.id, beside.call] as const] : []));
        const [agent, call] = all[at % Math.max(all.length, 1)] ?? ['', null];
        const command = COMMANDS[what](agent, call);
        if (command !== null) await centre.desk.carryOut(command);
      },
  ),
  // What waits beside a talk joins it by itself, where that is set and it may.
  fc.tuple(fc.constantFrom(...AGENTS), fc.boolean(), fc.constantFrom(0, JOINS_AFTER_MS)).map(
    ([agent, on, ms]): Happening =>
      async centre => {
        await centre.desk.carryOut({ do: 'set-auto-join', agent, on });
        await centre.soon(ms);
      },
  ),
  // A supervisor does something with a caller, who may wait.
  fc.tuple(fc.nat(5), fc.constantFrom(...AGENTS)).map(
    ([at, agent]): Happening =>
      async (centre, called) => {
        await centre.desk.carryOut({ do: 'give-caller', by: SUPERVISOR, call: one(called, at), agent });
      },
  ),
  fc.tuple(fc.nat(5), fc.boolean(), fc.constantFrom('put-first', 'averias', 'comercial')).map(
    ([at, isBack, what]): Happening =>
      async (centre, called) => {
        const call = one(called, at);
        const from = isBack ? 'comercial' : 'averias';
        await centre.desk.carryOut(
          what === 'put-first'
            ? { do: what, by: SUPERVISOR, call }
            : { do: 'move-queue', by: SUPERVISOR, call, from, queue: what },
        );
      },
  ),
  // An agent who talks does something with the call.
  fc
    .tuple(
      fc.nat(2),
      fc.constantFrom(
        'hold',
        'resume',
        'record',
        'record-on',
        'record-start',
        'record-start',
        'record-stop',
        'rejoin',
        'transfer',
        'transfer-to-agent',
        'transfer-to-flow',
        'transfer-out',
        'consult-outside',
        'consult-queue',
        'consult',
        'complete',
        'swap',
        'conference',
        'drop',
        'mute',
        'mute-customer',
        'drop-customer',
        'unmute',
      ),
    )
    .map(
      ([at, what]): Happening =>
        async centre => {
          const talks = centre.calls.registry.all().filter(({ work }) => work.kind === 'talking');
          const agent = one(
            talks.map(({ profile }) => profile.id),
            at,
          );
          const work = talks.find(({ profile }) => profile.id === agent)?.work;
          const command = work && work.kind !== 'idle' ? COMMANDS[what](agent, work.call) : null;
          if (command !== null) await centre.desk.carryOut(command);
        },
    ),
  // A colleague answers an agent who asks them beside the customer, and they go on from there.
  fc
    .tuple(
      fc.nat(2),
      fc.constantFrom(null, 'complete', 'swap', 'conference', 'drop', 'resume', 'muted', 'alone'),
      fc.constantFrom('colleague', 'queue', 'queue, who refuses'),
    )
    .map(
      ([at, what, asked]): Happening =>
        async centre => {
          const talks = centre.calls.allCalls().filter(({ phase }) => phase.kind === 'talking');
          const call = one(
            talks.map(({ id }) => id),
            at,
          );
          const found = talks.find(({ id }) => id === call);
          const agent = found ? agentOf(found) : null;
          if (agent === null || call === '') return;
          if (asked !== 'colleague')
            await centre.desk.carryOut({ do: 'consult-queue', agent, call, queue: 'averias', note: '' });
          for (const colleague of asked === 'colleague' ? AGENTS : [])
            await centre.desk.carryOut({ do: 'consult', agent, call, colleague, note: '' });
          await centre.soon();
          const rungIn = () => {
            const phase = centre.calls.call(call)?.phase;
            return phase?.kind === 'talking' ? consulted(phase)?.channel : undefined;
          };
          const first = rungIn();
          if (
            asked === 'queue, who refuses' &&
            first &&
            centre.board.channels.get(first)?.state === 'Ringing'
          )
            centre.board.rejects(first, { cause: 21, sipCause: 603 });
          await centre.soon();
          const leg = rungIn();
          if (leg === undefined || centre.board.channels.get(leg)?.state !== 'Ringing') return;
          centre.board.answers(leg);
          await centre.soon();
          const all =
            what === 'muted'
              ? (['conference', 'mute-customer'] as const)
              : what === 'alone'
                ? (['conference', 'drop-customer'] as const)
                : [what];
          for (const next of all) {
            const command = next && COMMANDS[next](agent, call);
            if (command) await centre.desk.carryOut(command);
          }
        },
    ),
  // The same with somebody at a number outside, who may hang up after it; or they are rung for the customer alone.
  fc
    .tuple(
      fc.nat(2),
      fc.constantFrom('consult-outside', 'transfer-out'),
      fc.boolean(),
      fc.constantFrom(null, 'complete', 'swap', 'conference', 'resume', 'hang-up'),
      fc.boolean(),
    )
    .map(
      ([at, ask, answered, what, leaves]): Happening =>
        async centre => {
          const talks = centre.calls.allCalls().filter(({ phase }) => phase.kind === 'talking');
          const found = talks[at % Math.max(1, talks.length)];
          const agent = found ? agentOf(found) : null;
          if (!found || agent === null) return;
          const call = found.id;
          const wish = COMMANDS[ask](agent, call);
          if (wish) await centre.desk.carryOut(wish);
          await centre.soon();
          const legNow = () => {
            const phase = centre.calls.call(call)?.phase;
            return (phase && 'legs' in phase && outsideLegs(phase)[0]?.channel) || '';
          };
          const isRung = () => centre.board.channels.get(legNow())?.state === 'Ringing';
          if (answered && isRung()) centre.board.answers(legNow());
          await centre.soon();
          const command = what && COMMANDS[what](agent, call);
          if (command) await centre.desk.carryOut(command);
          // Who joins hears the notice first.
          await centre.soon(what === 'conference' ? 2_000 : 0);
          if (leaves && centre.board.channels.has(legNow())) centre.board.hangsUp(legNow());
        },
    ),
  // Somebody who has no call goes into another one's talk, or is there in another way.
  fc
    .tuple(
      fc.nat(2),
      fc.constantFrom(...AGENTS),
      fc.constantFrom(...SUPERVISION_MODES, 'take-over', 'again', null),
    )
    .map(
      ([at, agent, mode]): Happening =>
        async centre => {
          const talks = centre.calls.allCalls().filter(({ phase }) => phase.kind === 'talking');
          const call =
            centre.calls.registry.get(agent)?.supervises ??
            one(
              talks.map(({ id }) => id),
              at,
            );
          if (call === '') return;
          if (mode === null) await centre.desk.carryOut({ do: 'end-supervision', agent, call });
          else if (mode !== 'again') await centre.desk.carryOut({ do: 'supervise', agent, call, mode });
          else await centre.desk.carryOut({ do: 'rejoin-supervision', agent, call, line: lineOf(agent) });
          await centre.soon();
          const leg = supervisorsOf(centre).find(({ person }) => person === agent)?.channel ?? '';
          if (centre.board.channels.get(leg)?.state === 'Ringing') centre.board.answers(leg);
        },
    ),
  fc.tuple(fc.constantFrom(...AGENTS), fc.boolean()).map(
    ([agent, isEndedNow]): Happening =>
      async centre => {
        // The log-in ends, and another one begins.
        const sessions = centre.data.people.map(({ id }) => session(id));
        await centre.logsIn(sessions.filter(({ personId }) => personId !== agent));
        if (isEndedNow) await centre.desk.carryOut({ do: 'end-now', agent });
        await centre.logsIn(sessions);
      },
  ),
  fc.constantFrom(100, 1_000, 5_000, 23_000).map(
    (ms): Happening =>
      centre =>
        centre.clock.advance(ms),
  ),
  fc.constant<Happening>(centre => centre.board.goesAway()),
  fc.constant<Happening>(centre => centre.board.comesBack()),
  fc.constant<Happening>(centre => centre.restart()),
);

const supervisorsOf = (centre: SmallCentre) =>
  centre.calls.allCalls().flatMap(({ phase }) => (phase.kind === 'talking' ? supervisorLegs(phase) : []));

const hearingNow = (centre: SmallCentre): string[] =>
  centre.calls.allCalls().flatMap(({ id, phase }) => {
    const notices = 'legs' in phase ? outsideLegs(phase).flatMap(({ notice }) => notice ?? []) : [];
    const told = phase.kind === 'talking' && phase.telling ? [phase.telling.customer] : [];
    return [...('words' in phase && phase.words ? [id] : []), ...notices, ...told];
  });

/** Who hears whom in a talk is what is wanted, where the telephone system can be seen. */
function expectArranged(call: Call, { board }: SmallCentre): void {
  const { phase } = call;
  if (phase.kind === 'giving-out') {
    expect(board.channels.get(call.id)?.music, `${call.id} hears music`).toBe(true);
  }
  if (phase.kind !== 'talking' && phase.kind !== 'handed-out') return;
  const { bridges, music, muted } = wantedOf(call as CallIn<'talking' | 'handed-out'>);
  if (phase.kind === 'handed-out') {
    for (const [bridge, channels] of bridges) expect(board.bridges.get(bridge)).toEqual(channels);
    return;
  }
  if (!isConference(phase)) expect(phase.legs.filter(isMuted), 'muted in no conference').toEqual([]);
  const ears = supervisorLegs(phase).flatMap(({ ear }) => ear ?? []);
  for (const [bridge, channels] of bridges) {
    const voices = ears.flatMap(({ voice }) => voice ?? []);
    const all = new Set(bridge === phase.bridge ? [...channels, ...voices] : channels);
    expect(board.bridges.get(bridge) ?? new Set()).toEqual(all);
  }
  expectHeard(call as CallIn<'talking'>, board);
  for (const { channel } of presentLegs(phase)) {
    expect(board.channels.get(channel)?.music, `${channel} hears music`).toBe(music.has(channel));
    expect(board.channels.get(channel)?.muted, `${channel} is muted`).toBe(muted.has(channel));
  }
}

/** Who waits, or is rung for, is heard by the one who takes the call. */
function expectHeardNext({ id, phase }: Call, { board }: SmallCentre): void {
  if (phase.kind !== 'talking') expect(board.channels.get(id)?.muted ?? false).toBe(false);
}

/** What is said in a talk is written by its recorder if that is wanted, and by no other. */
function expectRecorded(call: Call, { board }: SmallCentre): void {
  const writes = [...board.live.values()].filter(
    ({ name, pausedAt }) => name.startsWith(`calls/${call.id}-`) && pausedAt === null,
  );
  const wanted = call.phase.kind === 'talking' && wantedRecorder(call as CallIn<'talking'>)?.paused === false;
  const { phase } = call;
  const message = phase.kind === 'voicemail' && phase.stage === 'recording' ? (phase.recording ?? '') : '';
  const isMade = message !== '' && board.live.has(message);
  const own = isMade ? [message] : wanted && call.recording ? [call.recording.name] : [];
  expect(writes.map(({ name }) => name)).toEqual(own);
  const leg = phase.kind === 'talking' ? talksWithCustomer(phase)?.channel : call.id;
  for (const { channel } of writes) expect(channel).toBe(leg);
}

/** The notice is said to those who are to be told, while they are, and to nobody else. */
function expectTold(call: Call): void {
  const telling = call.phase.kind === 'talking' ? call.phase.telling : undefined;
  expect(telling?.leg ?? null).toBe(toBeTold(call));
}

/**
 * Each supervisor hears the agent's leg by a snoop of their own, in a bridge with nobody else, and is heard by nobody but
 * the agent, and by them only who whispers; or they are in the talk, or nowhere.
 */
function expectHeard(call: CallIn<'talking'>, board: SmallCentre['board']): void {
  for (const [bridge, channels] of heardBy(call).bridges) expect(board.bridges.get(bridge)).toEqual(channels);
  for (const { channel, state, place, ear } of supervisorLegs(call.phase)) {
    const rooms = [...board.bridges].flatMap(([bridge, members]) => (members.has(channel) ? [bridge] : []));
    const barges = rooms.includes(call.phase.bridge) || rooms.includes(call.phase.aside ?? '');
    if (barges || (state === 'up' && rooms.length === 0)) expect(ear).toBeUndefined();
    if (barges) expect(place).not.toBe('listening');
    if (!ear) continue;
    // It is there when they answer, and they are in it then.
    expect(rooms).toEqual(state === 'up' ? [ear.bridge] : []);
    const agent = agentLeg(call.phase);
    const isAside = agent?.place === 'aside';
    const heard = isAside
      ? presentLegs(call.phase).find(leg => leg !== agent && leg.place === 'aside')
      : agent;
    const how = ear.voice !== undefined ? 'voice' : ear.whispers ? 'whispers' : 'both';
    expect(board.snoops.get(ear.snoop)).toEqual({ of: heard?.channel, how });
    if (ear.whispers) expect(place).toBe('whispering');
    if (ear.voice === undefined) continue;
    expect(place).not.toBe('listening');
    expect(board.snoops.get(ear.voice)).toEqual({ of: channel, how: 'voice' });
    expect(board.bridges.get(call.phase.bridge)).not.toContain(call.id);
  }
}

/** The agent's leg is gone, and another one of theirs is waited for: in a call to somebody who is rung, one on its way. */
function isWaitedFor({ phase }: Call): boolean {
  if (phase.kind === 'dialling') return phase.lost === true && phase.coming !== undefined;
  return phase.kind === 'talking' && agentLeg(phase)?.state !== 'up';
}

/** The other call of an agent waits for their leg, which is in the one that they are at; or they have none. */
function expectHeld({ profile, beside }: Agent, [at]: readonly Call[], { calls }: SmallCentre): void {
  const held = calls
    .allCalls()
    .filter(({ phase }) => phase.kind === 'talking' && phase.agent === profile.id && isAway(phase));
  expect(
    held.map(({ id }) => id),
    `${profile.id} is away`,
  ).toEqual(beside?.kind === 'talking' ? [beside.call] : []);
  const [other] = held;
  if (other?.phase.kind !== 'talking') return;
  expect(at, 'the leg is nowhere').toBeDefined();
  if (at && !isWaitedFor(at)) expect(legsOf(at)).toContain(agentLeg(other.phase)?.channel);
}

/** What must hold at any moment. */
function check(centre: SmallCentre): void {
  const calls = centre.calls.allCalls();
  for (const agent of centre.calls.registry.all()) {
    const { work, profile } = agent;
    const theirs = calls.filter(
      call =>
        colleagueIn(call, profile.id) !== undefined ||
        callerIn(call)?.agent === profile.id ||
        (call.phase.kind !== 'ending' &&
          'agent' in call.phase &&
          call.phase.agent === profile.id &&
          !waitsBeside(call) &&
          !(call.phase.kind === 'talking' && isAway(call.phase))),
    );
    expect(theirs.length, `${profile.id} in two calls`).toBeLessThanOrEqual(1);
    expectHeld(agent, theirs, centre);
    // What waits beside a talk does so while there is one, and the agent knows of it.
    const waiting = calls.filter(call => waitsBeside(call) && call.phase.agent === profile.id);
    expect(
      waiting.map(({ id }) => id),
      `waits beside the talk of ${profile.id}`,
    ).toEqual(agent.beside?.kind === 'offered' ? [agent.beside.call] : []);
    if (work.kind === 'offered' || work.kind === 'talking') {
      expect(
        theirs.map(each => each.id),
        `${profile.id} is ${work.kind}`,
      ).toEqual([work.call]);
    }
  }
  for (const call of calls) {
    const waits = call.phase.kind === 'waiting' && centre.board.connected;
    if (waits) expect(centre.calls.positionOf(call.id)).not.toBeNull();
    if (call.phase.kind !== 'waiting') expect(centre.calls.positionOf(call.id)).toBeNull();
  }
  if (!centre.board.connected) return;
  for (const call of calls) expectArranged(call, centre);
  for (const call of calls) expectHeardNext(call, centre);
  for (const call of calls) expectRecorded(call, centre);
  for (const call of calls) expectTold(call);
  const ears = supervisorsOf(centre).flatMap(({ ear }) => (ear ? snoopsIn(ear) : []));
  expect([...centre.board.snoops.keys()].sort(), 'snoops of nobody').toEqual(ears.sort());
  const there = supervisorsOf(centre).map(({ person }) => person);
  expect(new Set(there).size, 'one call at a time').toBe(there.length);
  for (const { profile, supervises } of centre.calls.registry.all())
    expect(supervises !== undefined, `${profile.id} supervises`).toBe(there.includes(profile.id));
  const free = centre.calls.registry.all().filter(mayBeOffered);
  // Every caller in the line is offered, but not to who has just refused the call.
  const now = centre.clock.now();
  for (const { id, phase } of calls) {
    if (phase.kind !== 'waiting') continue;
    if (phase.only) {
      expect(phase.only.until, 'a caller waits for one agent for ever').toBeGreaterThan(now);
      const as = isAskedFor(phase.only) ? ({ askedFor: true } as const) : {};
      expect(
        centre.calls.couldTake(phase.only.agent, id, as),
        'a caller waits beside who may take them',
      ).toBe(false);
      continue;
    }
    for (const agent of free) {
      if (!queuesOf(agent).includes(phase.queue)) continue;
      const again = phase.notBefore?.[agent.profile.id] ?? 0;
      expect(again, 'a caller waits while an agent is free').toBeGreaterThan(now);
      expect(again).toBeLessThanOrEqual(now + REFUSED_AGAIN_MS);
    }
  }
}

async function superviseTalk(centre: SmallCentre, called: string[]): Promise<void> {
  await centre.desk.carryOut({ do: 'set-will', agent: 'eva', will: { kind: 'off' } });
  const call = await centre.waits();
  called.push(call);
  centre.board.answers(centre.legOf(call));
  await centre.soon();
  await centre.desk.carryOut({ do: 'supervise', agent: 'eva', call, mode: 'listen' });
  await centre.soon();
  centre.board.answers(supervisorsOf(centre)[0]?.channel ?? '');
  await centre.soon();
}

/** The page of somebody who talks loses its leg while `calls` is dead. */
async function losesLeg(centre: SmallCentre, called: string[]): Promise<void> {
  await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'off' } });
  const call = await centre.waits();
  called.push(call);
  const leg = centre.legOf(call);
  centre.board.answers(leg);
  await centre.soon();
  await centre.kill();
  centre.board.hangsUp(leg, 44);
  await centre.start();
  await centre.soon();
  expect(centre.call(call).phase).toMatchObject({ kind: 'talking', awaited: {} });
}

/** The pages of all who are in a conference do. */
async function loseAllLegs(centre: SmallCentre, called: string[]): Promise<void> {
  await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'off' } });
  const call = await centre.waits();
  called.push(call);
  centre.board.answers(centre.legOf(call));
  await centre.soon();
  const agent = agentOf(centre.call(call)) ?? '';
  const colleague = one(AT_PAGES, AT_PAGES.indexOf(agent) + 1);
  await centre.desk.carryOut({ do: 'consult', agent, call, colleague, note: '' });
  await centre.soon();
  const theirs = legs(centre, true)[0] ?? '';
  centre.board.answers(theirs);
  await centre.soon();
  await centre.desk.carryOut({ do: 'conference', agent, call });
  await centre.soon();
  const own = centre.legOf(call);
  await centre.kill();
  for (const leg of [own, theirs]) centre.board.hangsUp(leg, 44);
  await centre.start();
  await centre.soon();
  expect(AT_PAGES.map(each => centre.workOf(each))).toEqual(['talking', 'talking']);
}

/** The same, who is on two lines. */
async function losesBothLines(centre: SmallCentre, called: string[]): Promise<void> {
  await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'off' } });
  await twoLines(centre, called);
  const [at] = centre.calls.allCalls().filter(({ phase }) => phase.kind === 'talking' && !isAway(phase));
  const leg = centre.legOf(at?.id ?? '');
  await centre.kill();
  centre.board.hangsUp(leg, 44);
  await centre.start();
  await centre.soon();
  const awaited = centre.calls.allCalls().filter(({ phase }) => phase.kind === 'talking' && phase.awaited);
  expect(awaited.map(({ id }) => id)).toEqual([at?.id]);
}

/** What the records would have of a call. */
const storyOf = (centre: SmallCentre, call: string): CallStory | null =>
  centre.factsOf(call).reduce<CallStory | null>((so, fact) => foldCall(so, call, fact), null);

/** Somebody talks on their second line, while the first caller hears music. */
async function twoLines(centre: SmallCentre, called: string[]): Promise<void> {
  const call = await centre.waits();
  called.push(call);
  centre.board.answers(centre.legOf(call));
  await centre.soon();
  const agent = agentOf(centre.call(call)) ?? '';
  await centre.desk.carryOut({ do: 'call-out', agent, number: '0414-5550106', second: true });
  await centre.soon();
  const [second] = callsOf(centre.calls.registry.get(agent) as Agent);
  if (second !== undefined && second !== call) centre.board.answers(second);
  await centre.soon(5_000);
}

/** Somebody talks, and who dials their own number waits beside. */
async function waitsInTalk(centre: SmallCentre, called: string[]): Promise<void> {
  const call = await centre.waits();
  called.push(call);
  centre.board.answers(centre.legOf(call));
  await centre.soon();
  const dialled = 101 + AGENTS.indexOf(agentOf(centre.call(call)) ?? '');
  called.push(centre.board.rings({ callerNumber: '+584145550107', dialled: `${dialled}` }));
  await centre.soon();
  expect(centre.calls.allCalls().filter(waitsBeside)).toHaveLength(1);
}

/** Two agents talk on in a conference whose customer has hung up, or three of them. */
const withoutCustomer = (centre: SmallCentre, called: string[]) => leftTo(1, centre, called);
const threeWithoutCustomer = (centre: SmallCentre, called: string[]) => leftTo(2, centre, called);

async function leftTo(others: number, centre: SmallCentre, called: string[]): Promise<void> {
  const call = await centre.waits();
  called.push(call);
  centre.board.answers(centre.legOf(call));
  await centre.soon();
  const agent = agentOf(centre.call(call)) ?? '';
  const colleagues = AGENTS.filter(each => each !== agent).slice(0, others);
  for (const colleague of colleagues) {
    await centre.desk.carryOut({ do: 'consult', agent, call, colleague, note: '' });
    await centre.soon();
    const { phase } = centre.call(call);
    centre.board.answers((phase.kind === 'talking' && consulted(phase)?.channel) || '');
    await centre.soon();
    await centre.desk.carryOut({ do: 'conference', agent, call });
    await centre.soon();
  }
  centre.board.hangsUp(call);
  await centre.soon();
  expect(centre.call(call).phase).toMatchObject({ kind: 'talking', customerLeft: { by: 'caller' } });
}

/** Two of the agents talk to each other. */
async function amongOurs(centre: SmallCentre, called: string[]): Promise<void> {
  const outcome = await centre.desk.carryOut({ do: 'call-colleague', agent: 'ana', colleague: 'luis' });
  const { call = '' } = outcome as { readonly call?: string };
  called.push(call);
  await centre.soon();
  centre.board.answers(call);
  await centre.soon();
  centre.board.answers(centre.legOf(call));
  await centre.soon();
  expect(centre.call(call).phase.kind).toBe('talking');
}

/** A colleague who is free calls an agent who talks; null where nobody can. */
async function colleagueWaits(centre: SmallCentre, agent: string): Promise<string | null> {
  for (const colleague of AGENTS) {
    const calls = await centre.desk.carryOut({ do: 'call-colleague', agent: colleague, colleague: agent });
    const call = calls.ok ? (calls.call ?? null) : null;
    if (call === null) continue;
    await centre.soon();
    if (centre.board.channels.get(call)?.state === 'Ringing') centre.board.answers(call);
    await centre.soon();
    return call;
  }
  return null;
}

/** An agent talks on their second line with a colleague, while the customer hears music. */
async function colleagueOnSecond(centre: SmallCentre, called: string[]): Promise<void> {
  const call = await centre.waits();
  called.push(call);
  centre.board.answers(centre.legOf(call));
  await centre.soon();
  const agent = agentOf(centre.call(call)) ?? '';
  const second = (await colleagueWaits(centre, agent)) ?? '';
  called.push(second);
  await centre.desk.carryOut({ do: 'take-line', agent, call: second });
  await centre.soon();
  expect([centre.phaseOf(call), centre.phaseOf(second)]).toEqual(['talking', 'talking']);
}

/** An agent talks on their second line with whom they called, while a colleague hears music. */
async function colleagueOnFirst(centre: SmallCentre, called: string[]): Promise<void> {
  await amongOurs(centre, called);
  await centre.desk.carryOut({ do: 'call-out', agent: 'ana', number: '0414-5550106', second: true });
  await centre.soon();
  const [second = ''] = callsOf(centre.calls.registry.get('ana') as Agent);
  centre.board.answers(second);
  await centre.soon(5_000);
  expect(centre.phaseOf(second)).toBe('talking');
}

async function joinsTalk(centre: SmallCentre, called: string[]): Promise<void> {
  await waitsInTalk(centre, called);
  const [waits] = centre.calls.allCalls().filter(waitsBeside);
  await centre.desk.carryOut({ do: 'set-auto-join', agent: (waits && agentOf(waits)) ?? '', on: true });
  await centre.soon(JOINS_AFTER_MS - 1);
  expect(centre.calls.allCalls().filter(waitsBeside)).toHaveLength(1);
}

/** An agent talks and asks their queue: one of it is rung, and another one is free. */
async function asksQueue(centre: SmallCentre, called: string[]): Promise<void> {
  const call = await centre.waits();
  called.push(call);
  centre.board.answers(centre.legOf(call));
  await centre.soon();
  const agent = agentOf(centre.call(call)) ?? '';
  await centre.desk.carryOut({ do: 'consult-queue', agent, call, queue: 'averias', note: '' });
  await centre.soon();
  const { phase } = centre.call(call);
  expect(phase.kind === 'talking' && consulted(phase)).toMatchObject({ state: 'dialled', tried: [] });
}

/** Somebody talks with who dialled their own number, and wishes a recording: both hear the notice. */
async function tellsInTalk(centre: SmallCentre, called: string[]): Promise<void> {
  const call = centre.board.rings({ callerNumber: '+584145550107', dialled: '101' });
  called.push(call);
  await centre.soon();
  centre.board.answers(centre.legOf(call));
  await centre.soon();
  await centre.desk.carryOut({ do: 'record', agent: 'ana', call, order: 'start' });
  await centre.soon(1);
  expect(centre.call(call).phase).toMatchObject({ kind: 'talking', telling: {} });
}

const BEGINNINGS: readonly [string, Happening][] = [
  ['an empty centre', () => undefined],
  ['a talk with a supervisor', superviseTalk],
  ['an agent on two lines', twoLines],
  ['a talk whose page lost its leg unseen', losesLeg],
  ['an agent on two lines whose page did so', losesBothLines],
  ['a conference whose pages all did so', loseAllLegs],
  ['an agent who asks a queue', asksQueue],
  ['a call that waits beside a talk', waitsInTalk],
  ['a talk in which the notice is said', tellsInTalk],
  ['a conference that its customer has left', withoutCustomer],
  ['a conference of three that its customer has left', threeWithoutCustomer],
  ['a call between two agents', amongOurs],
  ['an agent on two lines, the second with a colleague', colleagueOnSecond],
  ['an agent on two lines, the first with a colleague', colleagueOnFirst],
  ['a call that is about to join a talk by itself', joinsTalk],
];

describe('whatever happens to a centre, in whatever order', () => {
  let centre: SmallCentre | null = null;
  afterEach(() => centre?.close());

  it.each(BEGINNINGS)(
    '%s: nobody waits beside the free, and nothing is left',
    async (_, begin) => {
      await fc.assert(
        fc.asyncProperty(fc.array(happenings, { minLength: 10, maxLength: 60 }), async all => {
          await centre?.close();
          centre = await new SmallCentre(AGENTS, { breaks: [BREAK], people: PEOPLE }).start();
          await centre.ready(...AGENTS);
          const called: string[] = [];
          await begin(centre, called);
          for (const happens of all) {
            await happens(centre, called);
            await centre.soon();
            check(centre);
          }
          centre.board.comesBack();
          await centre.soon();
          // Whatever was lost on the way, nobody is told the same for ever.
          const hearing = hearingNow(centre);
          if (hearing.length > 0) await centre.soon(61_000);
          expect(hearingNow(centre).filter(call => hearing.includes(call))).toEqual([]);
          // Everybody goes home.
          for (const channel of [...centre.board.channels.keys()]) {
            if (centre.board.channels.has(channel)) centre.board.hangsUp(channel);
          }
          await centre.soon(60_000);
          for (const agent of AGENTS) {
            // They serve their own queues again.
            const own = {
              do: 'direct-queues',
              by: SUPERVISOR,
              agent,
              queues: ['averias'],
              note: '',
            } as const;
            await centre.desk.carryOut(own);
            const present = centre.calls.registry.get(agent);
            for (const call of present ? callsOf(present) : [])
              await centre.desk.carryOut({
                do: 'dispose',
                agent,
                call,
                disposition: 'resuelto',
                note: '',
              });
          }
          await centre.soon(60_000);
          expect(centre.calls.allCalls()).toEqual([]);
          expect(AGENTS.map(agent => centre?.workOf(agent))).toEqual(['idle', 'idle', 'idle']);
          const { channels, bridges, live, snoops } = centre.board;
          expect([channels.size, bridges.size, live.size, snoops.size]).toEqual([0, 0, 0, 0]);
          expect(centre.timers).toBe(0);
          const keys = [...centre.journal.states.keys()].filter(key => key.startsWith('call:'));
          expect(keys).toEqual([]);
          for (const call of called) {
            const kinds = centre.kindsOf(call);
            const count = (kind: string) => kinds.filter(each => each === kind).length;
            // Who rang and left while the telephone system could not be seen was never heard of.
            expect(count('call-arrived'), call).toBeLessThanOrEqual(1);
            expect(count('call-ended'), call).toBe(count('call-arrived'));
            // Who was asked first, came over or takes the call over gets it without an offer.
            const facts = centre.factsOf(call);
            const takenOver = facts.filter(fact => 'taken' in fact && fact.taken).length;
            expect(count('offer-ended') + count('answered')).toBeLessThanOrEqual(
              count('offered') + count('consult-answered') + count('came-over') + takenOver,
            );
            expect(count('recording-ended')).toBeGreaterThanOrEqual(count('recording-started'));
            const story = storyOf(centre, call);
            if (story === null || story.endedAt === null) continue;
            for (const { answeredAt, endedAt } of story.joined)
              expect(endedAt, call).toBeGreaterThanOrEqual(answeredAt ?? Number.POSITIVE_INFINITY);
            // Nothing of a talk is counted twice.
            const { talkedMs, heldMs, arrivedAt, endedAt } = story;
            expect((talkedMs ?? 0) + (heldMs ?? 0), call).toBeLessThanOrEqual(endedAt - arrivedAt);
          }
        }),
        { numRuns: 60 },
      );
    },
    120_000,
  );
});
