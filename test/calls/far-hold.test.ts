import { describe, expect, it } from 'vitest';
import { comingLeg, isOnHold } from '../../src/calls/legs.ts';
import {
  CALLER,
  hearingCaller,
  type OneCall,
  offeredCaller,
  talkingCaller,
  together,
  waitingCaller,
} from './one-call.ts';

const holds = (one: OneCall, channel = CALLER) => one.hears({ kind: 'held', channel, held: true });
const takesBack = (one: OneCall, channel = CALLER) => one.hears({ kind: 'held', channel, held: false });

describe('a customer whose telephone puts us on hold in a talk', () => {
  it('is told of once, and is not recorded meanwhile', () => {
    const one = talkingCaller();
    holds(one);
    expect(one.said).toEqual([
      'silence caller-1 on',
      'fact customer-held',
      'pause-recording',
      'fact recording-paused',
      'timer paused 300000',
    ]);
    expect(one.call.farHold).toBe(true);
    holds(one);
    expect(one.said).toEqual([]);
    takesBack(one);
    expect(one.said).toEqual([
      'silence caller-1 off',
      'fact customer-resumed',
      'cancel paused',
      'resume-recording',
      'fact recording-resumed',
    ]);
    expect(one.call).not.toHaveProperty('farHold');
    takesBack(one);
    expect(one.said).toEqual([]);
  });

  it('and whom the agent holds too is recorded when both are back', () => {
    const one = talkingCaller();
    holds(one);
    one.hears({ kind: 'ask-hold', agent: 'ana' });
    one.hears({ kind: 'ask-resume', agent: 'ana' });
    expect(one.call.recording?.paused).toBe(true);
    takesBack(one);
    expect(one.call.recording?.paused).toBe(false);
    holds(one);
    one.hears({ kind: 'ask-hold', agent: 'ana' });
    takesBack(one);
    expect(one.call.recording?.paused).toBe(true);
    one.hears({ kind: 'ask-resume', agent: 'ana' });
    expect(one.call.recording?.paused).toBe(false);
  });

  it('while the telephone of the agent rings is recorded only from when they are back', () => {
    const one = offeredCaller();
    holds(one);
    one.answered();
    expect([one.phase.kind, one.call.recording]).toEqual(['talking', null]);
    expect(one.said).not.toContain('record');
    takesBack(one);
    expect(one.said).toContain('record');
    expect(one.call.recording).toMatchObject({ paused: false, agent: 'ana' });
  });

  it('while the agent comes back from a reload is recorded only from when they are back', () => {
    const one = talkingCaller();
    holds(one);
    one.hears({ kind: 'ask-rejoin', agent: 'ana', endpoint: 'PJSIP/ag-2' });
    const leg = comingLeg(one.talk)?.channel ?? '';
    one.hears({ kind: 'leg-answered', channel: leg });
    expect([one.leg, one.call.recording]).toEqual([leg, null]);
    expect(one.said).not.toContain('record');
    takesBack(one);
    expect(one.orders).toContainEqual(expect.objectContaining({ kind: 'record', channel: leg }));
  });

  it('may have come back while nobody watched: what is not known holds nobody up', () => {
    const one = talkingCaller();
    const { leg } = one;
    holds(one);
    one.hears(together(CALLER, leg));
    expect(one.call).not.toHaveProperty('farHold');
    expect(one.call.recording?.paused).toBe(false);
    expect(one.factKinds()).toContain('customer-resumed');
  });

  it('is noted no more once the call is over', () => {
    const one = talkingCaller();
    one.hears({ kind: 'ask-hang-up', agent: 'ana' });
    one.facts = [];
    holds(one);
    expect(one.said).toEqual([]);
  });
});

describe('a caller whose telephone puts us on hold in the line', () => {
  it('keeps the place and is offered to nobody until they are back', () => {
    const one = waitingCaller();
    holds(one);
    expect(one.said).toEqual(['silence caller-1 on', 'fact customer-held', 'enqueue']);
    one.offered();
    expect(one.said).toEqual([]);
    expect(one.phase).toMatchObject({ kind: 'waiting' });
    takesBack(one);
    expect(one.said).toEqual(['silence caller-1 off', 'fact customer-resumed', 'enqueue']);
    one.offered();
    expect(one.phase).toMatchObject({ kind: 'offered' });
  });

  it('is not offered after the first words either', () => {
    const one = hearingCaller();
    holds(one);
    one.played();
    one.offered();
    expect(one.phase).toMatchObject({ kind: 'waiting' });
  });

  it('may be offered after a restart', () => {
    const one = waitingCaller();
    holds(one);
    one.hears(together(CALLER));
    one.offered();
    expect(one.phase).toMatchObject({ kind: 'offered' });
  });
});

describe('an agent whose desk telephone has a hold key', () => {
  it('holds the call by it, as by the page', () => {
    const one = talkingCaller();
    const { leg } = one;
    holds(one, leg);
    expect(isOnHold(one.talk)).toBe(true);
    expect(one.said).toContain(`leave ${CALLER}`);
    expect(one.factKinds()).toContain('held');
    takesBack(one, leg);
    expect(isOnHold(one.talk)).toBe(false);
    expect(one.said).toContain(`join ${CALLER}`);
  });
});
