import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallCard } from '../../src/http/shapes/calls.ts';
import type { List } from '../../src/http/shapes/list.ts';
import type { RecordingCard } from '../../src/recordings/events.ts';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import { hasChromium } from '../kit/browser.ts';
import { followTone, untilSilence, voiceOf } from '../kit/listening.ts';
import { momentOf } from '../kit/page-moment.ts';
import { PageRoad } from '../kit/page-road.ts';
import { readyForShots, shots } from '../kit/shots.ts';
import { toneMs, wavMs } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { bridgeOf } from '../worlds/on-the-switch.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { AGENT_HZ, answers, CUSTOMER_HZ, classifies, endsAndClassifies, voicesBothWays } from './voices.ts';

/** What an agent's page goes through in mid-call: the server's web process dies, the page is loaded anew, it is closed. */

const LOOK_EVERY_MS = 50;
/** The web process is back; every page must work again within this, ms. */
const BACK_WITHIN_MS = 3_000;
/** When the page's load event began, epoch ms, in the page's own language. */
const LOADED_AT = `performance.timeOrigin + performance.getEntriesByType('navigation')[0].loadEventStart`;
/** A hole that a person may hear as a crackle, but not as a lost voice; two cores carry a whole centre here, ms. */
const GAP_MS = 1_000;

interface Look {
  readonly at: number;
  readonly heard: boolean;
}

let talking: TalkingCentre;
/** Between the first page and the web process. */
let road: PageRoad;
let centre: CentreWorld;
let first: DeskPage;
let second: DeskPage;

/** Whether the customer hears the agent, again and again until it is stopped. */
function listenTo(call: OutgoingCall): { stop(): Look[] } {
  const looks: Look[] = [];
  const timer = setInterval(() => looks.push({ at: Date.now(), heard: call.hears(AGENT_HZ) }), LOOK_EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      return looks;
    },
  };
}

/** When the voice that is heard at the end began, epoch ms. */
function backSince(looks: readonly Look[]): number {
  const silent = looks.findLast(look => !look.heard);
  if (!silent) throw new Error('the voice was never away');
  return silent.at + LOOK_EVERY_MS;
}

/** Least of a voice that a recording of both must hold, ms. */
const VOICE_MS = 100;

/** How long each of the two is heard in the recordings of a ticket, once so many are kept. */
async function voicesKept(office: Desk, ticket: string, count: number) {
  const kept = async () => {
    const { items } = await office.get<List<RecordingCard>>(`/recordings?ticket=${ticket}`);
    return items.length === count && items.every(each => each.state === 'kept') && items;
  };
  const what = `${count} recordings are kept`;
  const recordings = await waitUntil(kept, { what, within: 20_000, every: 200 });
  return Promise.all(
    recordings.map(async ({ id }) => {
      const audio = await office.raw('GET', `/recordings/${id}/audio`);
      const wav = Buffer.from(await audio.arrayBuffer());
      const voices = {
        ofMs: wavMs(wav),
        agentMs: toneMs(wav, AGENT_HZ),
        customerMs: toneMs(wav, CUSTOMER_HZ),
      };
      console.info(`in a recording of ${Math.round(voices.ofMs)} ms: ${JSON.stringify(voices)}`);
      return voices;
    }),
  );
}

beforeAll(async () => {
  if (!hasChromium()) return;
  road = await PageRoad.open();
  talking = await startTalkingCentre({ CAUCE_PUBLIC_HOST: road.address });
  centre = talking.centre;
  road.leadTo(centre.webUrl);
  const behind = { webUrl: `http://${road.address}`, password: centre.password };
  first = await DeskPage.logIn(talking.browser, behind, 'agente1');
  second = await DeskPage.logIn(talking.browser, centre, 'agente2');
  await first.ready();
}, 120_000);

afterAll(async () => {
  await talking?.stop();
  await road?.close();
});

