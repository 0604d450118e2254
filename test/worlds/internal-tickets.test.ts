import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InternalTickets } from '../../src/calls/internal-tickets.ts';
import type { List } from '../../src/http/shapes/list.ts';
import type { TicketCard } from '../../src/tickets/events.ts';
import { tone } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type CentreWorld, startCentre } from './centre.ts';
import type { Desk } from './desk.ts';
import { deskAgent } from './desk-phone.ts';
import type { LiveView } from './live-view.ts';
import { settingsAreKnown } from './settings-known.ts';

/** The tickets of calls between two of ours, on the real telephone system. */

type Agent = Awaited<ReturnType<typeof deskAgent>>;

let centre: CentreWorld;
let admin: Desk;
let ana: Agent;
let luis: Agent;
let view: LiveView;

beforeAll(async () => {
  centre = await startCentre();
  admin = await centre.logIn('admin');
  ana = await deskAgent(centre, { username: 'ana', displayName: 'Ana', extension: '301' }, admin);
  luis = await deskAgent(centre, { username: 'luis', displayName: 'Luis', extension: '302' }, admin);
  for (const { phone } of [ana, luis]) phone.answersByItself = true;
  view = (await centre.logIn('supervisor')).watch();
}, 240_000);

afterAll(async () => {
  view?.close();
  for (const each of [ana, luis]) await each?.phone.phone.close();
  await centre?.stop();
});

async function policyIs(internalTickets: InternalTickets): Promise<void> {
  expect((await admin.raw('PATCH', '/policies', { internalTickets })).status).toBe(200);
  await settingsAreKnown(admin, view);
}

const tickets = async () => (await admin.get<List<TicketCard>>('/tickets')).items;

/** Ana calls Luis, and they talk; `meanwhile` the talk goes on. Ana hangs up. */
async function theyTalk(meanwhile: (call: string) => Promise<void> = async () => undefined) {
  const { call } = await ana.desk.post<{ call: string }>('/calls', { colleague: luis.person.id });
  const [caller, called] = [await ana.phone.nextCall(), await luis.phone.nextCall()];
  void caller.play(tone(620));
  void called.play(tone(850));
  await called.until(each => each.hears(620), 15_000, 'Luis hears Ana');
  await caller.until(each => each.hears(850), 15_000, 'Ana hears Luis');
  await meanwhile(call);
  await caller.hangUp();
  await called.ended;
  await view.until('the call is over', ({ calls }) => !calls.has(call));
  return call;
}

describe('a call between two of ours', () => {
  test('has no ticket in a centre that begins', async () => {
    await theyTalk();
    expect(await tickets()).toEqual([]);
  });

  test('has one where the policy says always, also after a kill -9 of calls in it, and it is closed by itself', async () => {
    await policyIs('always');
    const call = await theyTalk(async live => {
      await centre.kill('calls');
      await centre.start('calls');
      // Who asks is answered by the new process, and the talk is what it was.
      for (const key of ['hold', 'resume'])
        await waitUntil(async () => (await ana.desk.raw('POST', `/calls/${live}/${key}`)).ok, {
          what: `the talk goes on: ${key}`,
          within: 30_000,
          every: 200,
        });
    });
    const [ticket, ...others] = await tickets();
    expect(others).toEqual([]);
    const page = await admin.ticketUntil(
      ticket?.number ?? '',
      'is closed',
      ({ state }) => state === 'closed',
    );
    expect(page).toMatchObject({
      closedAs: 'internal-call',
      internal: { caller: ana.person.id, called: luis.person.id },
      calls: [call],
    });
    const kinds = page.timeline.map(({ fact }) => fact.kind);
    for (const kind of ['opened', 'call-arrived', 'answered', 'call-ended', 'internal-call'])
      expect(kinds.filter(each => each === kind)).toEqual([kind]);
    // The two may read it, and nobody of theirs has to wrap it up.
    for (const { desk } of [ana, luis]) {
      expect(await desk.get<TicketCard>(`/tickets/${page.number}`)).toMatchObject({ number: page.number });
    }
    expect(await tickets()).toHaveLength(1);
  });

  test('has none again where the policy says never', async () => {
    await policyIs('never');
    await theyTalk();
    expect(await tickets()).toHaveLength(1);
  });
});
