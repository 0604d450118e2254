import type { Role } from '../../agents/events.ts';
import type { SecondFactor, SecondFactorStore } from '../../credentials/ports.ts';
import type { Database, Row } from './database.ts';
import { toJson } from './text.ts';

/** The policy's name in the table of policies. */
const REQUIRED = 'secondFactorRoles';

export function postgresSecondFactors(db: Database): SecondFactorStore {
  const changed = async (text: string, values: readonly unknown[]) =>
    (await db.query(`${text} returning person`, [...values])).length > 0;
  return {
    async get(person) {
      const [row] = await db.query('select * from second_factors where person = $1', [person]);
      return row ? toFactor(row) : null;
    },
    add: ({ person, secret, lastStep, recovery, since }) =>
      changed(
        `insert into second_factors (person, secret, last_step, recovery, since) values ($1, $2, $3, $4, $5)
         on conflict (person) do nothing`,
        [person, secret, lastStep, [...recovery], since],
      ),
    spendStep: (person, step) =>
      changed('update second_factors set last_step = $2 where person = $1 and last_step < $2', [
        person,
        step,
      ]),
    spendRecovery: (person, hash) =>
      changed(
        `update second_factors set recovery = array_remove(recovery, $2)
         where person = $1 and $2 = any (recovery)`,
        [person, hash],
      ),
    replaceRecovery: (person, hashes) =>
      changed('update second_factors set recovery = $2 where person = $1', [person, [...hashes]]),
    remove: person => changed('delete from second_factors where person = $1', [person]),
    async rolesRequired() {
      const [row] = await db.query('select value from policies where name = $1', [REQUIRED]);
      return row === undefined ? null : (row.value as Role[]);
    },
    async requireOf(roles) {
      await db.query(
        `insert into policies (name, value) values ($1, $2)
         on conflict (name) do update set value = excluded.value`,
        [REQUIRED, toJson(roles)],
      );
    },
  };
}

function toFactor(row: Row): SecondFactor {
  return {
    person: row.person as string,
    secret: row.secret as Buffer,
    lastStep: row.last_step as number,
    recovery: row.recovery as string[],
    since: row.since as number,
  };
}
