import { describe, expect, test } from 'vitest';
import { FIRST_POLICY, type OutgoingPolicy } from '../../src/outgoing/policy.ts';
import { firstCentre } from '../../src/roles/first-centre.ts';
import { smallCentre } from '../supervision/pictures.ts';
import { justOpened } from '../tickets/pictures.ts';
import { type WebWorld, webWorld } from './web-world.ts';

async function world(): Promise<WebWorld> {
  const web = await webWorld();
  web.records.centre = { ...web.records.centre, calendars: firstCentre('America/Caracas').calendars };
  web.centre.show(smallCentre());
  return web;
}

async function ask(web: WebWorld, method: 'GET' | 'PUT' | 'POST', url: string, payload?: object) {
  const answer = await web.web.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { cookie: await web.cookieOf('admin') },
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.json() };
}

describe('where people may call', () => {
  test('is read and changed by the admin, by the version that was looked at', async () => {
    const web = await world();
    const { body: first } = await ask(web, 'GET', '/outgoing');
    expect(first).toEqual(FIRST_POLICY);
    const { body: calendars } = await ask(web, 'GET', '/outgoing/calendars');
    expect(calendars.items).toContain(FIRST_POLICY.offHours.calendar);
    const callerIds = { centre: '+582125550100', areas: { averias: '+582125550101' } };
    const changed = await ask(web, 'PUT', '/outgoing', { ...first, callerIds });
    expect([changed.status, changed.body]).toEqual([200, { ...FIRST_POLICY, version: 2, callerIds }]);
    expect((await ask(web, 'GET', '/outgoing')).body).toEqual(changed.body);
    const late = await ask(web, 'PUT', '/outgoing', { ...first, allow: [] });
    expect([late.status, late.body.code]).toEqual([409, 'changed-meanwhile']);
  });

  const [rule] = FIRST_POLICY.allow;
  if (rule === undefined) throw new Error('a new centre may call somebody');
  const bad: readonly [string, Partial<OutgoingPolicy> | object][] = [
    ['a service code as caller id', { callerIds: { centre: '*626', areas: {} } }],
    ['a premium number as caller id', { callerIds: { centre: '+589001234567', areas: {} } }],
    ['a caller id that is no number', { callerIds: { centre: null, areas: { averias: '+581' } } }],
    ['a calendar that is not there', { offHours: { calendar: 'nunca', lock: 'all' } }],
    ['a person who is not there', { allow: [{ ...rule, who: { kind: 'person', person: 'nadie' } }] }],
    ['emergency numbers', { allow: [{ ...rule, classes: ['emergency'] }] }],
    ['a way out that is none', { allow: [{ ...rule, entries: ['trunk'] }] }],
    ['a country that is none', { allow: [{ ...rule, countries: ['todos'] }] }],
    ['a cap below nothing', { caps: { ...FIRST_POLICY.caps, person: { atOnce: -1, perDay: 1 } } }],
    ['what it does not know', { masterKey: true }],
  ];
  test.each(bad)('is not changed to %s', async (_what, change) => {
    const web = await world();
    const { status, body } = await ask(web, 'PUT', '/outgoing', { ...FIRST_POLICY, ...change });
    expect([status, body.code]).toEqual([400, 'invalid-input']);
    expect(body.faults.length).toBeGreaterThan(0);
    expect((await ask(web, 'GET', '/outgoing')).body).toEqual(FIRST_POLICY);
  });

  test('says when it cannot be read', async () => {
    const web = await world();
    web.records.centre = {
      ...web.records.centre,
      policies: { debtStops: false, announceRecording: true },
    };
    const { status, body } = await ask(web, 'GET', '/outgoing');
    expect([status, body.code]).toEqual([503, 'outgoing-policy']);
  });

  test('is opened again for a person, or for all', async () => {
    const web = await world();
    web.centre.answer({ ok: true });
    expect((await ask(web, 'POST', '/outgoing/release', { person: 'id-of-agente1' })).status).toBe(200);
    expect((await ask(web, 'POST', '/outgoing/release', { person: null })).status).toBe(200);
    expect((await ask(web, 'POST', '/outgoing/release', { person: 'nadie' })).status).toBe(404);
    expect(web.centre.commands.map(({ command }) => command)).toEqual([
      { do: 'release-outgoing', person: 'id-of-agente1' },
      { do: 'release-outgoing', person: null },
    ]);
  });
});

test('who may call out is told by which ways, and who may not, or of whom nobody knows, by none', async () => {
  const web = await world();
  const waysOf = async (who: string) => {
    const headers = { cookie: await web.cookieOf(who) };
    const answer = await web.web.app.inject({ url: '/api/v1/outgoing/own', headers });
    return [answer.statusCode, answer.json().entries];
  };
  const all = ['call-back', 'dial', 'transfer', 'conference'];
  expect(await waysOf('agente1')).toEqual([200, all]);
  const [rule] = FIRST_POLICY.allow;
  if (rule === undefined) throw new Error('a new centre may call somebody');
  const allow = [{ ...rule, who: { kind: 'person', person: 'id-of-agente1' }, entries: ['dial'] }];
  expect((await ask(web, 'PUT', '/outgoing', { ...FIRST_POLICY, allow })).status).toBe(200);
  expect(await waysOf('agente1')).toEqual([200, ['dial']]);
  web.records.centre = { ...web.records.centre, policies: { debtStops: false, announceRecording: true } };
  expect(await waysOf('agente1')).toEqual([200, []]);
});

test('a call-back that may not go out says why in words', async () => {
  const web = await world();
  web.records.tickets.set(justOpened.number, justOpened);
  web.centre.answer({ ok: false, code: 'outgoing-high-risk' });
  const answer = await web.web.app.inject({
    method: 'POST',
    url: `/api/v1/tickets/${justOpened.number}/call-back`,
    headers: { cookie: await web.cookieOf('agente1') },
    payload: { number: '+12423651234' },
  });
  expect([answer.statusCode, answer.json().code]).toEqual([422, 'outgoing-high-risk']);
  expect(answer.json().detail.es).toContain('alto riesgo');
});
