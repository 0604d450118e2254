import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FirstWord } from '../../src/calls/call.ts';
import { debtOf } from '../../src/customers/customer.ts';
import { demoCustomer } from '../ivr/caller.ts';
import { CALLER, hearingCaller, OneCall, queuedCaller, there } from './one-call.ts';
import { SmallCentre } from './small-centre.ts';

const NUMBER = 'play su-numero-de-atencion-es digits:2026000123 conserve-el-numero';
const DEBT =
  'play deuda-intro number:1250/m moneda-bolivares con number:50/m centimos deuda-como-pagar deuda-sigue';
const over = ['cancel first', 'timer announce 0'];

/** A caller in debt who has just pressed 1. */
function inDebt(): OneCall {
  const customer = demoCustomer('demo-luis');
  expect(debtOf(customer.account)).not.toBeNull();
  const one = new OneCall({ customer, callerNumber: '+584145550102' });
  return one.hears({ kind: 'begin' }).played().keys('1');
}

const leftOf = ({ phase }: OneCall): FirstWord['about'][] =>
  'words' in phase ? (phase.words?.left.map(({ about }) => about) ?? []) : [];
const unheardOf = ({ phase }: OneCall) =>
  phase.kind === 'talking' ? phase.queued?.unheard : 'unheard' in phase ? phase.unheard : undefined;

