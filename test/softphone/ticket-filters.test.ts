import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ticketIn } from '../../softphone/state/route.ts';
import {
  FIRST_FILTERS,
  filtersIn,
  fitsFilters,
  TICKET_LEVELS,
  type TicketFilters,
  ticketListPath,
} from '../../softphone/state/ticket-filters.ts';
import { hasParts } from '../../src/kit/searchable.ts';
import { LISTED_STATES, type ListedState } from '../../src/tickets/listed.ts';
import { ticketCard } from '../tickets/pictures.ts';

const ANY: TicketFilters = { state: '', level: '', area: '', mine: false };
const card = ticketCard({ state: 'closed', level: 2, area: 'nivel-2', assignee: 'p-1' });

describe('a ticket', () => {
  test.each<[TicketFilters, boolean]>([
    [ANY, true],
    [{ ...ANY, state: 'open' }, false],
    [{ ...ANY, state: 'closed' }, true],
    [{ ...ANY, level: '1' }, false],
    [{ ...ANY, level: '2', area: 'nivel-2' }, true],
    [{ ...ANY, area: 'averias' }, false],
    [{ ...ANY, mine: true }, true],
  ])('that is closed at level 2 fits %j: %s', (filters, fits) => {
    expect(fitsFilters(card, filters, 'p-1')).toBe(fits);
  });

  test.each([
    [
      { state: 'received', abandoned: true },
      { open: true, abandoned: true, received: true },
    ],
    [{ state: 'closed', abandoned: true, closedAs: 'agreed' }, { closed: true }],
    [{ state: 'closed', closedAs: 'left-in-menu' }, { 'left-in-menu': true }],
    [{ state: 'contact-customer' }, { open: true, 'contact-customer': true }],
  ] as const)('%j fits the states of the list %j', (part, fits: Partial<Record<ListedState, boolean>>) => {
    const states = [
      'open',
      'abandoned',
      'received',
      'in-progress',
      'contact-customer',
      'closed',
      'left-in-menu',
    ] as const;
    for (const state of states)
      expect(fitsFilters(ticketCard(part), { ...ANY, state }, 'p-1'), state).toBe(fits[state] ?? false);
  });

  test('of another person is not mine', () => {
    expect(fitsFilters(card, { ...ANY, mine: true }, 'p-2')).toBe(false);
  });
});

test('a person is found by any words of the name, without regard to accents', () => {
  for (const typed of ['tecnico', 'TÉCNICO dos', 'nivel tec', 'nivel2', ''])
    expect(hasParts(typed, 'Técnico Nivel Dos nivel2'), typed).toBe(true);
  expect(hasParts('tecnica', 'Técnico Nivel Dos nivel2')).toBe(false);
});

describe('filters in an address', () => {
  const filters = fc.record<TicketFilters>({
    state: fc.constantFrom('', ...LISTED_STATES),
    level: fc.constantFrom('', ...TICKET_LEVELS.map(String)),
    area: fc.string(),
    mine: fc.boolean(),
  });

  test('are read as they were written, beside any ticket', () => {
    fc.assert(
      fc.property(filters, fc.option(fc.string({ minLength: 1 })), (chosen, number) => {
        const [path, query = ''] = ticketListPath(chosen, number).split('?');
        expect(path).toBe('/tickets');
        expect(filtersIn(`?${query}`)).toEqual(chosen);
        expect(ticketIn(`?${query}`)).toBe(number);
      }),
    );
  });

  test('are not said where they are the first ones, and unknown ones are as if not there', () => {
    expect(ticketListPath(FIRST_FILTERS, null)).toBe('/tickets');
    expect(filtersIn('?state=gone&level=7&mine=yes')).toEqual(FIRST_FILTERS);
  });
});
