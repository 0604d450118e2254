import { expect, test } from 'vitest';
import { customerNews, withNewest, withOlder } from '../../softphone/state/customer-past.ts';
import type { CustomerHistoryEntry } from '../../src/tickets/customer-history.ts';
import { callPicture } from '../supervision/pictures.ts';
import { ticketCard } from '../tickets/pictures.ts';

const entry = (at: number, key = `note:${at}`, text = ''): CustomerHistoryEntry => ({
  key,
  at,
  kind: 'note',
  call: null,
  byName: 'Ana',
  text,
  ticket: { number: 'OA-1', state: 'in-progress', level: 1, summary: '', callerNumber: '' },
});
const [first, second, third, fourth] = [entry(1), entry(2), entry(3), entry(4)];

test('the newest entries take the place of what was shown of their time, and older ones stay', () => {
  const shown = { items: [third, second, first], next: null };
  const changed = entry(2, second.key, 'changed');
  expect(withNewest(shown, { items: [fourth, third], next: '3~x' })).toEqual({
    items: [fourth, third, second, first],
    next: null,
  });
  expect(withNewest(shown, { items: [third, changed], next: '2~x' }).items).toEqual([third, changed, first]);
  // All that there is: what was shown and is no longer in sight goes.
  expect(withNewest(shown, { items: [third], next: null })).toEqual({ items: [third], next: null });
  expect(withNewest({ items: [], next: null }, { items: [third], next: '3~x' })).toEqual({
    items: [third],
    next: '3~x',
  });
});

test('older ones come after them, each once', () => {
  const shown = { items: [fourth, third], next: '3~x' };
  expect(withOlder(shown, { items: [second, first], next: null })).toEqual({
    items: [fourth, third, second, first],
    next: null,
  });
  // Meanwhile the newest were read again, and reach further.
  expect(withOlder(shown, { items: [third, second], next: '2~x' }).items).toEqual([fourth, third, second]);
});

test('what is told of a customer is told by their calls and tickets, and by nobody else’s', () => {
  const ana = { id: 'k1', name: 'Ana Ejemplo' };
  const customer = {
    ...ana,
    document: '',
    segment: 'person',
    line: '',
    service: '',
    accountState: '',
    debt: null,
  };
  const told = (phase: 'talking' | 'ending' | null, version = 1, name = ana.name) =>
    customerNews(
      {
        picture: {
          ...{ agents: [], queues: [], alarms: [] },
          calls: [callPicture('c2'), ...(phase === null ? [] : [callPicture('c1', { phase, customer })])],
        },
        tickets: { 'OA-1': ticketCard({ customerName: name, version }) },
      },
      ana,
    );
  const talks = told('talking');
  expect(told('talking')).toBe(talks);
  expect(new Set([talks, told('ending'), told(null), told('talking', 2)]).size).toBe(4);
  expect(told(null, 1, 'Luis')).toBe(told(null, 2, 'Luis'));
});
