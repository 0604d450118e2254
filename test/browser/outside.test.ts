import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import type { TicketCard } from '../../src/tickets/events.ts';
import { hasChromium } from '../kit/browser.ts';
import { shots } from '../kit/shots.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { AGENT_HZ, answers, classifies, voicesBothWays } from './voices.ts';

/** An agent gives a customer to a menu. */

let talking: TalkingCentre;
let centre: CentreWorld;
let office: Desk;
let first: DeskPage;
let second: DeskPage;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  centre = talking.centre;
  office = await centre.logIn('supervisor');
  first = await DeskPage.logIn(talking.browser, centre, 'agente1');
  second = await DeskPage.logIn(talking.browser, centre, 'agente3');
  await first.ready();
  await second.phoneIsRegistered();
}, 120_000);

afterAll(() => talking?.stop());

const newestTicket = async () => (await office.get<List<TicketCard>>('/tickets')).items[0]?.number ?? '';

describe.skipIf(!hasChromium())('a menu', () => {
  test('that a customer is given to is heard from its start; what they choose there brings them to the next agent', async () => {
    const call = await talking.customerCalls('04145550101');
    await answers(first, call);
    const ticket = await newestTicket();
    await first.press('F7');
    const dialog = first.page.locator('[data-dialog=transfer]');
    await dialog.locator('[data-target-flow=averias-626]').check();
    await dialog.locator('[data-text=transfer-note]').fill('Quiere oír cómo va su orden.');
    await shots(first.page, 'outside-flow');
    await first.press('Enter');
    await first.callIs('wrap-up');
    await first.page.locator('[data-ended=transferred]', { hasText: 'Averías' }).waitFor();
    await shots(first.page, 'outside-flow-given');
    await call.until(it => !it.hears(AGENT_HZ) && !it.earpiece.isQuiet(1_000), 15_000, 'the menu speaks');
    await first.press('F8', '0', 'Enter', 'Enter');
    await first.callIs('idle');

    // 0: a person. The one who gave them on is not rung for them at once.
    await second.page.locator('[data-will=ready]').click();
    await second.stateIs('ready');
    await call.sendDigits('0');
    await second.does('answer').waitFor();
    await second.page.locator('[data-sent-by]', { hasText: 'Quiere oír' }).waitFor();
    await second.press('F2');
    await second.callIs('talking');
    await voicesBothWays(second, call);
    await second.press('F9');
    await call.ended;
    await classifies(second);
    await second.page.locator('[data-will=off]').click();
    const whole = await office.ticketUntil(
      ticket,
      'has both parts',
      page => page.timeline.filter(({ fact }) => fact.kind === 'wrap-up-ended').length === 2,
    );
    expect(whole.timeline.map(({ words }) => words.es).join('\n')).toContain(
      'pasó la llamada al menú Averías (*626)',
    );
    expect([...first.complaints, ...second.complaints]).toEqual([]);
  });
});
