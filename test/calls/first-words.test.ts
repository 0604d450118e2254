import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { debtOf } from '../../src/customers/customer.ts';
import { demoCustomer } from '../ivr/caller.ts';
import { CALLER, hearingCaller, OneCall, queuedCaller, there } from './one-call.ts';
import { SmallCentre } from './small-centre.ts';

const told = ['cancel first', 'fact first-words-ended', 'enqueue', 'timer announce 0'];

describe('a caller who has chosen', () => {
  it('given his choice, then he has his place before he is told his number', () => {
    const one = new OneCall().hears({ kind: 'begin' }).played().keys('1').keys('#');
    expect(one.said.slice(-4)).toEqual([
      'fact queued',
      'enqueue',
      'timer first 60000',
      'play su-numero-de-atencion-es digits:2026000123 conserve-el-numero',
    ]);
    expect(one.phase).toMatchObject({ kind: 'waiting', queuedAt: one.now, hearsFirst: true });
  });

  it('given a debt of the line he calls from, then he is told of it there as well', () => {
    const customer = demoCustomer('demo-luis');
    expect(debtOf(customer.account)).not.toBeNull();
    const one = new OneCall({ customer, callerNumber: '+584145550102' });
    one.hears({ kind: 'begin' }).played().keys('1');
    expect(one.phase.kind).toBe('waiting');
    expect(one.said.at(-1)).toBe(
      'play deuda-intro number:1250/m moneda-bolivares con number:50/m centimos deuda-como-pagar deuda-sigue ' +
        'su-numero-de-atencion-es digits:2026000123 conserve-el-numero',
    );
  });

  it('given the end of it, then he may be offered, and hears his place', () => {
    const one = hearingCaller().played();
    expect(one.said).toEqual(told);
    expect(one.phase).not.toHaveProperty('hearsFirst');
    expect(one.hears({ kind: 'timer', name: 'announce' }).said).toEqual([
      'play su-lugar-en-la-cola-es number:2 todos-ocupados',
    ]);
  });

  it('given an offer meanwhile, then nobody is rung for him', () => {
    const one = hearingCaller();
    const before = one.call;
    expect(one.offered().said).toEqual([]);
    expect(one.call).toBe(before);
  });

  it.each(['refused', 'timed-out'] as const)('given prompts that are %s, then he may be offered', outcome => {
    const one = hearingCaller();
    one.hears({ kind: 'outcome', order: 'play', subject: one.playback, outcome });
    expect(one.said).toEqual(told);
  });

  it('given prompts that break off, then he may be offered when he is still there after a moment', () => {
    const one = hearingCaller().played(false);
    expect(one.said).toEqual(['timer first 1000']);
    expect(one.offered().said).toEqual([]);
    one.hears({ kind: 'timer', name: 'first' });
    expect(one.said).toEqual(told.slice(1));
    expect(one.phase).not.toHaveProperty('hearsFirst');
  });

  it('given his hanging up, which breaks them off first, then no telephone rings for him', () => {
    const one = hearingCaller().played(false);
    expect(one.offered().ended(CALLER).facts).toMatchObject([
      { kind: 'call-ended', by: 'caller', phase: 'waiting' },
    ]);
  });

  it('given an end that is never heard of, then he may be offered, and what is said goes on', () => {
    const one = hearingCaller();
    const { playback } = one;
    expect(one.hears({ kind: 'timer', name: 'first' }).said).toEqual(['fact first-words-ended', 'enqueue']);
    expect(one.phase).toMatchObject({ playback, music: false });
    expect(one.phase).not.toHaveProperty('hearsFirst');
    expect(one.played().said).toContain('music on');
  });

  it('given #, then the rest is left out and he may be offered', () => {
    const one = hearingCaller().later(2_000).keys('#');
    expect(one.said).toEqual(['stop-playing', ...told]);
    expect(one.phase).toMatchObject({ playback: null });
  });

  it('given another key, or the # that people press after their answer, then he is told all the same', () => {
    const one = hearingCaller();
    const before = one.call;
    expect(one.later(1_999).keys('#').said).toEqual([]);
    expect(one.later(10_000).keys('1*').said).toEqual([]);
    expect(one.call).toBe(before);
  });

  it('given his hanging up, then he is out of the line and the call is closed', () => {
    const one = hearingCaller().ended(CALLER);
    expect(one.said).toEqual(expect.arrayContaining(['dequeue', 'cancel first', 'fact call-ended', 'close']));
    expect(one.facts).toMatchObject([{ kind: 'call-ended', by: 'caller', phase: 'waiting' }]);
  });

  it('given a restart, then he is not told again, and not offered before what still sounds has ended', () => {
    const one = hearingCaller();
    const { playback, phase } = one;
    one.later(3_000).hears(there(CALLER));
    expect(one.said).toEqual(['enqueue', 'timer first 60000', 'play sound:silence/1']);
    expect(one.phase).toEqual({ ...phase, playback: one.playback });
    one.hears({ kind: 'played', playback, ok: true });
    expect(one.offered().said).toEqual([]);
    expect(one.played().said).toEqual(told);
  });

  it('given a restart, when he is gone, then he is out of the line', () => {
    const one = hearingCaller().hears(there());
    expect(one.said[0]).toBe('dequeue');
    expect(one.facts).toMatchObject([{ kind: 'call-ended', by: 'recovery', phase: 'waiting' }]);
  });

  it('given nothing to say, then he may be offered at once', () => {
    const one = new OneCall();
    const { flow } = one.around;
    const nodes = { cola: { kind: 'queue', queue: 'averias', topic: 'averia', priority: 1 } } as const;
    one.around = { ...one.around, flow: flow && { ...flow, start: 'cola', rescue: 'cola', nodes } };
    one.hears({ kind: 'begin' });
    expect(one.said.slice(-2)).toEqual(['enqueue', 'timer announce 0']);
  });

  it('waits for nobody who was rung in vain: he is not told again', () => {
    const one = queuedCaller().offered().hears({ kind: 'timer', name: 'ring' });
    expect(one.phase.kind).toBe('waiting');
    expect(one.phase).not.toHaveProperty('hearsFirst');
  });
});

