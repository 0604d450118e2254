import { afterEach, beforeEach, expect, test } from 'vitest';
import { PROOFS_A_LINE_AND_DAY, PROOFS_AN_HOUR } from '../../src/calls/proof-calls.ts';
import type { CustomerSummary } from '../../src/customers/customer.ts';
import { SmallCentre } from './small-centre.ts';

const HOUR_MS = 3_600_000;

let centre: SmallCentre;
beforeEach(async () => {
  centre = await new SmallCentre(['ana']).start();
  for (let n = 0; n < 30; n += 1) own(`+5841455501${String(n).padStart(2, '0')}`);
});
afterEach(() => centre.close());

function own(number: string): void {
  const customer: CustomerSummary = {
    id: `of-${number}`,
    name: 'Luisa',
    document: '',
    segment: 'person',
    account: { id: '', state: 'unknown' },
    lines: [{ number, service: 'mobile', address: '' }],
    contract: null,
  };
  centre.records.customers.set(customer.id, customer);
}

const line = (n: number) => `0414-55501${String(n).padStart(2, '0')}`;
const prove = (number: string) => centre.desk.carryOut({ do: 'prove-line', line: number, code: '123456' });
/** It is said by a call, whose channel the centre knows. */
const SAID = { ok: true, call: expect.stringContaining('-proof-') };
const NOT_SAID = { ok: true };

test('a code is said to a customer’s line, and to nobody else’s', async () => {
  expect(await prove(line(1))).toEqual(SAID);
  expect(centre.board.codes).toMatchObject([{ endpoint: 'PJSIP/+584145550101@trunk', code: '123456' }]);
  for (const other of ['04160000000', '+12125550100', '171', '*626', '09001234567', '', 'x'])
    expect(await prove(other)).toEqual(NOT_SAID);
  expect(centre.board.codes).toHaveLength(1);
});

test('a line is called three times a day, however it is written and also over a restart', async () => {
  for (const written of [line(1), '+584145550101', '0414 5550101']) await prove(written);
  expect(centre.board.codes).toHaveLength(PROOFS_A_LINE_AND_DAY);
  await centre.restart();
  expect(await prove('584145550101')).toEqual(NOT_SAID);
  expect(centre.board.codes).toHaveLength(PROOFS_A_LINE_AND_DAY);
  await centre.soon(24 * HOUR_MS);
  await prove(line(1));
  expect(centre.board.codes).toHaveLength(PROOFS_A_LINE_AND_DAY + 1);
});

test('twenty codes are said an hour', async () => {
  for (let n = 0; n < PROOFS_AN_HOUR; n += 1) expect(await prove(line(n))).toEqual(SAID);
  expect(await prove(line(20))).toEqual({ ok: false, code: 'too-many-tries' });
  expect(centre.board.codes).toHaveLength(PROOFS_AN_HOUR);
  await centre.soon(HOUR_MS);
  expect(await prove(line(20))).toEqual(SAID);
});

test('a centre without a way out says so, whosever the line is', async () => {
  centre.hasTrunk = false;
  for (const written of [line(1), '04160000000', 'x'])
    expect(await prove(written)).toEqual({ ok: false, code: 'no-route' });
});

test('nobody waits for the telephone to be rung, which would tell that somebody has the line', async () => {
  centre.board.hangs = true;
  expect(await prove(line(1))).toEqual(SAID);
});
