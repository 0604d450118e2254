import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memoryCalls } from '../../src/adapters/memory/calls.ts';
import { ROLES, type Role } from '../../src/agents/events.ts';
import type { CallFact } from '../../src/calls/events.ts';
import { DEMO_CUSTOMERS } from '../../src/customers/demo.ts';
import { ACCESS } from '../../src/http/access.ts';
import type { LiveMessage } from '../../src/live/messages.ts';
import { recordingId } from '../../src/recordings/recording-story.ts';
import type { CallPicture } from '../../src/supervision/events.ts';
import type { Diagnosis } from '../../src/tickets/diagnosis.ts';
import { type LiveWorld, liveWorld } from '../live/live-world.ts';
import { agentPicture, callPicture, queuePicture } from '../supervision/pictures.ts';
import { justOpened } from '../tickets/pictures.ts';
import { answered, arrived, ended, NOON, queued } from '../tickets/scene.ts';

/** In everything that is known of one customer, and in nothing else: long enough that no random id has it. */
const MARK = '7319482';
const CUSTOMER = {
  ...DEMO_CUSTOMERS[0],
  id: 'marked',
  name: `Cliente ${MARK}`,
} as (typeof DEMO_CUSTOMERS)[number];
const NUMBER = `+58414${MARK}`;
const TICKET = 'OA-2026-000001';
const [PAST, WAITING, OWN] = ['c-past', 'c-waiting', 'c-own'] as const;
const TODAY = 'from=2026-11-22&to=2026-11-22';
const RECORDING = recordingId('calls/past/1');

interface Case {
  readonly role: Role;
  readonly level: number;
  /** Whether they work in the area of the ticket. */
  readonly area: 'own' | 'other';
  /** Whether its customer is on their line. */
  readonly line: 'no' | 'rings' | 'talks' | 'wraps-up';
}

const PEOPLE: readonly Pick<Case, 'role' | 'level'>[] = [
  ...ROLES.map(role => ({ role, level: 1 })),
  { role: 'agent', level: 2 },
];
const CASES: readonly Case[] = PEOPLE.flatMap(person =>
  (['own', 'other'] as const).flatMap(area =>
    (['no', 'rings', 'talks', 'wraps-up'] as const).map(line => ({ ...person, area, line })),
  ),
);

/** What the issue promises, told a second time and without the rule's own words. */
const watches = ({ role }: Case) => role === 'supervisor' || role === 'admin';
const readsTicket = (one: Case) =>
  one.role !== 'wallboard' && (watches(one) || one.area === 'own' || one.line !== 'no');
const hearsIt = (one: Case) => watches(one) || (one.role === 'agent' && one.level > 1 && one.area === 'own');
const servesThem = ({ role }: Case) => role !== 'admin' && role !== 'wallboard';

/** What a reader gets of the marked customer by a route: it, not it, or nobody ever does. */
interface Row {
  readonly url: string;
  readonly payload?: object;
  readonly seenBy: (one: Case) => boolean;
  /** A single thing that may not be seen is refused; of a list it is left out. */
  readonly otherwise: 'refused' | 'left-out';
}

const nobody = () => false;
const nothing = (url: string): Row => ({ url, seenBy: nobody, otherwise: 'left-out' });
const list = (url: string, seenBy: Row['seenBy']): Row => ({ url, seenBy, otherwise: 'left-out' });
const single = (url: string, seenBy: Row['seenBy'], payload?: object): Row => ({
  url,
  seenBy,
  otherwise: 'refused',
  ...(payload === undefined ? {} : { payload }),
});

const DIAGNOSIS: Diagnosis = {
  ...{ format: 'cauce-diagnosis-1', user: 'agente2', at: 2, since: 1, browser: '', version: '' },
  entries: [{ at: 1, kind: 'error', text: MARK }],
};

