import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { mayBeOffered } from '../../src/agents/agent.ts';
import type { Call } from '../../src/calls/call.ts';
import type { CallInput } from '../../src/calls/inputs.ts';
import type { TimerName } from '../../src/calls/orders.ts';
import type { Outcome } from '../../src/calls/ports.ts';
import { REFUSED_AGAIN_MS } from '../../src/queues/events.ts';
import { CALLER, OneCall, outgoingCall } from './one-call.ts';
import { SmallCentre, session } from './small-centre.ts';

/** What may happen to one call, with ids that are often, not always, those it knows. */
function inputs(): fc.Arbitrary<(call: Call) => CallInput> {
  const legs = (call: Call) => [
    'leg' in call.phase ? call.phase.leg : 'leg-x',
    call.id,
    ('rejoin' in call.phase && call.phase.rejoin?.leg) || 'leg-late',
  ];
  const pick = (index: number, of: readonly string[]) => of[index % of.length] ?? '';
  const playback = ({ phase }: Call) =>
    'playback' in phase ? (phase.playback ?? 'playback-x') : 'playback-x';
  const bridge = ({ phase }: Call) => ('bridge' in phase ? phase.bridge : 'bridge-x');
  const agent = fc.constantFrom('ana', 'luis');
  const outcome = fc.constantFrom<Outcome>('done', 'gone', 'refused', 'timed-out', 'lost');
  const timers = fc.constantFrom<TimerName>(
    'digits',
    'lookup',
    'first',
    'announce',
    'ring',
    'silent',
    'left',
    'ending',
  );
  const asks = fc.constantFrom('ask-hang-up' as const, 'ask-hold' as const, 'ask-resume' as const);
  return fc.oneof(
    fc.constantFrom(...'0123456789*#').map(digit => () => ({ kind: 'digit', digit }) as const),
    fc.boolean().map(ok => (call: Call) => ({ kind: 'played', playback: playback(call), ok }) as const),
    timers.map(name => () => ({ kind: 'timer', name }) as const),
    agent.map(
      each => () =>
        ({
          kind: 'offer',
          agent: each,
          endpoint: 'PJSIP/x',
          idleMs: 1,
          passedOver: {},
          position: 1,
        }) as const,
    ),
    fc.nat(2).map(at => (call: Call) => ({ kind: 'leg-answered', channel: pick(at, legs(call)) }) as const),
    fc.nat(2).map(at => (call: Call) => ({ kind: 'early-media', channel: pick(at, legs(call)) }) as const),
    fc
      .tuple(
        fc.nat(2),
        fc.constantFrom(16, 17, 19, 20, 44, 0),
        fc.constantFrom(0, 302, 480, 486, 603),
        fc.boolean(),
      )
      .map(
        ([at, cause, sip, rang]) =>
          (call: Call) =>
            ({ kind: 'channel-ended', channel: pick(at, legs(call)), cause, sip, rang }) as const,
      ),
    fc
      .boolean()
      .map(
        ok => (call: Call) =>
          ({ kind: 'recorded', recording: call.recording?.name ?? 'calls/x-1', ok }) as const,
      ),
    fc
      .tuple(outcome, fc.constantFrom('play', 'dial', 'ask-ringing', 'join', 'record', 'hang-up'), fc.nat(2))
      .map(([each, order, at]) => (call: Call): CallInput => {
        const leg = pick(at, legs(call));
        const subjects = { play: playback(call), dial: leg, 'ask-ringing': leg, join: bridge(call) };
        const others = { record: call.recording?.name ?? 'x', 'hang-up': leg };
        const kind = order as keyof (typeof subjects & typeof others);
        return { kind: 'outcome', order: kind, subject: { ...subjects, ...others }[kind], outcome: each };
      }),
    fc.tuple(asks, agent).map(([kind, each]) => () => ({ kind, agent: each })),
    fc.constant(() => ({ kind: 'ask-rejoin', agent: 'ana', endpoint: 'PJSIP/ag-ana' }) as const),
    agent.map(
      each => () => ({ kind: 'ask-disposition', agent: each, disposition: 'resuelto', note: '' }) as const,
    ),
    fc
      .tuple(fc.constantFrom('agent-line-lost' as const, 'agent-sent-away' as const), agent)
      .map(([kind, each]) => () => ({ kind, agent: each })),
    agent.map(each => () => ({ kind: 'agent-dismissed', agent: each }) as const),
    fc.constant(() => ({ kind: 'looked-up', found: null }) as const),
    fc.uniqueArray(fc.nat(2), { maxLength: 3 }).map(alive => (call: Call): CallInput => {
      const there = new Set(alive.map(at => legs(call)[at] ?? ''));
      return { kind: 'recover', alive: there, answered: there, bridged: there };
    }),
  );
}

