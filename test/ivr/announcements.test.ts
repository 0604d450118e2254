import { describe, expect, test } from 'vitest';
import { aloud } from '../../src/ivr/aloud.ts';
import { positionAnnouncement, waitAnnouncement } from '../../src/ivr/announcements.ts';
import { callsFromTicketLine, knowsLastFour } from '../../src/ivr/disclosure.ts';
import { digitsOfTicket, ticketFromDigits } from '../../src/ivr/ticket-number.ts';
import { line, ticket } from './caller.ts';

describe('while waiting a caller hears', () => {
  test('the place in the queue, or that it is the next call', () => {
    expect(line(positionAnnouncement(4))).toBe('su-lugar-en-la-cola-es #4');
    expect(line(positionAnnouncement(1))).toBe('es-la-llamada-que-sigue');
  });

  test('the wait in whole minutes, rounded up, and no figure nobody would believe', () => {
    expect(line(waitAnnouncement(61_000))).toBe('espera-menos-de #2m minutos');
    expect(line(waitAnnouncement(60_000))).toBe('espera-menos-de-un-minuto');
    expect(line(waitAnnouncement(0))).toBe('espera-menos-de-un-minuto');
    expect(line(waitAnnouncement(30 * 60_000))).toBe('espera-menos-de #30m minutos');
    expect(line(waitAnnouncement(31 * 60_000))).toBe('todos-ocupados');
    expect(line(waitAnnouncement(null))).toBe('todos-ocupados');
  });
});

describe('an amount said aloud', () => {
  const said = (amount: number, currency: string) => line(aloud([{ kind: 'money', amount, currency }]));

  test('is units, currency and cents', () => {
    expect(said(1250.5, 'VES')).toBe('#1250m moneda-bolivares con #50m centimos');
    expect(said(48_320, 'USD')).toBe('#48320m moneda-dolares');
    expect(said(0.07, 'COP')).toBe('#7m centavos');
    expect(said(0, 'VES')).toBe('#0m moneda-bolivares');
  });

  test('is rounded to the small unit of its currency, never negative, and a bare number in none', () => {
    expect(said(1.999, 'VES')).toBe('#2m moneda-bolivares');
    expect(said(1.005, 'VES')).not.toContain('100');
    expect(said(0.999, 'USD')).toBe('#1m moneda-dolar');
    expect(said(20.5, 'CLP')).toBe('#21m moneda-pesos');
    expect(said(-3, 'VES')).toBe('#0m moneda-bolivares');
    expect(said(5, 'XXX')).toBe('#5');
    expect(said(1e30, 'VES')).toBe('#999999999999m moneda-bolivares');
  });

  test('leaves other prompts as they are', () => {
    const prompts = [{ kind: 'file', name: 'con' } as const, { kind: 'digits', value: '12' } as const];
    expect(aloud(prompts)).toEqual(prompts);
  });
});

describe('a ticket number over the telephone', () => {
  test('is spoken and keyed as year and sequence', () => {
    expect(digitsOfTicket('OA-2026-000123')).toBe('2026000123');
    expect(ticketFromDigits('2026000123', null)).toBe('OA-2026-000123');
    expect(ticketFromDigits('20261234567', null)).toBe('OA-2026-1234567');
  });

  test('may be the sequence alone, of the year of the call', () => {
    expect(ticketFromDigits('123', 'OA-2026-000999')).toBe('OA-2026-000123');
    expect(ticketFromDigits('0000123', 'OA-2026-000999')).toBe('OA-2026-000123');
    expect(ticketFromDigits('123', null)).toBeNull();
  });

  test('is nothing when the digits can be no ticket', () => {
    for (const keyed of ['', '0', '000', '12345678', '123456789', '1234567890123', '12*', 'abc']) {
      expect(ticketFromDigits(keyed, 'OA-2026-000999')).toBeNull();
    }
  });
});

test('a ticket is told to its lines and to their last four digits, and to nobody else', () => {
  expect(callsFromTicketLine(ticket, '+584145550103')).toBe(true);
  expect(callsFromTicketLine(ticket, '+584145550104')).toBe(false);
  expect(callsFromTicketLine({ ...ticket, lines: [''] }, '')).toBe(false);
  expect(knowsLastFour(ticket, '0103')).toBe(true);
  expect(knowsLastFour(ticket, '103')).toBe(false);
  expect(knowsLastFour(ticket, '50103')).toBe(false);
  expect(knowsLastFour(ticket, '')).toBe(false);
});
