import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { BEGINNING, type ChainRow, canonicalJson, faultOf, hashOf } from '../../src/audit/chain.ts';
import { changeOf } from '../../src/audit/change.ts';
import { CSV_HEAD, csvRow } from '../../src/audit/csv.ts';

test('a value has one text, whatever the order of its fields', () => {
  expect(canonicalJson({ b: [1, null, { d: 'ñ', c: true }], a: '"\n', z: undefined })).toBe(
    '{"a":"\\"\\n","b":[1,null,{"c":true,"d":"ñ"}]}',
  );
});

test('a hash is that of the one before and of the row’s lines, as anybody can compute it', () => {
  const row = {
    seq: 1,
    at: 1_700_000_000_000,
    person: 'ana',
    address: null,
    kind: 'logged-in',
    subject: null,
    data: '{}',
    prev: BEGINNING.hash,
  };
  const lines = '1\n1700000000000\nana\n\nlogged-in\n\n{}';
  const bytes = Buffer.concat([Buffer.alloc(32), Buffer.from(lines)]);
  expect(hashOf(row)).toBe(createHash('sha256').update(bytes).digest('hex'));
});

describe('a row of the chain', () => {
  const fields = {
    seq: 8,
    at: 1_700_000_000_000,
    person: 'ana',
    address: '192.0.2.7',
    kind: 'role-changed',
    subject: 'luis',
    data: '{"a":1}',
    prev: 'ab'.repeat(32),
  };
  const row: ChainRow = { ...fields, hash: hashOf(fields) };
  const last = { seq: 7, hash: fields.prev };

  test('follows the one before', () => {
    expect(faultOf(last, row)).toBeNull();
  });

  test.each([
    ['at', 1_700_000_000_001],
    ['person', 'eva'],
    ['person', null],
    ['address', '192.0.2.8'],
    ['kind', 'logged-in'],
    ['subject', 'eva'],
    ['data', '{"a":2}'],
    ['hash', 'cd'.repeat(32)],
  ])('is found when its %s was changed', (field, value) => {
    expect(faultOf(last, { ...row, [field]: value })).toEqual({ seq: 8, why: 'changed' });
  });

  test('is found when a value moved from one field to the next', () => {
    const moved = { ...fields, person: null, address: 'ana' };
    expect(hashOf(moved)).not.toBe(hashOf({ ...fields, person: 'ana', address: null }));
  });

  test('is found when it is right in itself and follows another', () => {
    const other = { ...fields, prev: 'ef'.repeat(32) };
    expect(faultOf(last, { ...other, hash: hashOf(other) })).toEqual({ seq: 8, why: 'misplaced' });
    const later = { ...fields, seq: 9 };
    expect(faultOf(last, { ...later, hash: hashOf(later) })).toEqual({ seq: 8, why: 'missing' });
  });
});

describe('a change', () => {
  test('is what becomes another one', () => {
    const before = { role: 'agent', level: 1, queues: ['a'], name: 'Ana' };
    const given = { role: 'admin', level: 1, queues: ['a', 'b'], name: undefined };
    expect(changeOf(before, given)).toEqual({
      before: { role: 'agent', queues: ['a'] },
      after: { role: 'admin', queues: ['a', 'b'] },
    });
  });

  test('is none when everything stays', () => {
    expect(changeOf({ caps: { b: 1, a: 2 } }, { caps: { a: 2, b: 1 } })).toBeNull();
  });
});

describe('the log as CSV', () => {
  test('has a place for each of the head', () => {
    const row = csvRow({
      seq: 7,
      at: 0,
      kind: 'refused',
      person: null,
      personName: null,
      address: '::1',
      subject: null,
      subjectName: null,
      data: { code: 'not-allowed' },
      hash: 'ff',
    });
    expect(row).toBe(
      '"7","1970-01-01T00:00:00.000Z","refused","","","::1","","","{""code"":""not-allowed""}","ff"\r\n',
    );
    expect(row.split('","')).toHaveLength(CSV_HEAD.split('","').length);
  });
});
