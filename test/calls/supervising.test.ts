import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lineAtEndpoint } from '../../src/adapters/asterisk/endpoints.ts';
import type { CallIn } from '../../src/calls/call.ts';
import { supervisorLegs } from '../../src/calls/legs.ts';
import { wantedOf } from '../../src/calls/rules/arrangement.ts';
import type { SupervisionMode } from '../../src/calls/supervision.ts';
import { NOTHING_IN_HAND, sightOf } from '../../src/rights/sight.ts';
import { drawCall } from '../../src/supervision/draw.ts';
import { callFor } from '../../src/supervision/reader-view.ts';
import { isToldTo } from '../../src/tickets/timeline.ts';
import { CALLER, type OneCall, talkingCaller, there } from './one-call.ts';
import { person, SmallCentre } from './small-centre.ts';

const ask = (mode: SupervisionMode, who = 'rita') =>
  ({
    kind: 'ask-supervise',
    person: who,
    endpoint: `PJSIP/sp-${who}`,
    mode,
    seen: true,
  }) as const;

/** Her page was loaded anew, at another browser. */
const again = () => ({ ...ask('listen'), endpoint: 'PJSIP/sp-rita-2', again: true }) as const;

const ANA = { id: 'ana', role: 'agent', level: 1, queues: ['averias'], areas: ['averias'] } as const;
const RITA = { ...ANA, id: 'rita', role: 'supervisor' } as const;

const legOf = (one: OneCall, who = 'rita') => {
  const leg = supervisorLegs(one.talk).find(each => each.person === who);
  if (!leg) throw new Error(`${who} is not in the call`);
  return leg;
};

/** Rita is in Ana's talk. */
function supervised(mode: SupervisionMode = 'listen'): OneCall {
  const one = talkingCaller().hears(ask(mode));
  one.hears({ kind: 'leg-answered', channel: legOf(one).channel });
  return one;
}

/** The snoops that were made with the last input, whether they whisper, and what was hung up. */
const snoops = ({ orders }: OneCall) =>
  orders.flatMap(order => (order.kind === 'snoop' ? [{ of: order.channel, how: order.how }] : []));

