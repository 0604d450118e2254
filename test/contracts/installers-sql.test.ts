import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postgresCentre } from '../../src/adapters/postgres/centre.ts';
import { postgresCentreSeed } from '../../src/adapters/postgres/centre-seed.ts';
import { type Database, openDatabase } from '../../src/adapters/postgres/database.ts';
import {
  type ListenConnection,
  openListenConnection,
} from '../../src/adapters/postgres/listen-connection.ts';
import { businessCalendarShape } from '../../src/kit/business-calendar.ts';
import { makeLog } from '../../src/kit/log.ts';
import { furnish } from '../../src/roles/first-centre.ts';
import { realPostgres } from '../kit/real-parts.ts';

/** What the installer's manual has somebody type into the database of a new centre does what it says, in each language. */

const postgres = realPostgres();
const log = makeLog('test', 'silent');

const guide = (language: string): string =>
  readFileSync(join(import.meta.dirname, `../../softphone/manual/${language}/installer.md`), 'utf8');

/** Blocks of the guide that are SQL. */
const sqlOf = (language: string): readonly string[] =>
  [...guide(language).matchAll(/^```\n((?:select|insert|update)[\s\S]*?)^```$/gm)].map(([, sql = '']) => sql);

let db: Database;
let typed: Database;
let listenConnection: ListenConnection;
beforeAll(async () => {
  const { admin, application } = await postgres.preparedDatabase();
  db = openDatabase(application, log);
  typed = openDatabase(admin, log);
  listenConnection = openListenConnection(application, log);
});
afterAll(async () => {
  await listenConnection.close();
  await Promise.all([db.close(), typed.close()]);
});

test('a new centre has a number, a queue, hours, a break and a disposition more', async () => {
  await furnish(postgresCentreSeed(db), 'America/Caracas');
  const [es, en] = ['es', 'en'].map(sqlOf);
  expect(es?.length).toBe(3);
  expect(en).toEqual(es);
  for (const statement of (es ?? []).join('').split(/;\n/))
    if (statement.trim()) await typed.query(statement);
  const { numbers, queues, areas, calendars, breaks, dispositions } = await postgresCentre(
    db,
    listenConnection,
  ).load();
  expect(numbers).toContainEqual({ number: '582125550100', flow: 'averias-626' });
  const like = queues.find(({ name }) => name === 'comercial');
  expect(queues).toContainEqual({ ...like, name: 'ventas', title: 'Ventas', area: 'ventas' });
  expect(areas).toContainEqual({ name: 'ventas', title: 'Ventas' });
  const office = businessCalendarShape.parse(calendars.find(({ name }) => name === 'oficina')?.spec);
  expect(office.week.sat).toEqual([{ from: '09:00', to: '13:00' }]);
  expect(office.holidays).toContain('2027-02-08');
  expect(breaks).toContainEqual({ code: 'medico', title: { es: 'Médico', en: 'Doctor' } });
  expect(dispositions).toContainEqual({
    code: 'visita',
    queue: 'averias',
    title: { es: 'Visita técnica', en: 'Visit' },
    effect: 'none',
    fits: 'any',
  });
});
