import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lineAtEndpoint } from '../../src/adapters/asterisk/endpoints.ts';
import type { CallFact } from '../../src/calls/events.ts';
import { RING_WITHIN_MS } from '../../src/calls/rules/directed.ts';
import { AWAIT_AGENT_MS } from '../../src/queues/events.ts';
import { drawCall } from '../../src/supervision/draw.ts';
import { CALLER, outgoingCall, talkingCaller, there } from './one-call.ts';
import { recordedCall } from './recorded-call.ts';
import { averias, centreData, person, SmallCentre } from './small-centre.ts';

const ASK = {
  kind: 'ask-transfer',
  agent: 'ana',
  queue: 'averias',
  only: 'luis',
  note: 'Pide a Luis.',
} as const;
const UNASKED = `timer only ${RING_WITHIN_MS}`;

const given = () => talkingCaller().hears(ASK);
/** Those who could be rung for it from now on. */
const could = (one: ReturnType<typeof given>, ...agents: string[]) => {
  one.around = { ...one.around, couldTake: agent => agents.includes(agent) };
  return one;
};

describe('a caller who is given to one agent', () => {
  it('waits for that one alone, before everybody, and is told no place', () => {
    const one = given();
    expect(one.said).toEqual(expect.arrayContaining(['agent-finished ana wrap-up', UNASKED, 'enqueue']));
    expect(one.phase).toMatchObject({
      kind: 'waiting',
      first: true,
      only: { agent: 'luis', why: 'given', until: one.now + RING_WITHIN_MS },
      transfer: { from: 'ana', to: 'luis' },
    });
    expect(one.facts).toMatchObject([
      { kind: 'transferred', queue: 'averias', colleague: 'luis' },
      { kind: 'queued' },
    ]);
    expect(one.call.wrapUps).toMatchObject([{ agent: 'ana', to: 'averias', colleague: 'luis' }]);
    expect(one.hears({ kind: 'timer', name: 'announce' }).said.some(each => each.startsWith('play'))).toBe(
      false,
    );
  });

  it('talks with them, and nobody is waited for any more', () => {
    const one = given();
    expect(drawCall(one.call, 1, lineAtEndpoint)).toMatchObject({ waitsFor: 'luis' });
    expect(drawCall(one.offered('luis').call, null, lineAtEndpoint)).not.toHaveProperty('waitsFor');
    expect(one.said).toContain('cancel only');
    one.answered();
    expect(one.talk.queued).not.toHaveProperty('only');
    expect(one.call.wrapUps).toMatchObject([{ agent: 'ana' }]);
    expect(drawCall(one.call, null, lineAtEndpoint).transfer).toMatchObject({ from: 'ana', to: 'luis' });
  });

  it.each([
    ['not answered', 'ignored'],
    ['declined', 'refused'],
    ['whose log-in went', 'unreachable'],
  ])('comes back to who sent them when it was %s, with the reason', (_what, why) => {
    const one = could(given().offered('luis'), 'ana', 'eva');
    const { leg } = one;
    if (why === 'ignored') one.later(19_900).ended(leg, 19, { rang: true });
    else if (why === 'refused') one.ended(leg, 21, { sip: 603, rang: true });
    else one.hears({ kind: 'agent-line-lost', agent: 'luis', over: true });
    expect(one.phase).toMatchObject({
      kind: 'waiting',
      only: { agent: 'ana', why: 'returned' },
      transfer: { from: 'ana', to: 'luis', back: why, note: 'Pide a Luis.' },
    });
    expect(one.facts.at(-1)).toMatchObject({ kind: 'handed-back', agent: 'luis', why, to: 'ana' });
    expect(one.said).toEqual(expect.arrayContaining([`agent-missed luis (${why})`, UNASKED]));
  });

  it('waits on for them as long as their own telephone has us on hold', () => {
    const one = given().hears({ kind: 'held', channel: CALLER, held: true });
    one.later(RING_WITHIN_MS).hears({ kind: 'timer', name: 'only' });
    expect(one.phase).toMatchObject({ only: { agent: 'luis', until: one.now + RING_WITHIN_MS } });
    expect(one.said).toContain(UNASKED);
    one.hears({ kind: 'held', channel: CALLER, held: false }).offered('luis');
    expect(one.phase).toMatchObject({ kind: 'offered', agent: 'luis' });
  });

  it('is not lost on an agent who is not free any more', () => {
    const one = could(given(), 'ana').hears({ kind: 'timer', name: 'only' });
    expect(one.phase).toMatchObject({ only: { agent: 'ana' }, transfer: { back: 'not-free' } });
    // The sender is gone meanwhile, too.
    could(one).hears({ kind: 'timer', name: 'only' });
    expect(one.phase).toMatchObject({ kind: 'waiting', first: true, transfer: { back: 'not-free' } });
    expect(one.phase).not.toHaveProperty('only');
    expect(one.facts.at(-1)).toMatchObject({ kind: 'handed-back', agent: 'ana', to: null });
  });

  it('is the head of the line when who sent them cannot be rung, with all that is known', () => {
    const one = could(given().offered('luis'));
    one.ended(one.leg, 21, { sip: 603 });
    expect(one.phase).toMatchObject({
      kind: 'waiting',
      queue: 'averias',
      first: true,
      missedBy: ['ana', 'luis'],
      transfer: { from: 'ana', to: 'luis', back: 'refused', note: 'Pide a Luis.' },
    });
    expect(one.phase).not.toHaveProperty('only');
    expect(one.said).toEqual(expect.arrayContaining(['cancel only', 'fact handed-back', 'enqueue']));
  });

  it('is rung anew where the page of the one they wait for was loaded anew, once', () => {
    const one = given().offered('luis');
    const anew = { kind: 'ask-rejoin', agent: 'luis', endpoint: 'PJSIP/sp-luis' } as const;
    expect(one.hears(anew).phase).toMatchObject({ kind: 'waiting', only: { agent: 'luis', why: 'given' } });
    expect(one.offered('luis').hears(anew).phase).toMatchObject({ only: { agent: 'ana', why: 'returned' } });
  });

  it('waits on for them after a restart, wherever it was', () => {
    const one = given().hears(there(CALLER));
    expect(one.said).toEqual(expect.arrayContaining([UNASKED, 'enqueue']));
    expect(one.phase).toMatchObject({ only: { agent: 'luis' } });
    const rung = given().offered('luis');
    expect(rung.hears(there(CALLER, rung.leg)).phase).toMatchObject({ kind: 'talking', agent: 'luis' });
    const gone = could(given().offered('luis'), 'ana');
    gone.hears({ kind: 'outcome', order: 'dial', subject: gone.leg, outcome: 'done' }).hears(there(CALLER));
    expect(gone.phase).toMatchObject({ kind: 'waiting', only: { agent: 'ana', why: 'returned' } });
  });

  it('is rung for once more where the order to ring was lost with us', () => {
    const lost = could(given().offered('luis'), 'ana').hears(there(CALLER));
    expect(lost.phase).toMatchObject({ kind: 'waiting', only: { agent: 'luis', why: 'given' } });
    expect(lost.said).toEqual(expect.arrayContaining([UNASKED, 'agent-missed luis (nobody)']));
    // The telephone of who sent them, too.
    const back = could(given().offered('luis'), 'ana');
    back.ended(back.leg, 21, { sip: 603 }).offered('ana').hears(there(CALLER));
    expect(back.phase).toMatchObject({ kind: 'waiting', only: { agent: 'ana', why: 'returned' } });
  });

  it.each([
    ['given', 'luis', () => given().offered('luis')],
    [
      'returned',
      'ana',
      () => {
        const one = could(given().offered('luis'), 'ana');
        return one.ended(one.leg, 21, { sip: 603 }).offered('ana');
      },
    ],
  ] as const)(
    'is %s and waits on for who loads their page anew, as long as it would have rung',
    (_why, agent, rings) => {
      const one = rings();
      one.later(4_000).hears({ kind: 'agent-line-lost', agent });
      expect(one.said).toEqual(
        expect.arrayContaining([`agent-missed ${agent} (nobody)`, 'timer only 16000']),
      );
      expect(one.phase).toMatchObject({ kind: 'waiting', only: { agent } });
      // Back in time it rings there again; gone once more, or not back, it goes on.
      const again = one.offered(agent);
      expect(again.phase).toMatchObject({ kind: 'offered', agent });
      again.hears({ kind: 'agent-line-lost', agent });
      expect(again.phase).not.toMatchObject({ only: { agent } });
      const away = rings().hears({ kind: 'agent-line-lost', agent });
      away.later(20_000).hears({ kind: 'timer', name: 'only' });
      expect(away.phase).not.toMatchObject({ only: { agent } });
      if (agent === 'luis') expect(away.phase).toMatchObject({ transfer: { back: 'not-back' } });
    },
  );

  it('may be a customer whom we called', () => {
    const one = outgoingCall().hears({ kind: 'begin' }).answered();
    one.hears({ kind: 'leg-answered', channel: CALLER }).played().hears(ASK);
    expect(one.phase).toMatchObject({ kind: 'waiting', queue: 'averias', only: { agent: 'luis' } });
  });
});