describe('whatever happens to a call, in whatever order', () => {
  it.each([
    ['an incoming call', () => new OneCall()],
    ['a call-back', outgoingCall],
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
        if (one.phase.kind !== 'dialling') expect([...listening]).toEqual([]);
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
      { numRuns: 400 },
    );
  });
});

const AGENTS = ['ana', 'luis', 'eva'];
const CALLERS = 6;

type Happening = (centre: SmallCentre, called: string[]) => void | Promise<void>;

const one = (of: readonly string[], at: number): string => of[at % Math.max(1, of.length)] ?? '';
const legs = (centre: SmallCentre, rings: boolean): string[] =>
  [...centre.board.channels.values()]
    .filter(each => each.dialled && (each.state === 'Ringing') === rings)
    .map(each => each.id);

const happenings: fc.Arbitrary<Happening> = fc.oneof(
  fc.constantFrom('*1', '*626', 'nowhere').map(
    (dialled): Happening =>
      (centre, called) => {
        if (called.length < CALLERS)
          called.push(centre.board.rings({ callerNumber: String(called.length), dialled }));
      },
  ),
  // Somebody who knows the menu has his place in the queue at once, and is told his number there.
  fc.constantFrom(0, 1_000).map(
    (ms): Happening =>
      async (centre, called) => {
        if (called.length >= CALLERS) return;
        const call = centre.board.rings({ callerNumber: String(called.length), dialled: '*626' });
        called.push(call);
        for (const key of '1#') if (centre.board.channels.has(call)) centre.board.presses(call, key);
        await centre.soon(2_000);
        await centre.soon(ms);
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
        if (silent) centre.board.silent.add(`sp-${agent}`);
        else centre.board.silent.delete(`sp-${agent}`);
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
  fc.tuple(fc.constantFrom(...AGENTS), fc.boolean()).map(
    ([agent, there]): Happening =>
      centre => {
        if (there) centre.board.registers(`sp-${agent}`);
        else centre.board.unregisters(`sp-${agent}`);
      },
  ),
  fc.tuple(fc.constantFrom(...AGENTS), fc.constantFrom('ready' as const, 'off' as const)).map(
    ([agent, kind]): Happening =>
      async centre => {
        await centre.desk.carryOut({ do: 'set-will', agent, will: { kind } });
      },
  ),
  fc
    .tuple(
      fc.constantFrom(...AGENTS),
      fc.constantFrom(
        'hang-up' as const,
        'hold' as const,
        'resume' as const,
        'rejoin' as const,
        'identify-caller' as const,
        'dispose' as const,
      ),
    )
    .map(
      ([agent, ask]): Happening =>
        async centre => {
          const work = centre.calls.floor.get(agent)?.work;
          if (!work || work.kind === 'idle') return;
          const on = { agent, call: work.call };
          if (ask === 'dispose')
            await centre.desk.carryOut({ do: ask, ...on, disposition: 'resuelto', note: '' });
          else if (ask === 'identify-caller') await centre.desk.carryOut({ do: ask, ...on, customer: null });
          else if (ask === 'rejoin') await centre.desk.carryOut({ do: ask, ...on, line: `sp-${agent}` });
          else await centre.desk.carryOut({ do: ask, ...on });
        },
    ),
  fc.constantFrom(...AGENTS).map(
    (agent): Happening =>
      async centre => {
        await centre.desk.carryOut({
          do: 'call-back',
          agent,
          ticket: 'OA-2026-000001',
          number: '+584145550105',
        });
      },
  ),
  fc.tuple(fc.constantFrom(...AGENTS), fc.boolean()).map(
    ([agent, isEndedNow]): Happening =>
      async centre => {
        // The log-in ends, and another one begins.
        const sessions = centre.data.people.map(({ id }) => session(id));
        const ended = sessions.filter(({ personId }) => personId !== agent);
        centre.staff.present(ended, centre.data);
        if (isEndedNow) await centre.desk.carryOut({ do: 'end-now', agent });
        centre.staff.present(sessions, centre.data);
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

const hearingNow = (centre: SmallCentre): string[] =>
  centre.calls.allCalls().flatMap(({ id, phase }) => ('words' in phase && phase.words ? [id] : []));

/** What must hold at any moment. */
function check(centre: SmallCentre): void {
  const calls = centre.calls.allCalls();
  for (const agent of centre.calls.floor.all()) {
    const { work, profile } = agent;
    const his = calls.filter(
      ({ phase }) => phase.kind !== 'ending' && 'agent' in phase && phase.agent === profile.id,
    );
    expect(his.length, `${profile.id} in two calls`).toBeLessThanOrEqual(1);
    if (work.kind === 'offered' || work.kind === 'talking') {
      expect(
        his.map(each => each.id),
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
  const free = centre.calls.floor.all().filter(mayBeOffered);
  // Every caller in the line is offered, but not to who has just refused the call.
  const now = centre.clock.now();
  for (const { phase } of calls) {
    if (phase.kind !== 'waiting') continue;
    for (const { profile } of free) {
      const again = phase.notBefore?.[profile.id] ?? 0;
      expect(again, 'a caller waits while an agent is free').toBeGreaterThan(now);
      expect(again).toBeLessThanOrEqual(now + REFUSED_AGAIN_MS);
    }
  }
}

describe('whatever happens to a centre, in whatever order', () => {
  let centre: SmallCentre | null = null;
  afterEach(() => centre?.close());

  it('no agent is in two calls, nobody waits beside a free agent, and in the end nothing is left', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happenings, { minLength: 10, maxLength: 60 }), async all => {
        await centre?.close();
        centre = await new SmallCentre(AGENTS).start();
        await centre.ready(...AGENTS);
        const called: string[] = [];
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
          const work = centre.calls.floor.get(agent)?.work;
          if (work?.kind === 'wrap-up')
            await centre.desk.carryOut({
              do: 'dispose',
              agent,
              call: work.call,
              disposition: 'resuelto',
              note: '',
            });
        }
        await centre.soon(60_000);
        expect(centre.calls.allCalls()).toEqual([]);
        expect(AGENTS.map(agent => centre?.workOf(agent))).toEqual(['idle', 'idle', 'idle']);
        expect([centre.board.channels.size, centre.board.bridges.size, centre.board.live.size]).toEqual([
          0, 0, 0,
        ]);
        expect(centre.clock.pending()).toBe(0);
        const keys = [...centre.journal.states.keys()].filter(key => key.startsWith('call:'));
        expect(keys).toEqual([]);
        for (const call of called) {
          const kinds = centre.kindsOf(call);
          const count = (kind: string) => kinds.filter(each => each === kind).length;
          // Who rang and left while the telephone system could not be seen was never heard of.
          expect(count('call-arrived'), call).toBeLessThanOrEqual(1);
          expect(count('call-ended'), call).toBe(count('call-arrived'));
          expect(count('offer-ended') + count('answered')).toBeLessThanOrEqual(count('offered') + 1);
          expect(count('recording-ended')).toBeGreaterThanOrEqual(count('recording-started'));
        }
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
