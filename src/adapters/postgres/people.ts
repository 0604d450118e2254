import type { OwnKeys } from '../../agents/desk-keys.ts';
import type { NewPerson, PeopleStore, Person } from '../../agents/ports.ts';
import { CauceError } from '../../kit/errors.ts';
import { newId } from '../../kit/ids.ts';
import { type Database, isDuplicate, type Row, type Sql } from './database.ts';
import { clean } from './text.ts';

export function postgresPeople(db: Database): PeopleStore {
  return {
    async list() {
      return (await db.query('select * from people order by lower(username)')).map(toPerson);
    },
    async get(id) {
      const [row] = await db.query('select * from people where id = $1', [id]);
      return row ? toPerson(row) : null;
    },
    async credentials(username) {
      const [row] = await db.query('select * from people where lower(username) = lower($1)', [
        clean(username),
      ]);
      return row ? { person: toPerson(row), passwordHash: String(row.password_hash) } : null;
    },
    add: person => insert(db, person),
    addFirstAdmin: person =>
      db.transaction(async sql => {
        // One after the other: two that look at the same moment would both see nobody.
        await sql.query("select pg_advisory_xact_lock(hashtext('first admin'))");
        const [admin] = await sql.query("select 1 from people where role = 'admin' and active limit 1");
        if (admin) throw new CauceError('not-allowed');
        return insert(sql, { ...person, role: 'admin', telephone: false });
      }),
    async change(id, patch) {
      const changes = Object.entries(COLUMNS).flatMap(([field, column]) => {
        const value = patch[field as keyof typeof COLUMNS];
        return value === undefined ? [] : [{ column, value }];
      });
      const set = changes.map(({ column }, index) => `${column} = $${index + 2}`).join(', ');
      const values = changes.map(change => change.value);
      const [row] =
        changes.length === 0
          ? await db.query('select * from people where id = $1', [id])
          : await db
              .query(`update people set ${set} where id = $1 returning *`, [id, ...values])
              .catch((cause: unknown) => {
                if (isTaken(cause, patch)) throw new CauceError('extension-taken', {}, { cause });
                throw cause;
              });
      if (!row) throw new CauceError('unknown-resource', { person: id });
      return toPerson(row);
    },
    async turnDesk(id) {
      const [row] = await db.query('update people set desk_turn = desk_turn + 1 where id = $1 returning *', [
        id,
      ]);
      if (!row) throw new CauceError('unknown-resource', { person: id });
      return toPerson(row);
    },
  };
}

async function insert(sql: Sql, person: NewPerson): Promise<Person> {
  try {
    const [row] = await sql.query(
      `insert into people (id, username, display_name, role, level, queues, areas, phone_kind, telephone,
         password_hash, language, extension, hears_own)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning *`,
      [
        newId(),
        person.username,
        clean(person.displayName),
        person.role,
        person.level,
        [...person.queues],
        [...person.areas],
        person.phoneKind,
        person.telephone,
        person.passwordHash,
        person.language,
        person.extension ?? '',
        person.hearsOwn ?? true,
      ],
    );
    return toPerson(row ?? {});
  } catch (cause) {
    throw isTaken(cause, person)
      ? new CauceError('extension-taken', { extension: person.extension }, { cause })
      : isDuplicate(cause)
        ? new CauceError('already-exists', { username: person.username }, { cause })
        : cause;
  }
}

/** The number is somebody else's. */
const isTaken = (error: unknown, { extension }: { readonly extension?: string | undefined }): boolean =>
  extension !== undefined && isDuplicate(error, 'people_extension');

const COLUMNS = {
  displayName: 'display_name',
  role: 'role',
  level: 'level',
  queues: 'queues',
  areas: 'areas',
  phoneKind: 'phone_kind',
  telephone: 'telephone',
  hearsOwn: 'hears_own',
  passwordHash: 'password_hash',
  language: 'language',
  active: 'active',
  confidentialityAcceptedAt: 'confidentiality_accepted_at',
  autoAnswer: 'auto_answer',
  extension: 'extension',
  ownKeys: 'own_keys',
} as const satisfies Record<
  Exclude<keyof NewPerson, 'username'> | 'active' | 'confidentialityAcceptedAt' | 'autoAnswer' | 'ownKeys',
  string
>;

export function toPerson(row: Row): Person {
  return {
    id: row.id as string,
    username: row.username as string,
    displayName: row.display_name as string,
    role: row.role as Person['role'],
    level: row.level as number,
    queues: row.queues as string[],
    areas: row.areas as string[],
    phoneKind: row.phone_kind as Person['phoneKind'],
    telephone: row.telephone as boolean,
    active: row.active as boolean,
    confidentialityAcceptedAt: row.confidentiality_accepted_at as number | null,
    language: row.language as Person['language'],
    ...(typeof row.extension === 'string' && row.extension !== '' ? { extension: row.extension } : {}),
    ...(row.hears_own === false ? { hearsOwn: false } : {}),
    ...(row.auto_answer === true ? { autoAnswer: true } : {}),
    ...(Object.keys(row.own_keys ?? {}).length > 0 ? { ownKeys: row.own_keys as OwnKeys } : {}),
    ...(typeof row.desk_turn === 'number' && row.desk_turn > 0 ? { deskTurn: row.desk_turn } : {}),
  };
}
