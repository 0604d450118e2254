import { describe, expect, test } from 'vitest';
import { callerIn, demoCustomer, flowNamed, ticket } from './caller.ts';

const flow = flowNamed('averias-626');
const number = 'su-numero-de-atencion-es [2026000123]';
const kept = `${number} conserve-el-numero`;
const faultQueue = { kind: 'queue', queue: 'averias', topic: 'averia', priority: 1 };
const otherQueue = (topic: string) => ({ kind: 'queue', queue: 'averias', topic, priority: 2 });
const ana = { customer: demoCustomer('demo-ana') };
const luis = { customer: demoCustomer('demo-luis'), callerNumber: '+584145550102' };

describe('whoever dials *626', () => {
  test('is greeted, told of the recording and asked what for', () => {
    const caller = callerIn(flow, ana).dials();
    expect(caller.heard).toEqual(['bienvenida aviso-grabacion', 'menu-principal']);
    expect(caller.ask).toMatchObject({ kind: 'gather', max: 1, finishOn: '', firstDigitMs: 5000 });
  });

  test('hears nothing of a recording where none is made', () => {
    expect(callerIn(flow, { ...ana, announceRecording: false }).dials().heard[0]).toBe('bienvenida');
  });

  test('with 0 comes to a person', () => {
    const caller = callerIn(flow, ana).dials().keys('0');
    expect(caller.ask).toMatchObject(otherQueue('asesor'));
    expect(caller.heard.slice(2)).toEqual([]);
    expect(caller.first).toBe(number);
  });

  test('with * hears the menu again, as often as they like', () => {
    const caller = callerIn(flow, ana).dials();
    for (let time = 0; time < 5; time += 1) caller.keys('*');
    expect(caller.heard.slice(1)).toEqual(Array(6).fill('menu-principal'));
  });

  test('and keeps quiet three times is queued as a fault, with the ticket number', () => {
    const caller = callerIn(flow).dials().keepsQuiet().keepsQuiet();
    expect(caller.heard.at(-1)).toBe('no-se-oyo menu-principal');
    expect(caller.keepsQuiet().ask).toMatchObject(faultQueue);
    expect(caller.first).toBe(kept);
  });

  test('and keys what leads nowhere three times is queued as a fault', () => {
    const caller = callerIn(flow).dials().keys('7').keys('#');
    expect(caller.heard.at(-1)).toBe('opcion-no-valida menu-principal');
    expect(caller.keys('').ask).toMatchObject(faultQueue);
  });
});

describe('1, a fault', () => {
  test('from a known line in good standing has their place at once, and hears the number there', () => {
    const caller = callerIn(flow, ana).dials().keys('1');
    expect(caller.ask).toMatchObject(faultQueue);
    expect(caller.heard.slice(2)).toEqual([]);
    expect(caller.first).toBe(kept);
    expect(caller.learned).toEqual([
      {
        key: 'motivo',
        label: { es: 'Motivo', en: 'Reason' },
        value: { es: 'Avería', en: 'Fault' },
      },
    ]);
  });

  test('without a ticket number yet names none', () => {
    const caller = callerIn(flow, { ...ana, ticketNumber: null })
      .dials()
      .keys('1');
    expect(caller.first).toBe('');
    expect(caller.ask).toMatchObject(faultQueue);
  });

  test('from a line in debt hears the amount in their place, and is served all the same (S1-23)', () => {
    const caller = callerIn(flow, luis).dials().keys('1');
    expect(caller.heard.slice(2)).toEqual([]);
    expect(caller.first).toBe(`${kept} deuda-intro 1250.5 VES deuda-como-pagar deuda-sigue`);
    expect(caller.ask).toMatchObject(faultQueue);
  });

  test('whose document was keyed on a line that others have too does not hear the amount: they are not alone', () => {
    const shared = { ...luis, customerBy: 'document' } as const;
    const caller = callerIn(flow, shared).dials().keys('1');
    expect(caller.first).toBe(`${kept} deuda-sin-monto deuda-como-pagar deuda-sigue`);
  });

  test('from a line in debt ends there only where the policy says so', () => {
    const caller = callerIn(flow, { ...luis, debtStops: true })
      .dials()
      .keys('1');
    expect(caller.heard[2]).toBe('deuda-sin-monto deuda-como-pagar deuda-detiene');
    expect(caller.ask).toEqual({ kind: 'hang-up', cause: 'debt' });
  });

  test('does not stop a customer without debt where the policy is on', () => {
    expect(
      callerIn(flow, { ...ana, debtStops: true })
        .dials()
        .keys('1').ask,
    ).toMatchObject(faultQueue);
  });

  test.each([
    ['without debt', ana, []],
    ['in debt', luis, ['deuda-intro 1250.5 VES deuda-como-pagar deuda-sigue']],
  ])('in closed hours says so with the number, and ends: %s', (_, who, debt) => {
    const caller = callerIn(flow, { ...who, queueOpen: queue => queue !== 'averias' })
      .dials()
      .keys('1');
    expect(caller.heard.slice(2)).toEqual([...debt, `fuera-de-horario ${kept} despedida`]);
    expect(caller.ask).toEqual({ kind: 'hang-up', cause: 'closed' });
  });
});

