import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlowInput, Place } from '../../src/ivr/conversation.ts';
import { walk } from '../../src/ivr/walk.ts';
import { callerIn, demoCustomer, factsOf, flowFrom, flowNamed, ticket } from './caller.ts';

const flow = flowNamed('averias-626');

describe('a restart of the server in the middle of a flow', () => {
  test('asks the question again that the caller was at, without counting a try', () => {
    const caller = callerIn(flow).dials().keys('1');
    const before = caller.place;
    caller.dials();
    expect(caller.heard.slice(-2)).toEqual(['pida-documento', 'pida-documento']);
    expect(caller.place).toEqual({ ...before, asked: before.asked + 1 });
  });

  test('keeps what was keyed, found and tried', () => {
    const caller = callerIn(flow).dials().keys('3').keys('45').findsTicket(ticket).keys('0000');
    caller.dials();
    expect(caller.heard.at(-1)).toBe('pida-cuatro-digitos');
    expect(caller.place).toMatchObject({ ticket, tries: { 'comprobar-cuatro': 1 }, keyed: { orden: '45' } });
  });

  test('repeats a lookup and an end', () => {
    const looking = callerIn(flow).dials().keys('3').keys('45');
    expect(looking.dials().ask).toMatchObject({ kind: 'lookup' });
    const queued = callerIn(flow).dials().keys('0');
    expect(queued.dials().ask).toMatchObject({ kind: 'queue', topic: 'asesor' });
  });
});

describe('what is spoken in a queue', () => {
  const queueFirst = (first: string) =>
    flowFrom(`flow: small
title: { es: Chico, en: Small }
start: end
rescue: end
patience: { tries: 2, firstDigitMs: 5000, interDigitMs: 3000, silent: [quiet], wrong: [wrong] }
nodes:
  end: { kind: queue, queue: averias, topic: averia, priority: 1${first} }
`);
  const spoken = ', first: [hello, { prompt: debt, when: debt-of-keyed-document }, { spoken: own-ticket }]';

  test('is what holds of this call, also for whom the flow could not carry further', () => {
    expect(callerIn(queueFirst(spoken)).dials().first).toBe('hello [2026000123]');
    const luis = { customer: demoCustomer('demo-luis'), callerNumber: '+584145550199' };
    expect(callerIn(queueFirst(spoken), luis).dials().first).toBe('hello debt [2026000123]');
    const circling = callerIn(flow).dials();
    const tired: Place = { ...circling.place, asked: 80 };
    expect(walk(queueFirst(spoken), { ...tired, flow: 'small' }, { kind: 'start' }, factsOf()).ask).toEqual({
      kind: 'queue',
      queue: 'averias',
      topic: 'averia',
      priority: 1,
      first: [
        { about: 'other', prompts: [{ kind: 'file', name: 'hello' }] },
        { about: 'ticket-number', prompts: [{ kind: 'digits', value: '2026000123' }] },
      ],
    });
  });

  test('is nothing where the flow names nothing', () => {
    expect(callerIn(queueFirst('')).dials().first).toBe('');
  });

  test.each([
    ['the owner of the calling line', '+584145550102', true, false],
    ['somebody who calls from elsewhere', '+584145550199', false, true],
  ])('tells debt of %s from the other kind', (_, callerNumber, ofLine, ofDocument) => {
    const both =
      ', first: [{ prompt: line, when: debt-of-calling-line }, { prompt: document, when: debt-of-keyed-document }]';
    const heard = callerIn(queueFirst(both), { customer: demoCustomer('demo-luis'), callerNumber }).dials()
      .first;
    expect([heard?.includes('line'), heard?.includes('document')]).toEqual([ofLine, ofDocument]);
    const paid = { customer: demoCustomer('demo-ana'), callerNumber };
    expect(callerIn(queueFirst(both), paid).dials().first).toBe('');
  });
});

describe('a flow that was edited while somebody is in it', () => {
  const edited = { ...flow, version: 'edited' };
  const atMenu = callerIn(flow).dials().place;

  test('asks again: the answer was given to the older question', () => {
    const step = walk(edited, atMenu, { kind: 'digits', digits: '2' }, factsOf());
    expect(step.ask).toMatchObject({ kind: 'gather' });
    expect(step.place).toMatchObject({ node: 'menu', version: 'edited' });
    expect(step.learned).toEqual([]);
    expect(walk(edited, step.place, { kind: 'digits', digits: '0' }, factsOf()).place.node).toBe('asesor');
  });

  test('that no longer has the place, or is another flow, begins anew', () => {
    for (const place of [
      { ...atMenu, node: 'no-longer-there' },
      { ...atMenu, flow: 'another' },
      { ...atMenu, node: 'toString' },
    ]) {
      expect(walk(flow, place, { kind: 'digits', digits: '1' }, factsOf()).place.node).toBe('saludo');
    }
  });
});

