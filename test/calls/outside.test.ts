import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lineAtEndpoint } from '../../src/adapters/asterisk/endpoints.ts';
import { type CallStory, foldCall, recordOf } from '../../src/calls/call-story.ts';
import type { OutsideCall } from '../../src/calls/legs.ts';
import { agentLeg, outsideLegs } from '../../src/calls/legs.ts';
import { outgoingCalls } from '../../src/calls/outgoing-calls.ts';
import { CROSSED_MS } from '../../src/calls/rules/crossing.ts';
import { drawCall } from '../../src/supervision/draw.ts';
import { timeline } from '../../src/tickets/timeline.ts';
import { CALLER, type OneCall, talkingCaller, there, together } from './one-call.ts';
import { recordedCall } from './recorded-call.ts';
import { OPEN_POLICY, person, SmallCentre } from './small-centre.ts';

const NUMBER = '+582125550177';
const TO: OutsideCall = {
  dialled: NUMBER,
  endpoint: `PJSIP/${NUMBER}@trunk`,
  area: 'averias',
  callerId: '+582125550100',
  longestMs: 7_200_000,
  mayJoin: true,
  queue: 'averias',
};
const ASK = { kind: 'ask-outside', agent: 'ana', to: TO, note: 'Pregunta por su técnico.' } as const;
const GIVE = { ...ASK, kind: 'ask-give-out' } as const;
const ana = <Kind extends string>(kind: Kind) => ({ kind, agent: 'ana' }) as const;

const theirs = (one: OneCall): string =>
  ('legs' in one.phase && outsideLegs(one.phase)[0]?.channel) || 'nobody';
const answers = (one: OneCall) => one.hears({ kind: 'leg-answered', channel: theirs(one) });
const asking = () => talkingCaller().hears(ASK);
const aside = () => answers(asking());
/** The number was told that the call is recorded, and talks with the others. */
const conference = () => {
  const one = aside().hears(ana('ask-conference'));
  const playback = ('legs' in one.phase && outsideLegs(one.phase)[0]?.notice) || '';
  return one.hears({ kind: 'played', playback, ok: true });
};
const given = () => talkingCaller().hears(GIVE);