/** Every route that tells something, and those that answer a step with what they changed. */
const ROWS: Readonly<Record<string, Row>> = {
  'GET /api/v1/session': nothing('/session'),
  'GET /api/v1/front': nothing('/front'),
  'GET /api/v1/guest-lines': nothing('/guest-lines'),
  'GET /api/v1/agents': nothing('/agents'),
  'GET /api/v1/queues': nothing('/queues'),
  'GET /api/v1/queues/:name': nothing('/queues/averias'),
  'GET /api/v1/policies': nothing('/policies'),
  'GET /api/v1/areas': nothing('/areas'),
  'GET /api/v1/dispositions': nothing('/dispositions'),
  'GET /api/v1/breaks': nothing('/breaks'),
  'GET /api/v1/flows': nothing('/flows'),
  'GET /api/v1/outgoing/calendars': nothing('/outgoing/calendars'),
  'GET /api/v1/outgoing': nothing('/outgoing'),
  'GET /api/v1/outgoing/own': nothing('/outgoing/own'),
  'GET /api/v1/audit': nothing('/audit'),
  'GET /api/v1/audit/state': nothing('/audit/state'),
  'GET /api/v1/audit/export': nothing('/audit/export'),
  'GET /api/v1/people': nothing('/people'),
  'GET /api/v1/people/:id/second-factor': nothing('/people/id-of-mesa/second-factor'),
  'GET /api/v1/log-in-policy': nothing('/log-in-policy'),
  'GET /api/v1/me/second-factor': nothing('/me/second-factor'),
  'GET /api/v1/people/:id/phone': nothing('/people/id-of-mesa/phone'),
  'GET /api/v1/calls': list('/calls', watches),
  'GET /api/v1/calls/outcomes': nothing('/calls/outcomes'),
  'GET /api/v1/calls/:id': single(`/calls/${PAST}`, watches),
  'GET /api/v1/figures': nothing(`/figures?${TODAY}`),
  'GET /api/v1/figures/export': nothing(`/figures/export?${TODAY}`),
  'GET /api/v1/figures/calls': single(`/figures/calls?${TODAY}&count=callsIn`, watches),
  'GET /api/v1/figures/calls/export': single(`/figures/calls/export?${TODAY}&count=callsIn`, watches),
  'GET /api/v1/figures/definitions': nothing('/figures/definitions'),
  'GET /api/v1/agents/me/figures': nothing(`/agents/me/figures?${TODAY}`),
  'GET /api/v1/agents/me/figures/calls': nothing(`/agents/me/figures/calls?${TODAY}&count=handled`),
  'GET /api/v1/notices': nothing('/notices'),
  'GET /api/v1/scheduled-calls': nothing('/scheduled-calls'),
  'GET /api/v1/scheduled-calls/overdue': nothing('/scheduled-calls/overdue'),
  'GET /api/v1/customers': { ...list(`/customers?text=${MARK}`, servesThem), otherwise: 'refused' },
  'GET /api/v1/customers/:id': single('/customers/marked', servesThem),
  'GET /api/v1/customers/:id/crm': nothing('/customers/marked/crm'),
  'GET /api/v1/customers/:id/history': list(
    '/customers/marked/history',
    one => servesThem(one) && readsTicket(one),
  ),
  'GET /api/v1/contacts': nothing('/contacts'),
  'GET /api/v1/contacts/:id': nothing('/contacts/none'),
  'GET /api/v1/contacts/speed-dials': nothing('/contacts/speed-dials'),
  'GET /api/v1/contacts/export': nothing('/contacts/export?scope=own&format=csv'),
  'GET /api/v1/tickets': list(`/tickets?text=${MARK}`, readsTicket),
  'GET /api/v1/tickets/:number': single(`/tickets/${TICKET}`, readsTicket),
  'GET /api/v1/tickets/:number/customer': single(
    `/tickets/${TICKET}/customer`,
    one => servesThem(one) && readsTicket(one),
  ),
  'POST /api/v1/tickets/:number/actions': single(`/tickets/${TICKET}/actions`, readsTicket, {
    action: 'note',
    version: 1,
    text: 'Visto.',
  }),
  'POST /api/v1/tickets/:number/call-back': single(
    `/tickets/${TICKET}/call-back`,
    one => !watches(one) && readsTicket(one),
    {},
  ),
  'GET /api/v1/tickets/:number/scheduled-calls': single(`/tickets/${TICKET}/scheduled-calls`, readsTicket),
  'GET /api/v1/tickets/:number/diagnoses/:id': single(`/tickets/${TICKET}/diagnoses/past`, watches),
  'POST /api/v1/tickets/:number/diagnoses': single(`/tickets/${TICKET}/diagnoses`, readsTicket, DIAGNOSIS),
  'GET /api/v1/recordings': list(`/recordings?text=${MARK}`, hearsIt),
  'GET /api/v1/recordings/listens': nothing('/recordings/listens'),
  'GET /api/v1/recordings/:id/audio': single(`/recordings/${RECORDING}/audio`, hearsIt),
};

