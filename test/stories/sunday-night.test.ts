import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TicketPage } from '../../src/tickets/events.ts';
import { untilHeard } from '../kit/prompt.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';
import { OneAgent } from './one-agent.ts';

/** A Sunday, 03:00: faults are served at every hour, the commercial office is closed. The centre's clock says so. */
const ZONE = 'America/Caracas';
const now = DateTime.now().setZone(ZONE);
const sunday = now
  .plus({ days: 7 - (now.weekday % 7) })
  .set({ hour: 3, minute: 0, second: 0, millisecond: 0 });
const offset = sunday.toMillis() - now.toMillis();

let centre: CentreWorld;
let work: OneAgent;

beforeAll(async () => {
  centre = await startCentre({ env: { CAUCE_TEST: '1', CAUCE_TEST_CLOCK: String(Math.round(offset)) } });
  work = await OneAgent.at(centre);
});

afterAll(async () => {
  await work?.close();
  await centre?.stop();
});

/** The ticket after the agent has served its caller. */
async function served(number: string): Promise<TicketPage> {
  await work.serve(number);
  return work.supervisor.ticketUntil(number, 'knows the disposition', each =>
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
    const { call, ticket: number } = await work.dial('*626', '04145550101');
    await call.sendDigits('1');
    const ticket = await served(number);
    expect(ticket).toMatchObject({ state: 'in-progress', level: 1, topic: 'averia', area: 'averias' });
    expectSundayAtThree(ticket);
    // Limits run on the centre's clock as well.
    expect((ticket.attentionDueAt ?? 0) - ticket.openedAt).toBe(24 * 60 * 60 * 1000);
  });

  test('who asks for the commercial office hears that it is closed, and may report a fault', async () => {
    const { call, ticket: number } = await work.dial('*626', '04145550103');
    await call.sendDigits('2');
    await untilHeard(call, 'fuera-de-horario-comercial');
    await call.sendDigits('1');
    const ticket = await served(number);
    expect(ticket).toMatchObject({ topic: 'averia', area: 'averias' });
    expect(ticket.timeline.map(entry => entry.fact.kind)).toContain('turned-away');
  });

  test('who hangs up there is work for the commercial office on Monday: nothing is lost', async () => {
    const { call, ticket: number } = await work.dial('*626', '04145550102');
    await call.sendDigits('2');
    await untilHeard(call, 'fuera-de-horario-comercial');
    await call.hangUp();
    const ticket = await work.supervisor.ticketUntil(number, 'knows that they left', each => each.abandoned);
    expect(ticket).toMatchObject({
      state: 'received',
      topic: 'facturacion',
      area: 'comercial',
      assignee: null,
    });
    expectSundayAtThree(ticket);
  });
});
