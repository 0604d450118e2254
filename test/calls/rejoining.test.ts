import { describe, expect, it } from 'vitest';
import { agentLeg, comingLeg, isAlone, isOnHold } from '../../src/calls/legs.ts';
import { SAME_WISH_MS } from '../../src/calls/rules/rejoining.ts';
import { CALLER, type OneCall, offeredCaller, outgoingCall, talkingCaller, together } from './one-call.ts';

const RTP_TIMEOUT = 44;
const ASK = { kind: 'ask-rejoin', agent: 'ana', endpoint: 'PJSIP/ag-ana' } as const;

const newLeg = ({ talk }: OneCall): string => comingLeg(talk)?.channel ?? 'no leg';

/** A conversation whose agent's page is back and is being rung. */
function comingBack(from: OneCall = talkingCaller()): OneCall {
  const one = from.hears(ASK);
  one.facts = [];
  return one;
}

const onHold = () => talkingCaller().hears({ kind: 'ask-hold', agent: 'ana' });

/** The old leg died before the page answered. */
function alone(): OneCall {
  const one = comingBack();
  return one.ended(one.leg, RTP_TIMEOUT);
}

function calledBack(): OneCall {
  const one = outgoingCall().hears({ kind: 'begin' }).answered();
  return one.hears({ kind: 'leg-answered', channel: CALLER }).played();
}