describe('a caller from a line nobody knows', () => {
  const unknown = () => callerIn(flow).dials().keys('1');

  test('is asked for a document', () => {
    const caller = unknown();
    expect(caller.heard.at(-1)).toBe('pida-documento');
    expect(caller.ask).toMatchObject({ kind: 'gather', min: 5, max: 10, finishOn: '#' });
  });

  test('may skip it with the finishing key, or by saying nothing', () => {
    expect(unknown().keys('').ask).toMatchObject(faultQueue);
    expect(unknown().keepsQuiet().ask).toMatchObject(faultQueue);
  });

  test('is looked for, and found', () => {
    const caller = unknown().keys('00000101');
    expect(caller.ask).toEqual({
      kind: 'lookup',
      lookup: { kind: 'customer-by-document', document: '00000101' },
    });
    caller.finds({ kind: 'customer-by-document', customer: demoCustomer('demo-ana') });
    expect(caller.ask).toMatchObject(faultQueue);
    expect(caller.place.customer?.id).toBe('demo-ana');
    expect(caller.learned.map(({ key, value }) => [key, value.es])).toEqual([
      ['motivo', 'Avería'],
      ['documento', '00000101'],
    ]);
  });

  test('in debt hears that there is debt, but not how much: anyone can key a document', () => {
    const caller = unknown()
      .keys('00000102')
      .finds({ kind: 'customer-by-document', customer: demoCustomer('demo-luis') });
    expect(caller.first).toBe(`${kept} deuda-sin-monto deuda-como-pagar deuda-sigue`);
    expect(caller.heard.join(' ')).not.toContain('VES');
  });

  test('hears no amount either once the call has taken the document for its customer', () => {
    const caller = callerIn(flow, { ...luis, callerNumber: '+584145550199' })
      .dials()
      .keys('1');
    expect(caller.first).toBe(`${kept} deuda-sin-monto deuda-como-pagar deuda-sigue`);
  });

  test('whose document is of a customer in debt ends there only where the policy says so', () => {
    const caller = callerIn(flow, { debtStops: true })
      .dials()
      .keys('1')
      .keys('00000102')
      .finds({ kind: 'customer-by-document', customer: demoCustomer('demo-luis') });
    expect(caller.heard.at(-1)).toBe('deuda-sin-monto deuda-como-pagar deuda-detiene');
    expect(caller.ask).toEqual({ kind: 'hang-up', cause: 'debt' });
  });

  test('may try another document once, and is served then', () => {
    const caller = unknown().keys('99999').finds({ kind: 'customer-by-document', customer: null });
    expect(caller.heard.slice(-2)).toEqual(['documento-no-encontrado', 'pida-documento']);
    caller.keys('88888').finds({ kind: 'customer-by-document', customer: null });
    expect(caller.ask).toMatchObject(faultQueue);
  });

  test('is served when the directory does not answer', () => {
    expect(unknown().keys('00000101').lookupFails().ask).toMatchObject(faultQueue);
  });
});

describe('2, billing', () => {
  test('goes to the commercial office in its hours', () => {
    const caller = callerIn(flow, ana).dials().keys('2');
    expect(caller.ask).toMatchObject({
      kind: 'queue',
      queue: 'comercial',
      topic: 'facturacion',
      priority: 2,
    });
    expect(caller.first).toBe(number);
  });

  test('of a line in debt hears in its place how much it is and how to pay (S1-23)', () => {
    const caller = callerIn(flow, luis).dials().keys('2');
    expect(caller.first).toBe(`${number} deuda-intro 1250.5 VES deuda-como-pagar`);
  });

  test('at night hears the hours and the number, and may still report a fault', () => {
    const night = { ...ana, queueOpen: (queue: string) => queue === 'averias' };
    const caller = callerIn(flow, night).dials().keys('2');
    expect(caller.heard.slice(2)).toEqual([
      'fuera-de-horario-comercial su-numero-de-atencion-es [2026000123]',
      'menu-cerrado',
    ]);
    expect(caller.keys('1').ask).toMatchObject(faultQueue);
    const gone = callerIn(flow, night).dials().keys('2').keepsQuiet();
    expect(gone.ask).toEqual({ kind: 'hang-up', cause: 'closed' });
    expect(gone.place.informed).toBe(false);
    expect(gone.turnedAway).toEqual([{ queue: 'comercial', topic: 'facturacion', priority: 2 }]);
  });
});