describe('things that go wrong on the way', () => {
  test('a prompt that cannot be played costs a sentence, not the call', () => {
    const first = walk(flow, null, { kind: 'start' }, factsOf());
    const next = walk(flow, first.place, { kind: 'say-failed' }, factsOf());
    expect(next.place.node).toBe('menu');
    expect(callerIn(flow).dials().hears({ kind: 'say-failed' }).heard.at(-1)).toBe(
      'no-se-oyo menu-principal',
    );
  });

  test('an answer nobody asked for changes nothing', () => {
    const caller = callerIn(flow).dials();
    caller
      .hears({ kind: 'found', found: { kind: 'ticket', ticket } })
      .hears({ kind: 'said' })
      .lookupFails();
    expect(caller.place).toMatchObject({ node: 'menu', ticket: null, tries: {} });
    const looking = callerIn(flow).dials().keys('1').keys('00000101');
    looking.findsTicket(ticket);
    expect(looking.place).toMatchObject({ node: 'averia-buscar', ticket: null });
  });

  test('a customer found by document does not displace the owner of the line', () => {
    const looking = callerIn(flow).dials().keys('1').keys('00000102').place;
    const found: FlowInput = {
      kind: 'found',
      found: { kind: 'customer-by-document', customer: demoCustomer('demo-luis') },
    };
    expect(
      walk(flow, looking, found, factsOf({ customer: demoCustomer('demo-ana') })).place.customer,
    ).toBeNull();
  });

  test('who goes round and round is brought to the rescue', () => {
    const caller = callerIn(flow).dials();
    for (let time = 0; time < 200 && caller.ask.kind === 'gather'; time += 1) caller.keys('*');
    expect(caller.ask).toMatchObject({ kind: 'queue', queue: 'averias', topic: 'averia' });
    expect(caller.dials().ask).toMatchObject({ kind: 'queue', queue: 'averias' });
  });
});

describe('menus with two keys and announcements with nothing to say', () => {
  const tiny = flowFrom(`
flow: tiny
title: { es: t, en: t }
start: silent
rescue: fin
patience: { tries: 2, firstDigitMs: 1000, interDigitMs: 500, silent: [a], wrong: [b] }
nodes:
  silent: { kind: say, prompts: [{ spoken: debt }], next: menu }
  menu: { kind: menu, prompts: [c], options: { "11": { to: fin }, "2": { to: menu } }, otherwise: fin }
  fin: { kind: hang-up, cause: finished }
`);

  test('pass over the announcement and wait for as many digits as the longest key', () => {
    expect(callerIn(tiny).dials().heard).toEqual(['c']);
    expect(callerIn(tiny).dials().ask).toMatchObject({ max: 2 });
    expect(callerIn(tiny).dials().keys('1').keys('12').ask.kind).toBe('hang-up');
  });
});

describe('whatever a caller does', () => {
  const heards: fc.Arbitrary<FlowInput> = fc.oneof(
    fc.constantFrom<FlowInput>(
      { kind: 'start' },
      { kind: 'said' },
      { kind: 'silence' },
      { kind: 'say-failed' },
      { kind: 'lookup-failed' },
      { kind: 'found', found: { kind: 'ticket', ticket } },
      { kind: 'found', found: { kind: 'ticket', ticket: null } },
      { kind: 'found', found: { kind: 'customer-by-document', customer: null } },
      { kind: 'found', found: { kind: 'customer-by-document', customer: demoCustomer('demo-luis') } },
    ),
    fc
      .constantFrom(
        '',
        '0',
        '1',
        '2',
        '3',
        '9',
        '*',
        '#',
        '45',
        '1234',
        '00000101',
        '2026000045',
        'constructor',
      )
      .map((digits): FlowInput => ({ kind: 'digits', digits })),
  );
  const said: fc.Arbitrary<FlowInput[]> = fc.array(
    fc.oneof({ weight: 2, arbitrary: fc.constant<FlowInput>({ kind: 'said' }) }, heards),
    {
      maxLength: 150,
    },
  );

  test('they have something to hear or to do, and their place is JSON', () => {
    fc.assert(
      fc.property(said, fc.boolean(), (answers, open) => {
        const about = factsOf({ callerNumber: '+584145550199', queueOpen: () => open });
        let place: Place | null = null;
        for (const heard of [{ kind: 'start' } as const, ...answers]) {
          const step = walk(flow, place, heard, about);
          expect(JSON.parse(JSON.stringify(step.place))).toEqual(step.place);
          if (step.ask.kind === 'say' || step.ask.kind === 'gather') {
            expect(step.ask.prompts.length).toBeGreaterThan(0);
          }
          place = step.place;
        }
      }),
      { numRuns: 150 },
    );
  });

  test('they hear no ticket of others without their last four digits', () => {
    fc.assert(
      fc.property(said, answers => {
        const about = factsOf({ callerNumber: '+584145550199' });
        let place: Place | null = null;
        for (const heard of [{ kind: 'start' } as const, ...answers]) {
          const step = walk(flow, place, heard, about);
          expect(step.place.node).not.toBe('decir-estado');
          place = step.place;
        }
      }),
      { numRuns: 150 },
    );
  });

  test('he who only keeps quiet comes to a queue', () => {
    const caller = callerIn(flow).dials();
    for (let time = 0; time < 10 && caller.ask.kind === 'gather'; time += 1) caller.keepsQuiet();
    expect(caller.ask.kind).toBe('queue');
  });
});
