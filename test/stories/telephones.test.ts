import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { CallCard } from '../../src/http/shapes/calls.ts';
import type { List } from '../../src/http/shapes/list.ts';
import type { IncomingCall } from '../../src/sip-phone/incoming-call.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import type { TicketCard, TicketPage } from '../../src/tickets/events.ts';
import { hasSipp, sippForwards } from '../kit/sipp.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { deskAgent } from '../worlds/desk-phone.ts';
import type { LiveView } from '../worlds/live-view.ts';

/** What telephones do instead of being answered, on real parts: the agents' and the customers'. */

const AGAIN_MS = 5_000;

let centre: CentreWorld;
let customer: SipPhone;
let supervisor: Desk;
let floor: LiveView;
let agent: { desk: Desk; phone: SipPhone; id: string };
/** What the agent's telephone does with a call. */
let answer: (call: IncomingCall) => void = () => {};
const rung: number[] = [];

beforeAll(async () => {
  centre = await startCentre();
  customer = await openPhone();
  supervisor = await centre.logIn('supervisor');
  floor = supervisor.watch();
  const made = await deskAgent(centre, { username: 'mesa1' });
  agent = { desk: made.desk, phone: made.phone.phone, id: made.person.id };
  agent.phone.onInvite(call => {
    rung.push(Date.now());
    answer(call);
  });
});

afterEach(async () => {
  for (const call of [...customer.calls]) await call.hangUp();
  await floor.until('nobody calls any more', view => view.calls.size === 0);
});

afterAll(async () => {
  await customer?.close();
  await agent?.phone.close();
  await centre?.stop();
});

const mine = (view: LiveView) => view.agents.get(agent.id);

/** A customer calls and waits; answers the ticket. */
async function waits(from: string): Promise<string> {
  await agent.desk.post('/agents/me/will', { will: { kind: 'ready' } });
  rung.length = 0;
  const call = customer.call(`sip:*626@127.0.0.1:${centre.sipPort}`, { from });
  await call.answered;
  const shown = await floor.callUntil('the call', each => each.callerNumber.endsWith(from.slice(1)));
  await call.sendDigits('1#');
  return shown.ticket;
}

/** Sentences of the timeline on offers. */
async function offersOf(ticket: string): Promise<string[]> {
  const { timeline } = await supervisor.get<TicketPage>(`/tickets/${ticket}`);
  return timeline.flatMap(({ fact, words }) => (fact.kind === 'offer-ended' ? [words.es] : []));
}

test.each([
  ['is on do-not-disturb', (call: IncomingCall) => call.reject(486), 'busy', /ocupado o en No molestar/],
  ['forwards', (call: IncomingCall) => call.reject(302, '<sip:*626@127.0.0.1>'), 'forwards', /desvía/],
  ['says nothing', () => undefined, 'silent', /no respondió/],
] as const)(
  'a desk telephone that %s rests, its person gets no break, and nobody else comes in',
  async (_, does, why, words) => {
    answer = does;
    const ticket = await waits('04141230001');
    const rests = await floor.until('the telephone rests', view => (mine(view)?.rest ? mine(view) : null));
    expect(rests).toMatchObject({
      rest: { why, times: 1 },
      missed: 0,
      will: { kind: 'ready' },
      mayBeOffered: false,
    });
    expect(rests?.missedToday[why]).toBe(1);
    expect(rung).toHaveLength(1);
    expect(floor.calls.size).toBe(1);
    const told = await waitUntil(async () => (await offersOf(ticket))[0], {
      what: 'the sentence',
      within: 10_000,
    });
    expect(told).toMatch(words);
  },
);

/** How Asterisk stands, by the centre's own question to it, which has a second to be answered. */
async function asteriskState(): Promise<string | undefined> {
  const answer = await fetch(`${centre.webUrl}/health/ready`);
  return ((await answer.json()) as { components: Record<string, string> }).components.asterisk;
}

test('a telephone that answers while Asterisk stands still for four seconds has the call, and does not rest', async () => {
  const { pid } = centre.asterisk;
  answer = call => {
    process.kill(pid, 'SIGSTOP');
    call.ring();
    void call.answer();
  };
  try {
    await waits('04141230003');
    await waitUntil(() => rung.length > 0, { what: 'the offer', within: 60_000 });
    for (let asked = 0; asked < 4; asked += 1) expect(await asteriskState()).toBe('away');
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  const talk = await floor.callUntil('the talk', each => each.phase === 'talking');
  expect(rung).toHaveLength(1);
  expect(mine(floor)?.rest ?? null).toBeNull();
  for (const call of [...customer.calls]) await call.hangUp();
  await floor.callUntil('wrap-up', each => each.id === talk.id && each.phase === 'ending');
  await agent.desk.post(`/calls/${talk.id}/disposition`, { disposition: 'en-seguimiento', note: 'Sigue.' });
  await floor.until('the agent is free', view => mine(view)?.work.kind === 'idle');
});

test('an agent who rejects is asked again after five seconds, and not before', async () => {
  answer = call => {
    call.ring();
    call.reject(603);
  };
  await waits('04141230002');
  await waitUntil(() => rung.length >= 2, { what: 'the second offer', within: 60_000 });
  expect((rung[1] ?? 0) - (rung[0] ?? 0)).toBeGreaterThanOrEqual(AGAIN_MS);
  expect(mine(floor)).toMatchObject({ will: { kind: 'ready' }, missed: 0 });
  expect(mine(floor)?.missedToday.refused).toBeGreaterThanOrEqual(1);
});

test.skipIf(!hasSipp())('a customer’s telephone that forwards our call-back brings nobody in', async () => {
  answer = call => {
    call.ring();
    void call.answer();
  };
  const ticket = await waits('04145550101');
  const talk = await floor.callUntil('the talk', each => each.phase === 'talking');
  for (const call of [...customer.calls]) await call.hangUp();
  await floor.callUntil('wrap-up', each => each.id === talk.id && each.phase === 'ending');
  await agent.desk.post(`/calls/${talk.id}/disposition`, { disposition: 'en-seguimiento', note: 'Sigue.' });
  await floor.until('the agent is free', view => mine(view)?.work.kind === 'idle');

  const before = (await supervisor.get<List<TicketCard>>('/tickets')).total;
  const line = sippForwards({ port: centre.demoLinePort, to: '*626' });
  const { call } = await agent.desk.post<{ call: string }>(`/tickets/${ticket}/call-back`, {});
  expect(await line).toMatchObject({ exitCode: 0, successful: 1 });
  await floor.callUntil('the call-back is over', each => each.id === call && each.phase === 'ending');
  expect([...floor.calls.values()].filter(each => each.direction === 'in')).toEqual([]);
  expect((await supervisor.get<List<TicketCard>>('/tickets')).total).toBe(before);
  await agent.desk.post(`/calls/${call}/disposition`, { disposition: 'en-seguimiento', note: 'Desvía.' });
  const ended = async () => {
    const card = await supervisor.get<CallCard>(`/calls/${call}`);
    return card.endedAt === null ? null : card;
  };
  const card = await waitUntil(ended, { what: 'the record of the call-back', within: 20_000 });
  expect(card.outcome).toBe('not-reached');
});