describe('a supervisor in a talk', () => {
  it('is called at their telephone, and hears both by a snoop of the agent in a bridge of their own', () => {
    const one = talkingCaller().hears(ask('listen'));
    const { channel, ear } = legOf(one);
    // What they will hear by is there when they answer.
    expect(one.said).toEqual([
      'dial PJSIP/sp-rita',
      'supervises',
      'timer supervisor 22000',
      'snoop',
      `join ${ear?.snoop}`,
    ]);
    expect(snoops(one)).toEqual([{ of: one.leg, how: 'both' }]);
    one.hears({ kind: 'leg-answered', channel });
    expect(ear).toMatchObject({ of: one.leg, whispers: false });
    expect(legOf(one).ear).toEqual(ear);
    expect(one.said).toEqual(['cancel supervisor', 'fact supervision-began', `join ${channel}`]);
    expect(ear?.bridge).not.toBe(one.talk.bridge);
    expect(one.facts.at(-1)).toMatchObject({ supervisor: 'rita', agent: 'ana', mode: 'listen', seen: true });
  });

  it('is heard by nobody while they listen: what they hear by does not speak', () => {
    expect(legOf(supervised('listen')).ear?.whispers).toBe(false);
    expect(legOf(supervised('whisper')).ear?.whispers).toBe(true);
  });

  it('whispers by another snoop, which is there before the one before it goes', () => {
    const one = supervised();
    const { channel, ear } = legOf(one);
    one.hears(ask('whisper'));
    const whispering = legOf(one).ear;
    expect(whispering).toMatchObject({ bridge: ear?.bridge, of: one.leg, whispers: true });
    expect(one.said).toEqual([
      'fact supervision-changed',
      'snoop',
      `leave ${ear?.snoop}`,
      `join ${whispering?.snoop}`,
      `hang-up ${ear?.snoop}`,
    ]);
    expect(legOf(one).channel).toBe(channel);
  });

  it('goes into the talk out of their own bridge, and back again into another one', () => {
    const one = supervised();
    const { channel, ear } = legOf(one);
    one.hears(ask('barge'));
    expect(one.said).toEqual([
      `leave ${channel}`,
      'step-in',
      'fact supervision-changed',
      'destroy-bridge',
      `hang-up ${ear?.snoop}`,
    ]);
    expect(legOf(one).ear).toBeUndefined();
    one.hears(ask('listen'));
    const again = legOf(one).ear;
    expect(one.said).toEqual([
      'step-out',
      'fact supervision-changed',
      'snoop',
      `join ${channel} ${again?.snoop}`,
    ]);
    expect(again?.bridge).not.toBe(ear?.bridge);
  });

  it.each(['whisper', 'barge'] as const)(
    'who is to be heard is so by the agent alone while the customer is on hold, by a snoop of their own: %s',
    mode => {
      const one = supervised(mode);
      const { channel } = legOf(one);
      one.hears({ kind: 'ask-hold', agent: 'ana' });
      const { ear } = legOf(one);
      const steps = one.orders.flatMap(order => (order.kind === 'step-in' ? [order.channel] : []));
      expect(steps).toEqual([ear?.voice]);
      expect(snoops(one)).toEqual([
        { of: one.leg, how: 'voice' },
        { of: channel, how: 'voice' },
      ]);
      one.hears({ kind: 'ask-resume', agent: 'ana' });
      const at = (what: string) => one.said.indexOf(what);
      expect(at('step-out')).toBeGreaterThanOrEqual(0);
      expect(at('step-out')).toBeLessThan(one.said.findIndex(said => said.startsWith(`join ${CALLER}`)));
      expect(one.said).toContain(`hang-up ${ear?.voice}`);
      expect(legOf(one).ear?.voice).toBeUndefined();
    },
  );

  it('who listens hears on, and only the agent, while the customer is on hold', () => {
    const one = supervised();
    const before = legOf(one).ear;
    one.hears({ kind: 'ask-hold', agent: 'ana' }, { kind: 'ask-resume', agent: 'ana' });
    expect(legOf(one).ear).toEqual(before);
  });

  it('leaves without a word to the two', () => {
    for (const mode of ['listen', 'whisper', 'barge'] as const) {
      const one = supervised(mode);
      const { channel, ear } = legOf(one);
      one.ended(channel);
      expect(one.phase.kind).toBe('talking');
      expect(one.said).toEqual([
        'cancel supervisor',
        'supervises',
        'fact supervision-ended',
        ...(ear ? ['destroy-bridge', `hang-up ${ear.snoop}`] : []),
      ]);
      expect(one.facts.at(-1)).toMatchObject({ supervisor: 'rita', why: 'left' });
    }
  });

  it('is hung up when they say that they leave, or the telephone system could not do what they asked', () => {
    const one = supervised();
    const { channel } = legOf(one);
    one.hears({ kind: 'ask-unsupervise', person: 'rita' });
    expect(one.said).toContain(`hang-up ${channel}`);
    for (const outcome of ['gone', 'refused', 'timed-out'] as const) {
      const other = supervised();
      const { ear, ...leg } = legOf(other);
      other.hears({ kind: 'outcome', order: 'snoop', subject: ear?.snoop ?? '', outcome });
      expect(other.said).toContain(`hang-up ${leg.channel}`);
      expect(other.facts.at(-1)).toMatchObject({ kind: 'supervision-ended', why: 'failed' });
      expect(other.phase.kind).toBe('talking');
    }
  });

  it('is hung up, and the two talk on, when they cannot be joined to the talk or taken out of it', () => {
    for (const order of ['step-in', 'step-out'] as const) {
      const one = supervised('barge');
      const { channel } = legOf(one);
      one.hears({ kind: 'outcome', order, subject: channel, outcome: 'gone' });
      expect(one.said).toContain(`hang-up ${channel}`);
      expect(one.said).not.toContain('timer left 1000');
      expect(one.phase.kind).toBe('talking');
    }
  });

  it('who does not pick up was never there', () => {
    const one = talkingCaller().hears(ask('listen'));
    const { channel, ear } = legOf(one);
    one.hears({ kind: 'timer', name: 'supervisor' });
    expect(one.said).toEqual([
      `hang-up ${channel}`,
      'cancel supervisor',
      'supervises',
      'destroy-bridge',
      `hang-up ${ear?.snoop}`,
    ]);
    expect(one.facts).toEqual([]);
    expect(one.hears({ kind: 'leg-answered', channel }).said).toEqual([`hang-up ${channel}`]);
  });

  it('may say another mode before their telephone is answered', () => {
    const one = talkingCaller().hears(ask('listen'), ask('barge'));
    one.hears({ kind: 'leg-answered', channel: legOf(one).channel });
    expect(one.said).toContain('step-in');
    expect(one.facts).toMatchObject([{ kind: 'supervision-began', mode: 'barge' }]);
  });

  it.each(['listen', 'whisper', 'barge'] as const)(
    'whose page was loaded anew is called again and is there as they were, by one leg: %s',
    mode => {
      const one = supervised(mode);
      const { channel, ear } = legOf(one);
      const told = one.facts.length;
      one.hears(again());
      const { channel: coming } = legOf(one);
      expect(coming).not.toBe(channel);
      // The leg before is gone before another telephone is called.
      const at = (said: string) => one.said.indexOf(said);
      expect(at(`hang-up ${channel}`)).toBeGreaterThanOrEqual(0);
      expect(at(`hang-up ${channel}`)).toBeLessThan(at('dial PJSIP/sp-rita-2'));
      if (ear) expect(one.said).toEqual(expect.arrayContaining(['destroy-bridge', `hang-up ${ear.snoop}`]));
      expect(one.ended(channel).said).toEqual([]);
      one.hears({ kind: 'leg-answered', channel: coming });
      if (mode === 'barge') expect(one.said).toContain('step-in');
      else expect(legOf(one).ear).toMatchObject({ of: one.leg, whispers: mode === 'whisper' });
      expect(legOf(one)).not.toHaveProperty('again');
      // They were in it all the while.
      expect(one.facts).toHaveLength(told);
      one.hears({ kind: 'ask-unsupervise', person: 'rita' });
      expect(one.facts.slice(told)).toMatchObject([{ kind: 'supervision-ended', why: 'left' }]);
    },
  );

  it('whose page was loaded anew has left when it does not come back, and may say another mode meanwhile', () => {
    const one = supervised().hears(again(), ask('whisper'));
    expect(one.facts.at(-1)).toMatchObject({ kind: 'supervision-changed', mode: 'whisper' });
    one.hears({ kind: 'timer', name: 'supervisor' });
    expect(one.facts.at(-1)).toMatchObject({ kind: 'supervision-ended', why: 'failed' });
    expect(supervisorLegs(one.talk)).toEqual([]);
  });

  it('is called once more at a page that was loaded anew while it rang, and began when it is answered', () => {
    const one = talkingCaller().hears(ask('listen'), again());
    one.hears({ kind: 'leg-answered', channel: legOf(one).channel });
    expect(one.facts).toMatchObject([{ kind: 'supervision-began', mode: 'listen' }]);
  });

  it('who is not in it has nothing to come back to', () => {
    const one = talkingCaller().hears(again());
    expect([one.said, supervisorLegs(one.talk)]).toEqual([[], []]);
  });

  it('hears the new leg of an agent whose page was loaded anew', () => {
    const one = supervised();
    const before = legOf(one).ear;
    one.hears({ kind: 'ask-rejoin', agent: 'ana', endpoint: 'PJSIP/ag-2' });
    const [coming = ''] = one.orders.flatMap(order => (order.kind === 'dial' ? [order.order.channel] : []));
    one.hears({ kind: 'leg-answered', channel: coming });
    expect(legOf(one).ear).toMatchObject({ of: coming });
    expect(one.said).toContain(`hang-up ${before?.snoop}`);
  });

  it('talks with a customer whose agent is lost, and is the only one until the page is back', () => {
    const one = supervised('barge').hears({ kind: 'ask-rejoin', agent: 'ana', endpoint: 'PJSIP/ag-2' });
    const { leg } = one;
    one.ended(leg);
    expect(one.said).not.toContain('music on');
    one.ended(legOf(one).channel);
    expect(one.said).toContain('music on');
  });

  it.each([
    ['the customer hangs up', (one: OneCall) => one.ended(CALLER), 'ending'],
    ['the agent hangs up', (one: OneCall) => one.hears({ kind: 'ask-hang-up', agent: 'ana' }), 'ending'],
    [
      'the customer is given to a queue',
      (one: OneCall) => one.hears({ kind: 'ask-transfer', agent: 'ana', queue: 'comercial', note: '' }),
      'waiting',
    ],
    ["the agent's telephone is lost", (one: OneCall) => one.ended(one.leg, 44), 'waiting'],
    [
      'an admin ends the session',
      (one: OneCall) => one.hears({ kind: 'agent-sent-away', agent: 'ana' }),
      'waiting',
    ],
    ['everybody is gone after a restart', (one: OneCall) => one.hears(there(legOf(one).channel)), 'ending'],
  ])('is out of it, with all they heard by, when %s', (_, over, phase) => {
    const one = supervised();
    const { channel, ear } = legOf(one);
    over(one);
    expect(one.phase.kind).toBe(phase);
    expect(one.said).toEqual(expect.arrayContaining([`hang-up ${channel}`, `hang-up ${ear?.snoop}`]));
    expect(one.facts).toContainEqual(
      expect.objectContaining({ kind: 'supervision-ended', supervisor: 'rita', why: 'talk-over' }),
    );
    const bridges = one.orders.flatMap(order => (order.kind === 'destroy-bridge' ? [order.bridge] : []));
    expect(bridges).toContain(ear?.bridge);
    if (one.phase.kind === 'ending') expect(one.phase.open).toContain(channel);
  });

  it('hears on after a restart, by something new', () => {
    const one = supervised();
    const { channel, ear } = legOf(one);
    one.hears(there(CALLER, one.leg, channel));
    expect(one.said).toEqual(expect.arrayContaining([`hang-up ${ear?.snoop}`, 'supervises', 'snoop']));
    expect(legOf(one).ear?.snoop).not.toBe(ear?.snoop);
    expect(legOf(one).ear?.bridge).not.toBe(ear?.bridge);
  });

  it('answered or left while nobody looked', () => {
    const one = talkingCaller().hears(ask('listen'));
    const { channel } = legOf(one);
    one.hears(there(CALLER, one.leg, channel));
    expect(one.facts.at(-1)).toMatchObject({ kind: 'supervision-began' });
    one.hears(there(CALLER, one.leg));
    expect(one.facts.at(-1)).toMatchObject({ kind: 'supervision-ended', why: 'unseen' });
    expect(supervisorLegs(one.talk)).toEqual([]);
  });

  it('hears no music after it who was alone in the talk and only listens since: that order was lost with the link', () => {
    const one = supervised('barge');
    one.hears({ kind: 'ask-hold', agent: 'ana' });
    one.hears(ask('listen'));
    const { channel } = legOf(one);
    one.hears(there(CALLER, one.leg, channel));
    expect(one.orders).toContainEqual({ kind: 'music', channel, on: false });
  });

  it('whose page was loaded anew is rung again after a restart: the order to ring it may have been lost', () => {
    const one = supervised().hears({ ...ask('listen'), again: true });
    const { channel } = legOf(one);
    one.hears(there(CALLER, one.leg));
    expect(one.said).toEqual(expect.arrayContaining([`hang-up ${channel}`, 'supervises']));
    expect(one.orders.filter(({ kind }) => kind === 'dial')).toHaveLength(1);
    one.hears({ kind: 'leg-answered', channel: legOf(one).channel });
    expect(legOf(one)).toMatchObject({ state: 'up', place: 'listening' });
    expect(one.factKinds()).not.toContain('supervision-ended');
  });

  it.each([
    ['listen', 'both'],
    ['whisper', 'whispers'],
  ] as const)(
    'who does %s hears nothing while the agent is at their other line, and at once when they are back',
    (mode, how) => {
      const one = supervised(mode);
      const { leg } = one;
      const { channel, ear } = legOf(one);
      one.hears({ kind: 'ask-leave', agent: 'ana', to: 'other' });
      expect(one.said).toContain(`hang-up ${ear?.snoop}`);
      expect(legOf(one)).not.toHaveProperty('ear');
      expect(drawCall(one.call, null, lineAtEndpoint)).toMatchObject({
        away: one.now,
        supervisors: [{ up: true }],
      });
      one.hears({ kind: 'leg-comes', agent: 'ana', channel: leg, talk: true });
      expect(snoops(one)).toEqual([{ of: leg, how }]);
      expect(one.said).toContain(`join ${channel} ${legOf(one).ear?.snoop}`);
    },
  );

  it('shares a talk with others, each by their own', () => {
    const one = supervised().hears(ask('whisper', 'sara'));
    one.hears({ kind: 'leg-answered', channel: legOf(one, 'sara').channel });
    const [rita, sara] = [legOf(one).ear, legOf(one, 'sara').ear];
    expect([rita?.whispers, sara?.whispers]).toEqual([false, true]);
    expect(rita?.bridge).not.toBe(sara?.bridge);
  });

  it('is shown to the agent as the centre has it, and always while the agent hears them', () => {
    const shown = (mode: SupervisionMode, seen: boolean) => {
      const one = talkingCaller().hears({ ...ask(mode), seen });
      one.hears({ kind: 'leg-answered', channel: legOf(one).channel });
      const picture = drawCall(one.call, null, () => null);
      const agents = callFor(sightOf(ANA, NOTHING_IN_HAND), picture);
      const supervisors = callFor(sightOf(RITA, NOTHING_IN_HAND), picture);
      expect(supervisors?.supervisors).toMatchObject([{ person: 'rita', mode, up: true, seen }]);
      const told = one.facts.every(fact => isToldTo(ANA, fact));
      expect(told).toBe(seen);
      return agents?.supervisors?.length ?? 0;
    };
    expect([shown('listen', true), shown('whisper', true), shown('barge', true)]).toEqual([1, 1, 1]);
    expect([shown('listen', false), shown('whisper', false), shown('barge', false)]).toEqual([0, 1, 1]);
  });
});