describe('a caller who has chosen', () => {
  it('has a place, and is told the number meanwhile', () => {
    const one = new OneCall().hears({ kind: 'begin' }).played().keys('1').keys('#');
    expect(one.said.slice(-4)).toEqual(['fact queued', 'enqueue', 'timer first 60000', NUMBER]);
    expect(one.phase).toMatchObject({ kind: 'waiting', queuedAt: one.now, unheard: ['ticket-number'] });
  });

  it('hears of a debt behind the number: each is told apart, and the place in the queue comes last', () => {
    const one = inDebt();
    expect(one.said.at(-1)).toBe(NUMBER);
    expect([leftOf(one), unheardOf(one)]).toEqual([
      ['ticket-number', 'debt'],
      ['ticket-number', 'debt'],
    ]);
    expect(one.played().said).toEqual(['timer first 60000', DEBT]);
    expect([leftOf(one), unheardOf(one)]).toEqual([['debt'], ['debt']]);
    expect(one.played().said).toEqual(over);
    expect([leftOf(one), unheardOf(one)]).toEqual([[], undefined]);
    expect(one.hears({ kind: 'timer', name: 'announce' }).said).toEqual([
      'play su-lugar-en-la-cola-es number:2 todos-ocupados',
    ]);
  });

  it('is offered at once, and goes on hearing it while a telephone rings', () => {
    const one = inDebt();
    const { playback } = one;
    expect(one.offered().said[0]).toBe('dial PJSIP/sp-ana');
    expect(one.phase).toMatchObject({ kind: 'offered', playback, music: false });
    expect(one.played().said).toEqual(['timer first 60000', DEBT]);
    expect(one.phase.kind).toBe('offered');
    expect(one.played().said).toEqual(over);
    expect(one.hears({ kind: 'timer', name: 'announce' }).said).toEqual(['music on']);
  });

  it('goes on hearing it when nobody answers: nothing begins anew', () => {
    const one = inDebt().offered();
    const { playback } = one;
    one.hears({ kind: 'timer', name: 'ring' });
    expect(one.phase).toMatchObject({ kind: 'waiting', playback });
    expect(one.said.some(each => each.startsWith('play') || each.startsWith('timer announce'))).toBe(false);
    expect(one.offered('luis').played().said).toEqual(['timer first 60000', DEBT]);
    expect(unheardOf(one.answered())).toEqual(['debt']);
  });

  it.each<[string, (one: OneCall) => OneCall, readonly string[] | undefined]>([
    ['in the number', one => one, ['ticket-number', 'debt']],
    ['in the debt', one => one.played(), ['debt']],
    ['after both', one => one.played().played(), undefined],
  ])('is cut by the answer %s, and the agent knows what was not heard to its end', (_, hears, unheard) => {
    const one = hears(inDebt().offered()).later(1_000).answered();
    expect(one.said.includes('stop-playing')).toBe(unheard !== undefined);
    expect(unheardOf(one)).toEqual(unheard);
    const [told] = one.facts.filter(fact => fact.kind === 'answered');
    expect(told).toMatchObject({ kind: 'answered', waitedMs: 1_000 });
    expect(told && 'unheard' in told ? told.unheard : undefined).toEqual(unheard);
  });

  it.each(['refused', 'timed-out'] as const)(
    'does not hear a word that is %s, and hears the next',
    outcome => {
      const one = inDebt();
      one.hears({ kind: 'outcome', order: 'play', subject: one.playback, outcome });
      expect(one.said).toEqual(['timer first 60000', DEBT]);
      expect(unheardOf(one.played())).toEqual(['ticket-number']);
    },
  );

  it('hears the next word a moment after one breaks off, when still there', () => {
    const one = inDebt().played(false);
    expect(one.said).toEqual(['timer first 1000']);
    expect(one.hears({ kind: 'timer', name: 'first' }).said).toEqual(['timer first 60000', DEBT]);
    expect(unheardOf(one)).toEqual(['ticket-number', 'debt']);
  });

  it('who hangs up, which breaks the word off first, is played nothing any more', () => {
    const one = hearingCaller().played(false).ended(CALLER);
    expect(one.said.some(each => each.startsWith('play') || each === 'music on')).toBe(false);
    expect(one.facts).toMatchObject([{ kind: 'call-ended', by: 'caller', phase: 'waiting' }]);
  });

  it('hears music after a word whose end is never heard of', () => {
    const one = hearingCaller();
    const { playback } = one;
    expect(one.hears({ kind: 'timer', name: 'first' }).said).toEqual(['cancel first']);
    expect(one.phase).toMatchObject({ playback, music: false });
    expect(one.played().said).toContain('music on');
  });

  it('leaves the rest out with #: then it is nothing that the agent should say', () => {
    const one = inDebt().later(2_000).keys('#');
    expect(one.said).toEqual(['stop-playing', ...over]);
    expect([leftOf(one), unheardOf(one.offered().answered())]).toEqual([[], undefined]);
  });

  it('leaves nothing out with another key, or with the # that people press after their answer', () => {
    const one = hearingCaller();
    const before = one.call;
    expect(one.later(1_999).keys('#').said).toEqual([]);
    expect(one.later(10_000).keys('1*').said).toEqual([]);
    expect(one.call).toBe(before);
  });

  it('who hangs up is out of the line and the call is closed', () => {
    const one = hearingCaller().ended(CALLER);
    expect(one.said).toEqual(expect.arrayContaining(['dequeue', 'cancel all', 'fact call-ended', 'close']));
    expect(one.facts).toMatchObject([{ kind: 'call-ended', by: 'caller', phase: 'waiting' }]);
  });

  it('is not told again after a restart: the next word comes when what still sounds has ended', () => {
    const one = inDebt();
    const { playback } = one;
    one.later(3_000).hears(there(CALLER));
    expect(one.said).toEqual(['enqueue', 'timer first 60000', 'play silence']);
    expect(one.hears({ kind: 'played', playback, ok: true }).said).toEqual([]);
    expect(one.played().said).toEqual(['timer first 60000', DEBT]);
  });

  it('is cut by an answer after a restart as well, with what sounded before it', () => {
    const one = inDebt().offered();
    const { leg, playback } = one;
    one.hears(there(CALLER, leg));
    expect(one.phase.kind).toBe('talking');
    expect(one.orders).toContainEqual({ kind: 'stop-playing', playback });
    const rings = inDebt().offered();
    const before = rings.playback;
    rings.hears({ ...there(CALLER, rings.leg), answered: new Set([CALLER]) });
    const behind = rings.playback;
    const stops = rings.answered().orders.filter(({ kind }) => kind === 'stop-playing');
    expect(stops).toEqual([before, behind].map(each => ({ kind: 'stop-playing', playback: each })));
  });

  it('who is gone after a restart is out of the line', () => {
    const one = hearingCaller().hears(there());
    expect(one.said[0]).toBe('dequeue');
    expect(one.facts).toMatchObject([{ kind: 'call-ended', by: 'recovery', phase: 'waiting' }]);
  });

  it('hears the place at once when there is nothing to say', () => {
    const one = new OneCall();
    const { flow } = one.around;
    const nodes = { cola: { kind: 'queue', queue: 'averias', topic: 'averia', priority: 1 } } as const;
    one.around = { ...one.around, flow: flow && { ...flow, start: 'cola', rescue: 'cola', nodes } };
    one.hears({ kind: 'begin' });
    expect(one.said.slice(-2)).toEqual(['enqueue', 'timer announce 0']);
  });

  it('is not told again after a telephone that was rung in vain', () => {
    const one = queuedCaller().offered().hears({ kind: 'timer', name: 'ring' });
    expect([one.phase.kind, leftOf(one)]).toEqual(['waiting', []]);
  });
});