describe('who has the caller back that they sent on', () => {
  const back = () => {
    const one = could(given().offered('luis'), 'ana');
    return one.ended(one.leg, 21, { sip: 603 }).offered('ana');
  };

  it('owes one disposition, at the end of the talk that goes on', () => {
    const one = back();
    expect(one.call.wrapUps).toMatchObject([{ agent: 'ana', to: 'averias' }]);
    one.answered();
    expect(one.call.wrapUps).toBeUndefined();
    one.ended(CALLER);
    expect(one.call.wrapUps).toMatchObject([{ agent: 'ana', queue: 'averias', spoke: true }]);
    expect(one.call.wrapUps?.[0]).not.toHaveProperty('to');
  });

  it('still owes it when they do not take it, and the caller is the head of the line', () => {
    const one = back();
    one.later(19_900).ended(one.leg, 19, { rang: true });
    expect(one.call.wrapUps).toMatchObject([{ agent: 'ana', to: 'averias' }]);
    expect(one.phase).toMatchObject({ kind: 'waiting', first: true, missedBy: ['ana', 'luis'] });
    expect(one.phase).not.toHaveProperty('only');
  });

  it('has one disposition in the records too, on the call', () => {
    const at = { at: 0 };
    const facts: CallFact[] = [
      { kind: 'queued', ...at, queue: 'averias', topic: '', priority: 3 },
      { kind: 'answered', ...at, agent: 'ana', waitedMs: 0 },
      ...given().facts,
      { kind: 'handed-back', ...at, agent: 'luis', why: 'refused', to: 'ana' },
      { kind: 'answered', ...at, agent: 'ana', waitedMs: 0 },
      { kind: 'call-ended', ...at, by: 'caller', phase: 'talking', cause: 16, talkedMs: 5_000 },
      { kind: 'wrap-up-ended', ...at, agent: 'ana', disposition: 'resuelto', note: '' },
    ];
    expect(recordedCall(facts)).toMatchObject({
      disposition: 'resuelto',
      disposedBy: 'ana',
      parts: [{ wrapUp: false }],
    });
  });
});

