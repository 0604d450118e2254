import { describe, expect, it } from 'vitest';
import { endOf } from '../../src/adapters/asterisk/endings.ts';
import { LONGEST_PAUSE_MS } from '../../src/calls/rules/recording.ts';
import { CALLER, offeredCaller, outgoingCall, talkingCaller, together } from './one-call.ts';

const RTP_TIMEOUT = 44;
/** Q.850 "no user responds": with SIP status 408, the end of a session whose refresh was not answered. */
const UNANSWERED_REFRESH = 18;

function held() {
  const one = talkingCaller().hears({ kind: 'ask-hold', agent: 'ana' });
  one.facts = [];
  return one;
}

describe('a conversation', () => {
  it('given talk, when the agent puts it on hold, then the caller leaves the bridge for music and is not recorded', () => {
    const one = talkingCaller().hears({ kind: 'ask-hold', agent: 'ana' });
    expect(one.said).toEqual([
      'pause-recording',
      'fact recording-paused',
      `timer paused ${LONGEST_PAUSE_MS}`,
      `leave ${CALLER}`,
      'music on',
      'fact held',
    ]);
  });

  it('given hold, when the agent takes the call back, then the caller is joined and recorded again', () => {
    expect(held().hears({ kind: 'ask-resume', agent: 'ana' }).said).toEqual([
      `join ${CALLER}`,
      'cancel paused',
      'resume-recording',
      'fact recording-resumed',
      'fact resumed',
    ]);
  });

  it('given hold, when hold is asked for again, then nothing happens; nor does a stranger decide', () => {
    expect(held().hears({ kind: 'ask-hold', agent: 'ana' }).orders).toEqual([]);
    expect(talkingCaller().hears({ kind: 'ask-hold', agent: 'luis' }).orders).toEqual([]);
    expect(talkingCaller().hears({ kind: 'ask-hang-up', agent: 'luis' }).orders).toEqual([]);
    expect(talkingCaller().hears({ kind: 'ask-resume', agent: 'ana' }).orders).toEqual([]);
  });

  it('given a hold before the recording had begun, then its beginning and its pause are told together', () => {
    const one = offeredCaller().answered().hears({ kind: 'ask-hold', agent: 'ana' }).recorder('done');
    expect(one.factKinds()).toEqual(['answered', 'held', 'recording-started', 'recording-paused']);
  });

  it('given talk, when the caller hangs up, then the leg goes, the recording stops and wrap-up begins', () => {
    const one = talkingCaller();
    const { leg } = one;
    one.ended(CALLER);
    expect(one.said[0]).toBe('agent-finished ana wrap-up');
    expect(one.said).toEqual(
      expect.arrayContaining(['stop-recording', `hang-up ${leg}`, 'fact call-ended', 'destroy-bridge']),
    );
    expect(one.facts).toMatchObject([{ by: 'caller', phase: 'talking', talkedMs: 0 }]);
    expect(one.phase).toMatchObject({ kind: 'ending', open: [leg] });
    expect(one.call.wrapUps).toMatchObject([{ agent: 'ana', queue: 'averias', spoke: true }]);
  });

  it('given talk, when the agent hangs up their telephone or on their page, then the caller goes too', () => {
    const one = talkingCaller();
    expect(one.ended(one.leg).said).toContain(`hang-up ${CALLER}`);
    const page = talkingCaller().hears({ kind: 'ask-hang-up', agent: 'ana' });
    expect(page.said).toEqual(expect.arrayContaining([`hang-up ${CALLER}`, `hang-up leg-${CALLER}-6`]));
    expect(page.facts).toMatchObject([{ by: 'agent' }]);
  });

  it('given a queue without wrap-up, when it ends, then nobody is waited for', () => {
    const one = talkingCaller();
    const { queue } = one.around;
    one.around = { ...one.around, queue: name => ({ ...queue('averias'), name, wrapUp: false }) as never };
    one.ended(CALLER);
    expect(one.said[0]).toBe('agent-finished ana');
    expect(one.call.wrapUps).toBeUndefined();
  });

  it("given talk, when the agent's telephone dies, then the caller waits on at the head of the line, and the talk is no part of the wait", () => {
    const one = talkingCaller();
    const queuedAt = (one.phase.kind === 'talking' && one.phase.queued?.queuedAt) || 0;
    one.later(120_000).ended(one.leg, RTP_TIMEOUT);
    expect(one.phase).toMatchObject({ kind: 'waiting', queuedAt: queuedAt + 120_000, first: true });
    expect(one.said).toContain('stop-recording');
    expect(one.factKinds()).toEqual(['agent-leg-lost', 'queued']);
    expect(one.facts[0]).toMatchObject({ agent: 'ana', talkedMs: 120_000 });
    expect(one.said).toEqual(
      expect.arrayContaining([
        'agent-finished ana',
        `leave ${CALLER}`,
        'destroy-bridge',
        'play recuperamos-su-llamada',
        'enqueue',
      ]),
    );
    // They hear that it is no end, and then music.
    expect(one.said.indexOf(`leave ${CALLER}`)).toBeLessThan(one.said.indexOf('play recuperamos-su-llamada'));
    expect(one.said).not.toContain('music on');
    expect(one.played().said).toContain('music on');
  });

  it("given hold, when the agent's telephone dies, then the music gives way to what is said", () => {
    const one = held();
    one.ended(one.leg, RTP_TIMEOUT);
    expect(one.said.filter(each => each.startsWith('music'))).toEqual(['music off']);
    expect(one.said).not.toContain(`leave ${CALLER}`);
    expect(one.played(false).said).toContain('music on');
  });

  it('given talk, when the desk telephone of the agent dies and answers no refresh, then nobody has hung up either', () => {
    const one = talkingCaller();
    one.ended(one.leg, UNANSWERED_REFRESH);
    expect(one.phase).toMatchObject({ kind: 'waiting', only: { agent: 'ana', why: 'lost' } });
    expect(one.factKinds()).toEqual(['agent-leg-lost', 'queued']);
  });

  it('given a lost agent, when the next one answers, then their leg has a recording of its own', () => {
    const one = talkingCaller();
    const name = one.call.recording?.name;
    const { leg } = one;
    one.ended(leg, RTP_TIMEOUT).offered('luis').answered();
    expect(one.orders).toContainEqual(expect.objectContaining({ kind: 'record', channel: one.leg }));
    expect(one.call.recording?.name).not.toBe(name);
    expect(one.call.finishing).toEqual([{ name, begun: true, paused: false, agent: 'ana', leg }]);
    one.recorder('done');
    expect(one.facts.at(-1)).toMatchObject({ kind: 'recording-started', agent: 'luis' });
  });

  it('given a long hold, when the two hear each other again, then another recording begins', () => {
    const one = held().hears({ kind: 'timer', name: 'paused' });
    expect(one.said).toEqual(['stop-recording', 'cancel paused']);
    const { leg } = one;
    one.hears({ kind: 'ask-resume', agent: 'ana' });
    expect(one.orders).toContainEqual(expect.objectContaining({ kind: 'record', channel: leg }));
  });

  it('given a recording that broke off on hold, when the time of its pause is over, then the next one goes on', () => {
    const one = held();
    one.hears({ kind: 'recorded', recording: one.call.recording?.name ?? '', ok: false });
    one.hears({ kind: 'ask-resume', agent: 'ana' }).recorder('done');
    const { recording } = one.call;
    expect(one.hears({ kind: 'timer', name: 'paused' }).orders).toEqual([]);
    expect(one.call.recording).toEqual(recording);
  });

  it('given a recording that ended while nobody listened, when it is stopped, then its end is told', () => {
    const one = talkingCaller();
    const name = one.call.recording?.name ?? '';
    one.ended(one.leg, RTP_TIMEOUT);
    one.hears({ kind: 'outcome', order: 'stop-recording', subject: name, outcome: 'gone' });
    expect(one.said).toEqual(['fact recording-ended']);
    expect(one.call.finishing).toEqual([]);
    expect(one.hears({ kind: 'recorded', recording: name, ok: true }).orders).toEqual([]);
  });

  it("given a call-back, when the agent's telephone dies, then the call is over: nobody asked for a queue", () => {
    const one = outgoingCall().hears({ kind: 'begin' }).answered();
    one.hears({ kind: 'leg-answered', channel: CALLER }).played();
    expect(one.phase.kind).toBe('talking');
    expect(one.ended(one.leg, RTP_TIMEOUT).phase.kind).toBe('ending');
    expect(one.call.wrapUps).toMatchObject([{ agent: 'ana', queue: null, spoke: true }]);
  });

  it('given a recording that is refused, then the call goes on and it is told', () => {
    const one = offeredCaller().answered().recorder('refused');
    expect(one.factKinds()).toEqual(['answered', 'recording-refused']);
    expect(one.call.recording).toBeNull();
    expect(one.phase.kind).toBe('talking');
  });

  it('given a disk nearly full, then no recording begins', () => {
    const one = offeredCaller();
    one.around = { ...one.around, mayRecord: false };
    one.answered();
    expect(one.said).not.toContain('record');
    expect(one.facts).toContainEqual(
      expect.objectContaining({ kind: 'recording-refused', why: 'disk-full' }),
    );
  });

  it('given a recording that breaks off, then its end is told once, and the end of the call is not held up', () => {
    const one = talkingCaller();
    const recording = one.call.recording?.name ?? '';
    one.hears({ kind: 'recorded', recording, ok: false }, { kind: 'recorded', recording, ok: false });
    expect(one.facts).toMatchObject([{ kind: 'recording-ended', ok: false }]);
    expect(one.ended(CALLER).said).not.toContain('stop-recording');
  });

  it('given a join that is refused, then both are hung up rather than left in silence', () => {
    const one = offeredCaller().answered();
    const subject = one.phase.kind === 'talking' ? one.phase.bridge : '';
    one.hears({ kind: 'outcome', order: 'join', subject, outcome: 'refused' });
    expect(one.facts).toContainEqual(expect.objectContaining({ kind: 'call-ended', by: 'system' }));
    expect(one.said).toEqual(expect.arrayContaining([`hang-up ${CALLER}`, `hang-up leg-${CALLER}-6`]));
  });

  it('given a join that finds one of them gone, then their end is waited for, a second at most', () => {
    const one = offeredCaller().answered();
    const subject = one.phase.kind === 'talking' ? one.phase.bridge : '';
    one.hears({ kind: 'outcome', order: 'join', subject, outcome: 'gone' });
    expect(one.said).toEqual(['timer left 1000']);
    expect(one.hears({ kind: 'timer', name: 'left' }).phase.kind).toBe('ending');
  });

  describe('and the server restarts', () => {
    it('when all is as it was, then only the recorder is told again what it shall do', () => {
      const one = talkingCaller();
      one.hears(together(CALLER, one.leg));
      expect(one.said).toEqual(['agent-talks ana', 'resume-recording']);
    });

    it('when the join had not been carried out, then it is now', () => {
      const one = talkingCaller();
      one.hears({ ...together(CALLER, one.leg)(one.call), bridged: new Map() });
      expect(one.said).toContain(`join ${CALLER} leg-${CALLER}-6`);
    });

    it('when the caller is on hold, then they stay there, and hear music though its order was lost', () => {
      const one = held();
      one.hears({ ...together(CALLER, one.leg)(one.call), bridged: new Map([[one.leg, one.talk.bridge]]) });
      expect(one.said).toEqual([
        'agent-talks ana',
        'music on',
        'pause-recording',
        `timer paused ${LONGEST_PAUSE_MS}`,
      ]);
    });

    it('when the caller was taken back but the order that ended their music was lost, then joining ends it', () => {
      const one = held().hears({ kind: 'ask-resume', agent: 'ana' });
      one.hears({ ...together(CALLER, one.leg)(one.call), bridged: new Map([[one.leg, one.talk.bridge]]) });
      expect(one.said).toContain(`join ${CALLER}`);
    });

    it('when the caller was to be on hold but still is in the bridge, then they are taken out', () => {
      const one = held();
      expect(one.hears(together(CALLER, one.leg)).said).toEqual([
        'agent-talks ana',
        `leave ${CALLER}`,
        'music on',
        'pause-recording',
        `timer paused ${LONGEST_PAUSE_MS}`,
      ]);
    });

    it('when the agent is gone, then the caller goes to the head of the line', () => {
      const one = talkingCaller().hears(together(CALLER));
      expect(one.phase.kind).toBe('waiting');
      expect(one.facts).toContainEqual(expect.objectContaining({ kind: 'agent-leg-lost', why: 'unseen' }));
    });

    it('when the agent of a call-back is gone, then nobody saw how it ended', () => {
      const one = talkingCaller();
      if (one.call.phase.kind !== 'talking') throw new Error('nobody talks');
      one.call = { ...one.call, direction: 'out', phase: { ...one.call.phase, queued: null } };
      one.hears(together(CALLER));
      expect(one.facts).toContainEqual(expect.objectContaining({ kind: 'call-ended', why: 'unseen' }));
    });

    it('when the caller is gone, then the call is over and the agent has wrap-up', () => {
      const one = talkingCaller();
      const { leg } = one;
      one.hears(together(leg));
      expect(one.facts).toMatchObject([{ by: 'recovery', phase: 'talking' }]);
      expect(one.phase).toMatchObject({ kind: 'ending', open: [leg] });
      expect(one.call.wrapUps).toMatchObject([{ agent: 'ana' }]);
    });
  });

  it('late and repeated news change nothing', () => {
    const one = talkingCaller();
    const before = one.call;
    one.hears(
      { kind: 'leg-answered', channel: one.leg },
      { kind: 'timer', name: 'ring' },
      { kind: 'timer', name: 'announce' },
      { kind: 'played', playback: `playback-${CALLER}-4`, ok: true },
      { kind: 'channel-ended', channel: 'leg-before', end: endOf(RTP_TIMEOUT) },
      { kind: 'outcome', order: 'join', subject: 'bridge-before', outcome: 'refused' },
      { kind: 'outcome', order: 'record', subject: one.call.recording?.name ?? '', outcome: 'done' },
      { kind: 'agent-line-lost', agent: 'ana' },
      { kind: 'ask-disposition', agent: 'ana', disposition: 'resuelto', note: '' },
    );
    expect(one.call).toBe(before);
  });
});