const take = {
  kind: 'ask-take-over',
  person: 'rita',
  endpoint: 'PJSIP/sp-rita',
  queue: 'comercial',
} as const;

describe('a supervisor who takes the call over', () => {
  it.each(['listen', 'whisper', 'barge'] as const)('has it from one moment to the next: %s', mode => {
    const one = supervised(mode);
    const { leg } = one;
    const { channel, ear } = legOf(one);
    one.later(60_000).hears(take);
    const joined = mode === 'barge' ? [] : [`join ${channel}`];
    expect(one.said.filter(said => /^(leave|join|step|hang-up)/.test(said))).toEqual([
      ...(ear ? [`leave ${channel}`] : []),
      `leave ${leg}`,
      ...joined,
      `hang-up ${leg}`,
      ...(ear ? [`hang-up ${ear.snoop}`] : []),
    ]);
    expect(one.said).toEqual(
      expect.arrayContaining([
        'stop-recording',
        'agent-finished ana wrap-up',
        'supervises',
        'agent-talks rita',
        'record',
      ]),
    );
    expect(one.talk).toMatchObject({ agent: 'rita', answeredAt: one.now });
    expect([one.leg, supervisorLegs(one.talk)]).toEqual([channel, []]);
    expect(one.facts.slice(-3)).toMatchObject([
      { kind: 'supervision-ended', why: 'took-over' },
      { kind: 'transferred', agent: 'ana', colleague: 'rita', taken: true, wrapUp: true, talkedMs: 60_000 },
      { kind: 'answered', agent: 'rita' },
    ]);
    expect(one.call.wrapUps).toMatchObject([
      { agent: 'ana', queue: 'averias', to: 'averias', colleague: 'rita' },
    ]);
  });

  it('leaves the customer the wait that they had, and no more, when they are sent to a queue after it', () => {
    const one = supervised('listen');
    const waited = one.talk.answeredAt - (one.talk.queued?.queuedAt ?? 0);
    one.later(600_000).hears(take).later(60_000);
    one.hears({ kind: 'ask-transfer', agent: 'rita', queue: 'comercial', note: '' });
    expect(one.phase).toMatchObject({ kind: 'waiting', queuedAt: one.now - waited });
  });

  it('takes a customer who is on hold back from the music', () => {
    const one = supervised('whisper').hears({ kind: 'ask-hold', agent: 'ana' });
    const { channel, ear } = legOf(one);
    one.hears(take);
    expect(one.said).toEqual(expect.arrayContaining([`hang-up ${ear?.voice}`, `hang-up ${ear?.snoop}`]));
    expect(
      one.said.some(said => said.startsWith('join ') && said.includes(CALLER) && said.includes(channel)),
    ).toBe(true);
  });

  it('is called first, and has it when they answer', () => {
    const one = talkingCaller().hears(take);
    const { channel } = legOf(one);
    expect(one.talk.agent).toBe('ana');
    one.hears({ kind: 'leg-answered', channel });
    expect([one.talk.agent, one.leg]).toEqual(['rita', channel]);
  });

  it('leaves others who listen where they are, with the new agent', () => {
    const one = supervised().hears(ask('listen', 'sara'));
    one.hears({ kind: 'leg-answered', channel: legOf(one, 'sara').channel }, take);
    expect(legOf(one, 'sara').ear?.of).toBe(one.leg);
  });

  it('has a conference, too: the others talk on with them, and nobody is cut off', () => {
    const one = supervised();
    const { leg } = one;
    const { channel } = legOf(one);
    const consult = {
      kind: 'ask-consult',
      agent: 'ana',
      colleague: 'luis',
      queue: 'averias',
      note: '',
    } as const;
    one.hears({ ...consult, endpoint: 'PJSIP/sp-luis' });
    const luis = one.talk.legs.find(({ who }) => who === 'colleague')?.channel ?? '';
    one.hears({ kind: 'leg-answered', channel: luis }, { kind: 'ask-conference', agent: 'ana' }, take);
    const { bridges } = wantedOf(one.call as CallIn<'talking'>);
    expect([...(bridges.get(one.talk.bridge) ?? [])].toSorted()).toEqual([CALLER, channel, luis].toSorted());
    expect(one.said).toContain(`hang-up ${leg}`);
    expect(one.said).not.toContain(`hang-up ${luis}`);
    expect(one.talk.agent).toBe('rita');
  });

  it('cannot while the agent has asked a colleague', () => {
    const one = supervised();
    one.hears({
      kind: 'ask-consult',
      agent: 'ana',
      colleague: 'luis',
      endpoint: 'PJSIP/sp-luis',
      queue: 'averias',
      note: '',
    });
    expect(one.hears(take).said).toEqual([]);
    expect(one.talk.agent).toBe('ana');
  });
});

