import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import type { RecordingCard } from '../../src/recordings/events.ts';
import type { AgentPicture } from '../../src/supervision/events.ts';
import { hasChromium } from '../kit/browser.ts';
import { untilHears } from '../kit/listening.ts';
import { toneMs } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { AGENT_HZ, answers, CUSTOMER_HZ, classifies, voicesBothWays } from './voices.ts';

/** What is in the recordings of a customer whose agent has talked with a colleague in between. */

let talking: TalkingCentre;
let first: DeskPage;
let second: DeskPage;
let office: Desk;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  office = await talking.centre.logIn('supervisor');
  first = await DeskPage.logIn(talking.browser, talking.centre, 'agente1');
  second = await DeskPage.logIn(talking.browser, talking.centre, 'agente2');
  await first.ready();
  await second.phoneIsRegistered();
}, 120_000);

afterAll(() => talking?.stop());

describe.skipIf(!hasChromium())('the recordings of a call with consultations', () => {
  test('have the customer after each of them', async () => {
    const { items: people } = await office.get<List<AgentPicture>>('/agents');
    const colleague = people.find(({ username }) => username === 'agente2')?.id ?? '';
    const call = await talking.customerCalls('04145550101');
    const id = await answers(first, call);
    const ticket = await office.newestTicket();
    const send = (path: string, body: object) =>
      first.page.evaluate(
        async ([to, text]) => {
          const headers = { 'content-type': 'application/json' };
          return (await fetch(to, { method: 'POST', headers, body: text })).status;
        },
        [`/api/v1/calls/${id}/${path}`, JSON.stringify(body)] as const,
      );
    await second.ready();
    for (const _ of [1, 2]) {
      await voicesBothWays(first, call);
      expect(await send('consult', { colleague, note: '' })).toBe(200);
      await second.does('answer').waitFor();
      await second.press('F2');
      await untilHears(second.page, AGENT_HZ, 'the colleague hears the agent');
      expect(await send('resume', {})).toBe(200);
      await second.callIs('idle');
    }
    await voicesBothWays(first, call);
    await first.press('F9');
    await call.ended;
    await classifies(first);
    const kept = async () => {
      const { items } = await office.get<List<RecordingCard>>(`/recordings?ticket=${ticket}`);
      return items.length === 3 && items.every(({ state }) => state === 'kept') && items;
    };
    const recordings = await waitUntil(kept, { what: 'three are kept', within: 20_000, every: 200 });
    for (const recording of recordings) {
      const audio = await office.raw('GET', `/recordings/${recording.id}/audio`);
      const wav = Buffer.from(await audio.arrayBuffer());
      const [agent, customer] = [toneMs(wav, AGENT_HZ), toneMs(wav, CUSTOMER_HZ)];
      expect(agent).toBeGreaterThan(100);
      expect(customer).toBeGreaterThan(agent / 2);
    }
  });
});