describe("an agent's page that comes back in mid-call", () => {
  it('is rung at the telephone it asks from, and answers by itself', () => {
    const one = talkingCaller().hears(ASK);
    expect(one.said).toEqual(['dial PJSIP/ag-ana', 'timer ring 17000']);
    expect(one.orders[0]).toMatchObject({
      order: {
        channel: newLeg(one),
        originator: CALLER,
        headers: { 'X-Cauce-Call': CALLER, 'X-Cauce-Answer': 'auto' },
      },
    });
    expect(one.factKinds()).toEqual([]);
  });

  it('takes the old leg’s place in the same bridge; the old one is hung up and its end is nobody’s news', () => {
    const one = comingBack();
    const [old, fresh, bridge] = [one.leg, newLeg(one), one.talk.bridge];
    one.hears({ kind: 'leg-answered', channel: fresh });
    expect(one.said).toEqual([
      'cancel ring',
      'fact agent-rejoined',
      'stop-recording',
      `leave ${old}`,
      `join ${fresh}`,
      `hang-up ${old}`,
      'record',
    ]);
    expect(one.orders[3]).toMatchObject({ bridge });
    expect(one.orders[4]).toMatchObject({ bridge });
    expect(one.orders[6]).toMatchObject({ kind: 'record', channel: fresh });
    expect(one.talk.bridge).toBe(bridge);
    expect(agentLeg(one.talk)).toMatchObject({ channel: fresh, state: 'up', endpoint: 'PJSIP/ag-ana' });
    expect(comingLeg(one.talk)).toBeUndefined();
    const before = one.call;
    expect(one.ended(old, RTP_TIMEOUT).call).toBe(before);
    expect(one.ended(old).call).toBe(before);
  });

  it('is not told of as an offer: one answer, one wrap-up', () => {
    const one = comingBack();
    const old = one.leg;
    one.hears({ kind: 'leg-answered', channel: newLeg(one) }).ended(old, RTP_TIMEOUT);
    one.ended(one.leg);
    expect(one.said[0]).toBe('agent-finished ana wrap-up');
    expect(one.factKinds()).toEqual(['agent-rejoined', 'call-ended']);
  });

  it('is recorded anew on its own leg, and the ends of both recordings are told and awaited', () => {
    const one = comingBack();
    const before = one.call.recording?.name ?? '';
    one.hears({ kind: 'leg-answered', channel: newLeg(one) });
    const after = one.call.recording?.name ?? '';
    expect(after).not.toBe(before);
    const { leg } = one;
    one.recorder('done').ended(CALLER).ended(leg);
    one.hears({ kind: 'ask-disposition', agent: 'ana', disposition: 'resuelto', note: '' });
    one.hears({ kind: 'recorded', recording: after, ok: true });
    expect(one.said).not.toContain('close');
    one.hears({ kind: 'recorded', recording: before, ok: true });
    expect(one.said).toContain('close');
    const told = one.facts.flatMap(each => ('recording' in each ? [`${each.kind} ${each.recording}`] : []));
    expect(told).toEqual([
      `recording-started ${after}`,
      `recording-ended ${after}`,
      `recording-ended ${before}`,
    ]);
  });

  it('is not recorded when the talk was not', () => {
    const one = offeredCaller();
    const { queue } = one.around;
    one.around = {
      ...one.around,
      queue: name => {
        const found = queue(name);
        return found && { ...found, recording: 'never' };
      },
    };
    one.answered().hears(ASK);
    one.hears({ kind: 'leg-answered', channel: newLeg(one) });
    expect(one.said).not.toContain('record');
  });

  it('finds a caller who was on hold still on hold', () => {
    const one = comingBack(onHold());
    const fresh = newLeg(one);
    one.hears({ kind: 'leg-answered', channel: fresh });
    expect(one.said).toContain(`join ${fresh}`);
    expect(isOnHold(one.talk)).toBe(true);
    expect(one.hears({ kind: 'ask-resume', agent: 'ana' }).said).toContain(`join ${CALLER}`);
  });

  it('may ask twice in one breath, and again when its ringing came to nothing', () => {
    const one = comingBack();
    const first = newLeg(one);
    expect(one.later(SAME_WISH_MS - 1).hears(ASK).orders).toEqual([]);
    one.later(1).hears(ASK);
    expect(one.said[0]).toBe(`hang-up ${first}`);
    expect(newLeg(one)).not.toBe(first);
    // The one that was given up is hung up also when it answers all the same.
    expect(one.hears({ kind: 'leg-answered', channel: first }).said).toEqual([`hang-up ${first}`]);
  });

  it('is nobody else’s page', () => {
    expect(talkingCaller().hears({ ...ASK, agent: 'luis' }).orders).toEqual([]);
  });

  it.each([
    ['refused', []],
    ['gone', []],
    ['timed-out', ['hang-up']],
  ] as const)('is left to the old road when it cannot be dialled (%s)', (outcome, hungUp) => {
    const one = comingBack();
    const fresh = newLeg(one);
    one.hears({ kind: 'outcome', order: 'dial', subject: fresh, outcome });
    expect(one.said).toEqual([...hungUp.map(each => `${each} ${fresh}`), 'cancel ring']);
    expect(one.phase.kind).toBe('talking');
    expect(one.ended(one.leg, RTP_TIMEOUT).phase.kind).toBe('waiting');
  });

  it('is left to the old road when it does not answer in time, or says no', () => {
    const late = comingBack();
    const fresh = newLeg(late);
    expect(late.hears({ kind: 'timer', name: 'ring' }).said).toContain(`hang-up ${fresh}`);
    expect(late.ended(fresh).orders).toEqual([]);
    const rejects = comingBack();
    expect(rejects.ended(newLeg(rejects), 21).phase.kind).toBe('talking');
    expect(rejects.ended(rejects.leg, RTP_TIMEOUT).factKinds()).toContain('agent-leg-lost');
  });

  describe('and whose old leg dies first', () => {
    it('leaves the caller with music, not in the queue', () => {
      const one = alone();
      expect(one.said).toEqual(['stop-recording', `leave ${CALLER}`, 'music on']);
      expect(one.phase.kind).toBe('talking');
    });

    it('has the caller back in the bridge, and in the recording, when it answers', () => {
      const one = alone();
      const fresh = newLeg(one);
      one.hears({ kind: 'leg-answered', channel: fresh });
      expect(one.said).toEqual(['cancel ring', 'fact agent-rejoined', `join ${CALLER} ${fresh}`, 'record']);
      expect(one.factKinds()).not.toContain('agent-leg-lost');
    });

    it('loses the caller to the head of the line when it does not answer', () => {
      const one = alone();
      one.hears({ kind: 'timer', name: 'ring' });
      // It was rung already, and is not waited for once more.
      expect(one.phase).toMatchObject({ kind: 'waiting', first: true });
      expect(one.phase).not.toHaveProperty('only');
      expect(one.said).toEqual(expect.arrayContaining(['agent-finished ana', 'enqueue', 'cancel ring']));
    });

    it('changes nothing for a caller on hold, who hears music already and is not recorded', () => {
      const one = comingBack(onHold());
      one.ended(one.leg, RTP_TIMEOUT);
      expect(one.said).toEqual(['stop-recording', 'cancel paused']);
      const fresh = newLeg(one);
      expect(one.hears({ kind: 'leg-answered', channel: fresh }).said).toContain(`join ${fresh}`);
      expect(one.said).not.toContain('record');
      expect(one.hears({ kind: 'ask-resume', agent: 'ana' }).said).toContain('record');
    });

    it('cannot hold or resume before it is back, and may ask again', () => {
      const one = alone();
      expect(one.hears({ kind: 'ask-hold', agent: 'ana' }).orders).toEqual([]);
      expect(one.hears({ kind: 'ask-resume', agent: 'ana' }).orders).toEqual([]);
      one.later(SAME_WISH_MS).hears(ASK);
      expect([isAlone(one.talk), newLeg(one)]).toEqual([true, expect.stringContaining('leg-')]);
    });

    it('ends a call-back that nobody answers: it has no line', () => {
      const one = comingBack(calledBack());
      one.ended(one.leg, RTP_TIMEOUT).ended(newLeg(one), 20);
      expect(one.phase.kind).toBe('ending');
      expect(one.call.wrapUps).toMatchObject([{ agent: 'ana', queue: null }]);
    });
  });

  it('takes a call-back of its own up again', () => {
    const one = comingBack(calledBack());
    const fresh = newLeg(one);
    one.hears({ kind: 'leg-answered', channel: fresh });
    expect([one.leg, one.talk.queued]).toEqual([fresh, null]);
  });

  it('leaves no leg behind when the caller or the agent hangs up meanwhile', () => {
    const left = comingBack();
    const legs = [left.leg, newLeg(left)];
    left.ended(CALLER);
    expect(left.phase).toMatchObject({ kind: 'ending', open: legs });
    expect(left.said).toEqual(expect.arrayContaining(legs.map(leg => `hang-up ${leg}`)));
    const over = comingBack();
    const all = [CALLER, over.leg, newLeg(over)];
    over.hears({ kind: 'ask-hang-up', agent: 'ana' });
    expect(over.phase).toMatchObject({ kind: 'ending', open: all });
  });

  describe('while the server restarts', () => {
    const back = (one: OneCall, ...answered: string[]) => ({
      ...together(CALLER, one.leg, newLeg(one))(one.call),
      answered: new Set([CALLER, one.leg, ...answered]),
      bridged: new Map([
        [CALLER, one.talk.bridge],
        [one.leg, one.talk.bridge],
      ]),
    });

    it('and answered meanwhile, is joined now', () => {
      const one = comingBack();
      const fresh = newLeg(one);
      const old = one.leg;
      one.hears(back(one, fresh));
      expect(one.said).toEqual([
        'agent-talks ana',
        'cancel ring',
        'fact agent-rejoined',
        'stop-recording',
        `leave ${old}`,
        `join ${fresh}`,
        `hang-up ${old}`,
        'record',
      ]);
    });

    it('and still rings, is waited for', () => {
      const one = comingBack();
      expect(one.hears(back(one)).said).toEqual(['agent-talks ana', 'timer ring 17000', 'resume-recording']);
      expect(comingLeg(one.talk)).toBeDefined();
    });

    it('and was never dialled, may ask again; the old leg decides until then', () => {
      const one = comingBack();
      one.hears(together(CALLER, one.leg));
      expect(one.said).toEqual(['agent-talks ana', 'resume-recording']);
      expect(comingLeg(one.talk)).toBeUndefined();
      expect(one.hears(ASK).said).toContain('dial PJSIP/ag-ana');
    });

    it('and rings although the old leg has died, leaves the caller with music', () => {
      const one = comingBack();
      one.hears({
        ...together(CALLER, newLeg(one))(one.call),
        answered: new Set([CALLER]),
        bridged: new Map([[CALLER, one.talk.bridge]]),
      });
      expect(one.said).toEqual(expect.arrayContaining([`leave ${CALLER}`, 'music on', 'timer ring 17000']));
      expect(one.phase.kind).toBe('talking');
    });

    it('and rings, and what was ordered when the old leg died was lost, leaves the caller with music', () => {
      const one = alone();
      one.hears({
        ...together(CALLER, newLeg(one))(one.call),
        answered: new Set([CALLER]),
        bridged: new Map([[CALLER, one.talk.bridge]]),
      });
      const waits = ['timer ring 17000', `leave ${CALLER}`, 'music on'];
      expect(one.said).toEqual(['agent-talks ana', ...waits, 'stop-recording']);
    });

    it('and has lost both legs, may ask again: it may not have been rung', () => {
      for (const one of [comingBack(), alone()]) {
        one.hears(together(CALLER));
        expect(one.said).toContain('play recuperamos-su-llamada');
        expect(comingLeg(one.talk)).toBeUndefined();
        expect(one.hears(ASK).said).toContain('dial PJSIP/ag-ana');
      }
    });

    it('and has lost the caller, leaves neither leg', () => {
      const one = comingBack();
      const legs = [one.leg, newLeg(one)];
      one.hears(together(...legs));
      expect(one.phase).toMatchObject({ kind: 'ending', open: legs });
    });
  });
});