describe('a centre where somebody still hears his number', () => {
  let centre: SmallCentre;
  beforeEach(async () => {
    centre = await new SmallCentre(['ana', 'luis']).start();
  });
  afterEach(() => centre.close());

  /** A caller who has pressed 1 and has his place; his number lasts three seconds here. */
  async function hearing(callerNumber: string): Promise<string> {
    const call = centre.board.rings({ callerNumber, dialled: '*626' });
    centre.board.presses(call, '1');
    centre.board.presses(call, '#');
    await centre.soon(2_000);
    expect(centre.call(call).phase).toMatchObject({ kind: 'waiting', hearsFirst: true });
    return call;
  }
  const agentOf = (call: string) => {
    const { phase } = centre.call(call);
    return 'agent' in phase ? phase.agent : null;
  };

  it('keeps his place, serves the next one meanwhile, and offers him first when he has heard it', async () => {
    const first = await hearing('1');
    const second = await centre.waits('2');
    const third = await centre.waits('3');
    expect([first, second, third].map(each => centre.calls.positionOf(each))).toEqual([1, 2, 3]);
    await centre.ready('ana');
    expect([agentOf(first), agentOf(second)]).toEqual([null, 'ana']);
    expect(centre.calls.positionOf(first)).toBe(1);
    await centre.soon(3_000);
    expect(agentOf(first)).toBeNull();
    await centre.ready('luis');
    expect([agentOf(first), agentOf(third)]).toEqual(['luis', null]);
  });

  it('offers him to a free agent the moment he has heard it, and counts the wait from his choice', async () => {
    await centre.ready('ana');
    const call = await hearing('1');
    const { queuedAt } = centre.call(call).phase as { queuedAt: number };
    expect(agentOf(call)).toBeNull();
    await centre.soon(2_999);
    expect(agentOf(call)).toBeNull();
    await centre.soon(1);
    expect(agentOf(call)).toBe('ana');
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    const answered = centre.factsOf(call).find(fact => fact.kind === 'answered');
    expect(answered).toMatchObject({ waitedMs: centre.clock.now() - queuedAt });
    expect(centre.clock.now() - queuedAt).toBeGreaterThanOrEqual(3_000);
  });

  it('offers him after a moment when his number cannot be played', async () => {
    await centre.ready('ana');
    centre.board.missingMedia.add('sound:cauce/conserve-el-numero');
    const call = centre.board.rings({ callerNumber: '1', dialled: '*626' });
    for (const key of '1#') centre.board.presses(call, key);
    await centre.soon(2_000);
    await centre.soon();
    expect(agentOf(call)).toBeNull();
    await centre.soon(1_000);
    await centre.soon();
    expect(agentOf(call)).toBe('ana');
  });

  it('killed in the middle of it, keeps his place and offers him when it is over, without saying it again', async () => {
    await centre.ready('ana');
    const first = await hearing('1');
    const spoken = centre.board.channels.get(first)?.playbacks.map(each => each.media);
    await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'off' } });
    const second = await centre.waits('2');
    await centre.soon(1_000);
    await centre.restart();
    await centre.soon();
    expect([first, second].map(each => centre.calls.positionOf(each))).toEqual([1, 2]);
    expect(centre.board.channels.get(first)?.playbacks.map(each => each.media)).toEqual([
      ...(spoken ?? []),
      ['sound:silence/1'],
    ]);
    await centre.soon(1_000);
    await centre.ready('luis');
    expect([agentOf(first), agentOf(second)]).toEqual([null, 'luis']);
    await centre.soon(2_000);
    await centre.ready('ana');
    expect(agentOf(first)).toBe('ana');
  });

  it('killed in the middle of it, offers him also when it ended while nobody watched', async () => {
    const call = await hearing('1');
    await centre.kill();
    centre.clock.advance(10_000);
    await centre.start();
    await centre.soon(1_000);
    await centre.ready('ana');
    expect(agentOf(call)).toBe('ana');
  });
});