describe('an agent who asks somebody at a number outside', () => {
  it('leaves the talk to hear its network, while the caller hears music; nothing of it is recorded', () => {
    const one = talkingCaller();
    const { leg } = one;
    one.hears(ASK);
    expect(one.said).toEqual([
      'stop-recording',
      `leave ${CALLER}`,
      `leave ${leg}`,
      'music on',
      `ring ${leg}`,
      `dial PJSIP/${NUMBER}@trunk`,
      'timer consult 47000',
      'fact consulted',
    ]);
    expect(one.orders.find(order => order.kind === 'dial')).toMatchObject({
      order: {
        callerNumber: '+582125550100',
        longestMs: 7_200_000,
        args: ['outside', CALLER],
        early: { listener: leg },
      },
    });
    expect(one.facts.at(-1)).toMatchObject({ kind: 'consulted', dialled: NUMBER });
    one.hears({ kind: 'early-media', channel: theirs(one) });
    expect(one.talk.legs.at(-1)).toMatchObject({ early: { heard: true } });
  });

  it('talks with them in a bridge of their own once they answer', () => {
    const one = asking();
    const { leg } = one;
    const out = theirs(one);
    answers(one);
    expect(one.said).toEqual([
      `ring ${leg} off`,
      `leave ${leg}`,
      `leave ${out}`,
      'destroy-bridge',
      'cancel consult',
      `join ${leg} ${out}`,
      'fact consult-answered',
    ]);
    expect(one.call.recording).toBeNull();
  });

  it.each([
    ['busy', { cause: 17, sip: 486 }],
    ['refused', { cause: 21, sip: 603 }],
    ['unknown-number', { cause: 1, sip: 404 }],
  ])('is back in the talk and told why when nobody is reached: %s', (why, { cause, sip }) => {
    const one = asking();
    one.ended(theirs(one), cause, { sip });
    expect(one.said).toEqual(
      expect.arrayContaining([`ring ${one.leg} off`, 'destroy-bridge', `join ${one.leg}`, 'cancel consult']),
    );
    expect(one.facts.at(-1)).toMatchObject({ kind: 'consult-ended', dialled: NUMBER, why });
    const draw = () => drawCall(one.call, null, lineAtEndpoint);
    expect(draw()).toMatchObject({ onHold: true, notReached: { dialled: NUMBER, why } });
    expect(one.hears(ASK) && draw()).not.toHaveProperty('notReached');
  });

  it('takes the caller back, while it rings and after', () => {
    for (const one of [asking(), aside()]) {
      const out = theirs(one);
      one.hears(ana('ask-resume'));
      expect(one.said).toEqual(expect.arrayContaining([`hang-up ${out}`, 'destroy-bridge', 'record']));
      expect(one.talk.legs.map(({ place }) => place)).toEqual(['talk', 'talk']);
      expect(one.facts.at(-1)).toMatchObject({ why: 'taken-back' });
    }
  });

  it('goes to and fro; who waits hears music', () => {
    const one = aside().hears(ana('ask-swap'));
    expect(one.said).toEqual(expect.arrayContaining(['music on', 'step-in', 'record']));
    one.hears(ana('ask-swap'));
    expect(one.said).toEqual(expect.arrayContaining(['music on', `join ${one.leg} ${theirs(one)}`]));
  });

  it('completes: the two talk, nobody of ours is in it, and the agent wraps up', () => {
    const one = aside();
    const [own, out] = [one.leg, theirs(one)];
    one.later(30_000).hears(ana('ask-complete'));
    expect(one.said).toEqual([
      'cancel consult',
      'cancel left',
      'cancel ring',
      `leave ${out}`,
      'step-in',
      'step-in',
      'destroy-bridge',
      `hang-up ${own}`,
      'agent-finished ana wrap-up',
      'fact transferred',
      'fact handed-out',
    ]);
    expect(one.phase).toMatchObject({ kind: 'handed-out', legs: [{ who: 'customer' }, { who: 'outside' }] });
    expect(one.call.wrapUps).toMatchObject([{ agent: 'ana', dialled: NUMBER }]);
    expect(outgoingCalls([one.call])).toEqual([{ person: 'ana', area: 'averias' }]);
  });

  it.each([
    ['who is outside', (one: OneCall) => one.ended(theirs(one)), 'outside', [`hang-up ${CALLER}`]],
    ['the caller', (one: OneCall) => one.ended(CALLER), 'caller', ['hang-up leg']],
  ] as const)(
    'ends the call when %s hangs up after it, and nobody is left in silence',
    (_, leaves, by, said) => {
      const one = aside().hears(ana('ask-complete')).later(CROSSED_MS);
      const out = theirs(one);
      leaves(one);
      expect(one.said).toEqual(expect.arrayContaining(said.map(each => each.replace('leg', out))));
      expect(one.facts.at(-1)).toMatchObject({ kind: 'call-ended', by, why: 'hung-up', phase: 'handed-out' });
    },
  );

  it('is ended for all by a supervisor, who stands in the ticket; while somebody of ours is in it, by none', () => {
    const end = { kind: 'ask-end', by: { id: 'sofia', name: 'Sofía' } } as const;
    const one = aside();
    const out = theirs(one);
    expect(one.hears(end).phase.kind).toBe('talking');
    one.hears(ana('ask-complete')).hears(end);
    expect(one.said).toEqual(expect.arrayContaining([`hang-up ${CALLER}`, `hang-up ${out}`]));
    const fact = one.facts.at(-1);
    expect(fact).toMatchObject({ kind: 'call-ended', by: 'supervisor', why: 'hung-up', supervisor: 'sofia' });
    const facts = one.facts.length;
    one.ended(CALLER);
    one.ended(out);
    expect(one.facts.slice(facts).map(({ kind }) => kind)).not.toContain('call-ended');
  });

  it('has whoever is left hear each other when the agent is gone, by whichever way', () => {
    for (const goes of [
      (one: OneCall) => one.hears(ana('ask-hang-up')),
      (one: OneCall) => one.ended(one.leg),
      (one: OneCall) => one.ended(one.leg, 44),
      (one: OneCall) => one.hears(ana('agent-sent-away')),
    ]) {
      expect(goes(aside()).phase.kind).toBe('handed-out');
      expect(goes(aside().hears(ana('ask-swap'))).phase.kind).toBe('handed-out');
      expect(goes(conference()).phase.kind).toBe('handed-out');
      // While it rings they are given to the number.
      expect(goes(asking()).phase.kind).toBe('giving-out');
    }
  });

  it('whose page is loaded anew hears ringing there, and then them', () => {
    const one = asking();
    const out = theirs(one);
    one.hears({ kind: 'ask-rejoin', agent: 'ana', endpoint: 'PJSIP/ag-2' });
    const coming = one.orders.flatMap(order => (order.kind === 'dial' ? [order.order.channel] : []))[0] ?? '';
    one.hears({ kind: 'leg-answered', channel: coming });
    expect(one.said).toContain(`ring ${coming}`);
    answers(one);
    expect(one.said).toEqual(expect.arrayContaining([`ring ${coming} off`, `join ${coming} ${out}`]));
  });

  it('lets them hear the notice before they join, and is recorded then', () => {
    const one = aside().hears(ana('ask-conference'));
    expect(one.said).toEqual(expect.arrayContaining(['step-in', 'record', expect.stringContaining('play ')]));
    // Their bridge is destroyed, and what is played to who is still in it is never over.
    expect(
      one.said.slice(
        0,
        one.said.findIndex(each => each.startsWith('play ')),
      ),
    ).toContain(`leave ${theirs(one)}`);
    expect(one.factKinds()).not.toContain('joined');
    expect(drawCall(one.call, null, lineAtEndpoint).outside).toMatchObject([{ state: 'notice' }]);
    // Nothing but the end of it, or that it cannot be played, has them join.
    expect(one.hears(ana('ask-swap')).orders).toEqual([]);
    const playback = outsideLegs(one.talk)[0]?.notice ?? '';
    one.hears({ kind: 'outcome', order: 'play', subject: playback, outcome: 'refused' });
    expect(one.said).toEqual(['step-in', 'fact joined']);
    expect(one.talk.legs.map(({ place }) => place)).toEqual(['talk', 'talk', 'talk']);
  });

  it('joins them at once where nothing is announced, and not at all where the policy does not permit it', () => {
    const quiet = talkingCaller();
    quiet.around = { ...quiet.around, facts: { ...quiet.around.facts, announceRecording: false } };
    answers(quiet.hears(ASK)).hears(ana('ask-conference'));
    expect(quiet.facts.at(-1)).toMatchObject({ kind: 'joined', dialled: NUMBER });
    const not = answers(talkingCaller().hears({ ...ASK, to: { ...TO, mayJoin: false } }));
    expect(not.hears(ana('ask-conference')).orders).toEqual([]);
  });

  it('lets them leave the conference', () => {
    const one = conference();
    const out = theirs(one);
    one.hears({ ...ana('ask-drop'), channel: out });
    expect(one.said).toContain(`hang-up ${out}`);
    expect(one.talk.legs).toHaveLength(2);
  });

  it('may have them heard by nobody', () => {
    const one = conference();
    const out = theirs(one);
    one.hears({ ...ana('ask-mute'), colleague: out, on: true });
    expect(one.said).toEqual(['mute', 'fact muted']);
    expect(one.facts.at(-1)).toMatchObject({ dialled: NUMBER });
    expect(drawCall(one.call, null, lineAtEndpoint).outside).toMatchObject([{ leg: out, muted: true }]);
    expect(one.hears(ana('ask-hang-up')).said).toContain('unmute');
  });

  it('is one at a time, and not as anybody else', () => {
    expect(asking().hears({ ...ASK, to: { ...TO, dialled: '+582125550178' } }).orders).toEqual([]);
    expect(talkingCaller().hears({ ...ASK, agent: 'luis' }).orders).toEqual([]);
    expect(conference().hears(ASK).orders).toEqual([]);
  });

  it('a colleague who is in the conference has the call before who is outside', () => {
    const one = talkingCaller().hears({
      kind: 'ask-consult',
      agent: 'ana',
      colleague: 'luis',
      endpoint: 'PJSIP/sp-luis',
      queue: 'averias',
      note: '',
    });
    const luis = one.talk.legs.find(({ who }) => who === 'colleague')?.channel ?? '';
    one.hears({ kind: 'leg-answered', channel: luis }, ana('ask-conference'), ASK);
    answers(one).hears(ana('ask-complete'));
    expect(one.talk).toMatchObject({ agent: 'luis' });
    const playback = outsideLegs(one.talk)[0]?.notice ?? '';
    one.hears({ kind: 'played', playback, ok: true });
    expect(one.talk.legs.map(({ who, place }) => [who, place])).toEqual([
      ['customer', 'talk'],
      ['agent', 'talk'],
      ['outside', 'talk'],
    ]);
  });
});

