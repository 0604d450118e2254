import { describe, expect, it } from 'vitest';
import { endOf } from '../../src/adapters/asterisk/endings.ts';
import { demoCustomer } from '../ivr/caller.ts';
import { CALLER, OneCall, there } from './one-call.ts';

const begun = () => new OneCall().hears({ kind: 'begin' });
/** Greeted by a flow whose greeting no key cuts. */
const uncut = () => {
  const one = new OneCall();
  const { flow } = one.around;
  const saludo = flow?.nodes.saludo;
  if (flow && saludo?.kind === 'say') {
    const { cuts: _, ...whole } = saludo;
    one.around = { ...one.around, flow: { ...flow, nodes: { ...flow.nodes, saludo: whole } } };
  }
  return one.hears({ kind: 'begin' });
};
const inMenu = () => begun().played();
const timer = (name: 'digits' | 'lookup') => ({ kind: 'timer', name }) as const;

describe('in the menu', () => {
  it('given a new call, when it begins, then it is answered and greeted', () => {
    expect(begun().said).toEqual([
      'cancel digits',
      'cancel lookup',
      `answer ${CALLER}`,
      'play bienvenida aviso-grabacion',
    ]);
  });

  it('given the greeting, when it was played, then the menu is asked and no key is timed yet', () => {
    const one = inMenu();
    expect(one.said).toContain('play menu-principal');
    expect(one.said.join()).not.toContain('timer');
  });

  it('given the question, when it was played, then the first key is waited for', () => {
    expect(inMenu().played().said).toEqual(['timer digits 5000']);
  });

  it('given the question, when a key is pressed meanwhile, then it stops and the answer counts', () => {
    const one = inMenu().keys('1');
    expect(one.said[0]).toBe('stop-playing');
    expect(one.said).toContain('play pida-documento');
    expect(one.call.learned).toHaveLength(1);
    expect(one.factKinds()).toEqual(['caller-chose']);
  });

  it('given the greeting, when a key is pressed, then it stops and the key answers the menu without it being read', () => {
    const one = begun().keys('1');
    expect(one.said[0]).toBe('stop-playing');
    expect(one.said).toContain('play pida-documento');
    expect(one.said).not.toContain('play menu-principal');
  });

  it('given a caller who says nothing, when the time is over, then they are asked again, and at last brought to a person', () => {
    const one = inMenu().played();
    one.hears(timer('digits'));
    expect(one.said).toContain('play no-se-oyo menu-principal');
    one.played().hears(timer('digits')).played().hears(timer('digits'));
    while (one.phase.kind === 'welcome') one.played();
    expect(one.phase).toMatchObject({ kind: 'waiting', queue: 'averias' });
  });

  it('given a wrong key, when it is pressed, then they hear so and are asked again', () => {
    expect(inMenu().keys('7').said).toContain('play opcion-no-valida menu-principal');
  });

  it('given keys for several questions ahead, when the first is asked, then each is answered with its own', () => {
    const one = uncut().keys('345#').played();
    expect(one.said).toContain('lookup');
    expect(one.phase).toMatchObject({
      ask: { kind: 'lookup', lookup: { kind: 'ticket', number: 'OA-2026-000045' } },
    });
    const said = one.orders.map(order => order.kind);
    expect(said).not.toContain('play');
  });

  it('given a wrong key among those ahead, then the rest is forgotten and the question is asked again', () => {
    const one = uncut().keys('71').played();
    expect(one.said).toContain('play opcion-no-valida menu-principal');
    expect(one.phase).toMatchObject({ kind: 'welcome', digits: '' });
  });

  it('given the last digit of a number, when # is pressed all the same, then the next question is not answered by it', () => {
    const ticket = { number: 'OA-2026-000045', lines: ['+584145550113'], state: 'level-2' } as const;
    const asked = () => {
      const one = inMenu().keys('3').keys('45#');
      return one.hears({ kind: 'looked-up', found: { kind: 'ticket', ticket } });
    };
    const late = asked().keys('0113');
    expect(late.said.join()).toContain('estado-nivel-2');
    late.keys('#').played();
    expect(late.said).toContain('play menu-tras-estado');
    expect(late.keys('1').said).toContain('play pida-orden');
    // A finishing key that comes with the digits, ahead of the question, is none of the next one either.
    const early = inMenu().keys('3');
    early
      .keys('45#')
      .keys('0113#')
      .hears({ kind: 'looked-up', found: { kind: 'ticket', ticket } })
      .played();
    expect(early.said).toContain('play menu-tras-estado');
  });

  it('given a closed queue, when the caller hangs up, then it is known which one they wanted', () => {
    const one = inMenu();
    one.around = {
      ...one.around,
      facts: { ...one.around.facts, queueOpen: queue => queue !== 'comercial' },
    };
    one.keys('2').keys('#');
    expect(one.facts.at(-1)).toMatchObject({
      kind: 'turned-away',
      queue: 'comercial',
      topic: 'facturacion',
    });
    one.ended(CALLER);
    const last = one.facts.at(-1);
    expect(last).toMatchObject({ kind: 'call-ended', by: 'caller' });
    expect(last).not.toHaveProperty('informed');
  });

  it('given a caller who was told the state of their ticket, when they hang up, then the call says so', () => {
    const ticket = { number: 'OA-2026-000045', lines: ['+584145550101'], state: 'level-2' } as const;
    const one = inMenu().keys('3').keys('45#');
    one.hears({ kind: 'looked-up', found: { kind: 'ticket', ticket } });
    expect(one.said.join()).toContain('estado-nivel-2');
    one.played().ended(CALLER);
    expect(one.facts.at(-1)).toMatchObject({ kind: 'call-ended', by: 'caller', informed: true });
  });

  it('given a number to key, when a pause is too long, then what was keyed counts', () => {
    const one = inMenu().keys('1').keys('12345');
    expect(one.said).toEqual(['timer digits 3000']);
    one.hears(timer('digits'));
    expect(one.said).toContain('lookup');
    expect(one.said).toContain('timer lookup 2000');
  });

  it('given a look-up, when it is answered, then the customer is known and the timer is gone', () => {
    const customer = demoCustomer('demo-ana');
    const one = inMenu().keys('1').keys('12345678#');
    one.hears({ kind: 'looked-up', found: { kind: 'customer-by-document', customer } });
    expect(one.said).toContain('cancel lookup');
    expect(one.call.customer).toBe(customer);
    expect(one.factKinds()).toContain('caller-identified');
  });

  it('given a look-up, when nobody answers in time, then the call goes on without', () => {
    const one = inMenu().keys('1').keys('12345678#').hears(timer('lookup'));
    expect(one.said.some(each => each.startsWith('play'))).toBe(true);
    const late = one.hears({ kind: 'looked-up', found: null });
    expect(late.orders).toEqual([]);
  });

  it('given a prompt that cannot be played, when the telephone system says so, then the flow goes on', () => {
    const one = begun();
    one.hears({ kind: 'outcome', order: 'play', subject: one.playback, outcome: 'refused' });
    expect(one.said).toContain('play menu-principal');
  });

  it('given the end of the flow, when the queue is reached, then the caller waits', () => {
    const one = inMenu().keys('1').keys('#');
    expect(one.said).toEqual(expect.arrayContaining(['fact queued', 'enqueue']));
    expect(one.phase).toMatchObject({ kind: 'waiting', queue: 'averias', topic: 'averia', priority: 1 });
  });

  it('given no flow at all, when the call begins, then it is hung up rather than left in silence', () => {
    const one = new OneCall();
    one.around = { ...one.around, flow: null };
    one.hears({ kind: 'begin' });
    expect(one.said).toContain(`hang-up ${CALLER}`);
    expect(one.facts).toMatchObject([{ kind: 'call-ended', by: 'system' }]);
  });

  it('given the menu, when the caller hangs up, then the call ends and nothing is open', () => {
    const one = inMenu().played().ended(CALLER);
    expect(one.facts).toMatchObject([{ kind: 'call-ended', by: 'caller', phase: 'welcome' }]);
    expect(one.said).toEqual(expect.arrayContaining(['cancel all', 'close']));
  });

  it('given a restart, when the caller is still there, then their question is asked again', () => {
    const one = inMenu().keys('1').played();
    one.hears(there(CALLER));
    expect(one.said).toContain('play pida-documento');
    expect(one.said.join()).not.toContain('answer');
  });

  it('given a restart before the answer was carried out, then they are answered now', () => {
    const one = begun().hears({ ...there(CALLER), answered: new Set() });
    expect(one.said).toContain(`answer ${CALLER}`);
  });

  it('given a restart, when the caller is gone, then the call has ended', () => {
    expect(inMenu().hears(there()).facts).toMatchObject([{ kind: 'call-ended', by: 'recovery' }]);
  });

  it('late and repeated news change nothing', () => {
    const one = inMenu();
    const before = one.call;
    one.hears(
      { kind: 'played', playback: `playback-${CALLER}-1`, ok: true },
      { kind: 'timer', name: 'lookup' },
      { kind: 'timer', name: 'ring' },
      { kind: 'looked-up', found: null },
      { kind: 'channel-ended', channel: 'leg-of-nobody', end: endOf(16) },
      { kind: 'recorded', recording: 'calls/x-1', ok: true },
      { kind: 'ask-hold', agent: 'ana' },
      { kind: 'ask-disposition', agent: 'ana', disposition: 'resuelto', note: '' },
      { kind: 'outcome', order: 'play', subject: one.playback, outcome: 'lost' },
    );
    expect(one.call).toBe(before);
  });
});
