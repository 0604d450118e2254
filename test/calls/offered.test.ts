import { describe, expect, it } from 'vitest';
import { endOf } from '../../src/adapters/asterisk/endings.ts';
import { CALLER, offeredCaller, there, waitingCaller } from './one-call.ts';
import { averias } from './small-centre.ts';

const endedWhy = (one: ReturnType<typeof offeredCaller>) =>
  one.facts.flatMap(fact => (fact.kind === 'offer-ended' ? [fact.why] : []));

/** Whether its telephone rings was asked; `refused`: it has said nothing. */
const asked = (leg: string, outcome: 'done' | 'refused' | 'timed-out' = 'refused') =>
  ({ kind: 'outcome', order: 'ask-ringing', subject: leg, outcome }) as const;

describe('a telephone that answers by itself', () => {
  const dialled = (own: boolean, rule: 'allows' | 'forces' | 'forbids') => {
    const one = waitingCaller();
    one.around = {
      ...one.around,
      queue: () => ({ ...averias, autoAnswer: rule }),
      autoAnswers: agent => own && agent === 'ana',
    };
    const [dial] = one.offered().orders.filter(order => order.kind === 'dial');
    return dial?.order.byItself;
  };

  it('is asked to where the agent wants it and the queue does not forbid it, or the queue wants it of all', () => {
    expect([dialled(true, 'allows'), dialled(false, 'forces')]).toEqual([true, true]);
    expect([dialled(false, 'allows'), dialled(true, 'forbids')]).toEqual([undefined, undefined]);
  });
});

