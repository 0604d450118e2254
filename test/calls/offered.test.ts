import { describe, expect, it } from 'vitest';
import { CALLER, offeredCaller, there, waitingCaller } from './one-call.ts';

const endedWhy = (one: ReturnType<typeof offeredCaller>) =>
  one.facts.flatMap(fact => (fact.kind === 'offer-ended' ? [fact.why] : []));

describe('an agent is rung', () => {
  it('given ringing, when the agent answers, then both are joined, timers are off and it is recorded', () => {
    const one = offeredCaller().later(4_000).answered();
    expect(one.said).toEqual([
      'cancel ring',
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
      'cancel left',
      'agent-missed ana (agent)',
      'fact offer-ended',
      'enqueue',
      'timer announce 60000',
    ]);
    expect(one.phase).toMatchObject({ kind: 'waiting', missedBy: ['ana'], music: true });
    expect(endedWhy(one)).toEqual(['no-answer']);
  });

  it('given ringing that the agent cannot hear, when he asks for it, then it is offered anew; asking twice counts', () => {
    const one = offeredCaller();
    const { leg } = one;
    const ask = { kind: 'ask-rejoin', agent: 'ana', endpoint: 'PJSIP/ag-ana' } as const;
    expect(one.hears({ ...ask, agent: 'luis' }).orders).toEqual([]);
    one.hears(ask);
    expect(one.said).toEqual(
      expect.arrayContaining([`hang-up ${leg}`, 'agent-missed ana (nobody)', 'enqueue']),
    );
    expect(endedWhy(one)).toEqual(['unreachable']);
    expect(one.offered('ana').hears(ask).said).toContain('agent-missed ana (agent)');
  });

  it.each([
    [17, 'rejected', 'agent'],
    [21, 'rejected', 'agent'],
    [19, 'no-answer', 'agent'],
    [18, 'no-answer', 'agent'],
    [0, 'no-answer', 'agent'],
    [20, 'unreachable', 'telephone'],
    [38, 'unreachable', 'telephone'],
  ])(
    'given ringing, when the leg ends with cause %i, then it is %s, the fault of the %s',
    (cause, why, fault) => {
      const one = offeredCaller();
      one.ended(one.leg, cause);
      expect(endedWhy(one)).toEqual([why]);
      expect(one.said).toContain(`agent-missed ana (${fault})`);
      expect(one.said.join()).not.toContain('hang-up');
    },
  );

  it('given ringing, when the agent says no on his page, then his telephone stops ringing', () => {
    const one = offeredCaller();
    const { leg } = one;
    one.hears({ kind: 'ask-hang-up', agent: 'ana' });
    expect(one.said).toContain(`hang-up ${leg}`);
    expect(endedWhy(one)).toEqual(['rejected']);
  });

  it('given ringing, when his contact is lost, then the next agent gets the call', () => {
    const one = offeredCaller().hears({ kind: 'agent-line-lost', agent: 'ana' });
    expect(endedWhy(one)).toEqual(['unreachable']);
  });

  it('given a dial that is refused, then his telephone is left alone for a while', () => {
    const one = offeredCaller();
    one.hears({ kind: 'outcome', order: 'dial', subject: one.leg, outcome: 'refused' });
    expect(one.said).toContain('agent-missed ana (telephone)');
    expect(one.said.join()).not.toContain('hang-up');
  });

  it('given a dial without an answer in time, then the leg is hung up, for it may ring', () => {
    const one = offeredCaller();
    const { leg } = one;
    one.hears({ kind: 'outcome', order: 'dial', subject: leg, outcome: 'timed-out' });
    expect(one.said).toContain(`hang-up ${leg}`);
    expect(endedWhy(one)).toEqual(['failed']);
  });

  it('given a dial that finds the caller gone, then nobody else is rung until his end is heard of', () => {
    const one = offeredCaller();
    one.hears({ kind: 'outcome', order: 'dial', subject: one.leg, outcome: 'gone' });
    expect(one.said).toEqual(['timer left 1000']);
    one.ended(CALLER);
    expect(endedWhy(one)).toEqual(['caller-left']);
  });

  it('given a dial that finds the caller gone, when he is not, then the next agent is tried', () => {
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
    expect(one.phase).toMatchObject({ kind: 'ending', open: [leg], agent: null });
    one.ended(leg);
    expect(one.said).toContain('close');
  });

  it('given a caller who left, when the agent answers all the same, then his leg is hung up', () => {
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
        bridged: new Set(),
      });
      expect(one.said).toEqual(['agent-offered ana', 'timer ring 22000', 'music on']);
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
      { kind: 'outcome', order: 'dial', subject: one.leg, outcome: 'done' },
      { kind: 'outcome', order: 'dial', subject: 'leg-before', outcome: 'refused' },
      { kind: 'channel-ended', channel: 'leg-before', cause: 16 },
      { kind: 'agent-line-lost', agent: 'luis' },
      { kind: 'ask-hang-up', agent: 'luis' },
      { kind: 'digit', digit: '1' },
      { kind: 'timer', name: 'lookup' },
    );
    expect(one.call).toBe(before);
  });
});
