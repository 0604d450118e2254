import { afterAll, beforeAll, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import type { RecordingCard } from '../../src/recordings/events.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import type { TicketCard } from '../../src/tickets/events.ts';
import { hasSipp, runSipp } from '../kit/sipp.ts';
import { tone } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPhone, deskAgent } from '../worlds/desk-phone.ts';

/** The whole road of one customer's call, on real parts: from *626 to a closed ticket. */

const KNOWN_LINE = '04145550101';

let centre: CentreWorld;
let customer: SipPhone;
let callBackLine: DeskPhone;

beforeAll(async () => {
  centre = await startCentre();
  customer = await openPhone();
  callBackLine = new DeskPhone(await openPhone({ port: centre.demoLinePort }));
});

afterAll(async () => {
  await customer?.close();
  await callBackLine?.phone.close();
  await centre?.stop();
});

function newestTicket(desk: Desk): Promise<TicketCard> {
  const look = async () => (await desk.get<List<TicketCard>>('/tickets')).items[0];
  return waitUntil(look, { what: 'a ticket', within: 10_000 });
}

test('a customer reports a fault, is served, level 2 solves it and the customer agrees', async () => {
  const supervisor = await centre.logIn('supervisor');
  const { desk: agent, phone: agentPhone } = await deskAgent(centre, { username: 'mesa1' });
  const page = agent.watch();

  // The ticket is there while the greeting is still being played; keys pressed meanwhile count.
  const call = customer.call(`sip:*626@127.0.0.1:${centre.sipPort}`, { from: KNOWN_LINE });
  await call.answered;
  void call.play(tone(440));
  const { number } = await newestTicket(supervisor);
  expect(number).toMatch(/^OA-\d{4}-\d{6}$/);
  await call.sendDigits('1');

  const ringing = await agentPhone.nextCall(45_000);
  const shown = await page.callUntil('the ringing call', each => each.phase === 'offered');
  expect(shown.ticket).toBe(number);
  expect(shown.customer?.name).toBeTruthy();
  expect(shown.learned.length).toBeGreaterThan(0);

  await ringing.answer();
  void ringing.play(tone(1000));
  await call.until(each => each.hears(1000), 10_000, 'the customer hears the agent');
  await ringing.until(each => each.hears(440), 10_000, 'the agent hears the customer');

  await agent.post(`/calls/${shown.id}/hold`);
  await call.until(each => !each.hears(1000), 10_000, 'the customer is on hold');
  await agent.post(`/calls/${shown.id}/resume`);
  await call.until(each => each.hears(1000), 10_000, 'the customer hears the agent again');

  const talk = await page.callUntil('the talk', each => each.phase === 'talking');
  await page.until('two seconds of talk', () => Date.now() - (talk.answeredAt ?? 0) > 2_000);

  await agent.ticketUntil(number, 'is at level 1', each => each.state === 'in-progress');
  const summary = 'Sin servicio de datos desde ayer.';
  await agent.step(number, { action: 'describe', summary });
  await ringing.hangUp();
  await call.ended;
  await page.callUntil('wrap-up', each => each.phase === 'ending');
  const choice = { disposition: 'escalar-nivel-2', note: 'Requiere nivel 2.' };
  await agent.post(`/calls/${shown.id}/disposition`, choice);
  await page.until(
    'the agent is free again',
    view => view.agents.get(agent.me.person.id)?.work.kind === 'idle',
  );

  const keptRecording = async () => {
    const list = await supervisor.get<List<RecordingCard>>(`/recordings?ticket=${number}`);
    return list.items.find(each => each.state === 'kept');
  };
  const recording = await waitUntil(keptRecording, {
    what: 'the recording is kept',
    within: 20_000,
    every: 200,
  });
  expect(recording.durationMs).toBeGreaterThan(1_000);
  expect(recording.gaps.length).toBe(1);
  expect(recording.peaks.length).toBeGreaterThan(10);
  const part = await supervisor.raw('GET', `/recordings/${recording.id}/audio`, undefined, {
    range: 'bytes=0-99',
  });
  expect(part.status).toBe(206);

  // Level 2 gets it, reads the summary and calls the customer back from the ticket.
  const second = await deskAgent(centre, {
    username: 'mesa2',
    role: 'agent',
    level: 2,
    queues: ['nivel-2'],
  });
  const escalated = await second.desk.ticketUntil(number, 'is with level 2', each => each.level === 2);
  expect(escalated.summary).toBe(summary);
  const { call: callBack } = await second.desk.post<{ call: string }>(`/tickets/${number}/call-back`);
  const own = await second.phone.nextCall();
  expect(own.header('X-Cauce-Answer')).toBe('auto');
  await own.answer();
  void own.play(tone(700));
  const back = await callBackLine.nextCall();
  await back.answer();
  await back.until(each => each.hears(700), 20_000, 'the customer hears level 2');
  await own.hangUp();
  await back.ended;
  await second.desk.post(`/calls/${callBack}/disposition`, { disposition: 'datos-completados', note: '' });

  // The solution sends the ticket to the contact with the customer, whose agreement closes it.
  await second.desk.ticketUntil(number, 'knows the call-back', each => each.calls.length === 2);
  const solution = 'Se reinició el puerto y quedó navegando.';
  await second.desk.step(number, { action: 'record-solution', solution });
  await agent.ticketUntil(number, 'waits for contact', each => each.state === 'contact-customer');
  await agent.step(number, { action: 'close', agreed: true });
  const closed = await agent.ticketUntil(number, 'is closed', each => each.state === 'closed');
  expect(closed.timeline.map(entry => entry.words.es).length).toBeGreaterThan(10);
  // The next caller has to wait.
  await agent.post('/agents/me/will', { will: { kind: 'off' } });
  await second.phone.phone.close();
  await agentPhone.phone.close();
  page.close();
});

test.skipIf(!hasSipp())(
  'a telephone that nobody here wrote calls, presses 0, and has a place in the queue',
  async () => {
    const supervisor = await centre.logIn('supervisor');
    const floor = supervisor.watch();
    const from = '04145550199';
    const run = runSipp({
      scenario: 'caller-info',
      sipPort: centre.sipPort,
      dial: '*626',
      from,
      key: '0',
      stayMs: 8_000,
    });
    const waits = await floor.callUntil('they wait', each => each.phase === 'waiting');
    expect(waits).toMatchObject({ callerNumber: `+58${from.slice(1)}`, queue: 'averias', position: 1 });
    expect(await run).toMatchObject({ exitCode: 0, successful: 1, failed: 0 });
    const ticket = await supervisor.ticketUntil(waits.ticket, 'knows that they left', each => each.abandoned);
    expect(ticket).toMatchObject({ state: 'received', topic: 'asesor' });
    floor.close();
  },
);
