import type { Contact, ContactFields, ContactNumber, SpeedDial } from '../../contacts/contact.ts';
import { type ContactStore, mostOf } from '../../contacts/ports.ts';
import { contactSearchText, nameKey, sameKey } from '../../contacts/same-contact.ts';
import { CauceError } from '../../kit/errors.ts';
import { newId } from '../../kit/ids.ts';
import { containing } from './customers.ts';
import { type Database, isDuplicate, type Row, type Sql } from './database.ts';
import { clean, toJson } from './text.ts';

const SHOWN = 'id, owner, name, organisation, note, email, numbers, version';

export function postgresContacts(db: Database): ContactStore {
  return {
    async list(reader, { scope, sought, offset, limit }) {
      if (sought.reach === 'too-short') return { items: [], total: 0 };
      const terms = sought.reach === 'all' ? [] : sought.terms.map(term => containing(term.texts));
      const where = terms.map((_, place) => `and search like any($${place + 2})`).join(' ');
      const found = `from contacts where ${IN_SCOPE[scope ?? 'both']} ${where}`;
      const values = [clean(reader), ...terms];
      const [items, [counted]] = await Promise.all([
        db.query(
          `select ${SHOWN} ${found} order by list_key, id
           offset $${terms.length + 2} limit $${terms.length + 3}`,
          [...values, offset, limit],
        ),
        db.query(`select count(*) as total ${found}`, values),
      ]);
      return { items: items.map(toContact), total: (counted?.total as number | undefined) ?? 0 };
    },
    async namesOf(reader, numbers) {
      if (numbers.length === 0) return new Map();
      const rows = await db.query(
        `select distinct on (each.number) each.number, contacts.name
         from contacts, jsonb_to_recordset(numbers) as each (number text)
         where ${IN_SCOPE.both} and ${NUMBERS} ?| $2::text[] and each.number = any($2)
         order by each.number, owner nulls last, list_key, id`,
        [clean(reader), numbers],
      );
      return new Map(rows.map(row => [row.number as string, row.name as string]));
    },
    async get(id) {
      const [row] = await db.query(`select ${SHOWN} from contacts where id = $1`, [clean(id)]);
      return row === undefined ? null : toContact(row);
    },
    count: owner => count(db, owner),
    async add(contact) {
      if ((await count(db, contact.owner)) >= mostOf(contact.owner)) return 'full';
      return (await insert(db, contact.owner, [contact])) === 1 ? 'saved' : 'known';
    },
    async change(contact) {
      const { id, version, numbers } = contact;
      try {
        return await db.transaction(async sql => {
          const changed = await sql.query(
            `update contacts set name = $3, organisation = $4, note = $5, email = $6, numbers = $7, version = $2,
               list_key = $8, same = $9, search = $10
             where id = $1 and version = $2 - 1 returning id`,
            [id, version, ...valuesOf(contact)],
          );
          if (changed.length === 0) return 'changed-meanwhile';
          await sql.query('delete from speed_dials where contact = $1 and number <> all ($2)', [
            id,
            numbers.map(one => one.number),
          ]);
          return 'saved';
        });
      } catch (error) {
        if (isDuplicate(error, 'contacts_owner_same_key')) return 'known';
        throw error;
      }
    },
    async remove(id) {
      return (await db.query('delete from contacts where id = $1 returning id', [clean(id)])).length > 0;
    },

    async speedDials(person) {
      return (await db.query(`${DIALS} order by slot`, [person])).map(toDial);
    },
    async setSpeedDial(person, { slot, contact, number }) {
      const [row] = await db.query(
        `with known as (select id, name from contacts where id = $3 and numbers @> jsonb_build_array(
           jsonb_build_object('number', $4::text)) for share),
         set as (insert into speed_dials (person, slot, contact, number) select $1, $2, id, $4 from known
           on conflict (person, slot) do update set contact = excluded.contact, number = excluded.number
           returning slot, contact, number)
         select set.*, known.name from set, known`,
        [person, slot, contact, number],
      );
      return row === undefined ? null : toDial(row);
    },
    async clearSpeedDial(person, slot) {
      const gone = await db.query('delete from speed_dials where person = $1 and slot = $2 returning slot', [
        person,
        slot,
      ]);
      return gone.length > 0;
    },

    bring: (owner, batches, vouch) =>
      db.transaction(async sql => {
        const room = mostOf(owner) - (await count(sql, owner));
        const brought = { added: 0, known: 0 };
        for await (const batch of batches) {
          const added = await insert(
            sql,
            owner,
            batch.map(fields => ({ ...fields, id: newId() })),
          );
          brought.added += added;
          brought.known += batch.length - added;
          if (brought.added > room) throw new CauceError('contacts-full');
        }
        await vouch(brought);
        return brought;
      }),
    async knownOf(owner, keys) {
      const rows = await db.query(`select same from contacts where ${inBook(owner)} and same = any($2)`, [
        owner,
        keys,
      ]);
      return new Set(rows.map(row => row.same as string));
    },
    async page(owner, after, limit) {
      const rows = await db.query(
        `select ${SHOWN} from contacts where ${inBook(owner)} and (list_key, id) > ($2, $3)
         order by list_key, id limit $4`,
        // No key is shorter than the empty one, and no id is empty.
        [owner, after?.key ?? '', after?.id ?? '', limit],
      );
      return rows.map(toContact);
    },
  };
}