describe.skipIf(!hasChromium())('an agent’s page in mid-call', () => {
  test('the web process is killed: the voice goes on, and the page is back with its call', async () => {
    const call = await talking.customerCalls('04145550101');
    const id = await answers(first, call);
    const { page } = first;
    await readyForShots(page);

    const agentHears = await followTone(page, CUSTOMER_HZ);
    const customerHears = listenTo(call);
    await centre.kill('web');
    await page.locator('body[data-link-state=away]').waitFor({ state: 'attached' });
    await page.locator('body[data-phone-state=reconnecting]').waitFor({ state: 'attached' });
    await shots(page, 'agent-away');
    const isBack = momentOf(
      page,
      `document.body.dataset.linkState === 'up' && document.body.dataset.phoneState === 'registered'`,
    );
    await centre.start('web');
    const webIsBack = Date.now();
    const backMs = (await isBack) - webIsBack;
    const [agentVoice, customerVoice] = [await agentHears.told(), voiceOf(customerHears.stop())];
    console.info(
      `the page is back ${backMs} ms after web; longest holes in the voice: at the agent ` +
        `${agentVoice.longestGapMs} ms, at the customer ${customerVoice.longestGapMs} ms`,
    );
    expect(backMs).toBeLessThan(BACK_WITHIN_MS);
    expect(agentVoice.looks).toBeGreaterThan(10);
    expect(agentVoice.longestGapMs).toBeLessThan(GAP_MS);
    expect(customerVoice.longestGapMs).toBeLessThan(GAP_MS);

    await first.callIs('talking');
    expect(await page.locator('[data-call-id]').getAttribute('data-call-id')).toBe(id);
    await first.press('F4');
    await call.until(each => !each.hears(AGENT_HZ), 10_000, 'the customer is on hold');
    await page.locator('[data-hold=true]').waitFor();
    await first.press('F4');
    await voicesBothWays(first, call);
    await first.press('F6');
    await call.until(each => !each.hears(AGENT_HZ), 10_000, 'the microphone is off');
    await first.press('F6');
    await voicesBothWays(first, call);
    await endsAndClassifies(first, call);
    await first.stateIs('ready');
  });

  test('the network is another one: its sockets lead nowhere and say nothing, and the call goes on by others', async () => {
    const call = await talking.customerCalls('04145550101');
    const id = await answers(first, call);
    const agentHears = await followTone(first.page, CUSTOMER_HZ);
    const customerHears = listenTo(call);
    const { page } = first;
    road.set('silent');
    await page.context().setOffline(true);
    await page.context().setOffline(false);
    await page.locator('body[data-link-state=away]').waitFor({ state: 'attached' });
    await page.locator('body[data-phone-state=reconnecting]').waitFor({ state: 'attached' });
    road.set('open');
    await page.context().setOffline(true);
    await page.context().setOffline(false);
    await page
      .locator('body[data-phone-state=registered][data-link-state=up]')
      .waitFor({ state: 'attached' });
    await voicesBothWays(first, call);
    const [agentVoice, customerVoice] = [await agentHears.told(), voiceOf(customerHears.stop())];
    expect(agentVoice.longestGapMs).toBeLessThan(GAP_MS);
    expect(customerVoice.longestGapMs).toBeLessThan(GAP_MS);
    expect(await page.locator('[data-call-id]').getAttribute('data-call-id')).toBe(id);
    // The end comes by the new socket.
    await call.hangUp();
    await page.locator('body[data-sip-call=none]').waitFor({ state: 'attached' });
    await classifies(first);
  });

  test('the network is another one while no audio comes: the page takes another leg by it, and nobody is lost', async () => {
    const call = await talking.customerCalls('04145550101');
    const id = await answers(first, call);
    const { page } = first;
    const before = await bridgeOf(centre, id);
    await first.press('F4');
    await page.locator('[data-hold=true]').waitFor();
    await call.until(each => !each.hears(AGENT_HZ), 10_000, 'the customer is on hold');
    await untilSilence(page, 'nothing comes from a customer on hold');
    road.set('silent');
    await page.context().setOffline(true);
    await page.context().setOffline(false);
    await page.locator('body[data-link-state=away]').waitFor({ state: 'attached' });
    await page.locator('body[data-phone-state=reconnecting]').waitFor({ state: 'attached' });
    road.set('open');
    await page.context().setOffline(true);
    await page.context().setOffline(false);
    await page
      .locator('body[data-phone-state=registered][data-link-state=up][data-sip-call=talking]')
      .waitFor({ state: 'attached' });
    await page.locator('iframe[hidden]').waitFor({ state: 'attached' });
    await page.locator('[data-hold=true]').waitFor();
    await first.press('F4');
    await voicesBothWays(first, call);
    expect((await bridgeOf(centre, id))?.id).toBe(before?.id);
    await endsAndClassifies(first, call);
    await page.locator('iframe[hidden]').waitFor({ state: 'detached' });
  });

  test('hangs up while it has no connection: the centre hears of it, and nobody else is given the customer', async () => {
    const call = await talking.customerCalls('04145550101');
    await answers(first, call);
    road.set('cut');
    await first.page.locator('body[data-link-state=away]').waitFor({ state: 'attached' });
    await first.page.locator('body[data-phone-state=reconnecting]').waitFor({ state: 'attached' });
    await first.press('F9');
    await first.page.locator('body[data-sip-call=none]').waitFor({ state: 'attached' });
    road.set('open');
    expect(await call.ended).toMatchObject({ by: 'them' });
    await classifies(first);
  });

  test('the call process is killed: the voice goes on, the page says so, and its buttons work again', async () => {
    const call = await talking.customerCalls('04145550101');
    const id = await answers(first, call);
    const agentHears = await followTone(first.page, CUSTOMER_HZ);
    await centre.kill('calls');
    await first.page.locator('[data-notice=calls-away]').waitFor();
    await shots(first.page, 'agent-calls-away');
    await centre.start('calls');
    await first.page.locator('[data-notice=calls-away]').waitFor({ state: 'hidden' });
    expect((await agentHears.told()).longestGapMs).toBeLessThan(GAP_MS);
    await first.callIs('talking');
    expect(await first.page.locator('[data-call-id]').getAttribute('data-call-id')).toBe(id);
    await first.press('F4');
    await call.until(each => !each.hears(AGENT_HZ), 10_000, 'the customer is on hold');
    await first.page.locator('[data-hold=true]').waitFor();
    await first.press('F4');
    await voicesBothWays(first, call);
    await endsAndClassifies(first, call);
  });

  test('the page is loaded anew: it takes its call up again, and both hear each other within three seconds', async () => {
    const call = await talking.customerCalls('04145550101');
    const id = await answers(first, call);
    const before = await bridgeOf(centre, id);

    const heard = listenTo(call);
    await first.page.reload();
    const loadedAt = await first.page.evaluate<number>(LOADED_AT);
    await first.page.locator('body[data-sip-call=talking]').waitFor({ state: 'attached' });
    await voicesBothWays(first, call);
    const looks = heard.stop();
    const voice = voiceOf(looks);
    const backAt = Math.round(backSince(looks));
    console.info(
      `the customer hears the agent ${backAt - Math.round(loadedAt)} ms after the page's load event, ` +
        `${voice.longestGapMs} ms after they heard them last`,
    );
    expect(backAt - loadedAt).toBeLessThan(BACK_WITHIN_MS);
    expect(await first.page.locator('[data-call-id]').getAttribute('data-call-id')).toBe(id);
    const after = await waitUntil(
      async () => {
        const bridge = await bridgeOf(centre, id);
        return bridge?.agents.length === 1 ? bridge : null;
      },
      { what: 'the old leg has gone', within: 5_000, every: 100 },
    );
    expect(after.id).toBe(before?.id);
    expect(after.agents).not.toEqual(before?.agents);

    await first.press('F4');
    await first.page.locator('[data-hold=true]').waitFor();
    await call.until(each => !each.hears(AGENT_HZ), 10_000, 'the customer is on hold');
    await first.page.reload();
    await first.page.locator('[data-hold=true]').waitFor();
    await first.page.locator('body[data-sip-call=talking]').waitFor({ state: 'attached' });
    await first.press('F4');
    await voicesBothWays(first, call);
    await endsAndClassifies(first, call);

    const office = await centre.logIn('supervisor');
    const { items } = await office.get<{ items: CallCard[] }>('/calls?limit=20');
    const ticket = items.find(each => each.id === id)?.ticket ?? '';
    const { timeline } = await office.ticketUntil(ticket, 'has ended its wrap-up', each =>
      each.timeline.some(entry => entry.fact.kind === 'wrap-up-ended'),
    );
    const count = (kind: string) => timeline.filter(entry => entry.fact.kind === kind).length;
    expect(['offered', 'answered', 'agent-rejoined', 'recording-started', 'queued'].map(count)).toEqual([
      1, 1, 2, 3, 1,
    ]);
    expect(count('agent-leg-lost') + count('offer-ended')).toBe(0);

    // One until the first reload, one until the second, and one of the rest: a recording hears one leg.
    for (const { agentMs, customerMs } of await voicesKept(office, ticket, 3)) {
      expect(Math.min(agentMs, customerMs)).toBeGreaterThanOrEqual(VOICE_MS);
    }
  });

  test('the page is there again after its leg was lost: its customer is waited with, and it has them by itself', async () => {
    const call = await talking.customerCalls('04145550103');
    const id = await answers(first, call);
    const floor = (await centre.logIn('supervisor')).watch();
    await first.page.close();
    await floor.callUntil(
      'the customer waits for the same agent',
      each => each.id === id && each.phase === 'waiting' && each.waitsFor !== undefined,
    );
    floor.close();
    first = await first.anotherTab();
    await first.callIs('talking');
    await voicesBothWays(first, call);
    await endsAndClassifies(first, call);
  });

  test('the page is closed: the customer is put back at the head and the next agent gets them', async () => {
    const call = await talking.customerCalls('04145550101');
    const id = await answers(first, call);
    const office = await centre.logIn('supervisor');
    const floor = office.watch();
    const later = await talking.customerCalls('04145550102');
    await floor.callUntil('the second caller waits', each => each.phase === 'waiting');

    await first.close();
    const back = await floor.callUntil(
      'the first is back',
      each => each.id === id && each.phase === 'waiting',
    );
    expect(back.position).toBe(1);
    // Their agent is waited for first.
    await floor.callUntil(
      'nobody is waited for any more',
      each => each.id === id && each.phase === 'waiting' && each.waitsFor === undefined,
    );
    floor.close();
    await second.page.locator('[data-will=ready]').click();
    expect(await answers(second, call)).toBe(id);
    await second.press('F9');
    await call.ended;
    await later.hangUp();
    for (const { agentMs, customerMs } of await voicesKept(office, back.ticket, 2)) {
      expect(Math.min(agentMs, customerMs)).toBeGreaterThanOrEqual(VOICE_MS);
    }
  });

  test('no page complained of more than the lost connection', () => {
    const lost =
      /ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|WebSocket connection|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_SOCKET_NOT_CONNECTED/;
    expect([first, second].flatMap(each => each.complaints).filter(each => !lost.test(each))).toEqual([]);
  });
});