describe('a caller whose agent’s telephone was lost', () => {
  const RTP_TIMEOUT = 44;
  const lost = (one = talkingCaller()) => one.later(60_000).ended(one.leg, RTP_TIMEOUT);

  it('waits for the same agent as long as the queue says, and is the head of the line then', () => {
    const one = lost();
    expect(one.phase).toMatchObject({
      kind: 'waiting',
      first: true,
      only: { agent: 'ana', why: 'lost', until: one.now + AWAIT_AGENT_MS },
    });
    expect(one.said).toContain(`timer only ${AWAIT_AGENT_MS}`);
    one.later(AWAIT_AGENT_MS).hears({ kind: 'timer', name: 'only' });
    expect(one.phase).toMatchObject({ kind: 'waiting', first: true });
    expect(one.phase).not.toHaveProperty('only');
    expect(one.facts.at(-1)).toMatchObject({ kind: 'handed-back', agent: 'ana', why: 'not-back', to: null });
  });

  it('is waited with as long as another queue says, or not at all', () => {
    const forMs = (awaitAgentMs: number) => {
      const one = talkingCaller();
      one.around = { ...one.around, queue: () => ({ ...averias, awaitAgentMs }) };
      return lost(one);
    };
    expect(forMs(30_000).said).toContain('timer only 30000');
    expect(forMs(0).phase).not.toHaveProperty('only');
    expect(forMs(0).phase).toMatchObject({ kind: 'waiting', first: true });
  });

  it('has them back at once, and their page answers by itself, for what is left of the time', () => {
    const one = lost().later(2_000).offered('ana');
    const dialled = one.orders.flatMap(order => (order.kind === 'dial' ? [order.order] : []));
    expect(dialled).toMatchObject([
      { ringMs: AWAIT_AGENT_MS - 2_000, headers: { 'X-Cauce-Answer': 'auto' } },
    ]);
    one.answered();
    expect(one.phase).toMatchObject({ kind: 'talking', agent: 'ana' });
    expect(one.said).toContain(`join ${CALLER} ${one.leg}`);
  });

  it('is not kept for an agent who takes no calls any more, was sent away, or may have hung up', () => {
    const gone = talkingCaller();
    gone.around = { ...gone.around, comesBack: () => false };
    const sent = talkingCaller().hears({ kind: 'agent-sent-away', agent: 'ana' });
    const unseen = talkingCaller().hears(there(CALLER));
    for (const one of [lost(gone), sent, unseen]) {
      expect(one.phase).toMatchObject({ kind: 'waiting', first: true });
      expect(one.phase).not.toHaveProperty('only');
      expect(one.said).toContain('play recuperamos-su-llamada');
    }
  });

  it('may be a customer whom we called: they wait in the queue of the ticket’s area, and are hung up by nobody', () => {
    const one = outgoingCall().hears({ kind: 'begin' }).answered();
    one.hears({ kind: 'leg-answered', channel: CALLER }).played();
    one.around = { ...one.around, queueFor: () => 'comercial' };
    lost(one);
    expect(one.phase).toMatchObject({ kind: 'waiting', queue: 'comercial', only: { agent: 'ana' } });
    expect(one.facts.slice(-2).map(({ kind }) => kind)).toEqual(['agent-leg-lost', 'queued']);
    expect(one.call.wrapUps).toBeUndefined();
    one.hears({ kind: 'timer', name: 'only' }).offered('luis').answered();
    expect(one.phase).toMatchObject({ kind: 'talking', agent: 'luis' });
  });

  it('is hung up as little when their agent is sent away', () => {
    const one = outgoingCall().hears({ kind: 'begin' }).answered();
    one.hears({ kind: 'leg-answered', channel: CALLER }).played();
    one.around = { ...one.around, queueFor: () => 'comercial' };
    const { leg } = one;
    one.hears({ kind: 'agent-sent-away', agent: 'ana' });
    expect(one.phase).toMatchObject({ kind: 'waiting', queue: 'comercial', first: true });
    expect(one.said).toEqual(expect.arrayContaining([`hang-up ${leg}`, 'agent-finished ana', 'enqueue']));
  });
});