/** What the reader $1 is shown. Each finds its rows by the index; one condition for all of them would not. */
const IN_SCOPE = {
  own: 'owner = $1',
  shared: 'owner is null and $1::text is not null',
  both: '(owner = $1 or owner is null)',
} as const;

/** As migration 46 has them in an index. */
const NUMBERS = "jsonb_path_query_array(numbers, '$[*].number')";

/** The book of $1. */
const inBook = (owner: string | null): string =>
  owner === null ? 'owner is null and $1::text is null' : 'owner = $1';

const DIALS = `select d.slot, d.contact, d.number, c.name from speed_dials d join contacts c on c.id = d.contact
  where d.person = $1`;

async function count(sql: Sql, owner: string | null): Promise<number> {
  const [row] = await sql.query(`select count(*) as rows from contacts where ${inBook(owner)}`, [owner]);
  return (row?.rows as number | undefined) ?? 0;
}

/** How many were added; those that are in the book already, or twice among them, are not. */
async function insert(
  sql: Sql,
  owner: string | null,
  contacts: readonly (ContactFields & { readonly id: string })[],
): Promise<number> {
  const rows = contacts.map(contact => {
    const [name, organisation, note, email, numbers, list_key, same, search] = valuesOf(contact);
    return {
      ...{ id: contact.id, name, organisation, note, email, list_key, same, search },
      numbers: JSON.parse(numbers),
    };
  });
  const added = await sql.query(
    `insert into contacts (id, owner, name, organisation, note, email, numbers, version, list_key, same, search)
     select id, $1, name, organisation, note, email, numbers, 1, list_key, same, search
     from jsonb_to_recordset($2) as each (id text, name text, organisation text, note text, email text,
       numbers jsonb, list_key text, same text, search text)
     on conflict (owner, same) do nothing returning id`,
    [owner, toJson(rows)],
  );
  return added.length;
}

function valuesOf(contact: ContactFields) {
  const { name, organisation, note, email, numbers } = contact;
  return [
    clean(name),
    clean(organisation),
    clean(note),
    clean(email),
    toJson(numbers),
    clean(nameKey(name)),
    sameKey(contact),
    clean(contactSearchText(contact)),
  ] as const;
}

function toContact(row: Row): Contact {
  return {
    id: row.id as string,
    owner: row.owner as string | null,
    name: row.name as string,
    organisation: row.organisation as string,
    note: row.note as string,
    email: row.email as string,
    // jsonb orders the fields in its own way.
    numbers: (row.numbers as ContactNumber[]).map(({ label, number }) => ({ label, number })),
    version: row.version as number,
  };
}

function toDial(row: Row): SpeedDial {
  return {
    slot: row.slot as number,
    contact: row.contact as string,
    name: row.name as string,
    number: row.number as string,
  };
}