/** Every kind of live news: who gets it with the mark in it. */
const KINDS: Readonly<Record<LiveMessage['kind'], (one: Case) => boolean>> = {
  snapshot: watches,
  change: watches,
  ticket: readsTicket,
  recording: hearsIt,
  call: watches,
  'calls-away': nobody,
  notices: nobody,
  'scheduled-calls': nobody,
  'own-keys': nobody,
  alive: nobody,
  'session-ending': nobody,
  'logged-out': nobody,
};

const PHASES = { rings: 'offered', talks: 'talking', 'wraps-up': 'ending' } as const;

/** Somebody else's ticket, call and recording of the marked customer, who also waits in a queue again. */
async function world({ role, level, area, line }: Case): Promise<LiveWorld> {
  const web = await liveWorld();
  const { records } = web;
  const reader = web.person('agente1');
  records.people.set(reader.id, {
    passwordHash: '',
    person: {
      ...reader,
      role,
      level,
      telephone: role === 'agent',
      queues: ['averias', 'comercial'],
      areas: [area === 'own' ? 'averias' : 'comercial'],
    },
  });
  records.customers.set(CUSTOMER.id, CUSTOMER);
  const facts: CallFact[] = [
    { ...arrived(NOON), callerNumber: NUMBER } as CallFact,
    { kind: 'caller-identified', at: NOON + 1, customer: CUSTOMER.id, by: 'line' },
    queued(NOON + 2),
    answered(NOON + 3, 'id-of-agente2'),
    { kind: 'recording-started', at: NOON + 4, recording: 'calls/past/1', agent: 'id-of-agente2' },
    ended(NOON + 5),
  ];
  await memoryCalls(records).save(
    facts.map((fact, seq) => ({ node: 'n', seq, at: fact.at, call: PAST, fact })),
  );
  records.tickets.set(TICKET, {
    ...justOpened,
    state: 'in-progress',
    summary: `Sin tono ${MARK}`,
    callerNumber: NUMBER,
    customerId: CUSTOMER.id,
    customerName: CUSTOMER.name,
    assignee: 'id-of-agente2',
    openedBy: PAST,
    workedIn: ['averias', 'nivel-2'],
    highestLevel: 2,
  });
  records.ticketOf.set(PAST, TICKET);
  records.diagnoses.push({
    card: { id: 'past', ticket: TICKET, by: 'id-of-agente2', at: 2, since: 1 },
    content: DIAGNOSIS,
  });
  records.scheduledCalls.set('promised', {
    id: 'promised',
    person: 'id-of-agente2',
    madeBy: 'id-of-agente2',
    madeAt: NOON,
    ticket: TICKET,
    customer: CUSTOMER.id,
    customerName: CUSTOMER.name,
    line: NUMBER,
    note: MARK,
    dueAt: Number.MAX_SAFE_INTEGER,
    remindedAt: null,
    closed: null,
    tries: 0,
    version: 1,
  });
  const sha256 = createHash('sha256').update('tono').digest('hex');
  const file = { path: 'past.wav', bytes: 4, sha256, durationMs: 1, peaks: [] };
  await web.parts.recordings.keep(RECORDING, file);
  writeFileSync(join(web.recordingsDir, 'past.wav'), 'tono');
  web.centre.show({
    agents: [agentPicture('agente1'), agentPicture('agente2')],
    calls: [waiting(NUMBER), ...(line === 'no' ? [] : [own(PHASES[line])])],
    queues: [queuePicture('averias')],
    alarms: [],
  });
  return web;
}

const card = { id: CUSTOMER.id, name: 'el mismo' } as CallPicture['customer'];
const own = (phase: CallPicture['phase']) =>
  callPicture(OWN, { phase, agent: 'id-of-agente1', ticket: 'OA-2026-000002', customer: card });
const waiting = (callerNumber: string) =>
  callPicture(WAITING, { callerNumber, callerName: `Ana ${MARK}`, ticket: 'OA-2026-000003' });

const told = ({ role, area, line }: Case) => `${role}, ${area} area, ${line}`;

