import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditCard } from '../../src/audit/events.ts';
import type { List } from '../../src/http/shapes/list.ts';
import { openPhone } from '../../src/sip-phone/sip-phone.ts';
import { hasChromium } from '../kit/browser.ts';
import { shots } from '../kit/shots.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { DeskPhone } from '../worlds/desk-phone.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { answers, classifies, endsAndClassifies } from './voices.ts';

/**
 * In a queue that masks numbers the digits of the caller reach the agent's browser in nothing: no answer, no live message and no SIP
 * message; and the customer is called back all the same.
 */

const DIGITS = '5550101';
const shows = (text: string): boolean => text.replace(/[\s().\-/]/g, '').includes(DIGITS);

let talking: TalkingCentre;
let centre: CentreWorld;
let desk: DeskPage;
let line: DeskPhone;
let office: Desk;
/** All that came to the page and has the digits in it, by where it came from. */
const leaks: string[] = [];
let heard = 0;

function came(from: string, text: string): void {
  heard += 1;
  if (shows(text)) leaks.push(`${from}: ${text.slice(0, 300)}`);
}

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  centre = talking.centre;
  line = new DeskPhone(await openPhone({ port: centre.demoLinePort }));
  office = await centre.logIn('admin');
  await office.patch('/queues/averias', { maskNumbers: true });
  desk = await DeskPage.logIn(talking.browser, centre, 'agente1');
  desk.page.on('response', async answer => {
    if (answer.url().includes('/api/')) came(answer.url(), await answer.text().catch(() => ''));
  });
  desk.page.on('websocket', socket => {
    socket.on('framereceived', ({ payload }) => came(socket.url(), payload.toString()));
  });
  await desk.page.reload();
  await desk.ready();
}, 120_000);

afterAll(async () => {
  await line?.phone.close();
  await talking?.stop();
});

test.skipIf(!hasChromium())(
  'the digits of a caller never come to the agent, who calls them back all the same',
  async () => {
    const call = await talking.customerCalls('04145550101');
    await desk.does('answer').waitFor();
    const card = desk.page.locator('[data-caller-number]');
    await card.filter({ hasText: '101' }).waitFor();
    expect(await card.textContent()).toMatch(/^•+101$/);
    await shots(desk.page, 'masked-ringing');
    await answers(desk, call);
    await desk.page.locator('article[data-ticket]').waitFor();
    await shots(desk.page, 'masked-talking');
    await endsAndClassifies(desk, call);

    expect(leaks).toEqual([]);
    // Where the queue permits it the number of a call is shown with a reason, and with that call it is gone.
    await office.patch('/queues/averias', { revealNumbers: true });
    const other = await talking.customerCalls('04145550101');
    await answers(desk, other);
    await desk.does('reveal-number').click();
    await desk.page.locator('[data-text=reveal-reason]').fill('Anotarlo en la visita');
    await shots(desk.page, 'masked-reason');
    await desk.does('confirm-reveal').click();
    await card.filter({ hasText: '0414-5550101' }).waitFor();
    await shots(desk.page, 'masked-revealed');
    await endsAndClassifies(desk, other);
    const asked = await office.get<List<AuditCard>>('/audit?kind=number-revealed');
    expect(asked.items.map(({ data }) => data.reason)).toEqual(['Anotarlo en la visita']);
    await office.patch('/queues/averias', { revealNumbers: false });
    // The answer to that wish, and nothing else, had the digits in it.
    expect(leaks.filter(leak => !/\/calls\/[^/]+\/number: /.test(leak))).toEqual([]);
    leaks.length = 0;

    await desk.page.goto(`${centre.webUrl}/tickets`);
    await desk.page.locator('[data-ticket-row]').first().click();
    await desk.page.locator('article[data-ticket]').waitFor();
    await shots(desk.page, 'masked-ticket');
    await desk.does('call-back').click();
    const back = await line.nextCall();
    expect(back.calledUser).toBe('+584145550101');
    await back.answer();
    await desk.callIs('talking');
    await back.hangUp();
    await classifies(desk);
    await desk.does('redial').waitFor();
    await desk.press('Alt+6');
    expect((await line.nextCall()).calledUser).toBe('+584145550101');
    await desk.press('F9');
    expect(heard).toBeGreaterThan(20);
    expect(leaks).toEqual([]);
    expect(shows((await desk.page.content()) ?? '')).toBe(false);
  },
);
