import { describe, expect, test } from 'vitest';
import { DIAGNOSES_OF_TICKET, type Diagnosis } from '../../src/tickets/diagnosis.ts';
import { smallCentre } from '../supervision/pictures.ts';
import { justOpened } from '../tickets/pictures.ts';
import { type WebWorld, webWorld } from './web-world.ts';

const NUMBER = 'OA-2026-000001';
const HOUR = 3_600_000;

const diagnosis: Diagnosis = {
  format: 'cauce-diagnosis-1',
  user: 'whoever',
  at: 2 * HOUR,
  since: HOUR + 300_000,
  browser: 'Chrome',
  version: '0.1.0',
  entries: [
    { at: HOUR + 300_000, kind: 'state', text: 'phone registered' },
    { at: 2 * HOUR, kind: 'voice', text: '', figures: { lost: 3 } },
  ],
};

async function world(): Promise<WebWorld> {
  const web = await webWorld();
  web.centre.show(smallCentre());
  web.records.tickets.set(NUMBER, { ...justOpened, number: NUMBER, assignee: 'id-of-agente1' });
  return web;
}

async function ask(web: WebWorld, who: string, method: 'GET' | 'POST', url: string, payload?: object) {
  const answer = await web.web.app.inject({
    method,
    url: `/api/v1/tickets/${NUMBER}${url}`,
    headers: { cookie: await web.cookieOf(who) },
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.json() };
}

const attach = (web: WebWorld, who: string, body: object = diagnosis) =>
  ask(web, who, 'POST', '/diagnoses', body);

describe('the diagnosis of a telephone', () => {
  test('is attached in the name of whoever does it, and told in the history of the ticket', async () => {
    const web = await world();
    const { status, body } = await attach(web, 'agente1');
    expect(status).toBe(200);
    expect(body).toMatchObject({ ticket: NUMBER, by: 'id-of-agente1' });
    expect((await ask(web, 'agente1', 'GET', `/diagnoses/${body.id}`)).body).toEqual({
      ...diagnosis,
      user: 'agente1',
    });
    const { timeline } = (await ask(web, 'agente1', 'GET', '')).body;
    expect(timeline.at(-1).fact).toMatchObject({ kind: 'diagnosis-attached', diagnosis: body.id });
    expect(timeline.at(-1).words.es).toContain('AGENTE1 adjuntó el diagnóstico de su teléfono');
  });

  test('is read by whose it is and by supervisors, which is noted; by no colleague', async () => {
    const web = await world();
    const { id } = (await attach(web, 'agente1')).body;
    const kinds = () =>
      web.parts.auditStore.list({}, { limit: 50 }).then(rows => rows.map(({ kind }) => kind));
    await ask(web, 'agente1', 'GET', `/diagnoses/${id}`);
    expect(await kinds()).not.toContain('diagnosis-read');
    expect((await ask(web, 'agente2', 'GET', `/diagnoses/${id}`)).body.code).toMatch(
      /not-allowed|not-in-sight/,
    );
    expect((await ask(web, 'supervisor', 'GET', `/diagnoses/${id}`)).body.entries).toHaveLength(2);
    expect(await kinds()).toContain('diagnosis-read');
    expect((await ask(web, 'supervisor', 'GET', '/diagnoses/none')).body.code).toBe('unknown-resource');
  });

  test('is refused with other fields, another format, a span that cannot be, or too much of it', async () => {
    const web = await world();
    for (const body of [
      { ...diagnosis, password: 'x' },
      { ...diagnosis, format: 'other' },
      { ...diagnosis, since: diagnosis.at + 1 },
      { ...diagnosis, since: 0, at: 24 * HOUR },
      { ...diagnosis, entries: [{ at: 1, kind: 'typed', text: 'x' }] },
      { ...diagnosis, entries: [{ at: 1, kind: 'did', text: 'x'.repeat(6_001) }] },
      { ...diagnosis, entries: Array.from({ length: 20_001 }, () => ({ at: 1, kind: 'did', text: '' })) },
    ])
      expect((await attach(web, 'agente1', body)).body.code).toBe('invalid-input');
    const large = {
      ...diagnosis,
      entries: Array.from({ length: 200 }, () => ({ at: 1, kind: 'did', text: 'x'.repeat(6_000) })),
    };
    expect((await attach(web, 'agente1', large)).status).toBe(413);
    expect(web.records.diagnoses).toEqual([]);
  });

  test('finds no room on a ticket that has many, and says what to do', async () => {
    const web = await world();
    for (let i = 0; i < DIAGNOSES_OF_TICKET; i++) expect((await attach(web, 'agente1')).status).toBe(200);
    expect((await attach(web, 'agente1')).body.code).toBe('diagnoses-full');
  });
});