describe('supervisors of a centre', () => {
  let centre: SmallCentre;
  beforeEach(async () => {
    centre = new SmallCentre(['ana', 'luis']);
    centre.data = { ...centre.data, people: [...centre.data.people, person('rita', { role: 'supervisor' })] };
    await centre.start();
    await centre.ready('ana');
    centre.board.registers('sp-rita');
    await centre.soon();
  });
  afterEach(() => centre.close());

  const supervise = (call: string, mode: SupervisionMode = 'listen') =>
    centre.desk.carryOut({ do: 'supervise', agent: 'rita', call, mode });
  const leg = (call: string) => {
    const { phase } = centre.call(call);
    return (phase.kind === 'talking' && supervisorLegs(phase)[0]?.channel) || '';
  };

  it('are offered nothing meanwhile', async () => {
    const call = await centre.talks();
    await centre.desk.carryOut({ do: 'set-will', agent: 'rita', will: { kind: 'ready' } });
    expect(await supervise(call)).toEqual({ ok: true });
    await centre.soon();
    const waiting = await centre.waits('04145550102');
    expect(centre.phaseOf(waiting)).toBe('waiting');
    centre.board.answers(leg(call));
    await centre.soon();
    expect(centre.phaseOf(waiting)).toBe('waiting');
    await centre.desk.carryOut({ do: 'end-supervision', agent: 'rita', call });
    await centre.soon();
    expect(centre.phaseOf(waiting)).toBe('offered');
    expect(centre.phaseOf(call)).toBe('talking');
  });

  it('are in one call at a time, and in none of their own', async () => {
    const call = await centre.talks();
    await centre.ready('luis');
    const other = await centre.talks('04145550102');
    await supervise(call);
    expect(await supervise(other)).toEqual({ ok: false, code: 'supervises-other' });
    expect(await centre.desk.carryOut({ do: 'supervise', agent: 'ana', call, mode: 'listen' })).toEqual({
      ok: false,
      code: 'own-call',
    });
    expect(await supervise('nothing')).toEqual({ ok: false, code: 'call-gone' });
  });

  it('are told what is in the way: a call of their own, then its disposition', async () => {
    const call = await centre.talks();
    await centre.ready('rita');
    const own = await centre.talks('04145550102');
    expect(await supervise(call)).toEqual({ ok: false, code: 'own-call-first' });
    centre.board.hangsUp(own);
    await centre.soon();
    expect(await supervise(call)).toEqual({ ok: false, code: 'wrap-up-first' });
    await centre.desk.carryOut({
      do: 'dispose',
      agent: 'rita',
      call: own,
      disposition: 'resuelto',
      note: '',
    });
    expect(await supervise(call)).toEqual({ ok: true });
    const back = { do: 'call-back', agent: 'rita', ticket: 'OA-2026-000001', number: '1' } as const;
    await centre.soon();
    expect(await centre.desk.carryOut(back)).toEqual({ ok: false, code: 'supervises-other' });
  });

  it('need a telephone that is there', async () => {
    const call = await centre.talks();
    centre.board.unregisters('sp-rita');
    await centre.soon();
    expect(await supervise(call)).toEqual({ ok: false, code: 'phone-not-ready' });
  });

  it('are out of a call when they log out, and the two talk on', async () => {
    const call = await centre.talks();
    await supervise(call);
    await centre.soon();
    centre.board.answers(leg(call));
    await centre.soon();
    await centre.logsIn(centre.logIns.filter(({ personId }) => personId !== 'rita'));
    await centre.soon();
    expect(leg(call)).toBe('');
    expect(centre.phaseOf(call)).toBe('talking');
    expect(centre.board.snoops.size).toBe(0);
  });

  it('hear on after a kill -9, and nothing is left of what they heard by before', async () => {
    const call = await centre.talks();
    await supervise(call, 'whisper');
    await centre.soon();
    centre.board.answers(leg(call));
    await centre.soon();
    await centre.restart();
    expect([centre.board.snoops.size, centre.board.bridges.size]).toEqual([1, 2]);
    expect([...centre.board.snoops.values()]).toEqual([{ of: centre.legOf(call), how: 'whispers' }]);
    expect(centre.calls.registry.get('rita')?.supervises).toBe(call);
  });

  it('leave nothing behind when their call is not known any more after a kill -9', async () => {
    const call = await centre.talks();
    await supervise(call);
    await centre.soon();
    const supervisor = leg(call);
    centre.board.answers(supervisor);
    await centre.soon();
    await centre.restartWith({ [`call:${call}`]: { nothing: true } });
    await centre.soon();
    expect(centre.board.snoops.size).toBe(0);
    expect(centre.board.channels.has(supervisor)).toBe(false);
    expect(centre.calls.registry.get('rita')?.supervises).toBeUndefined();
  });
});

