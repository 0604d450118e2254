import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TicketPage } from '../../src/http/shapes.ts';
import type { OutgoingCall } from '../../src/launcher/call/outgoing-call.ts';
import { openPhone, type SipPhone } from '../../src/launcher/call/sip-phone.ts';
import { untilHeard } from '../kit/prompt.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { type DeskPhone, deskAgent } from '../worlds/desk-phone.ts';
import type { LiveView } from '../worlds/live-view.ts';

/** A Sunday, 03:00: faults are served at every hour, the commercial office is closed. The centre's clock says so. */
const ZONE = 'America/Caracas';
const now = DateTime.now().setZone(ZONE);
const sunday = now
  .plus({ days: 7 - (now.weekday % 7) })
  .set({ hour: 3, minute: 0, second: 0, millisecond: 0 });
const offset = sunday.toMillis() - now.toMillis();

let centre: CentreWorld;
let customers: SipPhone;
let supervisor: Desk;
let floor: LiveView;
let agent: { desk: Desk; phone: DeskPhone };

beforeAll(async () => {
  centre = await startCentre({ env: { CAUCE_TEST: '1', CAUCE_TEST_CLOCK: String(Math.round(offset)) } });
  customers = await openPhone();
  supervisor = await centre.logIn('supervisor');
  floor = supervisor.watch();
  agent = await deskAgent(centre, { username: 'mesa1' });
  agent.phone.answersByItself = true;
});

afterAll(async () => {
  floor?.close();
  await agent?.phone.phone.close();
  await customers?.close();
  await centre?.stop();
});

/** A customer's call, and the number of the ticket it opened. */
async function dial(from: string): Promise<{ call: OutgoingCall; number: string }> {
  const call = customers.call(`sip:*626@127.0.0.1:${centre.sipPort}`, { from });
  await call.answered;
  const last = from.slice(1);
  const shown = await floor.callUntil(`the call of ${from}`, each => each.callerNumber.endsWith(last));
  return { call, number: shown.ticket };
}

/** The agent's telephone answers by itself; she hangs up and says what it was. */
async function served(number: string): Promise<TicketPage> {
  const talks = await floor.callUntil(
    `${number} is served`,
    each => each.ticket === number && each.phase === 'talking',
    60_000,
  );
  await agent.desk.post(`/calls/${talks.id}/hang-up`);
  await agent.desk.post(`/calls/${talks.id}/disposition`, { disposition: 'en-seguimiento', note: 'Sigue.' });
  return supervisor.ticketUntil(number, 'knows the disposition', each =>
    each.timeline.some(entry => entry.fact.kind === 'disposition'),
  );
}

function expectSundayAtThree(ticket: TicketPage): void {
  for (const at of [ticket.openedAt, ticket.updatedAt, ...ticket.timeline.map(entry => entry.at)]) {
    const moment = DateTime.fromMillis(at, { zone: ZONE });
    expect(moment.toFormat('cccc HH'), moment.toISO() ?? '').toBe('Sunday 03');
  }
}

describe.concurrent('on a Sunday at three in the morning', () => {
  test('a fault is served at once, and everything on its ticket happened then', async () => {
    const { call, number } = await dial('04145550101');
    await call.sendDigits('1');
    const ticket = await served(number);
    expect(ticket).toMatchObject({ state: 'in-progress', level: 1, topic: 'averia', area: 'averias' });
    expectSundayAtThree(ticket);
    // Limits run on the centre's clock as well.
    expect((ticket.attentionDueAt ?? 0) - ticket.openedAt).toBe(24 * 60 * 60 * 1000);
  });

  test('who asks for the commercial office hears that it is closed, and may report a fault', async () => {
    const { call, number } = await dial('04145550103');
    await call.sendDigits('2');
    await untilHeard(call, 'fuera-de-horario-comercial');
    await call.sendDigits('1');
    const ticket = await served(number);
    expect(ticket).toMatchObject({ topic: 'averia', area: 'averias' });
    expect(ticket.timeline.map(entry => entry.fact.kind)).toContain('turned-away');
  });

  test('who hangs up there is work for the commercial office on Monday: nothing is lost', async () => {
    const { call, number } = await dial('04145550102');
    await call.sendDigits('2');
    await untilHeard(call, 'fuera-de-horario-comercial');
    await call.hangUp();
    const ticket = await supervisor.ticketUntil(number, 'knows that he left', each => each.abandoned);
    expect(ticket).toMatchObject({
      state: 'received',
      topic: 'facturacion',
      area: 'comercial',
      assignee: null,
    });
    expectSundayAtThree(ticket);
  });
});
