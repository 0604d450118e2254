import { describe, expect, it } from 'vitest';
import { endOf } from '../../src/adapters/asterisk/endings.ts';
import { CALLER, outgoingCall, there } from './one-call.ts';

const LEG = `leg-${CALLER}-1`;
const EARLY = `early-${CALLER}-2`;
const begun = () => outgoingCall().hears({ kind: 'begin' });
const ringsCustomer = () => begun().answered();
const notice = () => ringsCustomer().hears({ kind: 'leg-answered', channel: CALLER });

describe('an agent calls a customer back', () => {
  it("first their own telephone rings, with the customer's number on it", () => {
    const one = begun();
    expect(one.said).toEqual(['agent-offered ana', 'dial PJSIP/sp-ana', 'timer ring 17000']);
    expect(one.orders[1]).toMatchObject({
      order: {
        callerNumber: '+584145550101',
        headers: { 'X-Cauce-Answer': 'auto' },
        args: ['agent', CALLER],
      },
    });
  });

  it('when they have answered, the customer is rung and they hear it ring', () => {
    const one = ringsCustomer();
    expect(one.said).toEqual([`ring ${LEG}`, 'dial PJSIP/+584145550101@trunk', 'timer ring 47000']);
    const early = { bridge: EARLY, listener: LEG };
    expect(one.orders[1]).toMatchObject({ order: { channel: CALLER, originator: LEG, early } });
  });

  it('when the customer has answered, they hear that the call is recorded before they hear the agent', () => {
    const apart = [`leave ${CALLER}`, `leave ${LEG}`, 'destroy-bridge'];
    expect(notice().said).toEqual([...apart, 'cancel ring', 'play aviso-grabacion-saliente']);
    const one = notice().played();
    expect(one.said).toEqual([
      'cancel ring',
      `join ${CALLER} ${LEG}`,
      'agent-talks ana',
      'fact answered',
      'record',
    ]);
    expect(one.phase).toMatchObject({ kind: 'talking', queued: null });
  });

  it('a notice that cannot be played does not stop the call', () => {
    const one = notice();
    one.hears({ kind: 'outcome', order: 'play', subject: one.playback, outcome: 'refused' });
    expect(one.phase.kind).toBe('talking');
  });

  it('where recording is not announced, they are joined at once', () => {
    const one = ringsCustomer();
    one.around = { ...one.around, facts: { ...one.around.facts, announceRecording: false } };
    one.hears({ kind: 'leg-answered', channel: CALLER });
    expect(one.phase.kind).toBe('talking');
  });

  it.each([
    ['is on do-not-disturb', { sip: 486, cause: 17 }, 300, 'busy', 'busy'],
    ['forwards', { sip: 302, cause: 23 }, 300, 'forwards', 'forwards'],
    ['says nothing in its time', { sip: 480, cause: 19 }, 15_000, 'silent', 'silent'],
    ['is not registered', { cause: 20 }, 100, 'unreachable', 'unreachable'],
    ['fails', { sip: 500, cause: 38 }, 300, 'failed', 'failed'],
    // Nobody offered it to them: it does not count as an ignored offer.
    ['rings its time', { sip: 480, cause: 19, rang: true }, 15_000, 'ignored', 'nobody'],
  ] as const)(
    'when the own telephone of the agent %s, that is ours, and it is told',
    (_, end, ms, telephone, against) => {
      const one = begun().later(ms).ended(LEG, end.cause, end);
      expect(one.said).toEqual(expect.arrayContaining([`agent-missed ana (${against})`, 'close']));
      expect(one.facts).toMatchObject([{ kind: 'call-ended', by: 'system', why: 'our-failure', telephone }]);
    },
  );

  it.each([
    ['without a microphone', 2_000],
    ['that asks for one for too long', 15_000],
  ])('when the page of the agent gives up %s, it could not take the call', (_, ms) => {
    const one = outgoingCall();
    const { phase } = one.call;
    one.call = { ...one.call, phase: { ...phase, agentEndpoint: 'PJSIP/ag-ana' } as typeof phase };
    one.hears({ kind: 'begin' }).later(ms);
    one.ended(LEG, 19, { sip: 480, rang: true });
    expect(one.said).toContain('agent-missed ana (failed)');
    expect(one.facts).toMatchObject([{ by: 'system', why: 'our-failure', telephone: 'failed' }]);
  });

  it.each([
    ['says no', { sip: 603, cause: 21, rang: true }],
    ['says no by the button of the telephone', { sip: 486, cause: 17, rang: true }],
    ['puts it down at once', { sip: 200, cause: 16 }],
  ])('an agent who %s broke it off, and nothing is held against them', (_, end) => {
    const one = begun().later(1_000).ended(LEG, end.cause, end);
    expect(one.said).toEqual(expect.arrayContaining(['agent-missed ana (nobody)', 'close']));
    expect(one.facts).toMatchObject([{ kind: 'call-ended', by: 'agent', why: 'broken-off' }]);
    expect(one.facts[0]).not.toHaveProperty('telephone');
  });

  it('when their telephone cannot be rung or loses its contact, the call is over', () => {
    expect(
      begun().hears({ kind: 'outcome', order: 'dial', subject: LEG, outcome: 'refused' }).said,
    ).toContain('close');
    expect(begun().hears({ kind: 'agent-line-lost', agent: 'ana' }).phase.kind).toBe('ending');
  });

  it('when the customer does not answer, the agent says what came of it', () => {
    const one = ringsCustomer().ended(CALLER, 19);
    expect(one.said.slice(0, 2)).toEqual(['agent-talks ana', 'agent-finished ana wrap-up']);
    expect(one.phase).toMatchObject({ kind: 'ending', open: [LEG] });
    expect(one.call.wrapUps).toMatchObject([{ agent: 'ana', queue: null, spoke: false }]);
    expect(one.facts).toMatchObject([{ kind: 'call-ended', by: 'network', why: 'no-answer', cause: 19 }]);
    expect(one.phase).toMatchObject({ end: { by: 'network', why: 'no-answer', spoke: false } });
  });

  it('when nobody says anything in time, both telephones are hung up', () => {
    const one = ringsCustomer().hears({ kind: 'timer', name: 'ring' });
    expect(one.said).toEqual(expect.arrayContaining([`hang-up ${LEG}`, `hang-up ${CALLER}`]));
  });

  it('when the order to ring the customer is not answered in time, they are hung up, for they may be rung', () => {
    const one = ringsCustomer().hears({
      kind: 'outcome',
      order: 'dial',
      subject: CALLER,
      outcome: 'timed-out',
    });
    expect(one.said).toEqual(expect.arrayContaining([`hang-up ${LEG}`, `hang-up ${CALLER}`]));
  });

  it('when the agent hangs up while the customer is rung, their telephone stops ringing', () => {
    expect(ringsCustomer().ended(LEG).said).toContain(`hang-up ${CALLER}`);
    expect(ringsCustomer().hears({ kind: 'ask-hang-up', agent: 'ana' }).said).toContain(`hang-up ${CALLER}`);
  });

  describe('and the network says something before the answer', () => {
    const spoken = () => ringsCustomer().hears({ kind: 'early-media', channel: CALLER });

    it('the agent hears it, and nothing else has happened', () => {
      const one = spoken();
      expect([one.orders, one.facts, one.call.up]).toEqual([[], [], false]);
      expect(one.phase).toMatchObject({ stage: 'customer', early: { bridge: EARLY, heard: true } });
      const { call } = one;
      expect(one.hears({ kind: 'early-media', channel: CALLER }).call).toBe(call);
    });

    it('the answer alone brings the notice, and nothing of it is left', () => {
      const one = spoken().hears({ kind: 'leg-answered', channel: CALLER });
      expect(one.said).toContain('play aviso-grabacion-saliente');
      expect(one.phase).not.toHaveProperty('early');
      const { call } = one;
      expect(one.hears({ kind: 'early-media', channel: CALLER }).call).toBe(call);
    });

    it.each([
      ['busy', { sip: 486, cause: 17 }],
      ['unknown-number', { sip: 404, cause: 1 }],
      ['switched-off', { sip: 480, cause: 19 }],
      ['forwards', { sip: 302, cause: 23 }],
    ] as const)('it ends as %s all the same, and the bridge goes', (why, end) => {
      const one = spoken().ended(CALLER, end.cause, end);
      expect(one.facts).toMatchObject([{ kind: 'call-ended', why, phase: 'dialling' }]);
      expect(one.phase).toMatchObject({ end: { spoke: false } });
      expect(one.orders).toContainEqual({ kind: 'destroy-bridge', bridge: EARLY });
    });

    it('the bridge goes whoever ends it', () => {
      const gone = { kind: 'destroy-bridge', bridge: EARLY };
      expect(spoken().ended(LEG).orders).toContainEqual(gone);
      expect(spoken().hears({ kind: 'ask-hang-up', agent: 'ana' }).orders).toContainEqual(gone);
      expect(spoken().hears({ kind: 'agent-sent-away', agent: 'ana' }).orders).toContainEqual(gone);
      expect(spoken().hears({ kind: 'timer', name: 'ring' }).orders).toContainEqual(gone);
    });

    it('it is still heard after a restart, and an answer meanwhile takes the two apart', () => {
      const ringing = { ...there(LEG, CALLER), answered: new Set([LEG]), bridged: new Map<string, string>() };
      expect(spoken().hears(ringing).phase).toMatchObject({ early: { bridge: EARLY, heard: true } });
      expect(spoken().hears(there(LEG, CALLER)).said).toEqual(
        expect.arrayContaining([`leave ${CALLER}`, `leave ${LEG}`, 'play aviso-grabacion-saliente']),
      );
    });
  });

  describe('who ended it and why is what the telephones said', () => {
    const ends = (
      one: ReturnType<typeof begun>,
      channel: string,
      end: { cause?: number; sip?: number; rang?: boolean } = {},
    ) => one.ended(channel, end.cause ?? 0, end).facts.at(-1);
    const fact = (by: string, why: string) => ({ kind: 'call-ended', by, why, phase: 'dialling' });

    it.each([
      ['busy', { sip: 486, cause: 17 }, 'network'],
      ['unknown-number', { sip: 404, cause: 1 }, 'network'],
      ['switched-off', { sip: 480, cause: 19 }, 'network'],
      ['no-answer', { sip: 480, cause: 19, rang: true }, 'network'],
      ['refused', { sip: 603, cause: 21, rang: true }, 'caller'],
      ['forwards', { sip: 302, cause: 16 }, 'network'],
      ['network-failure', { sip: 503, cause: 34 }, 'network'],
    ] as const)('%s by the status of the customer’s telephone', (why, end, by) => {
      expect(ends(ringsCustomer(), CALLER, end)).toMatchObject(fact(by, why));
    });

    it('a telephone that rang its 45 s was not answered; one that said nothing for 45 s is the network', () => {
      const limit = { sip: 480, cause: 19 };
      expect(ends(ringsCustomer().later(45_000), CALLER, { ...limit, rang: true })).toMatchObject(
        fact('network', 'no-answer'),
      );
      expect(ends(ringsCustomer().later(45_000), CALLER, limit)).toMatchObject(
        fact('network', 'network-failure'),
      );
    });

    it('the agent breaks a ring off', () => {
      expect(ends(ringsCustomer(), LEG, { cause: 16 })).toMatchObject(fact('agent', 'broken-off'));
      const asked = ringsCustomer().hears({ kind: 'ask-hang-up', agent: 'ana' });
      expect(asked.facts.at(-1)).toMatchObject(fact('agent', 'broken-off'));
      // One that dies is no reason to ring the customer no more (dialling-anew.test.ts).
      expect(ends(ringsCustomer(), LEG, { cause: 44 })).toBeUndefined();
    });

    it('a customer who hangs up while hearing the notice has spoken with nobody', () => {
      const one = notice();
      expect(ends(one, CALLER, { cause: 16, sip: 200 })).toMatchObject(fact('caller', 'hung-up'));
      expect(one.phase).toMatchObject({ end: { spoke: false } });
      expect(ends(notice(), CALLER, { cause: 44 })).toMatchObject(fact('network', 'line-dropped'));
    });

    it('an order to ring that did not get through', () => {
      const told = (outcome: 'refused' | 'timed-out' | 'gone', one = ringsCustomer()) =>
        one.hears({ kind: 'outcome', order: 'dial', subject: CALLER, outcome }).facts.at(-1);
      expect(told('refused')).toMatchObject(fact('network', 'no-route'));
      const web = outgoingCall('PJSIP/gc-1').hears({ kind: 'begin' }).answered();
      expect(told('refused', web)).toMatchObject(fact('network', 'switched-off'));
      expect(told('timed-out')).toMatchObject(fact('system', 'our-failure'));
      expect(told('gone')).toMatchObject(fact('agent', 'broken-off'));
      const silent = ringsCustomer().hears({ kind: 'timer', name: 'ring' });
      expect(silent.facts.at(-1)).toMatchObject(fact('system', 'our-failure'));
    });
  });

  describe('and the server restarts', () => {
    const ringing = (...channels: string[]) => ({
      ...there(...channels),
      answered: new Set<string>(),
      bridged: new Map<string, string>(),
    });

    it('while their own telephone rings: it rings on', () => {
      expect(begun().hears(ringing(LEG)).said).toEqual(['agent-offered ana', 'timer ring 17000']);
    });

    it('and they answered meanwhile: the customer is rung', () => {
      expect(begun().hears(there(LEG)).said).toContain('dial PJSIP/+584145550101@trunk');
    });

    it('while the customer is rung: they are rung on', () => {
      const recover = { ...there(LEG, CALLER), answered: new Set([LEG]), bridged: new Map<string, string>() };
      expect(ringsCustomer().hears(recover).said).toEqual(['agent-offered ana', 'timer ring 47000']);
    });

    it('and the customer answered meanwhile, or was hearing the notice: they hear it', () => {
      expect(ringsCustomer().hears(there(LEG, CALLER)).said).toContain('play aviso-grabacion-saliente');
      const one = notice().hears(there(LEG, CALLER));
      expect(one.said).toEqual(expect.arrayContaining(['stop-playing', 'play aviso-grabacion-saliente']));
    });

    it('and one of them is gone: the other is hung up', () => {
      const one = ringsCustomer().hears(there(LEG));
      expect(one.said).toContain(`hang-up ${LEG}`);
      expect(one.facts).toMatchObject([{ by: 'recovery' }]);
    });
  });

  it('late and repeated news change nothing', () => {
    const one = ringsCustomer();
    const before = one.call;
    one.hears(
      { kind: 'leg-answered', channel: LEG },
      { kind: 'outcome', order: 'dial', subject: LEG, outcome: 'done' },
      { kind: 'outcome', order: 'dial', subject: CALLER, outcome: 'lost' },
      { kind: 'played', playback: 'playback-x-1', ok: true },
      { kind: 'channel-ended', channel: 'leg-before', end: endOf(16) },
      { kind: 'ask-hang-up', agent: 'luis' },
      { kind: 'agent-line-lost', agent: 'ana' },
      { kind: 'timer', name: 'announce' },
    );
    expect(one.call).toBe(before);
  });
});