describe('a supervisor whose agent asks a colleague', () => {
  const CONSULT = {
    kind: 'ask-consult',
    agent: 'ana',
    colleague: 'luis',
    endpoint: 'PJSIP/sp-luis',
    queue: 'averias',
    note: '',
  } as const;
  const luis = (one: OneCall) => one.talk.legs.find(({ who }) => who === 'colleague')?.channel ?? '';
  const goesAside = (one: OneCall) => {
    one.hears(CONSULT);
    return one.hears({ kind: 'leg-answered', channel: luis(one) });
  };
  const inBridge = (one: OneCall, bridge: string | undefined) => [
    ...(wantedOf(one.call as CallIn<'talking'>).bridges.get(bridge ?? '') ?? []),
  ];

  it.each([
    ['listen', 'both'],
    ['whisper', 'whispers'],
  ] as const)(
    'follows them there when they %s, by a snoop of the one who is asked, and back',
    (mode, how) => {
      const one = goesAside(supervised(mode));
      // On the agent's leg what hears them would lose the customer after it, and so would the recording.
      expect(snoops(one)).toEqual([{ of: luis(one), how: 'both' }]);
      expect(inBridge(one, one.talk.aside)).toEqual([one.leg, luis(one)]);
      one.hears({ kind: 'ask-swap', agent: 'ana' });
      expect(snoops(one)).toEqual([{ of: one.leg, how }]);
      expect(one.said.indexOf('snoop')).toBeGreaterThan(one.said.lastIndexOf(`leave ${one.leg}`));
      expect(one.orders).toContainEqual(expect.objectContaining({ kind: 'record', channel: one.leg }));
    },
  );

  it('who has barged in is in the consultation, and in no recording of the customer', () => {
    const one = goesAside(supervised('barge'));
    const { channel } = legOf(one);
    expect(inBridge(one, one.talk.aside)).toEqual(expect.arrayContaining([channel, one.leg, luis(one)]));
    expect(inBridge(one, one.talk.bridge)).toEqual([]);
    expect(one.call.recording).toBeNull();
    expect(one.orders).toContainEqual({ kind: 'step-in', bridge: one.talk.aside, channel });
    one.hears({ kind: 'ask-resume', agent: 'ana' });
    expect(inBridge(one, one.talk.bridge)).toEqual(expect.arrayContaining([CALLER, channel, one.leg]));
  });
});
