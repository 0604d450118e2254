import { describe, expect, test } from 'vitest';
import { canonicalJson, faultOf, hashOf } from '../../src/audit/chain.ts';
import type { AuditEntry } from '../../src/audit/events.ts';
import type { AuditStore, CheckedRow } from '../../src/audit/ports.ts';
import { newId } from '../../src/kit/ids.ts';
import { demoCustomer } from '../ivr/caller.ts';
import { person } from './people-contract.ts';
import type { RecordsWorld } from './records-world.ts';

const tried = (fields: Partial<AuditEntry> = {}): AuditEntry => ({
  at: 1_000,
  person: null,
  address: '203.0.113.9',
  kind: 'log-in-failed',
  subject: null,
  data: {},
  ...fields,
});

/** Every row there is, in the order of the chain. */
export async function wholeLog(store: AuditStore): Promise<CheckedRow[]> {
  const all: CheckedRow[] = [];
  for (;;) {
    const rows = await store.read(all.at(-1)?.seq ?? 0, 7);
    all.push(...rows);
    if (rows.length === 0) return all;
  }
}

export function auditContract(world: () => RecordsWorld): void {
  describe('the audit log', () => {
    test('gives each row its number and the hash of all before it', async () => {
      const { audit } = world();
      const [first, second] = await audit.append([
        tried({ data: { b: 1, a: 'ñ "quoted"\nline', gone: undefined } }),
        tried({ person: 'ana', kind: 'logged-in' }),
      ]);
      expect(second).toBe((first ?? 0) + 1);
      const [one, two] = await audit.read((first ?? 0) - 1, 2);
      expect(one).toMatchObject({
        seq: first,
        at: 1_000,
        person: null,
        address: '203.0.113.9',
        kind: 'log-in-failed',
        subject: null,
        data: '{"a":"ñ \\"quoted\\"\\nline","b":1}',
      });
      expect(one?.hash).toBe(hashOf(one as CheckedRow));
      expect(two).toMatchObject({ prev: one?.hash, person: 'ana' });
    });

    test('is one unbroken chain however many write at once', async () => {
      const { audit, customers } = world();
      const before = (await wholeLog(audit)).length;
      const deed = { at: 1, person: 'ana', customer: null, deed: 'searched', detail: 'alba' } as const;
      const written = await Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          if (index % 4 === 0) await customers.note(deed, null);
          return audit.append([tried({ at: index }), tried({ at: index, kind: 'refused' })]);
        }),
      );
      const rows = await wholeLog(audit);
      expect(rows.length - before).toBe(90);
      let last = { seq: 0, hash: '0'.repeat(64) };
      for (const row of rows) {
        expect(faultOf(last, row)).toBeNull();
        last = row;
      }
      // Everybody was told the numbers of their own rows, which stand side by side.
      for (const [index, [one = 0, two]] of written.entries()) {
        expect(two).toBe(one + 1);
        expect(rows[one - 1]).toMatchObject({ seq: one, at: index });
      }
    });

    test('vouches for what is kept elsewhere', async () => {
      const { audit, customers, recordings } = world();
      const customer = newId();
      const recording = newId();
      const deed = { at: 5, person: 'ana', customer, deed: 'line-added', detail: '+584145550177' } as const;
      await customers.note(deed, '10.0.0.7');
      await recordings.noteListening(recording, { person: 'sara', address: '10.0.0.8' }, 6);
      await recordings.noteListening(recording, { person: 'sara', address: '10.0.0.8' }, 7);
      await recordings.refusedDamaged(recording, { person: 'sara', address: null }, 8);
      const rows = (await wholeLog(audit)).filter(row => [customer, recording].includes(row.subject ?? ''));
      expect(rows).toMatchObject([
        { at: 5, person: 'ana', address: '10.0.0.7', kind: 'customer-line-added' },
        { at: 6, person: 'sara', address: '10.0.0.8', kind: 'recording-heard' },
        { at: 8, person: 'sara', address: null, kind: 'recording-damaged' },
      ]);
      for (const row of rows) expect(JSON.parse(row.data)).toMatchObject({ sha256: row.record });
      // What can never be changed does not hold the customer's number.
      expect(canonicalJson(rows.map(row => row.data))).not.toContain('5550177');
    });

    test('names the customer that somebody looked at', async () => {
      const { audit, customers } = world();
      const customer = { ...demoCustomer('demo-ana'), id: newId(), lines: [] };
      await customers.save(customer);
      await customers.note({ at: 7, person: 'ana', customer: customer.id, deed: 'viewed', detail: '' }, null);
      const cards = await audit.list({ kind: 'customer-viewed' }, { limit: 50 });
      expect(cards.find(card => card.subject === customer.id)?.subjectName).toBe(customer.name);
    });

    test('is listed newest first, by kind, by whom it is about, and between two moments', async () => {
      const { audit, people } = world();
      const ana = await people.add(person({ displayName: 'Ana' }));
      const luis = await people.add(person({ displayName: 'Luis' }));
      const change = { before: { role: 'agent' }, after: { role: 'admin' } };
      await audit.append([
        tried({ at: 10, subject: ana.id }),
        tried({ at: 30, person: luis.id, kind: 'person-changed', subject: ana.id, data: change }),
        tried({ at: 20, person: ana.id, kind: 'logged-in' }),
      ]);
      const about = { person: ana.id };
      const all = await audit.list(about, { limit: 10 });
      expect(all.map(card => [card.at, card.personName, card.subjectName])).toEqual([
        [20, 'Ana', null],
        [30, 'Luis', 'Ana'],
        [10, null, 'Ana'],
      ]);
      expect(all[1]).toMatchObject({ kind: 'person-changed', data: change, address: '203.0.113.9' });
      const seqs = all.map(card => card.seq);
      const listed = async (...asked: Parameters<AuditStore['list']>) =>
        (await audit.list(...asked)).map(card => card.seq);
      expect(await listed(about, { limit: 2 })).toEqual(seqs.slice(0, 2));
      expect(await listed(about, { limit: 2, before: seqs[1] ?? 0 })).toEqual(seqs.slice(2));
      expect(await listed({ ...about, kind: 'logged-in' }, { limit: 9 })).toEqual(seqs.slice(0, 1));
      expect(await listed({ ...about, from: 20, to: 30 }, { limit: 9 })).toEqual(seqs.slice(0, 1));
      expect(await audit.count(about)).toBe(3);
      expect(await audit.count({ ...about, from: 11 })).toBe(2);
    });
  });
}