describe('a caller who cut the greeting with a key', () => {
  const NOTICE = 'play aviso-grabacion';
  /** Pressed 0 in the greeting: wants a person. */
  const hasty = () => new OneCall().hears({ kind: 'begin' }).keys('0');

  it('is in the line at once, and hears there that the call is recorded before anything else', () => {
    const one = hasty();
    expect(one.said[0]).toBe('stop-playing');
    expect(one.said.slice(-3)).toEqual(['enqueue', 'timer first 60000', NOTICE]);
    expect(leftOf(one)).toEqual(['notice', 'ticket-number']);
    expect(one.call).not.toHaveProperty('noticeOwed');
    expect(one.played().said.at(-1)).toBe('play su-numero-de-atencion-es digits:2026000123');
  });

  it('is offered meanwhile, and talks to an agent who answers when the notice is over, not before', () => {
    const one = hasty().offered().later(2_000).answered();
    expect(one.said).toEqual([`ring ${one.leg}`, 'timer ring 15000']);
    expect(one.phase.kind).toBe('offered');
    one.played();
    expect(one.said).toEqual(expect.arrayContaining(['cancel ring', `join ${CALLER} ${one.leg}`]));
    expect(one.said.some(each => each.startsWith('play'))).toBe(false);
    expect([one.phase.kind, unheardOf(one)]).toEqual(['talking', ['ticket-number']]);
  });

  it('talks at once to an agent who answers after the notice', () => {
    const one = hasty().offered().played().answered();
    expect([one.phase.kind, unheardOf(one)]).toEqual(['talking', ['ticket-number']]);
  });

  it('cannot leave the notice out', () => {
    const one = hasty().later(5_000).keys('#');
    expect([one.said, leftOf(one), unheardOf(one)]).toEqual([[], ['notice'], undefined]);
  });

  it('goes to the next agent when the one who answered is gone before the notice is over', () => {
    const one = hasty().offered().answered();
    one.ended(one.leg);
    expect(one.phase).toMatchObject({ kind: 'waiting', missedBy: ['ana'] });
    expect(leftOf(one)).toEqual(['notice', 'ticket-number']);
  });

  it.each([
    [16, 'refused'],
    [18, 'unreachable'],
    [27, 'unreachable'],
    [38, 'unreachable'],
    [44, 'unreachable'],
  ] as const)('a leg that ends with cause %i in the notice is %s', (cause, why) => {
    const one = hasty().offered().answered();
    one.ended(one.leg, cause);
    expect(one.facts.at(-1)).toMatchObject({ kind: 'offer-ended', why });
  });

  it('who hangs up before the notice is over ends the call, and the agent is free', () => {
    const one = hasty().offered().answered();
    const { leg } = one;
    one.ended(CALLER);
    expect(one.said).toContain(`hang-up ${leg}`);
    expect(one.factKinds().slice(-2)).toEqual(['offer-ended', 'call-ended']);
  });

  it('talks all the same when the notice cannot be played, or its end is never heard of', () => {
    const broken = hasty().offered().answered();
    broken.hears({ kind: 'outcome', order: 'play', subject: broken.playback, outcome: 'refused' });
    expect(broken.phase.kind).toBe('talking');
    const endless = hasty().offered().answered().hears({ kind: 'timer', name: 'ring' });
    expect(endless.phase.kind).toBe('talking');
  });

  it('hears the notice again after a restart, and the agent who has answered waits for it', () => {
    const one = hasty().offered();
    one.hears(there(CALLER, one.leg));
    expect(one.said).toEqual(expect.arrayContaining(['stop-playing', NOTICE, `ring ${one.leg}`]));
    expect(one.phase.kind).toBe('offered');
    expect(one.played().phase.kind).toBe('talking');
  });

  it('owes no notice when none is given, and hears it only once', () => {
    const silent = new OneCall();
    silent.around = { ...silent.around, facts: { ...silent.around.facts, announceRecording: false } };
    expect(leftOf(silent.hears({ kind: 'begin' }).keys('0'))).toEqual(['ticket-number']);
    expect(leftOf(new OneCall().hears({ kind: 'begin' }).played().keys('0'))).toEqual(['ticket-number']);
  });
});

