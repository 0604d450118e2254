import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { httpCrm } from '../../../src/adapters/crm/http-crm.ts';
import type { CrmQuestion } from '../../../src/customers/crm.ts';
import { makeLog } from '../../../src/kit/log.ts';
import { fakeClock } from '../../kit/fake-clock.ts';

const TOKEN = 'crm-token-of-a-test-1234';
const QUESTION: CrmQuestion = {
  id: 'c-1',
  document: 'V-12345678',
  account: 'A-77',
  lines: ['+584145550101'],
};

type Answers = (response: ServerResponse, body: string, request: IncomingMessage) => void;

/** A real server that answers so, the adapter that asks it, and how often it was asked. */
async function crmThat(answers: Answers) {
  const seen: { body: string; authorization: string | undefined; method: string | undefined }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    seen.push({ body, authorization: request.headers.authorization, method: request.method });
    answers(response, body, request);
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const clock = fakeClock();
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/cauce`;
  return { crm: httpCrm({ url, token: TOKEN }, clock, makeLog('web', 'silent')), clock, seen, url };
}

const says =
  (body: unknown, status = 200): Answers =>
  response => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

const away = { code: 'crm-away' };

test('the CRM is asked with its token about what is known of the customer, and its answer is shown as it is', async () => {
  const facts = [{ label: 'Plan', value: 'Fibra 200' }];
  const { crm, seen } = await crmThat(says({ facts, page: 'https://crm.example.org/c/77', more: 1 }));
  expect(await crm.ask(QUESTION)).toEqual({ kind: 'known', facts, page: 'https://crm.example.org/c/77' });
  expect(seen).toEqual([
    { method: 'POST', authorization: `Bearer ${TOKEN}`, body: JSON.stringify(QUESTION) },
  ]);
});

test('a customer without a page in the CRM has none, and one that it does not know is said to be so', async () => {
  expect(await (await crmThat(says({ facts: [] }))).crm.ask(QUESTION)).toEqual({
    kind: 'known',
    facts: [],
    page: null,
  });
  expect(await (await crmThat(says('no such customer', 404))).crm.ask(QUESTION)).toEqual({ kind: 'unknown' });
});

test.each<[string, Answers]>([
  ['fails', says({}, 500)],
  ['refuses the token', says({}, 401)],
  ['says no JSON', says('<html>')],
  ['says something else', says({ facts: 'none' })],
  ['says far too much', says(JSON.stringify({ facts: [], page: 'x'.repeat(70_000) }))],
  ['breaks off', response => response.destroy()],
  ['leads elsewhere', response => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
])('a CRM that %s is away, and so it is said', async (_what, answers) => {
  const { crm } = await crmThat(answers);
  await expect(crm.ask(QUESTION)).rejects.toMatchObject(away);
});

test('what is odd in the record of one customer is cut or left out, and is no reason to leave the CRM alone', async () => {
  const odd = {
    facts: Array.from({ length: 50 }, () => ({ label: 'l'.repeat(99), value: 'v'.repeat(900) })),
  };
  const { crm } = await crmThat(says({ ...odd, page: 'javascript:alert(1)' }));
  const answer = await crm.ask(QUESTION);
  expect(answer).toMatchObject({ kind: 'known', page: null });
  if (answer.kind !== 'known') return;
  expect(answer.facts).toHaveLength(40);
  expect(answer.facts[0]).toEqual({ label: 'l'.repeat(60), value: 'v'.repeat(500) });

  let asked = 0;
  const broken = await crmThat(response => {
    asked += 1;
    says('<html>')(response, '', undefined as never);
  });
  await expect(broken.crm.ask(QUESTION)).rejects.toMatchObject(away);
  await expect(broken.crm.ask({ ...QUESTION, id: 'c-2' })).rejects.toMatchObject(away);
  expect(asked).toBe(2);
});

test('readings of one customer share an answer for half a minute', async () => {
  let asked = 0;
  const { crm, clock, seen } = await crmThat((response, body, request) => {
    asked += 1;
    says({ facts: [{ label: 'n', value: String(asked) }] })(response, body, request);
  });
  const [one, two] = await Promise.all([crm.ask(QUESTION), crm.ask(QUESTION)]);
  expect(two).toEqual(one);
  clock.advance(29_999);
  expect(await crm.ask(QUESTION)).toEqual(one);
  expect(seen).toHaveLength(1);
  clock.advance(1);
  expect(await crm.ask(QUESTION)).not.toEqual(one);
  await crm.ask({ ...QUESTION, id: 'c-2' });
  expect(seen).toHaveLength(3);
});

test('one that failed is left alone for five seconds, and then asked again', async () => {
  let isUp = false;
  const { crm, clock, seen } = await crmThat((...ways) =>
    (isUp ? says({ facts: [] }) : says({}, 503))(...ways),
  );
  await expect(crm.ask(QUESTION)).rejects.toMatchObject(away);
  await expect(crm.ask({ ...QUESTION, id: 'c-2' })).rejects.toMatchObject(away);
  expect(seen).toHaveLength(1);
  isUp = true;
  clock.advance(5_000);
  expect(await crm.ask(QUESTION)).toMatchObject({ kind: 'known' });
});