describe('3, the state of a ticket (S1-29, S2-102)', () => {
  const asks = (callerNumber: string) =>
    callerIn(flow, { ...ana, callerNumber })
      .dials()
      .keys('3');
  const told = 'la-orden-numero [2026000045] estado-nivel-2';

  test('is looked for by the digits that were spoken, or by the sequence alone', () => {
    for (const keyed of ['2026000045', '000045', '45']) {
      expect(asks('+584145550103').keys(keyed).ask).toEqual({
        kind: 'lookup',
        lookup: { kind: 'ticket', number: 'OA-2026-000045' },
      });
    }
  });

  test('is told at once to a line on the ticket', () => {
    const caller = asks('+584145550103').keys('2026000045').findsTicket(ticket);
    expect(caller.heard.slice(-2)).toEqual([told, 'menu-tras-estado']);
  });

  test('is told to another line against the last four digits of any line on the ticket', () => {
    const caller = asks('+584145550199').keys('2026000045').findsTicket(ticket);
    expect(caller.heard.at(-1)).toBe('pida-cuatro-digitos');
    expect(caller.keys('0113').heard.at(-2)).toBe(told);
  });

  test('is not told to a withheld number without the digits', () => {
    const caller = asks('')
      .keys('2026000045')
      .findsTicket({ ...ticket, lines: [''] });
    expect(caller.heard.at(-1)).toBe('pida-cuatro-digitos');
  });

  test('is never told after three wrong guesses, in however many tickets', () => {
    const caller = asks('+584145550199').keys('2026000045').findsTicket(ticket);
    caller.keys('0000').keys('1111');
    expect(caller.heard.slice(-2)).toEqual(['cuatro-no-coinciden', 'pida-cuatro-digitos']);
    caller.keys('2222');
    expect(caller.ask).toMatchObject(otherQueue('consulta'));
    expect(caller.first).toBe(`no-pudimos-comprobar le-atendera-un-asesor ${number}`);
    expect(caller.heard.join(' ')).not.toContain('estado-nivel');
  });

  test('guesses at one ticket are not forgotten for the next', () => {
    const own = { ...ticket, number: 'OA-2026-000046', lines: ['+584145550199'] };
    const caller = asks('+584145550199').keys('45').findsTicket(ticket).keys('0000').keys('1111');
    caller.keys('0103');
    expect(caller.heard.at(-2)).toBe(told);
    caller.keys('1').keys('46').findsTicket(own);
    expect(caller.heard.at(-2)).toContain('[2026000046]');
    caller.keys('1').keys('45').findsTicket(ticket).keys('2222');
    expect(caller.ask).toMatchObject(otherQueue('consulta'));
  });

  test('that is not there may be keyed three times', () => {
    const caller = asks('+584145550103').keys('99').findsTicket(null).keys('98').findsTicket(null);
    expect(caller.heard.slice(-2)).toEqual(['orden-no-encontrada', 'pida-orden']);
    expect(caller.keys('97').findsTicket(null).ask).toMatchObject(otherQueue('consulta'));
  });

  test('with digits no ticket can have is not looked for', () => {
    expect(asks('').keys('12345678').heard.slice(-2)).toEqual(['orden-no-encontrada', 'pida-orden']);
  });

  test('goes to a person with 0, after three silences, and when nobody knows the tickets', () => {
    expect(asks('').keys('0').ask).toMatchObject(otherQueue('asesor'));
    expect(asks('').keepsQuiet().keepsQuiet().keepsQuiet().ask).toMatchObject(otherQueue('consulta'));
    const failed = asks('').keys('45').lookupFails();
    expect(failed.first).toBe(`disculpe-falla ${number}`);
    expect(failed.ask).toMatchObject(otherQueue('consulta'));
  });

  test('leads back to the menu, to another ticket, or to a farewell', () => {
    const toldCaller = () => asks('+584145550103').keys('45').findsTicket(ticket);
    expect(toldCaller().keys('9').heard.at(-1)).toBe('menu-principal');
    expect(toldCaller().keys('1').heard.at(-1)).toBe('pida-orden');
    // Whoever hears it has what they called for, until they ask for something else.
    expect(asks('+584145550103').place.informed).toBe(false);
    expect(toldCaller().place.informed).toBe(true);
    expect(toldCaller().keys('7').place.informed).toBe(true);
    for (const key of ['9', '1', '0']) expect(toldCaller().keys(key).place.informed, key).toBe(false);
    const quiet = toldCaller().keepsQuiet();
    expect(quiet.place.informed).toBe(true);
    expect(quiet.heard.at(-1)).toBe('despedida');
    expect(quiet.ask).toEqual({ kind: 'hang-up', cause: 'finished' });
  });
});

test('a number with no way is told so', () => {
  const caller = callerIn(flowNamed('sin-ruta')).dials();
  expect(caller.heard).toEqual(['sin-ruta']);
  expect(caller.ask).toEqual({ kind: 'hang-up', cause: 'no-route' });
  expect(caller.place.informed).toBe(true);
});