describe('a centre where somebody still hears the number', () => {
  let centre: SmallCentre;
  beforeEach(async () => {
    centre = await new SmallCentre(['ana', 'luis']).start();
  });
  afterEach(() => centre.close());

  /** A caller who has pressed 1 after the greeting, and # for no document; the number lasts three seconds here. */
  async function hearing(callerNumber: string): Promise<string> {
    const call = centre.board.rings({ callerNumber, dialled: '*626' });
    await centre.soon(2_000);
    for (const key of '1#') centre.board.presses(call, key);
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ unheard: ['ticket-number'] });
    return call;
  }
  const agentOf = (call: string) => {
    const { phase } = centre.call(call);
    return 'agent' in phase ? phase.agent : null;
  };

  it('offers them to a free agent with the last key, and counts the wait from it', async () => {
    await centre.ready('ana');
    const call = await hearing('1');
    expect(agentOf(call)).toBe('ana');
    await centre.soon(1_500);
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    const answered = centre.factsOf(call).find(fact => fact.kind === 'answered');
    expect(answered).toMatchObject({ waitedMs: 1_500, unheard: ['ticket-number'] });
    expect(centre.board.channels.get(call)?.playbacks).toEqual([]);
  });

  it('serves them in their turn', async () => {
    const first = await hearing('1');
    const second = await centre.waits('2');
    expect([first, second].map(each => centre.calls.positionOf(each))).toEqual([1, 2]);
    await centre.ready('ana');
    expect([agentOf(first), agentOf(second)]).toEqual(['ana', null]);
  });

  it('lets who waits hear it to its end', async () => {
    const call = await hearing('1');
    await centre.soon(3_000);
    await centre.soon();
    expect(centre.call(call).phase).not.toHaveProperty('unheard');
    await centre.ready('ana');
    expect(agentOf(call)).toBe('ana');
  });

  it('killed in the middle of it, keeps the place and says nothing again', async () => {
    const first = await hearing('1');
    const spoken = centre.board.channels.get(first)?.playbacks.map(each => each.sounds);
    const second = await centre.waits('2');
    await centre.soon(1_000);
    await centre.restart();
    await centre.soon();
    expect([first, second].map(each => centre.calls.positionOf(each))).toEqual([1, 2]);
    expect(centre.board.channels.get(first)?.playbacks.map(each => each.sounds)).toEqual([
      ...(spoken ?? []),
      [{ kind: 'silence' }],
    ]);
    await centre.ready('ana');
    expect(agentOf(first)).toBe('ana');
    centre.board.answers(centre.legOf(first));
    await centre.soon();
    expect(centre.board.channels.get(first)?.playbacks).toEqual([]);
  });

  it('killed in the middle of it, brings music also when it ended while nobody watched', async () => {
    const call = await hearing('1');
    await centre.kill();
    centre.clock.advance(10_000);
    await centre.start();
    await centre.soon(1_000);
    for (let second = 0; second < 5; second += 1) await centre.soon(1_000);
    expect(centre.call(call).phase).toMatchObject({ kind: 'waiting', music: true });
  });
});
