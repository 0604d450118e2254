import { readdirSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CONTACT_NUMBERS_MOST } from '../../src/contacts/contact.ts';
import { OWN_MOST } from '../../src/contacts/ports.ts';
import { listOf } from '../../src/http/answers/common.ts';
import {
  ContactCardAnswer,
  ImportDoneAnswer,
  ImportPreviewAnswer,
  SpeedDialAnswer,
} from '../../src/http/answers/contacts.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type WebWorld, webWorld } from './web-world.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

async function ask(web: WebWorld, who: string, method: Method, url: string, payload?: object) {
  const answer = await web.web.app.inject({
    method,
    url: `/api/v1/contacts${url}`,
    headers: { cookie: await web.cookieOf(who) },
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.json() };
}

async function send(
  web: WebWorld,
  who: string,
  way: 'preview' | 'import',
  query: string,
  file: string | Buffer,
) {
  const answer = await web.web.app.inject({
    method: 'POST',
    url: `/api/v1/contacts/${way}?${query}`,
    headers: { cookie: await web.cookieOf(who), 'content-type': 'text/csv' },
    payload: file,
  });
  return { status: answer.statusCode, body: answer.json() };
}

async function taken(web: WebWorld, who: string, query: string) {
  const { statusCode, headers, body } = await web.web.app.inject({
    url: `/api/v1/contacts/export?${query}`,
    headers: { cookie: await web.cookieOf(who) },
  });
  return { status: statusCode, headers, body };
}

const ana = (fields: object = {}) => ({
  scope: 'own',
  name: 'Ana Ejemplo',
  numbers: [{ label: 'mobile', number: '0414-5550101' }],
  ...fields,
});
const kinds = (web: WebWorld) =>
  web.records.audit.map(({ kind }) => kind).filter(kind => kind.startsWith('contact'));

describe('a contact of one’s own', () => {
  test('is nobody else’s, not even an admin’s', async () => {
    const web = await webWorld();
    const { status, body } = await ask(web, 'agente1', 'POST', '', ana({ note: 'uno\ndos' }));
    expect([status, body]).toMatchObject([
      201,
      {
        scope: 'own',
        name: 'Ana Ejemplo',
        organisation: '',
        email: '',
        note: 'uno\ndos',
        numbers: [{ label: 'mobile', number: '+584145550101' }],
        version: 1,
        mayEdit: true,
      },
    ]);
    expect((await ask(web, 'agente1', 'GET', `/${body.id}`)).body).toEqual(body);
    const found = await ask(web, 'agente1', 'GET', '?text=EJÉMPLO');
    expect(listOf(ContactCardAnswer).parse(found.body)).toEqual({ items: [body], total: 1 });
    for (const who of ['agente2', 'supervisor', 'admin']) {
      expect((await ask(web, who, 'GET', '')).body).toEqual({ items: [], total: 0 });
      expect((await ask(web, who, 'GET', `/${body.id}`)).status).toBe(404);
      const edit = await ask(web, who, 'PATCH', `/${body.id}`, { version: 1, note: 'x' });
      const dial = { contact: body.id, number: '0414-5550101' };
      expect([edit.status, (await ask(web, who, 'DELETE', `/${body.id}`)).status]).toEqual([404, 404]);
      if (who === 'agente2') expect((await ask(web, who, 'PUT', '/speed-dials/1', dial)).status).toBe(404);
      expect((await taken(web, who, 'scope=own&format=csv')).body).not.toContain('Ana');
    }
    expect((await ask(web, 'agente1', 'DELETE', `/${body.id}`)).body).toEqual({ ok: true });
    expect((await ask(web, 'agente1', 'DELETE', `/${body.id}`)).status).toBe(404);
    // What is one's own is on no record.
    expect(kinds(web)).toEqual([]);
  });

  test('is changed by whoever read its last version, and nobody is there twice', async () => {
    const web = await webWorld();
    const { body } = await ask(web, 'agente1', 'POST', '', ana());
    const edit = (fields: object) => ask(web, 'agente1', 'PATCH', `/${body.id}`, fields);
    expect((await edit({ version: 1, email: 'ana@ejemplo.ve' })).body).toMatchObject({
      version: 2,
      email: 'ana@ejemplo.ve',
      name: 'Ana Ejemplo',
    });
    expect(await edit({ version: 1, name: 'Otra' })).toMatchObject({
      status: 409,
      body: { code: 'changed-meanwhile' },
    });
    expect(await edit({ version: 2, numbers: [{ label: 'work', number: 'x' }] })).toMatchObject({
      status: 422,
      body: { code: 'number-not-valid', faults: [{ path: 'body.numbers.0', message: 'number-not-valid' }] },
    });
    const twice = await ask(web, 'agente1', 'POST', '', ana({ name: 'ANA EJEMPLO' }));
    expect(twice).toMatchObject({ status: 409, body: { code: 'contact-exists' } });
    await ask(web, 'agente1', 'POST', '', ana({ name: 'Luis' }));
    expect(await edit({ version: 2, name: 'luis' })).toMatchObject({ body: { code: 'contact-exists' } });
    expect((await ask(web, 'agente2', 'POST', '', ana())).status).toBe(201);
  });

  test.each([
    [{ name: ' ' }, 'body.name'],
    [{ name: 'x'.repeat(121) }, 'body.name'],
    [{ note: 'x'.repeat(2001) }, 'body.note'],
    [{ email: 'ana arroba ejemplo' }, 'body.email'],
    [{ numbers: [] }, 'body.numbers'],
    [{ numbers: Array(CONTACT_NUMBERS_MOST + 1).fill({ label: 'work', number: '101' }) }, 'body.numbers'],
    [{ numbers: [{ label: 'fax', number: '101' }] }, 'body.numbers.0.label'],
    [{ scope: 'theirs' }, 'body.scope'],
  ])('%j is refused at %s', async (fields, path) => {
    const web = await webWorld();
    const { status, body } = await ask(web, 'agente1', 'POST', '', ana(fields));
    expect([status, body.faults[0].path]).toEqual([400, path]);
    expect(web.records.contacts.size).toBe(0);
  });

  test('has a name that is seen', async () => {
    const web = await webWorld();
    expect(await ask(web, 'agente1', 'POST', '', ana({ name: '\u202e\u0001' }))).toMatchObject({
      status: 400,
      body: { code: 'invalid-input' },
    });
  });

  test('is one of as many as fit', async () => {
    const web = await webWorld();
    const owner = web.person('agente1').id;
    for (let place = 0; place < OWN_MOST; place += 1)
      web.records.contacts.set(`c${place}`, {
        ...{ id: `c${place}`, owner, name: `P${place}`, organisation: '', note: '', email: '', version: 1 },
        numbers: [{ label: 'work', number: '101' }],
      });
    expect(await ask(web, 'agente1', 'POST', '', ana())).toMatchObject({
      status: 409,
      body: { code: 'contacts-full' },
    });
  });
});

describe('a shared contact', () => {
  const desk = ana({ scope: 'shared', name: 'Mesa de la operadora' });

  test('is read by all, and changed by supervisors and admins, on record and without its data', async () => {
    const web = await webWorld();
    expect(await ask(web, 'agente1', 'POST', '', desk)).toMatchObject({
      status: 403,
      body: { code: 'not-allowed' },
    });
    const { body } = await ask(web, 'supervisor', 'POST', '', desk);
    expect(body).toMatchObject({ scope: 'shared', mayEdit: true });
    for (const [who, mayEdit] of [
      ['agente1', false],
      ['nivel2', false],
      ['admin', true],
    ] as const)
      expect((await ask(web, who, 'GET', '?scope=shared&text=mesa')).body.items).toMatchObject([{ mayEdit }]);
    expect((await ask(web, 'agente1', 'GET', '?scope=own')).body.total).toBe(0);
    for (const [method, payload] of [
      ['PATCH', { version: 1, note: 'x' }],
      ['DELETE', undefined],
    ] as const)
      expect((await ask(web, 'agente1', method, `/${body.id}`, payload)).body.code).toBe('not-allowed');
    expect(
      (await ask(web, 'admin', 'PATCH', `/${body.id}`, { version: 1, note: 'de noche' })).body.version,
    ).toBe(2);
    expect((await ask(web, 'supervisor', 'DELETE', `/${body.id}`)).status).toBe(200);
    expect(kinds(web)).toEqual(['contact-added', 'contact-changed', 'contact-removed']);
    expect(web.records.audit.map(({ data }) => data)).toContain('{"fields":["note"]}');
    expect(JSON.stringify(web.records.audit)).not.toMatch(/Mesa|5550101|de noche/);
  });

  test('that is there already is on record as not added', async () => {
    const web = await webWorld();
    const { body } = await ask(web, 'supervisor', 'POST', '', desk);
    const twice = await ask(web, 'supervisor', 'POST', '', desk);
    expect(twice.body.code).toBe('contact-exists');
    await waitUntil(() => web.records.audit.some(({ kind }) => kind === 'not-done'), { what: 'its row' });
    expect((await ask(web, 'agente1', 'GET', '')).body.items).toEqual([{ ...body, mayEdit: false }]);
  });
});

test('contacts are not searched by too little; a short number is looked for whole', async () => {
  const web = await webWorld();
  await ask(web, 'agente1', 'POST', '', ana({ name: 'Mesa', numbers: [{ label: 'work', number: '101' }] }));
  for (const text of ['me', '%25', '10'])
    expect(await ask(web, 'agente1', 'GET', `?text=${text}`)).toMatchObject({
      status: 422,
      body: { code: 'search-too-short' },
    });
  expect((await ask(web, 'agente1', 'GET', '?text=101')).body.total).toBe(1);
  expect((await ask(web, 'agente1', 'GET', '?limit=101')).status).toBe(400);
});

describe('speed dials', () => {
  test('are put on slots 1 to 9, one’s own and with a number in any notation', async () => {
    const web = await webWorld();
    const { body } = await ask(web, 'supervisor', 'POST', '', ana({ scope: 'shared' }));
    const put = (slot: number | string, fields: object = {}) =>
      ask(web, 'agente1', 'PUT', `/speed-dials/${slot}`, {
        contact: body.id,
        number: '0414 555-0101',
        ...fields,
      });
    const dial = { slot: 3, contact: body.id, name: 'Ana Ejemplo', number: '+584145550101' };
    expect(SpeedDialAnswer.parse((await put(3)).body)).toEqual(dial);
    expect((await ask(web, 'agente1', 'GET', '/speed-dials')).body).toEqual({ items: [dial], total: 1 });
    expect((await ask(web, 'agente2', 'GET', '/speed-dials')).body.total).toBe(0);
    for (const slot of [0, 10, 'x']) expect((await put(slot)).status).toBe(400);
    expect(await put(1, { number: '0414-5550102' })).toMatchObject({
      status: 422,
      body: { code: 'number-not-of-contact' },
    });
    expect((await put(1, { contact: 'nobody' })).status).toBe(404);
    expect((await ask(web, 'agente1', 'DELETE', '/speed-dials/3')).body).toEqual({ ok: true });
    expect((await ask(web, 'agente1', 'DELETE', '/speed-dials/3')).status).toBe(404);
  });
});

describe('a file of contacts', () => {
  const csv = 'nombre;móvil;nota\nJosé;0414-5550101;=1\njose;04145550101;\nLuis;mañana;\nNora;101;\n';
  const counts = { known: 1, faulty: 1, faults: [{ row: 4, why: 'number-not-valid', text: 'mañana' }] };

  test('is looked at first, and nothing is written; then taken once', async () => {
    const web = await webWorld();
    const seen = await send(web, 'agente1', 'preview', 'scope=own&format=csv', csv);
    expect(ImportPreviewAnswer.parse(seen.body)).toEqual(seen.body);
    expect(seen.body).toMatchObject({
      rows: 4,
      valid: 3,
      ...counts,
      sample: [{ name: 'José' }, {}, { name: 'Nora' }],
    });
    expect(web.records.contacts.size).toBe(0);
    for (const [added, known] of [
      [2, 1],
      [0, 3],
    ]) {
      const done = await send(web, 'agente1', 'import', 'scope=own&format=csv', csv);
      expect(ImportDoneAnswer.parse(done.body)).toEqual({ ...counts, added, known });
    }
    expect(kinds(web)).toEqual([]);
  });

  test('for all is a supervisor’s or an admin’s to bring and to take along, on record', async () => {
    const web = await webWorld();
    for (const way of ['preview', 'import'] as const)
      expect((await send(web, 'agente1', way, 'scope=shared&format=csv', csv)).body.code).toBe('not-allowed');
    expect((await taken(web, 'agente1', 'scope=shared&format=csv')).status).toBe(403);
    expect((await send(web, 'supervisor', 'import', 'scope=shared&format=csv', csv)).body.added).toBe(2);
    expect((await ask(web, 'agente1', 'GET', '')).body.total).toBe(2);
    expect((await taken(web, 'admin', 'scope=shared&format=vcard')).status).toBe(200);
    expect(web.records.audit.slice(-2)).toMatchObject([
      { kind: 'contacts-imported', data: '{"faulty":1,"format":"csv","known":1,"rows":2}' },
      { kind: 'contacts-exported', data: '{"format":"vcard","rows":2}' },
    ]);
  });

  test.each([
    ['csv', 'text/csv; charset=utf-8', 'contactos-2026-11-22.csv'],
    ['vcard', 'text/vcard; charset=utf-8', 'contactos-2026-11-22.vcf'],
  ])('of %s is taken along by pages, and brought to another book as it was', async (format, type, name) => {
    const web = await webWorld();
    const rows = Array.from(
      { length: 1_203 },
      (_, place) => `Persona ${place},0414-555${1_000 + place},"ñ, ""${place}"""\n`,
    );
    await send(web, 'agente1', 'import', 'scope=own&format=csv', `nombre,móvil,nota\n${rows.join('')}`);
    const file = await taken(web, 'agente1', `scope=own&format=${format}`);
    expect(file.headers).toMatchObject({
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    });
    const done = await send(web, 'agente2', 'import', `scope=own&format=${format}`, file.body);
    expect(done.body).toEqual({ added: 1_203, known: 0, faulty: 0, faults: [] });
    expect((await taken(web, 'agente2', `scope=own&format=${format}`)).body).toBe(file.body);
  });

  test.each([
    ['csv', '', 422, 'contacts-file-empty'],
    ['vcard', '', 422, 'contacts-file-empty'],
    ['csv', 'nombre,móvil\n', 422, 'done'],
    ['csv', '%PDF-1.7\nnombre,móvil', 422, 'contacts-file-unknown'],
    ['csv', Buffer.from('504b030414000600', 'hex'), 422, 'contacts-file-unknown'],
    ['vcard', Buffer.from([0xff, 0xd8, 0, 1]), 422, 'contacts-file-unknown'],
    ['vcard', csv, 422, 'contacts-file-unknown'],
    ['csv', 'Ana,0414-5550101\nLuis,101\n', 422, 'contacts-columns-unknown'],
    ['csv', 'nombre,móvil\n"Ana,101\nLuis,102\n', 422, 'contacts-quote-open'],
  ])('as %s %j is answered %i %s', async (format, file, status, code) => {
    const web = await webWorld();
    for (const way of ['preview', 'import'] as const) {
      const answer = await send(web, 'agente1', way, `scope=own&format=${format}`, file);
      if (code === 'done') expect(answer).toMatchObject({ status: 200, body: { faulty: 0 } });
      else {
        expect(answer).toMatchObject({ status, body: { code } });
        expect(answer.body.detail.es.length).toBeGreaterThan(60);
      }
    }
    expect(web.records.contacts.size).toBe(0);
    expect(readdirSync(received(web))).toEqual([]);
  });

  const received = (web: WebWorld) => join(web.recordingsDir, '..', 'received');

  /** A request whose body is sent by hand. */
  async function open(web: WebWorld, who: string, headers: http.OutgoingHttpHeaders = {}) {
    const { server } = web.web.app;
    if (!server.listening) {
      server.listen(0, '127.0.0.1');
      await new Promise(resolve => server.once('listening', resolve));
    }
    const { port } = server.address() as AddressInfo;
    const request = http.request({
      ...{ port, host: '127.0.0.1', method: 'POST' },
      path: '/api/v1/contacts/import?scope=own&format=csv',
      headers: {
        cookie: await web.cookieOf(who),
        'content-type': 'text/csv',
        ...headers,
      },
    });
    onTestFinished(() => void request.destroy());
    const answer = new Promise<{ status: number | undefined; code: string }>((resolve, reject) => {
      request.on('error', reject);
      request.on('response', response => {
        let body = '';
        response.on('data', piece => {
          body += piece;
        });
        response.on('end', () => resolve({ status: response.statusCode, code: JSON.parse(body).code }));
      });
    });
    answer.catch(() => undefined);
    return { request, answer };
  }

  test('that breaks off changes nothing and leaves nothing behind; one a person at a time', async () => {
    const web = await webWorld();
    const { request } = await open(web, 'agente1');
    request.write('nombre,móvil\nAna,101\n'.padEnd(70_000, ' '));
    await waitUntil(() => readdirSync(received(web)).length === 1, { what: 'the file' });
    expect((await send(web, 'agente1', 'import', 'scope=own&format=csv', csv)).body.code).toBe(
      'import-under-way',
    );
    expect((await send(web, 'agente2', 'import', 'scope=own&format=csv', csv)).body.added).toBe(2);
    request.destroy();
    await waitUntil(() => readdirSync(received(web)).length === 0, { what: 'no file' });
    expect((await send(web, 'agente1', 'import', 'scope=own&format=csv', csv)).body.added).toBe(2);
  });

  test('comes in as slowly as a line is, and is given up when nothing comes any more', async () => {
    const web = await webWorld();
    const { server } = web.web.app;
    // Any other request is too slow by then.
    server.requestTimeout = 1;
    const { request, answer } = await open(web, 'agente1');
    const looked = new Promise<NodeJS.ErrnoException>(resolve => server.once('clientError', resolve));
    request.write('nombre,móvil\nAna,101\n');
    expect((await looked).code).toBe('ERR_HTTP_REQUEST_TIMEOUT');
    request.end('Luis,102\n');
    expect((await answer).status).toBe(200);
    expect(web.records.contacts.size).toBe(2);

    const silent = await open(web, 'agente1');
    silent.request.write('nombre,móvil\nNora,103\n');
    await waitUntil(() => readdirSync(received(web)).length === 1, { what: 'the file' });
    const gone = expect(silent.answer).rejects.toMatchObject({ code: 'ECONNRESET' });
    // Its last byte may still be on its way to the disk, and the silence begins after that.
    await waitUntil(
      () => {
        web.clock.advance(10_000);
        return readdirSync(received(web)).length === 0;
      },
      { what: 'no file' },
    );
    await gone;
    expect(web.records.contacts.size).toBe(2);
  });

  test('of more than 50 MB is refused in words, whether or not it says its length', async () => {
    const web = await webWorld();
    const said = await open(web, 'agente1', { 'content-length': 60 * 1024 * 1024 });
    said.request.write('nombre,móvil\n');
    expect(await said.answer).toEqual({ status: 413, code: 'contacts-file-too-large' });
    const unsaid = await open(web, 'agente1');
    const piece = Buffer.alloc(1024 * 1024, 'x');
    for (let sent = 0; sent < 52; sent += 1)
      await new Promise<void>(resolve => unsaid.request.write(piece, () => resolve()));
    unsaid.request.end();
    expect(await unsaid.answer).toEqual({ status: 413, code: 'contacts-file-too-large' });
    expect(readdirSync(received(web))).toEqual([]);
  });

  test('waits while the web is behind, and so does an export; nothing else of contacts does', async () => {
    const lag = { ms: 0 };
    const web = await webWorld({ parts: { loopMs: () => lag.ms } });
    const cookie = await web.cookieOf('agente1');
    lag.ms = 200;
    web.clock.advance(500);
    web.clock.advance(500);
    const status = async (method: 'GET' | 'POST', url: string) =>
      (await web.web.app.inject({ method, url: `/api/v1/contacts${url}`, headers: { cookie } })).statusCode;
    for (const url of ['/preview', '/import'])
      expect(await status('POST', `${url}?scope=own&format=csv`)).toBe(503);
    expect(await status('GET', '/export?scope=own&format=csv')).toBe(503);
    expect(await status('GET', '')).toBe(200);
    expect(await status('GET', '/speed-dials')).toBe(200);
  });
});
