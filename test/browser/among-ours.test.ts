import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import type { TicketCard } from '../../src/tickets/events.ts';
import { hasChromium } from '../kit/browser.ts';
import { untilHears, untilHearsOther, untilHearsToo } from '../kit/listening.ts';
import { shots } from '../kit/shots.ts';
import { launchTalkingBrowser } from '../kit/talking-browser.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { AGENT_HZ } from './voices.ts';

/** A call between two agents: each of them may do in it what an agent may, and it lives as long as any call. */

const SECOND_HZ = 1_000;
const THIRD_HZ = 1_500;

let talking: TalkingCentre;
let browsers: Browser[] = [];
let first: DeskPage;
let second: DeskPage;
let third: DeskPage;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  browsers = await Promise.all([SECOND_HZ, THIRD_HZ].map(launchTalkingBrowser));
  const [one, other] = browsers;
  if (!one || !other) throw new Error('no browser');
  first = await DeskPage.logIn(talking.browser, talking.centre, 'agente1');
  second = await DeskPage.logIn(one, talking.centre, 'nivel2');
  third = await DeskPage.logIn(other, talking.centre, 'agente3');
  for (const each of [first, second, third]) {
    await each.page.setViewportSize({ width: 1366, height: 768 });
    await each.ready();
  }
}, 120_000);

afterAll(async () => {
  await Promise.all(browsers.map(each => each.close()));
  await talking?.stop();
});

/** They hear each other, and nobody else is in it. */
async function hearEachOther(what: string, to = second, hz = SECOND_HZ): Promise<void> {
  await untilHears(first.page, hz, `${what}: the one who called`);
  await untilHears(to.page, AGENT_HZ, `${what}: the one who was called`);
}

async function calls(): Promise<void> {
  await first.press('Alt+5');
  await first.page.locator('[data-text=dial-number]').fill('201');
  await first.press('Enter');
  await second.does('answer').click();
  await first.callIs('talking');
  await second.callIs('talking');
  await hearEachOther('answered');
}

async function asksThird(): Promise<void> {
  await first.does('transfer').click();
  const dialog = first.page.locator('[data-dialog=transfer]');
  await dialog.getByLabel('Agente Tres').check();
  await dialog.locator('[data-hint=internal]').waitFor();
  expect(await first.does('confirm-transfer').count()).toBe(0);
  await shots(first.page, 'internal-consult-dialog');
  await first.does('consult').click();
  await third.does('answer').waitFor();
  await shots(third.page, 'internal-rung-third');
  await third.press('F2');
  await first.page.locator('[data-colleague=aside]').waitFor();
  await hearEachOther('aside', third, THIRD_HZ);
  await untilHearsOther(second.page, AGENT_HZ, 'music meanwhile');
}

const areIdle = () => Promise.all([first, second, third].map(each => each.callIs('idle')));

describe.skipIf(!hasChromium())('a call between two agents', () => {
  test('is put on hold by either of them, by key and by mouse', async () => {
    await calls();
    await first.press('F4');
    await first.page.locator('[data-hold=true]').waitFor();
    await second.page.locator('[data-guest=held]').waitFor();
    await untilHearsOther(second.page, AGENT_HZ, 'music for who was called');
    await shots(first.page, 'internal-holds');
    await shots(second.page, 'internal-held');
    await first.press('F4');
    await hearEachOther('back by the key');
    await second.does('hold').click();
    await untilHearsOther(first.page, SECOND_HZ, 'music for who called');
    await second.does('resume').click();
    await hearEachOther('back by the mouse');
    await shots(first.page, 'internal-talks');
  });

  test('loses neither of them by a reload, nor by a kill -9', async () => {
    await first.page.reload();
    await first.callIs('talking');
    await hearEachOther('after a reload of who called');
    await second.page.reload();
    await second.callIs('talking');
    await hearEachOther('after a reload of who was called');
    await talking.centre.kill('calls');
    await talking.centre.start('calls');
    await first.page.locator('[data-notice=calls-away]').waitFor({ state: 'hidden' });
    await hearEachOther('after a restart');
    await first.press('F4');
    await untilHearsOther(second.page, AGENT_HZ, 'music, as before');
    await first.press('F4');
    await hearEachOther('as before');
  });

  test('may have a third one in it, and be left to the two others', async () => {
    await asksThird();
    await shots(first.page, 'internal-aside');
    await shots(second.page, 'internal-aside-held');
    await first.press('Shift+F7');
    await untilHearsToo(second.page, THIRD_HZ, 'all of them');
    await untilHearsToo(third.page, AGENT_HZ, 'all of them');
    // There is nobody to hold, neither by mouse nor by key.
    expect(await first.does('hold').isDisabled()).toBe(true);
    await first.press('F4');
    await shots(first.page, 'internal-conference');
    await first.press('F9');
    await first.callIs('idle');
    await untilHears(second.page, THIRD_HZ, 'the two who are left');
    await untilHears(third.page, SECOND_HZ, 'the two who are left');
    await shots(second.page, 'internal-left');
    await second.press('F9');
    await areIdle();
  });

  test('is given on by who asked somebody first, and has no ticket', async () => {
    await calls();
    await asksThird();
    // Twice is no more than once.
    await first.press('F7', 'F7');
    await first.callIs('idle');
    await untilHears(second.page, THIRD_HZ, 'who was asked');
    await third.does('hang-up').click();
    await areIdle();
    for (const each of [first, second, third]) {
      await each.stateIs('ready');
      expect(each.complaints).toEqual([]);
    }
    const office = await talking.centre.logIn('supervisor');
    expect((await office.get<List<TicketCard>>('/tickets')).items).toEqual([]);
  });

  test('waits while one of the two takes a call on their other line', async () => {
    await calls();
    const call = talking.calls('101', '04145550102');
    await call.ringing;
    await first.page.locator('[data-line="2"][data-line-state=ringing]').waitFor();
    await first.press('Shift+F2');
    await call.answered;
    await untilHearsOther(second.page, AGENT_HZ, 'music meanwhile');
    await second.page.locator('[data-guest=held]').waitFor();
    await shots(first.page, 'internal-two-lines');
    await first.press('Shift+F1');
    await hearEachOther('back on the first line');
    // While they have two, they alone lead it: the other one is offered no key that would be refused.
    await second.page.locator('[data-guest=ours]').waitFor();
    expect(await second.does('hold').count()).toBe(0);
    await shots(second.page, 'internal-led-by-other');
    await second.press('F9');
    await second.callIs('idle');
    await first.press('Shift+F1');
    await call.hangUp();
  });
});