describe('in the centre', () => {
  let centre: SmallCentre;
  const people = [
    person('ana'),
    person('luis', { extension: '104', queues: ['comercial'] }),
    person('eva'),
    person('ines'),
  ];

  beforeEach(async () => {
    centre = await new SmallCentre([], centreData(people)).start();
  });
  afterEach(() => centre.close());

  const talks = async (agent: string, number: string): Promise<string> => {
    await centre.ready(agent);
    const call = await centre.talks(number);
    expect(centre.call(call).phase).toMatchObject({ kind: 'talking', agent });
    return call;
  };
  const give = (agent: string, call: string, to: string) =>
    centre.desk.carryOut({ do: 'transfer', agent, call, to: { agent: to }, note: '' });
  const wrappedUp = async (agent: string) => {
    const work = centre.calls.registry.get(agent)?.work;
    const call = work && work.kind !== 'idle' ? work.call : '';
    await centre.desk.carryOut({ do: 'dispose', agent, call, disposition: 'resuelto', note: '' });
  };
  const works = (...agents: string[]) => agents.map(agent => centre.workOf(agent));

  it('it rings at an agent of another queue and at nobody else, whoever is free', async () => {
    const call = await talks('ana', '1');
    await centre.ready('luis', 'eva');
    expect(await give('ana', call, 'luis')).toEqual({ ok: true });
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'luis' });
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    expect(works('ana', 'luis', 'eva')).toEqual(['wrap-up', 'talking', 'idle']);
    expect([...centre.board.bridges.values()].map(each => [...each])).toEqual([[call, centre.legOf(call)]]);
  });

  it('it comes back to who sent it, in the middle of their wrap-up, and to their talk', async () => {
    const call = await talks('ana', '1');
    await centre.ready('luis', 'eva');
    await give('ana', call, 'luis');
    await centre.soon();
    centre.board.rejects(centre.legOf(call), { cause: 21, sipCause: 603 });
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'ana' });
    expect(works('ana', 'luis', 'eva')).toEqual(['offered', 'idle', 'idle']);
    // A kill -9 while it rings.
    await centre.restart();
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'ana' });
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    expect(works('ana', 'luis', 'eva')).toEqual(['talking', 'idle', 'idle']);
    expect(centre.call(call).wrapUps).toBeUndefined();
  });

  it('who is rung for it in vain wraps up on, and somebody else of the queue has the caller', async () => {
    const call = await talks('ana', '1');
    await centre.ready('luis', 'eva');
    await give('ana', call, 'luis');
    await centre.soon();
    centre.board.rejects(centre.legOf(call), { cause: 21, sipCause: 603 });
    await centre.soon();
    // Even if they have chosen a disposition meanwhile it is theirs.
    centre.board.rejects(centre.legOf(call), { cause: 21, sipCause: 603 });
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'eva' });
    expect(works('ana', 'luis', 'eva')).toEqual(['wrap-up', 'idle', 'offered']);
  });

  it('who has classified it while it rings at them owes nothing when they decline', async () => {
    const call = await talks('ana', '1');
    await centre.ready('luis');
    await give('ana', call, 'luis');
    await centre.soon();
    centre.board.rejects(centre.legOf(call), { cause: 21, sipCause: 603 });
    await centre.soon();
    const dispose = { do: 'dispose', agent: 'ana', call, disposition: 'resuelto', note: '' } as const;
    expect(await centre.desk.carryOut(dispose)).toEqual({ ok: true });
    expect(centre.workOf('ana')).toBe('offered');
    centre.board.rejects(centre.legOf(call), { cause: 21, sipCause: 603 });
    await centre.soon();
    expect(centre.workOf('ana')).toBe('idle');
  });

  it.each([
    [
      'is on a break',
      async () => {
        await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'break', code: 'x' } });
        await wrappedUp('ana');
      },
    ],
    ['is off', () => centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'off' } })],
    ['has no telephone', async () => centre.board.unregisters('sp-ana')],
    [
      'has another call',
      async () => {
        await wrappedUp('ana');
        await centre.waits('2');
        expect(centre.workOf('ana')).toBe('offered');
      },
    ],
  ])('when who sent it %s the customer is the head of their queue', async (_what, happens) => {
    const call = await talks('ana', '1');
    await centre.ready('luis');
    await give('ana', call, 'luis');
    await centre.soon();
    await happens();
    await centre.soon();
    centre.board.rejects(centre.legOf(call), { cause: 21, sipCause: 603 });
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ kind: 'waiting', queue: 'averias', first: true });
    expect(centre.call(call).phase).not.toHaveProperty('only');
    expect(centre.calls.positionOf(call)).toBe(1);
    await centre.ready('eva');
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'eva' });
  });

  it('at their own number they are one of ours: nothing leaves the centre', async () => {
    const call = await talks('ana', '1');
    await centre.ready('luis');
    const to = { do: 'transfer', agent: 'ana', call, to: { number: '104' }, note: '' } as const;
    expect(await centre.desk.carryOut(to)).toEqual({ ok: true });
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'luis' });
  });

  it('who sent it has it back in their wrap-up, although they chose a break for after it', async () => {
    const call = await talks('ana', '1');
    await centre.ready('luis');
    await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'break', code: 'x' } });
    await give('ana', call, 'luis');
    await centre.soon();
    centre.board.rejects(centre.legOf(call), { cause: 21, sipCause: 603 });
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'ana' });
  });

  it('of three who press at once one wins, and the others keep their callers and are told what to do', async () => {
    const calls = [await talks('ana', '1'), await talks('eva', '2'), await talks('ines', '3')];
    await centre.ready('luis');
    const [first = '', second = '', third = ''] = calls;
    const answers = await Promise.all([
      give('ana', first, 'luis'),
      give('eva', second, 'luis'),
      give('ines', third, 'luis'),
      give('ana', first, 'luis'),
    ]);
    const taken = { ok: false, code: 'colleague-not-free' };
    expect(answers).toEqual([{ ok: true }, taken, taken, { ok: false, code: 'already-given-on' }]);
    await centre.soon();
    expect(works('ana', 'eva', 'ines', 'luis')).toEqual(['wrap-up', 'talking', 'talking', 'offered']);
    expect(calls.map(call => centre.phaseOf(call))).toEqual(['offered', 'talking', 'talking']);
  });

  const consults = async (agent: string, call: string, colleague: string) => {
    const outcome = await centre.desk.carryOut({ do: 'consult', agent, call, colleague, note: '' });
    await centre.soon();
    return outcome;
  };

  it('nobody is given a call in which a colleague is: they would be left without anybody', async () => {
    const call = await talks('ana', '1');
    await centre.ready('luis', 'eva');
    expect(await consults('ana', call, 'luis')).toEqual({ ok: true });
    expect(await give('ana', call, 'eva')).toEqual({ ok: false, code: 'consulting-already' });
    expect(works('ana', 'luis', 'eva')).toEqual(['talking', 'offered', 'idle']);
  });

  it('nobody is left in no queue where a colleague who serves none does not take them', async () => {
    const noQueue = person('sara', { role: 'supervisor', queues: [], areas: [] });
    await centre.change(centreData([...people, noQueue]));
    await centre.ready('ana', 'sara');
    const about = { ticket: 'OA-2026-000009', number: '+584145550101' };
    const begun = await centre.desk.carryOut({ do: 'call-back', agent: 'ana', ...about });
    const call = begun.ok ? (begun.call ?? '') : '';
    await centre.soon();
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    centre.board.answers(call);
    await centre.soon();
    await centre.soon(2_000);
    expect(await consults('ana', call, 'sara')).toEqual({ ok: true });
    await centre.desk.carryOut({ do: 'complete', agent: 'ana', call });
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'sara', queue: 'averias' });
  });

  it('nobody who is not free, unknown or oneself is taken, and the talk goes on', async () => {
    const call = await talks('ana', '1');
    expect(await give('ana', call, 'luis')).toEqual({ ok: false, code: 'colleague-not-free' });
    expect(await give('ana', call, 'ana')).toEqual({ ok: false, code: 'own-number' });
    expect(await give('ana', call, 'nobody')).toEqual({ ok: false, code: 'unknown-resource' });
    expect(await give('eva', call, 'luis')).toEqual({ ok: false, code: 'not-your-call' });
    expect(centre.workOf('ana')).toBe('talking');
  });

  it.each([
    ['is there again in time', 4_000, 'ana'],
    ['is there again, when its agent was put off meanwhile because it was away', 6_000, 'ana'],
    ['stays away', 10_000, 'eva'],
  ])('a telephone that was lost and %s has its caller, or somebody else has', async (_what, ms, agent) => {
    const call = await talks('ana', '1');
    await centre.ready('eva');
    centre.board.unregisters('sp-ana');
    // As long as its silence is not noticed.
    await centre.soon(9_500);
    centre.board.hangsUp(centre.legOf(call), 44);
    await centre.soon(ms);
    if (ms < 10_000)
      expect(centre.call(call).phase).toMatchObject({ kind: 'waiting', only: { agent: 'ana' } });
    centre.board.registers('sp-ana');
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent });
    expect(centre.kindsOf(call).filter(kind => kind === 'handed-back').length).toBe(agent === 'ana' ? 0 : 1);
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    expect(works('ana', 'eva')).toEqual(agent === 'ana' ? ['talking', 'idle'] : ['idle', 'talking']);
  });

  it('a caller who waits for a lost telephone does so over a restart', async () => {
    const call = await talks('ana', '1');
    await centre.ready('eva');
    centre.board.unregisters('sp-ana');
    centre.board.hangsUp(centre.legOf(call), 44);
    await centre.soon(3_000);
    await centre.restart();
    expect(centre.call(call).phase).toMatchObject({ kind: 'waiting', only: { agent: 'ana', why: 'lost' } });
    expect(centre.workOf('eva')).toBe('idle');
    await centre.soon(7_000);
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'eva' });
  });

  it('a customer whom they called waits in a queue of the one they are given to, where the ticket names no area', async () => {
    await centre.ready('ana', 'luis');
    const about = { ticket: 'OA-2026-000009', number: '+584145550101' };
    const begun = await centre.desk.carryOut({ do: 'call-back', agent: 'ana', ...about });
    const call = begun.ok ? (begun.call ?? '') : '';
    await centre.soon();
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    centre.board.answers(call);
    await centre.soon();
    await centre.soon(2_000);
    expect(centre.phaseOf(call)).toBe('talking');
    expect(await give('ana', call, 'luis')).toEqual({ ok: true });
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'luis', queue: 'comercial' });
  });
});
