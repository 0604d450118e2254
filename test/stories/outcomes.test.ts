import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallCard } from '../../src/http/shapes/calls.ts';
import type { IncomingCall } from '../../src/sip-phone/incoming-call.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import type { TicketPage } from '../../src/tickets/events.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { type DeskPhone, deskAgent } from '../worlds/desk-phone.ts';
import type { LiveView } from '../worlds/live-view.ts';

/** What did not happen is booked by no door: the customer's telephone, the menu and the dispositions say what did. */

const LINE = '04145550101';

let centre: CentreWorld;
let customer: SipPhone;
/** The customer's own telephone, which is called back. */
let line: SipPhone;
let onInvite: (call: IncomingCall) => void = call => call.reject(486);
let agent: { desk: Desk; phone: DeskPhone };
let floor: LiveView;

beforeAll(async () => {
  centre = await startCentre();
  customer = await openPhone();
  line = await openPhone({ port: centre.demoLinePort });
  line.onInvite(call => onInvite(call));
  agent = await deskAgent(centre, { username: 'mesa1' });
  floor = agent.desk.watch();
});

afterAll(async () => {
  floor?.close();
  await line?.close();
  await customer?.close();
  await agent?.phone.phone.close();
  await centre?.stop();
});

async function dial(number: string) {
  const call = customer.call(`sip:${number}@127.0.0.1:${centre.sipPort}`, { from: LINE });
  await call.answered;
  return call;
}

const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;

const calls = async (desk: Desk): Promise<readonly CallCard[]> =>
  (await desk.get<{ items: readonly CallCard[] }>('/calls?limit=5')).items;

/** The last call of the centre, once it is over. */
async function lastCall(desk: Desk, fits: (call: CallCard) => boolean): Promise<CallCard> {
  return waitUntil(async () => (await calls(desk)).find(one => one.outcome !== 'live' && fits(one)), {
    what: 'the call is over',
    within: 10_000,
  });
}

/** The agent calls the customer of a ticket back; what they are told of it, and how it is classified. */
async function callsBack(ticket: string, dispose: string, telephone: typeof onInvite) {
  onInvite = telephone;
  const { call } = await agent.desk.post<{ call: string }>(`/tickets/${ticket}/call-back`);
  await (await agent.phone.nextCall()).answer();
  const over = await floor.callUntil('wrap-up', each => each.id === call && each.phase === 'ending', 20_000);
  const choose = (disposition: string) =>
    agent.desk.raw('POST', `/calls/${call}/disposition`, { disposition, note: '' });
  const refused: string[] = [];
  for (const disposition of ['resuelta-en-linea', 'cliente-conforme'])
    refused.push(await codeOf(await choose(disposition)));
  expect(refused).toEqual(['disposition-unfit', 'disposition-unfit']);
  expect((await choose(dispose)).status).toBe(200);
  const card = await lastCall(agent.desk, one => one.id === call);
  return { ended: over.ended, outcome: card.outcome, endedWhy: card.endedWhy };
}

test('a hang-up in the menu closes its ticket as its own outcome, and is in nobody’s list', async () => {
  const supervisor = await centre.logIn('supervisor');
  const call = await dial('*626');
  await call.hangUp();
  const over = await lastCall(supervisor, one => one.dialled === '*626');
  expect(over).toMatchObject({ outcome: 'left-in-menu', endedWhy: 'hung-up' });
  const ticket = await supervisor.ticketUntil(over.ticket, 'is closed', each => each.state === 'closed');
  expect(ticket).toMatchObject({ closedAs: 'left-in-menu', abandoned: false });
  const listed = async (state: string) =>
    (await supervisor.get<{ total: number }>(`/tickets?state=${state}`)).total;
  expect([await listed('open'), await listed('closed'), await listed('left-in-menu')]).toEqual([0, 0, 1]);
});

test('a number that is no service has a call and no ticket', async () => {
  const supervisor = await centre.logIn('supervisor');
  const before = (await supervisor.get<{ total: number }>('/tickets')).total;
  const call = await dial('*999');
  await call.ended;
  const over = await lastCall(supervisor, one => one.dialled === '*999');
  expect(over).toMatchObject({ outcome: 'no-service', ticket: '' });
  expect((await supervisor.get<{ total: number }>('/tickets')).total).toBe(before);
});

test('a call-back that reaches nobody says why, yields no agreement, and is a try only where it was one', async () => {
  const supervisor = await centre.logIn('supervisor');
  const call = await dial('*626');
  await call.sendDigits('1');
  await (await agent.phone.nextCall(45_000)).answer();
  const { id, ticket } = await floor.callUntil('the talk', each => each.phase === 'talking');
  await agent.desk.ticketUntil(ticket, 'is at level 1', each => each.state === 'in-progress');
  await agent.desk.post(`/calls/${id}/hang-up`);
  await call.ended;
  await floor.callUntil('wrap-up', each => each.id === id && each.phase === 'ending');
  const escalate = (texts: object) =>
    agent.desk.raw('POST', `/calls/${id}/disposition`, {
      disposition: 'escalar-nivel-2',
      note: '',
      ...texts,
    });
  expect(await (await escalate({})).json()).toMatchObject({ code: 'summary-missing' });
  expect((await escalate({ summary: 'Sin servicio desde ayer.' })).status).toBe(200);
  const { version } = await supervisor.ticketUntil(ticket, 'is at level 2', each => each.level === 2);
  const solved = await supervisor.post<TicketPage>(`/tickets/${ticket}/actions`, {
    action: 'record-solution',
    version,
    solution: 'Se cambió el puerto.',
  });
  expect(solved).toMatchObject({
    state: 'contact-customer',
    summary: 'Sin servicio desde ayer.',
    talk: null,
  });

  const ends: [string, typeof onInvite][] = [
    ['busy', one => one.reject(486)],
    ['unknown-number', one => one.reject(404)],
    ['switched-off', one => one.reject(480)],
    ['network-failure', one => one.reject(503)],
    ['forwards', one => one.reject(302, 'sip:other@127.0.0.1:9')],
    [
      'no-answer',
      one => {
        one.ring();
        one.reject(480);
      },
    ],
    [
      'refused',
      one => {
        one.ring();
        one.reject(603);
      },
    ],
  ];
  for (const [why, telephone] of ends) {
    const came = await callsBack(ticket, 'no-contesta', telephone);
    expect(came).toMatchObject({
      ended: { why, spoke: false },
      outcome: 'not-reached',
      endedWhy: why,
    });
  }
  const tried = await supervisor.ticketUntil(
    ticket,
    'knows the calls',
    each => each.timeline.filter(entry => entry.fact.kind === 'contact-tried').length === ends.length,
  );
  // Busy, off and not answered; no other call was a try.
  expect(tried).toMatchObject({ contactTriesLeft: 0, talk: null, state: 'contact-customer' });
  const close = await supervisor.raw('POST', `/tickets/${ticket}/actions`, {
    action: 'close',
    version: tried.version,
    agreed: true,
  });
  expect([close.status, await codeOf(close)]).toEqual([422, 'no-talk']);
});