describe('an agent who gives the caller to a number outside', () => {
  it('is out of the call; the caller hears music while it is rung, and talks when it is answered', () => {
    const one = talkingCaller();
    const { leg } = one;
    one.hears(GIVE);
    expect(one.said).toEqual([
      'cancel consult',
      'stop-recording',
      'cancel left',
      'cancel ring',
      `leave ${CALLER}`,
      'music on',
      'destroy-bridge',
      `hang-up ${leg}`,
      'agent-finished ana wrap-up',
      'fact transferred',
      'timer ring 47000',
      `dial PJSIP/${NUMBER}@trunk`,
    ]);
    expect(one.orders.find(order => order.kind === 'dial')).not.toHaveProperty('order.early');
    answers(one);
    expect(one.said).toEqual(['cancel ring', 'step-in', 'step-in', 'fact handed-out']);
  });

  it('has them back with the reason when nobody is reached; or they are first in line', () => {
    for (const free of [true, false]) {
      const one = given();
      one.around = { ...one.around, couldTake: () => free };
      one.ended(theirs(one), 17, { sip: 486 });
      expect(one.phase).toMatchObject({
        kind: 'waiting',
        queue: 'averias',
        first: true,
        transfer: { from: 'ana', out: { dialled: NUMBER, why: 'busy' } },
      });
      expect('only' in one.phase ? one.phase.only : undefined).toEqual(
        free ? expect.objectContaining({ agent: 'ana', why: 'returned' }) : undefined,
      );
      expect(one.facts.at(-2)).toMatchObject({
        kind: 'not-handed-out',
        why: 'busy',
        to: free ? 'ana' : null,
      });
    }
  });

  it.each([
    ['has no way out', { order: 'dial', outcome: 'refused' }, 'no-route', false],
    ['does not answer the order', { order: 'dial', outcome: 'timed-out' }, 'our-failure', true],
  ] as const)('has them back when the telephone system %s', (_, { order, outcome }, why, hangsUp) => {
    const one = given();
    const out = theirs(one);
    one.hears({ kind: 'outcome', order, subject: out, outcome });
    expect(one.facts.at(-2)).toMatchObject({ kind: 'not-handed-out', why });
    expect(one.said.includes(`hang-up ${out}`)).toBe(hangsUp);
  });

  it('is to be called back when the caller gives up meanwhile', () => {
    const one = given().ended(CALLER);
    expect(one.said.join()).toContain('hang-up leg');
    const queued = { kind: 'queued', at: 1, queue: 'averias', topic: '', priority: 1 } as const;
    const answered = { kind: 'answered', at: one.now, agent: 'ana', waitedMs: 10 } as const;
    expect(recordedCall([queued, answered, ...one.facts])).toMatchObject({
      outcome: 'abandoned',
      parts: [{ agent: 'ana' }],
    });
  });
});

