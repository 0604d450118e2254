import { describe, expect, it } from 'vitest';
import { hidesNumbers, maskedNumber, mayReveal, withMaskedNumbers } from '../../src/rights/numbers.ts';

const ana = { role: 'agent', level: 1, telephone: true, queues: ['averias', 'comercial'] } as const;
const queues = [
  { name: 'averias' },
  { name: 'comercial', maskNumbers: true },
  { name: 'nivel-2', maskNumbers: false },
];

describe('who sees only the last digits of numbers', () => {
  it('is an agent of a queue that says so, in all that they read', () => {
    expect(hidesNumbers(ana, queues)).toBe(true);
    expect(hidesNumbers({ ...ana, queues: ['averias', 'nivel-2'] }, queues)).toBe(false);
    expect(hidesNumbers({ ...ana, queues: [] }, queues)).toBe(false);
  });

  it('is nobody who may see them: analysts, supervisors, admins', () => {
    expect(hidesNumbers({ ...ana, level: 2 }, queues)).toBe(false);
    for (const role of ['supervisor', 'admin'] as const)
      expect([hidesNumbers({ ...ana, role }, queues), hidesNumbers({ ...ana, role }, null)]).toEqual([
        false,
        false,
      ]);
  });

  it('may be shown one with a reason where each queue that hides it from them says so', () => {
    const shown = { name: 'averias', maskNumbers: true, revealNumbers: true };
    expect(mayReveal(ana, [shown])).toBe(true);
    expect(mayReveal(ana, [shown, ...queues.slice(1)])).toBe(false);
    expect(mayReveal(ana, [shown, { ...shown, name: 'comercial' }])).toBe(true);
    expect(mayReveal(ana, [{ ...shown, maskNumbers: false }])).toBe(false);
    expect(mayReveal({ queues: ['nivel-2'] }, [shown])).toBe(false);
  });

  it('is every agent while the queues are not known', () => {
    expect(hidesNumbers({ ...ana, queues: [] }, null)).toBe(true);
  });
});

describe('what is masked', () => {
  const NUMBER = '+584145550101';
  const MASKED = '••••••••••101';

  it('are the fields that hold numbers, and nothing that is none', () => {
    expect(maskedNumber(NUMBER)).toBe(MASKED);
    const call = {
      id: 'asterisk-1764375550.101',
      ticket: 'OA-2026-000101',
      callerNumber: NUMBER,
      callerName: '0414-5550101',
      dialled: '*626',
      line: 'ag-0123456789',
      customer: { id: 'k1', document: 'V-05550101', line: '+582125550103', account: '100-200' },
      leaving: { lines: ['ag-1', 'ag-2'] },
      since: 1764375550101,
      none: null,
    };
    expect(withMaskedNumbers(call)).toEqual({
      ...call,
      callerNumber: MASKED,
      callerName: '•••••••••101',
      customer: { ...call.customer, line: '••••••••••103' },
    });
  });

  it.each([
    '0414-5550101',
    '(0414) 555.01.01',
    '+58 414-555-0101',
    '00584145550101',
    '4145550101',
    '5550101',
    '555 01 01',
    '58 (414) 5550101',
  ])('is the same number in a text beside it, as %s', written => {
    const page = {
      callerNumber: NUMBER,
      timeline: [{ words: { es: `${written} llamó al *626.` } }],
      summary: written,
    };
    const { timeline, summary } = withMaskedNumbers(page);
    expect(timeline[0]?.words.es).toBe('••••101 llamó al *626.');
    // What is written back as it was read stays, or the mask would be saved over it.
    expect(summary).toBe(written);
  });

  it('is one in what the CRM says of a customer with this number', () => {
    const said = { kind: 'known', lines: [NUMBER], facts: [{ label: 'Contacto', value: '0414-555 01 01' }] };
    expect(withMaskedNumbers(said).facts).toEqual([{ label: 'Contacto', value: '••••101' }]);
  });

  it('is no longer number that has the same digits in it, nor a ticket or a time beside it', () => {
    const text = 'OA-2026-005550 vence 2026-11-29 20:40, ref. 995550101123';
    expect(withMaskedNumbers({ callerNumber: NUMBER, text }).text).toBe(text);
  });

  it('in a list each entry by its own numbers and those around it', () => {
    const list = {
      items: [
        { callerNumber: NUMBER, note: '5550101 y 5550102' },
        { callerNumber: '+584145550102', note: '5550101' },
      ],
    };
    expect(withMaskedNumbers(list)).toEqual({
      items: [
        { callerNumber: MASKED, note: '••••101 y 5550102' },
        { callerNumber: '••••••••••102', note: '5550101' },
      ],
    });
  });

  it('leaves short codes, withheld numbers and what is no object as they are', () => {
    const calls = [{ callerNumber: '' }, { callerNumber: '1201' }, { callerNumber: '*67' }];
    expect(withMaskedNumbers(calls)).toEqual(calls);
    expect([withMaskedNumbers('5550101'), withMaskedNumbers(null), withMaskedNumbers(7)]).toEqual([
      '5550101',
      null,
      7,
    ]);
  });
});