describe('what is known of somebody else’s customer', () => {
  let routePairs = 0;
  let livePairs = 0;

  test('is asked of every route that tells something', () => {
    const told = Object.keys(ACCESS).filter(route => route.startsWith('GET /api/v1/'));
    const steps = Object.keys(ROWS).filter(route => !route.startsWith('GET '));
    expect(Object.keys(ROWS).sort()).toEqual([...told, ...steps].sort());
    for (const route of steps) expect(ACCESS).toHaveProperty([route]);
    // Whatever has to do with a ticket answers with it.
    const ofTickets = Object.keys(ACCESS).filter(route => route.includes('/api/v1/tickets'));
    expect(ofTickets.filter(route => !(route in ROWS))).toEqual([]);
  });

  test.each(CASES.map(one => [told(one), one] as const))('by routes: %s', async (_name, one) => {
    const web = await world(one);
    web.centre.answer({ ok: true, call: 'c-new' });
    const headers = { cookie: await web.cookieOf('agente1') };
    for (const [route, row] of Object.entries(ROWS)) {
      const answer = await web.web.app.inject({
        method: route.startsWith('GET') ? 'GET' : 'POST',
        url: `/api/v1${row.url}`,
        headers,
        ...(row.payload ? { payload: row.payload } : {}),
      });
      const { statusCode, body } = answer;
      const told = `${route}: ${statusCode} ${body.slice(0, 200)}`;
      const given =
        row.payload !== undefined || route.endsWith('/audio') ? statusCode < 300 : body.includes(MARK);
      expect(given, told).toBe(row.seenBy(one));
      if (!row.seenBy(one) && row.otherwise === 'refused') {
        expect(statusCode, told).toBe(403);
        expect(answer.json().detail.es.length, told).toBeGreaterThan(20);
        expect(body, told).not.toContain(MARK);
      }
      if (!row.seenBy(one) && row.otherwise === 'left-out' && statusCode === 200) {
        expect(body, told).not.toContain(MARK);
        if (row.seenBy !== nobody && route !== 'GET /api/v1/calls') {
          const { items, total = items?.length } = answer.json();
          expect(total, told).toBe(0);
        }
      }
      routePairs += 1;
    }
  });

  test.each(CASES.map(one => [told(one), one] as const))('by live news: %s', async (_name, one) => {
    const web = await world(one);
    const page = await web.page('agente1');
    await page.next('snapshot');
    web.records.changes.emit('tickets', TICKET);
    web.records.changes.emit('recordings', RECORDING);
    web.records.changes.emit('calls', PAST);
    web.centre.change({ calls: [waiting(`${NUMBER}1`)], queues: [queuePicture('averias', { waiting: 2 })] });
    web.clock.advance(5_000);
    page.say({ kind: 'alive' });
    await page.next('alive');
    web.centre.leave();
    await page.next('calls-away');
    await web.web.sessions.closeAllOf('id-of-agente1');
    await new Promise(resolve => setImmediate(resolve));
    web.clock.advance(100);
    await page.next('logged-out');
    for (const [kind, seenBy] of Object.entries(KINDS)) {
      const given = page.heard.some(
        message => message.kind === kind && JSON.stringify(message).includes(MARK),
      );
      expect(given, kind).toBe(seenBy(one));
      livePairs += 1;
    }
    // A ticket, recording or call out of sight is not told of at all, not even by its number.
    for (const kind of ['ticket', 'recording', 'call'] as const)
      expect(page.heard.some(message => message.kind === kind)).toBe(KINDS[kind](one));
  });

  test('is tried in every pair there is', () => {
    expect([CASES.length, Object.keys(ROWS).length, Object.keys(KINDS).length]).toEqual([40, 54, 12]);
    expect([routePairs, livePairs]).toEqual([2160, 480]);
  });
});

test('of a session that has ended in a call nothing is left but that call and its ticket', async () => {
  const web = await world({ role: 'agent', level: 1, area: 'own', line: 'talks' });
  const cookie = await web.cookieOf('agente1');
  const ask = async (url: string) => {
    const answer = await web.web.app.inject({ url: `/api/v1${url}`, headers: { cookie } });
    return [answer.statusCode, answer.json().code];
  };
  web.records.tickets.set('OA-2026-000002', {
    ...justOpened,
    number: 'OA-2026-000002',
    area: 'cor',
    homeArea: 'cor',
  });
  expect((await ask(`/tickets/${TICKET}`))[0]).toBe(200);
  const { user: line } = (await web.web.app.inject({ url: '/api/v1/session', headers: { cookie } })).json()
    .phone;
  web.centre.change({
    agents: [
      agentPicture('agente1', {
        work: { kind: 'talking', call: OWN, since: 1 },
        leaving: { call: OWN, lines: [line] },
      }),
    ],
  });
  await web.web.sessions.endAllOf('id-of-agente1');
  expect((await ask('/tickets/OA-2026-000002'))[0]).toBe(200);
  for (const url of [`/tickets/${TICKET}`, '/tickets', '/recordings', `/calls/${PAST}`])
    expect(await ask(url), url).toEqual([403, 'session-ending']);
});
