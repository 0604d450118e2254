import { expect, test } from 'vitest';
import type { AuditEntry } from '../../src/audit/events.ts';
import { GATHER_MS, Gatherer, SOURCES, SOURCES_OF_ONE } from '../../src/audit/gather.ts';
import { fakeClock } from '../kit/fake-clock.ts';

function gathering() {
  const clock = fakeClock();
  const rows: AuditEntry[] = [];
  const gatherer = new Gatherer(clock, entries => rows.push(...entries));
  const fail = (address: string, fields: Partial<AuditEntry> = {}) =>
    gatherer.add({
      at: clock.now(),
      person: null,
      address,
      kind: 'log-in-failed',
      subject: null,
      data: {},
      ...fields,
    });
  return { clock, rows, gatherer, fail, written: () => rows.splice(0) };
}

test('the first is written at once, and what follows within a minute is one row with their number', () => {
  const { clock, fail, written, gatherer } = gathering();
  fail('203.0.113.9');
  expect(written()).toMatchObject([{ address: '203.0.113.9', data: {} }]);
  for (let each = 0; each < 500; each += 1) fail('203.0.113.9');
  const last = clock.now() + 1_000;
  clock.advance(1_000);
  fail('203.0.113.9');
  expect(written()).toEqual([]);
  clock.advance(GATHER_MS);
  expect(written()).toMatchObject([{ at: last, address: '203.0.113.9', data: { times: 501 } }]);
  gatherer.stop();
  expect(clock.pending()).toBe(0);
});

test('a flood that goes on is one row a minute, and once it was quiet for a minute it is a new one', () => {
  const { clock, fail, written } = gathering();
  for (let minute = 0; minute < 10; minute += 1) {
    for (let each = 0; each < 100; each += 1) fail('203.0.113.9');
    clock.advance(GATHER_MS);
  }
  expect(written()).toHaveLength(11);
  clock.advance(GATHER_MS);
  expect(clock.pending()).toBe(0);
  fail('203.0.113.9');
  expect(written()).toMatchObject([{ data: {} }]);
});

test('addresses of one IPv6 network are one source; another account is another', () => {
  const { fail, written } = gathering();
  for (let each = 0; each < 50; each += 1) fail(`2001:db8::${each}`);
  fail('2001:db8::1', { subject: 'ana' });
  fail('2001:db8:0:1::1');
  expect(written().map(row => [row.address, row.subject])).toEqual([
    ['2001:db8::0', null],
    ['2001:db8::1', 'ana'],
    ['2001:db8:0:1::1', null],
  ]);
});

test('more sources than fit are one row a kind, which says how many they were', () => {
  const { clock, fail, written } = gathering();
  for (let each = 0; each < 5_000; each += 1) {
    fail(`198.51.${each % 250}.${Math.floor(each / 250)}`, {
      kind: each % 2 === 0 ? 'log-in-failed' : 'refused',
    });
  }
  expect(written()).toHaveLength(SOURCES);
  clock.advance(GATHER_MS);
  const others = written();
  expect(others).toMatchObject([
    { address: null, kind: 'log-in-failed', data: { times: 2_485, sources: 2_485 } },
    { address: null, kind: 'refused', data: { times: 2_485, sources: 2_485 } },
  ]);
});

test('a flood of strangers does not hide what one of us does', () => {
  const { fail, written } = gathering();
  for (let each = 0; each < 1_000; each += 1) fail(`198.51.100.${each % 250}`, { subject: String(each) });
  written();
  fail('10.0.0.7', { person: 'ana', kind: 'refused' });
  expect(written()).toMatchObject([{ person: 'ana', kind: 'refused' }]);
});

test('nobody makes themselves one of many: what one address or person does stays under its name', () => {
  const { clock, fail, written } = gathering();
  const refused = (route: number) => ({ kind: 'refused', data: { route: String(route) } }) as const;
  for (let route = 0; route < 50; route += 1) fail('203.0.113.9', refused(route));
  for (let each = 0; each < 4; each += 1) fail('203.0.113.9', { subject: 'ana' });
  for (const subject of ['luis', 'eva']) fail('203.0.113.9', { kind: 'log-in-locked', subject });
  for (let route = 0; route < 50; route += 1) fail('10.0.0.7', { person: 'luis', ...refused(route) });
  // Whoever comes after them finds room.
  fail('198.51.100.1', { subject: 'ana' });
  const first = written();
  expect(first).toHaveLength(2 * SOURCES_OF_ONE + 1);
  expect(first.at(-1)).toMatchObject({ address: '198.51.100.1', subject: 'ana', data: {} });
  clock.advance(GATHER_MS);
  expect(
    written().map(({ kind, person, address, subject, data }) => [kind, person, address, subject, data]),
  ).toEqual([
    ['refused', null, '203.0.113.9', null, { times: 50 - SOURCES_OF_ONE }],
    ['log-in-failed', null, '203.0.113.9', 'ana', { times: 4 }],
    ['log-in-locked', null, '203.0.113.9', 'luis', { times: 1 }],
    ['log-in-locked', null, '203.0.113.9', 'eva', { times: 1 }],
    ['refused', 'luis', '10.0.0.7', null, { times: 50 - SOURCES_OF_ONE }],
  ]);
});

test('who tries more accounts than there is room for keeps their address', () => {
  const { clock, fail, written } = gathering();
  for (let account = 0; account < 100; account += 1) fail('203.0.113.9', { subject: String(account) });
  expect(written()).toHaveLength(SOURCES_OF_ONE);
  clock.advance(GATHER_MS);
  const rows = written();
  expect(rows).toHaveLength(SOURCES / 2 + 1);
  expect(new Set(rows.map(({ address }) => address))).toEqual(new Set(['203.0.113.9']));
  expect(rows.at(-1)).toMatchObject({ subject: null, data: { times: 100 - SOURCES_OF_ONE - SOURCES / 2 } });
});

test('however many parties there are, the rows of a minute are few', () => {
  const { clock, fail, written } = gathering();
  const flood = () => {
    for (let each = 0; each < 3_000; each += 1) {
      const kind = (['log-in-failed', 'log-in-locked', 'refused'] as const)[each % 3] ?? 'refused';
      fail(`198.51.100.${each % 250}`, { kind, subject: String(each % 7) });
      fail('10.0.0.7', { kind, subject: String(each % 7), person: String(each % 250) });
    }
  };
  flood();
  clock.advance(GATHER_MS);
  written();
  flood();
  clock.advance(GATHER_MS);
  const rows = written();
  expect(rows.length).toBeLessThanOrEqual(4 * SOURCES + 3);
});

test('what was counted is written when the process ends', () => {
  const { fail, written, gatherer } = gathering();
  for (let each = 0; each < 3; each += 1) fail('203.0.113.9');
  written();
  gatherer.stop();
  expect(written()).toMatchObject([{ data: { times: 2 } }]);
});
