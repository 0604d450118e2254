import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallPicture, List, RecordingCard, TicketCard } from '../../src/http/shapes.ts';
import { openPhone, type SipPhone } from '../../src/launcher/call/sip-phone.ts';
import { tone } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { deskAgent } from '../worlds/desk-phone.ts';

/** The whole road of one customer's call, on real parts: from *626 to a closed ticket. */

const KNOWN_LINE = '04145550101';

let centre: CentreWorld;
let customer: SipPhone;

beforeAll(async () => {
  centre = await startCentre();
  customer = await openPhone();
});

afterAll(async () => {
  customer?.close();
  await centre?.stop();
});

const service = (number: string) => `sip:${number}@127.0.0.1:${centre.sipPort}`;

async function liveCallOf(desk: Desk, fits: (call: CallPicture) => boolean): Promise<CallPicture> {
  return waitUntil(
    async () => (await desk.get<List<CallPicture>>('/calls?live=1')).items.find(call => fits(call)),
    { what: 'the live call', within: 20_000, every: 50 },
  );
}

async function newestTicket(desk: Desk): Promise<TicketCard> {
  return waitUntil(async () => (await desk.get<List<TicketCard>>('/tickets')).items[0], {
    what: 'a ticket',
    within: 10_000,
  });
}

test('a customer reports a fault, is served, level 2 solves it and the customer agrees', async () => {
  const supervisor = await centre.logIn('supervisor');
  const { desk: agent, phone: agentPhone } = await deskAgent(centre, { username: 'mesa1' });

  const call = customer.call(service('*626'), { from: KNOWN_LINE });
  await call.answered;
  void call.play(tone(440));
  const ticket = await newestTicket(supervisor);
  expect(ticket.number).toMatch(/^OA-\d{4}-\d{6}$/);

  await call.sendDigits('1');
  const ringing = await agentPhone.nextCall();
  ringing.ring();
  const shown = await liveCallOf(agent, each => each.phase === 'offered');
  expect(shown.ticket).toBe(ticket.number);
  expect(shown.customer?.name).toBeTruthy();
  expect(shown.learned.length).toBeGreaterThan(0);

  await ringing.answer();
  void ringing.play(tone(1000));
  await call.until(each => each.hears(1000), 10_000, 'the customer hears the agent');
  await ringing.until(each => each.hears(440), 10_000, 'the agent hears the customer');

  await agent.post(`/calls/${shown.id}/hold`);
  await call.until(each => !each.hears(1000), 10_000, 'hold');
  await agent.post(`/calls/${shown.id}/resume`);
  await call.until(each => each.hears(1000), 10_000, 'the agent again');

  const before = await agent.get<{ version: number }>(`/tickets/${ticket.number}`);
  await agent.post(`/tickets/${ticket.number}/actions`, {
    action: 'describe',
    version: before.version,
    summary: 'Sin servicio de datos desde ayer.',
  });
  await ringing.hangUp();
  await call.ended;

  await waitUntil(
    async () =>
      (await agent.get<List<CallPicture>>('/calls?live=1')).items.some(each => each.phase === 'ending'),
    { what: 'wrap-up', within: 5_000 },
  );
  await agent.post(`/calls/${shown.id}/disposition`, { disposition: 'escalar', note: 'Requiere nivel 2.' });

  const escalated = await supervisor.ticketUntil(ticket.number, 'is with level 2', each => each.level === 2);
  expect(escalated.summary).toContain('Sin servicio');
  const recordings = await waitUntil(
    async () => {
      const list = await supervisor.get<List<RecordingCard>>(`/recordings?ticket=${ticket.number}`);
      return list.items.find(each => each.state === 'kept');
    },
    { what: 'the recording is kept', within: 20_000, every: 200 },
  );
  expect(recordings.durationMs).toBeGreaterThan(1_000);
  expect(recordings.peaks.length).toBeGreaterThan(10);
  const audio = await supervisor.raw('GET', `/recordings/${recordings.id}/audio`, undefined, {
    range: 'bytes=0-99',
  });
  expect(audio.status).toBe(206);
});
