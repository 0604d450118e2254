import { describe, expect, it } from 'vitest';
import { endOf } from '../../src/adapters/asterisk/endings.ts';
import { CALLER, queuedCaller, there, waitingCaller } from './one-call.ts';
import { averias } from './small-centre.ts';

const announce = { kind: 'timer', name: 'announce' } as const;

describe('in the queue', () => {
  it('given a caller who has just come, when their turn to hear comes, then they are told their place', () => {
    expect(queuedCaller().hears(announce).said).toEqual([
      'play su-lugar-en-la-cola-es number:2 todos-ocupados',
    ]);
  });

  it('given the announcement, when it was played, then there is music, and the next one is due', () => {
    expect(queuedCaller().hears(announce).played().said).toEqual(['music on', 'timer announce 60000']);
  });

  it('given music, when the next announcement is due, then the music stops first', () => {
    expect(waitingCaller().hears(announce).said.slice(0, 1)).toEqual(['music off']);
  });

  it('given an announcement that fails, then there is music all the same', () => {
    const one = queuedCaller().hears(announce);
    one.hears({ kind: 'outcome', order: 'play', subject: one.playback, outcome: 'refused' });
    expect(one.said).toContain('music on');
  });

  it('given a queue without announcements, then there is music and no timer', () => {
    const one = queuedCaller();
    one.around = { ...one.around, queue: () => ({ ...averias, announceEveryMs: 0 }) };
    expect(one.hears(announce).said).toEqual(['music on']);
  });

  it('given music, when a call is offered, then the agent is rung and the caller goes on hearing it', () => {
    const one = waitingCaller().offered();
    expect(one.said).toEqual([
      'dial PJSIP/sp-ana',
      'dequeue',
      'agent-offered ana',
      'timer ring 22000',
      'fact offered',
    ]);
    expect(one.facts).toMatchObject([
      { kind: 'offered', agent: 'ana', reasons: { idleMs: 7_000, passedOver: { talking: 2 }, position: 41 } },
    ]);
  });

  it('given a waiting caller, when they hang up, then they are out of the line and the call is closed', () => {
    const one = waitingCaller().ended(CALLER);
    expect(one.said[0]).toBe('dequeue');
    expect(one.said).toEqual(expect.arrayContaining(['cancel all', 'fact call-ended', 'close']));
    expect(one.facts).toMatchObject([{ kind: 'call-ended', by: 'caller', phase: 'waiting' }]);
  });

  it('given a restart, then they keep their place and hear music; their place is not announced again at once', () => {
    const one = waitingCaller();
    const before = one.phase;
    one.later(30_000).hears(there(CALLER));
    expect(one.said).toEqual(['music on', 'enqueue', 'timer announce 60000']);
    expect(one.phase).toEqual(before);
  });

  it('given a restart, when they are gone, then they are out of the line', () => {
    const one = waitingCaller().hears(there());
    expect(one.said[0]).toBe('dequeue');
    expect(one.facts).toMatchObject([{ kind: 'call-ended', by: 'recovery', phase: 'waiting' }]);
  });

  it('late and repeated news change nothing', () => {
    const one = waitingCaller();
    const before = one.call;
    one.hears(
      { kind: 'played', playback: `playback-${CALLER}-1`, ok: true },
      { kind: 'digit', digit: '1' },
      { kind: 'timer', name: 'ring' },
      { kind: 'timer', name: 'digits' },
      { kind: 'looked-up', found: null },
      { kind: 'channel-ended', channel: 'leg-of-nobody', end: endOf(16) },
      { kind: 'agent-line-lost', agent: 'ana' },
      { kind: 'ask-hang-up', agent: 'ana' },
      { kind: 'outcome', order: 'dial', subject: 'leg-of-nobody', outcome: 'refused' },
    );
    expect(one.call).toBe(before);
  });

  it('a leg that answers when nobody rings it any more is hung up', () => {
    expect(waitingCaller().hears({ kind: 'leg-answered', channel: 'leg-late' }).said).toEqual([
      'hang-up leg-late',
    ]);
  });
});