describe('after a restart', () => {
  it('who was rung is waited for, or has answered meanwhile, or is gone', () => {
    const asked = asking();
    const [leg, out] = [asked.leg, theirs(asked)];
    expect(asked.hears({ ...there(CALLER, leg, out), answered: new Set([CALLER, leg]) }).said).toContain(
      'timer consult 47000',
    );
    expect(
      asking()
        .hears(there(CALLER, leg, out))
        .factKinds(),
    ).toContain('consult-answered');
    expect(asking().hears(there(CALLER, leg)).facts.at(-1)).toMatchObject({ why: 'unseen' });
    expect(asking().hears(there(CALLER, out)).phase.kind).toBe('handed-out');
    const rung = given();
    expect(rung.hears({ ...there(CALLER, theirs(rung)), answered: new Set([CALLER]) }).said).toEqual([
      'music on',
      'timer ring 47000',
      // What was recorded while the agent talked may not have been stopped.
      'stop-recording',
    ]);
    const gone = given().hears(there(CALLER));
    expect(gone.phase).toMatchObject({ kind: 'waiting', transfer: { out: { why: 'unseen' } } });
  });

  it('those who talk hear each other; with the last of them the call is over', () => {
    const one = aside().hears(ana('ask-complete'));
    const out = theirs(one);
    expect(one.hears(together(CALLER, out)).orders.map(({ kind }) => kind)).toEqual([
      'step-in',
      'step-in',
      'stop-recording',
    ]);
    expect(one.hears(there(CALLER)).facts.at(-1)).toMatchObject({ kind: 'call-ended', by: 'recovery' });
    expect(one.said).toContain(`hang-up ${CALLER}`);
  });

  it('the notice is heard once more', () => {
    const one = aside().hears(ana('ask-conference'));
    const before = outsideLegs(one.talk)[0]?.notice;
    one.hears(together(CALLER, one.leg, theirs(one)));
    expect(outsideLegs(one.talk)[0]?.notice).not.toBe(before);
    expect(one.said).toEqual(expect.arrayContaining(['stop-playing', expect.stringContaining('play ')]));
  });
});