describe('an agent is rung', () => {
  it('given ringing, when the agent answers, then both are joined, timers are off and it is recorded', () => {
    const one = offeredCaller().later(4_000).answered();
    expect(one.said).toEqual([
      'cancel ring',
      'cancel silent',
      'cancel left',
      'cancel announce',
      `join ${CALLER} leg-${CALLER}-6`,
      'agent-talks ana',
      'fact answered',
      'record',
    ]);
    expect(one.facts).toMatchObject([{ kind: 'answered', agent: 'ana', waitedMs: 4_000 }]);
  });

  it('given an announcement that is being played, when the agent answers, then it stops', () => {
    const one = waitingCaller().hears({ kind: 'timer', name: 'announce' }).offered().answered();
    expect(one.said[0]).toBe('stop-playing');
  });

  it('given ringing, when nobody answers in time, then the leg goes and the next agent gets the call', () => {
    const one = offeredCaller();
    const { leg } = one;
    one.hears({ kind: 'timer', name: 'ring' });
    expect(one.said).toEqual([
      `hang-up ${leg}`,
      'cancel ring',
      'cancel silent',
      'cancel left',
      'agent-missed ana (ignored)',
      'fact offer-ended',
      'enqueue',
      'timer announce 60000',
    ]);
    expect(one.phase).toMatchObject({ kind: 'waiting', missedBy: ['ana'], music: true });
    expect(endedWhy(one)).toEqual(['ignored']);
  });

  it('given ringing that the agent cannot hear, when they ask for it, then it is offered anew; asking twice is a fault of the telephone', () => {
    const one = offeredCaller();
    const { leg } = one;
    const ask = { kind: 'ask-rejoin', agent: 'ana', endpoint: 'PJSIP/ag-ana' } as const;
    expect(one.hears({ ...ask, agent: 'luis' }).orders).toEqual([]);
    one.hears(ask);
    expect(one.said).toEqual(
      expect.arrayContaining([`hang-up ${leg}`, 'agent-missed ana (nobody)', 'enqueue']),
    );
    expect(endedWhy(one)).toEqual(['unreachable']);
    expect(one.offered('ana').hears(ask).said).toContain('agent-missed ana (unreachable)');
  });

  it.each([
    [17, 486, true, 'refused'],
    [17, 486, false, 'busy'],
    [21, 603, true, 'refused'],
    [19, 480, true, 'ignored'],
    [19, 480, false, 'busy'],
    [23, 302, false, 'forwards'],
    [20, 0, false, 'unreachable'],
    [38, 500, false, 'failed'],
  ] as const)(
    'given ringing, when the leg ends with cause %i and status %i (rang: %s), then it is %s',
    (cause, sip, rang, why) => {
      const one = offeredCaller();
      one.ended(one.leg, cause, { sip, rang });
      expect(endedWhy(one)).toEqual([why]);
      expect(one.said).toContain(`agent-missed ana (${why})`);
      expect(one.said.join()).not.toContain('hang-up');
    },
  );

  it('given a dial that is carried out, then the telephone has two seconds to say something', () => {
    const one = offeredCaller();
    const about = { order: 'dial', subject: one.leg } as const;
    expect(one.hears({ kind: 'outcome', ...about, outcome: 'done' }).said).toEqual(['timer silent 1000']);
    expect(one.hears({ kind: 'timer', name: 'silent' }).said).toEqual(['ask-ringing']);
    expect(one.hears(asked(one.leg)).said).toEqual(['timer silent 1000']);
    expect(one.hears({ kind: 'timer', name: 'silent' }).said).toEqual(['ask-ringing']);
    expect(one.hears(asked(one.leg, 'done')).orders).toEqual([]);
    expect(one.phase).not.toHaveProperty('silence');
  });

  it('given a telephone that says nothing, then it is silent, its leg goes and the next agent gets the call', () => {
    const one = offeredCaller();
    const { leg } = one;
    one.hears(asked(leg), asked(leg));
    expect(endedWhy(one)).toEqual(['silent']);
    expect(one.said).toEqual(
      expect.arrayContaining([`hang-up ${leg}`, 'agent-missed ana (silent)', 'enqueue']),
    );
  });

  describe('and says nothing while we may be late ourselves', () => {
    /** Asked for so often that a telephone of our time would have been given up. */
    const unheard = () => {
      const one = offeredCaller();
      one.around = { ...one.around, silenceIsOurs: () => true };
      return one.hears(asked(one.leg), asked(one.leg), asked(one.leg));
    };

    it('then it is asked for on and on, and is told by what it says then', () => {
      const one = unheard();
      expect([one.said, endedWhy(one)]).toEqual([['timer silent 1000'], []]);
      one.around = { ...one.around, silenceIsOurs: () => false };
      expect(one.hears(asked(one.leg)).said).toEqual(['timer silent 1000']);
      one.hears(asked(one.leg));
      expect(endedWhy(one)).toEqual(['silent']);
      const answers = unheard();
      expect(answers.hears(asked(answers.leg, 'done')).answered().phase.kind).toBe('talking');
    });

    it('then the end of its ring time is our failure, and is held against nobody', () => {
      const one = unheard().hears({ kind: 'timer', name: 'ring' });
      expect([endedWhy(one), one.said[4]]).toEqual([['failed'], 'agent-missed ana (nobody)']);
      const byItself = unheard().later(20_000);
      byItself.ended(byItself.leg, 19);
      expect(byItself.said).toContain('agent-missed ana (nobody)');
      expect(endedWhy(byItself)).toEqual(['failed']);
    });

    it('then what it does say counts as ever', () => {
      const one = unheard();
      one.ended(one.leg, 17, { sip: 486 });
      expect(endedWhy(one)).toEqual(['busy']);
      const rings = unheard().later(20_000);
      rings.ended(rings.leg, 19, { rang: true });
      expect(endedWhy(rings)).toEqual(['ignored']);
    });

    it('then a question without an answer says as little', () => {
      const one = offeredCaller();
      const { leg } = one;
      one.hears(asked(leg, 'timed-out'), asked(leg, 'timed-out'));
      expect([one.said, endedWhy(one)]).toEqual([['timer silent 1000'], []]);
    });
  });

  it.each(['done', 'gone', 'lost'] as const)(
    'given a telephone that was asked for, when the answer is %s, then it rings on',
    outcome => {
      const one = offeredCaller();
      const before = one.call;
      one.hears({ kind: 'outcome', order: 'ask-ringing', subject: one.leg, outcome });
      expect([one.call, one.orders]).toEqual([before, []]);
    },
  );

  it('given a refusal, then this call is not for that agent before the time of its queue', () => {
    const one = offeredCaller().hears({ kind: 'ask-hang-up', agent: 'ana' });
    expect(one.phase).toMatchObject({ kind: 'waiting', notBefore: { ana: one.now + 5_000 } });
    one.later(1_000).offered('luis').ended(one.leg, 21, { sip: 603, rang: true });
    expect(one.phase).toMatchObject({ notBefore: { ana: one.now + 4_000, luis: one.now + 5_000 } });
    one.around = { ...one.around, queue: () => ({ ...averias, refusedAgainMs: 30_000 }) };
    one.offered('eva').ended(one.leg, 21, { sip: 603 });
    expect(one.phase).toMatchObject({ notBefore: { eva: one.now + 30_000 } });
  });

  it('given any other miss, then nothing stands against asking the same agent again', () => {
    const one = offeredCaller();
    one.ended(one.leg, 17, { sip: 486 });
    expect(one.phase).not.toHaveProperty('notBefore');
  });

  it('given ringing, when the agent says no on their page, then their telephone stops ringing', () => {
    const one = offeredCaller();
    const { leg } = one;
    one.hears({ kind: 'ask-hang-up', agent: 'ana' });
    expect(one.said).toContain(`hang-up ${leg}`);
    expect(endedWhy(one)).toEqual(['refused']);
  });

  it('given ringing, when their contact is lost, then the next agent gets the call', () => {
    const one = offeredCaller().hears({ kind: 'agent-line-lost', agent: 'ana' });
    expect(endedWhy(one)).toEqual(['unreachable']);
  });

  it('given a dial that is refused, then their telephone is left alone for a while', () => {
    const one = offeredCaller();
    one.hears({ kind: 'outcome', order: 'dial', subject: one.leg, outcome: 'refused' });
    expect(one.said).toContain('agent-missed ana (unreachable)');
    expect(one.said.join()).not.toContain('hang-up');
  });

  it('given a dial without an answer in time, then the leg is hung up, for it may ring', () => {
    const one = offeredCaller();
    const { leg } = one;
    one.hears({ kind: 'outcome', order: 'dial', subject: leg, outcome: 'timed-out' });
    expect(one.said).toContain(`hang-up ${leg}`);
    expect(endedWhy(one)).toEqual(['failed']);
    expect(one.said).toContain('agent-missed ana (nobody)');
  });

  it('given a dial that finds the caller gone, then nobody else is rung until their end is heard of', () => {
    const one = offeredCaller();
    one.hears({ kind: 'outcome', order: 'dial', subject: one.leg, outcome: 'gone' });
    expect(one.said).toEqual(['timer left 1000']);
    one.ended(CALLER);
    expect(endedWhy(one)).toEqual(['caller-left']);
  });

  it('given a dial that finds the caller gone, when they are not, then the next agent is tried', () => {
    const one = offeredCaller();
    one.hears({ kind: 'outcome', order: 'dial', subject: one.leg, outcome: 'gone' });
    one.hears({ kind: 'timer', name: 'left' });
    expect(endedWhy(one)).toEqual(['failed']);
    expect(one.phase.kind).toBe('waiting');
  });

  it('given ringing, when the caller hangs up, then the leg is cancelled and nobody is to blame', () => {
    const one = offeredCaller();
    const { leg } = one;
    one.ended(CALLER);
    expect(one.said).toContain('agent-missed ana (nobody)');
    expect(one.said).toContain(`hang-up ${leg}`);
    expect(one.factKinds()).toEqual(['offer-ended', 'call-ended']);
    expect(endedWhy(one)).toEqual(['caller-left']);
    expect(one.phase).toMatchObject({ kind: 'ending', open: [leg] });
    expect(one.call.wrapUps).toBeUndefined();
    one.ended(leg);
    expect(one.said).toContain('close');
  });

  it('given a caller who left, when the agent answers all the same, then their leg is hung up', () => {
    const one = offeredCaller();
    const { leg } = one;
    one.ended(CALLER).hears({ kind: 'leg-answered', channel: leg });
    expect(one.said).toEqual([`hang-up ${leg}`]);
  });

  it('given an offer before any announcement, when its time comes, then there is music', () => {
    const one = offeredCaller();
    one.call = { ...one.call, phase: { ...one.phase, music: false } as never };
    expect(one.hears({ kind: 'timer', name: 'announce' }).said).toEqual(['music on']);
  });

  it('given an announcement when the offer is missed, then it is heard to its end and no other begins', () => {
    const one = waitingCaller().hears({ kind: 'timer', name: 'announce' });
    const { playback } = one;
    one.offered();
    one.ended(one.leg, 17);
    expect(one.said.join()).not.toContain('timer announce');
    expect(one.phase).toMatchObject({ kind: 'waiting', playback });
    expect(one.played().said).toEqual(['music on', 'timer announce 60000']);
  });

  describe('and the server restarts', () => {
    it('when the leg rings, then it rings on', () => {
      const one = offeredCaller();
      one.hears({
        kind: 'recover',
        alive: new Set([CALLER, one.leg]),
        answered: new Set([CALLER]),
        bridged: new Map(),
      });
      expect(one.said).toEqual(['agent-offered ana', 'timer ring 22000', 'timer silent 1000', 'music on']);
      expect(one.phase.kind).toBe('offered');
    });

    it('when the agent has answered meanwhile, then both are joined', () => {
      const one = offeredCaller();
      one.hears(there(CALLER, one.leg));
      expect(one.said).toContain(`join ${CALLER} leg-${CALLER}-6`);
      expect(one.phase.kind).toBe('talking');
    });

    it('when the leg is gone, then the call is offered anew and nobody is to blame', () => {
      const one = offeredCaller().hears(there(CALLER));
      expect(one.said).toContain('agent-missed ana (nobody)');
      expect(one.phase).toMatchObject({ kind: 'waiting', music: true });
    });

    it('when the caller is gone, then the agent is free and the leg is hung up', () => {
      const one = offeredCaller();
      const { leg } = one;
      one.hears(there(leg));
      expect(one.said).toContain('agent-missed ana (nobody)');
      expect(one.said).toContain(`hang-up ${leg}`);
      expect(one.facts).toMatchObject([{ why: 'caller-left' }, { kind: 'call-ended', by: 'recovery' }]);
    });
  });

  it('late and repeated news change nothing', () => {
    const one = offeredCaller();
    const before = one.call;
    one.hears(
      { kind: 'offer', agent: 'luis', endpoint: 'PJSIP/x', idleMs: 0, passedOver: {}, position: 1 },
      { kind: 'outcome', order: 'dial', subject: 'leg-before', outcome: 'refused' },
      { kind: 'channel-ended', channel: 'leg-before', end: endOf(16) },
      { kind: 'agent-line-lost', agent: 'luis' },
      { kind: 'ask-hang-up', agent: 'luis' },
      { kind: 'digit', digit: '1' },
      { kind: 'timer', name: 'lookup' },
    );
    expect(one.call).toBe(before);
  });
});