describe('in the centre', () => {
  let centre: SmallCentre;

  beforeEach(async () => {
    centre = await new SmallCentre(['ana', 'luis'], { people: [person('ana'), person('luis')] }).start();
    await centre.ready('ana');
  });
  afterEach(() => centre.close());

  async function talks(): Promise<string> {
    return centre.talks('1');
  }
  const legOutside = (call: string): string => {
    const { phase } = centre.call(call);
    return ('legs' in phase && outsideLegs(phase)[0]?.channel) || '';
  };

  it('everything goes by the gate: what it refuses changes nothing for the caller, and is told with why', async () => {
    const call = await talks();
    const consult = { do: 'consult-outside', agent: 'ana', call, number: '171', note: '' } as const;
    expect(await centre.desk.carryOut(consult)).toMatchObject({ code: 'outgoing-emergency' });
    const abroad = { ...consult, number: '+12125550100' };
    expect(await centre.desk.carryOut(abroad)).toMatchObject({ code: 'outgoing-abroad' });
    const transfer = { do: 'transfer', agent: 'ana', call, to: { number: 'nada' }, note: '' } as const;
    expect(await centre.desk.carryOut(transfer)).toMatchObject({ code: 'outgoing-not-a-number' });
    const permitted = OPEN_POLICY.allow.map(each => ({ ...each, entries: ['call-back' as const] }));
    const { policies } = centre.data;
    const outgoing = { ...OPEN_POLICY, allow: permitted };
    await centre.change({ ...centre.data, policies: { ...policies, outgoing } });
    const allowed = { ...consult, number: '0212-5550177' };
    expect(await centre.desk.carryOut(allowed)).toMatchObject({ code: 'outgoing-no-permission' });
    expect(centre.phaseOf(call)).toBe('talking');
    expect(agentLeg(centre.call(call).phase as never)?.place).toBe('talk');
    expect(centre.audit.map(({ happening }) => happening.kind)).toContain('outgoing-refused');
  });

  /** What the ticket tells of the call. */
  const told = (call: string): string => {
    const names = {
      person: (id: string) => id,
      customer: (id: string) => id,
      disposition: (code: string) => ({ es: code, en: code }),
      number: (line: string) => line,
      area: (name: string) => name,
      queue: (name: string) => name,
      moment: () => ({ es: '', en: '' }),
    };
    const facts = centre.factsOf(call).map(fact => ({ call, fact }));
    return timeline([], facts, names)
      .map(entry => entry.words.es)
      .join('\n');
  };

  it('asks, joins only with a permission for it, completes, and goes on over a restart; the call is one of the agent’s that goes out', async () => {
    const allow = OPEN_POLICY.allow.map(each => ({ ...each, entries: ['transfer' as const] }));
    const { policies } = centre.data;
    await centre.change({
      ...centre.data,
      policies: {
        ...policies,
        outgoing: { ...OPEN_POLICY, allow, callerIds: { centre: null, areas: { averias: '+582125550100' } } },
      },
    });
    const call = await talks();
    const consult = {
      do: 'consult-outside',
      agent: 'ana',
      call,
      number: '0212-555 01 77',
      note: 'a',
    } as const;
    expect(await centre.desk.carryOut(consult)).toEqual({ ok: true });
    expect(await centre.desk.carryOut(consult)).toMatchObject({ code: 'consulting-already' });
    await centre.soon();
    expect(centre.board.dialled.at(-1)).toMatchObject({
      endpoint: `PJSIP/${NUMBER}@trunk`,
      callerNumber: '+582125550100',
    });
    centre.board.answers(legOutside(call));
    await centre.soon();
    const conference = { do: 'conference', agent: 'ana', call } as const;
    expect(await centre.desk.carryOut(conference)).toMatchObject({ code: 'outgoing-no-conference' });
    await centre.restart();
    expect(await centre.desk.carryOut({ do: 'complete', agent: 'ana', call })).toEqual({ ok: true });
    await centre.soon();
    expect([centre.phaseOf(call), centre.workOf('ana')]).toEqual(['handed-out', 'wrap-up']);
    await centre.restart();
    const out = legOutside(call);
    expect([...centre.board.bridges.values()].map(each => [...each].sort())).toEqual([[call, out].sort()]);
    await centre.desk.carryOut({ do: 'dispose', agent: 'ana', call, disposition: 'resuelto', note: '' });
    expect(centre.workOf('ana')).toBe('idle');
    await centre.soon(CROSSED_MS);
    centre.board.hangsUp(out);
    await centre.soon(6_000);
    expect(centre.phaseOf(call)).toBe('closed');
    expect([centre.board.channels.size, centre.board.bridges.size]).toEqual([0, 0]);
    const words = told(call);
    expect(words).toContain(`ana pasó la llamada al ${NUMBER}: «a»`);
    expect(words).toContain('Quien hablaba con el cliente desde un número de afuera colgó.');
  });

  it('is cut off by a supervisor after the agent gave the customer to it, once; the ticket says who did', async () => {
    const end = (call: string) =>
      centre.desk.carryOut({ do: 'end-handed-out', by: { id: 'sofia', name: 'Sofía' }, call });
    await centre.change({ ...centre.data, policies: { ...centre.data.policies, outgoing: OPEN_POLICY } });
    const call = await talks();
    expect(await end('none')).toMatchObject({ code: 'call-gone' });
    expect(await end(call)).toMatchObject({ code: 'talk-over' });
    const to = { number: '0212-5550177' };
    await centre.desk.carryOut({ do: 'transfer', agent: 'ana', call, to, note: '' });
    await centre.soon();
    expect(await end(call)).toMatchObject({ code: 'talk-over' });
    centre.board.answers(legOutside(call));
    await centre.soon();
    const outcomes = await Promise.all([end(call), end(call)]);
    expect(outcomes).toEqual([{ ok: true }, { ok: false, code: 'call-gone' }]);
    await centre.soon(6_000);
    expect([centre.board.channels.size, centre.board.bridges.size]).toEqual([0, 0]);
    expect(told(call)).toContain('sofia, de supervisión, terminó la llamada para todos.');
  });

  it('counts as a call of the agent for as long as it lives', async () => {
    const { policies } = centre.data;
    const caps = { ...OPEN_POLICY.caps, person: { atOnce: 1, perDay: 200 } };
    await centre.change({ ...centre.data, policies: { ...policies, outgoing: { ...OPEN_POLICY, caps } } });
    const call = await talks();
    const consult = { do: 'consult-outside', agent: 'ana', call, number: '02125550177', note: '' } as const;
    await centre.desk.carryOut(consult);
    await centre.soon();
    centre.board.answers(legOutside(call));
    await centre.soon();
    await centre.desk.carryOut({ do: 'complete', agent: 'ana', call });
    await centre.desk.carryOut({ do: 'dispose', agent: 'ana', call, disposition: 'resuelto', note: '' });
    const dial = { do: 'call-out', agent: 'ana', number: '02125550178' } as const;
    expect(await centre.desk.carryOut(dial)).toMatchObject({ code: 'outgoing-busy' });
    await centre.soon(CROSSED_MS);
    centre.board.hangsUp(legOutside(call));
    await centre.soon();
    expect(await centre.desk.carryOut(dial)).toMatchObject({ ok: true });
    // Nobody of ours had the call after its agent: what they chose is the call's in lists.
    const story = centre
      .factsOf(call)
      .reduce<CallStory | null>((before, fact) => foldCall(before, call, fact), null);
    expect(story && recordOf(story)).toMatchObject({ agent: 'ana', disposition: 'resuelto' });
  });

  it('is shown no number where the policy lets the agent choose it, asked or given the customer', async () => {
    const call = await talks();
    const consult = {
      do: 'consult-outside',
      agent: 'ana',
      call,
      number: '02125550177',
      withheld: true,
      note: '',
    } as const;
    expect(await centre.desk.carryOut(consult)).toMatchObject({ code: 'outgoing-not-withheld' });
    const { policies } = centre.data;
    const outgoing = { ...OPEN_POLICY, mayWithhold: true };
    await centre.change({ ...centre.data, policies: { ...policies, outgoing } });
    expect(await centre.desk.carryOut(consult)).toEqual({ ok: true });
    await centre.soon();
    expect(centre.board.dialled.at(-1)).toMatchObject({ withheld: true });
    await centre.desk.carryOut({ do: 'resume', agent: 'ana', call });
    await centre.soon();
    await centre.desk.carryOut({ ...consult, withheld: false });
    await centre.soon();
    expect(centre.board.dialled.at(-1)).not.toHaveProperty('withheld');
    await centre.desk.carryOut({ do: 'resume', agent: 'ana', call });
    await centre.soon();
    const to = { number: '02125550177', withheld: true } as const;
    await centre.desk.carryOut({ do: 'transfer', agent: 'ana', call, to, note: '' });
    await centre.soon();
    expect(centre.board.dialled.at(-1)).toMatchObject({ withheld: true, args: ['outside', call] });
  });

  it('who is not reached brings the caller back to the sender, also in their wrap-up', async () => {
    const call = await talks();
    await centre.desk.carryOut({
      do: 'transfer',
      agent: 'ana',
      call,
      to: { number: '02125550177' },
      note: '',
    });
    await centre.soon();
    expect([centre.phaseOf(call), centre.workOf('ana')]).toEqual(['giving-out', 'wrap-up']);
    centre.board.rejects(legOutside(call));
    await centre.soon();
    expect([centre.phaseOf(call), centre.workOf('ana')]).toEqual(['offered', 'offered']);
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    expect([centre.phaseOf(call), centre.workOf('ana')]).toEqual(['talking', 'talking']);
    expect(centre.call(call).wrapUps).toBeUndefined();
  });
});
