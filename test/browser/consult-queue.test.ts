import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import type { PersonCard } from '../../src/http/shapes/people.ts';
import type { PhoneCall } from '../../src/sip-phone/phone-call.ts';
import { hasChromium } from '../kit/browser.ts';
import { untilHears } from '../kit/listening.ts';
import { shots } from '../kit/shots.ts';
import { launchTalkingBrowser } from '../kit/talking-browser.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { COLLEAGUE_HZ } from './two-agents.ts';
import { AGENT_HZ, answers, CUSTOMER_HZ, classifies, hasThemForGood, voicesBothWays } from './voices.ts';

/** An agent asks a queue beside the customer: one of its agents after the other is rung, until one answers. */

const NOTE = 'Módem sin sincronía; ¿es de la central?';

let talking: TalkingCentre;
let centre: CentreWorld;
let others: Browser;
let first: DeskPage;
let queue: readonly DeskPage[];
let office: Desk;

beforeAll(async () => {
  if (!hasChromium()) return;
  [talking, others] = await Promise.all([startTalkingCentre(), launchTalkingBrowser(COLLEAGUE_HZ)]);
  centre = talking.centre;
  office = await centre.logIn('supervisor');
  const admin = await centre.logIn('admin');
  const { items } = await admin.get<List<PersonCard>>('/people');
  const third = items.find(({ username }) => username === 'agente3');
  await admin.patch(`/people/${third?.id}`, { queues: ['nivel-2'] });
  // A restart in the middle of it is no reason why nobody answers.
  await admin.patch('/queues/nivel-2', { ringMs: 60_000 });
  first = await DeskPage.logIn(talking.browser, centre, 'agente1');
  queue = [await DeskPage.logIn(others, centre, 'nivel2'), await DeskPage.logIn(others, centre, 'agente3')];
  for (const desk of [first, ...queue]) await desk.ready();
}, 120_000);

afterAll(async () => {
  await others?.close();
  await talking?.stop();
});

const music = (call: PhoneCall) =>
  call.until(
    it => !it.hears(AGENT_HZ) && !it.hears(COLLEAGUE_HZ) && !it.earpiece.isQuiet(1_000),
    15_000,
    'the customer hears music',
  );

const dialog = () => first.page.locator('[data-dialog=transfer]');

async function choosesQueue(): Promise<void> {
  await first.does('transfer').or(dialog()).first().waitFor();
  await first.press('F7');
  await dialog().locator('[data-target=nivel-2]').check();
}

/** Whose telephone rings of the two, and the other one. */
async function rung(): Promise<readonly [DeskPage, DeskPage]> {
  const at = await Promise.any(
    queue.map((desk, index) =>
      desk
        .does('answer')
        .waitFor()
        .then(() => index),
    ),
  );
  return [queue[at] as DeskPage, queue[1 - at] as DeskPage];
}

const asksFor = (desk: DeskPage) => desk.page.locator('[data-asked-queue=nivel-2]');

async function talkAside(desk: DeskPage, call: PhoneCall): Promise<void> {
  await desk.callIs('talking');
  await untilHears(desk.page, AGENT_HZ, 'the colleague hears the agent');
  await untilHears(first.page, COLLEAGUE_HZ, 'the agent hears the colleague');
  await music(call);
}

describe.skipIf(!hasChromium())('a queue that is asked', () => {
  test('by key: the first one declines, the second one is rung over a kill of calls, and has the customer in the end', async () => {
    const call = await talking.customerCalls('04145550101');
    const id = await answers(first, call);
    const ticket = await office.newestTicket();
    await choosesQueue();
    await first.page.locator('[data-text=transfer-note]').fill(NOTE);
    await shots(first.page, 'consult-queue-choose');
    await first.press('Shift+Enter');
    const asked = first.page.locator('[data-colleague=ringing]', { hasText: 'Soporte nivel 2' });
    await asked.waitFor();
    await music(call);
    const [one, other] = await rung();
    await asksFor(one).getByText(NOTE).waitFor();
    await asksFor(one).getByText('Soporte nivel 2').waitFor();
    await shots(one.page, 'consult-queue-asked');
    const before = await asked.getAttribute('data-asked');
    await one.does('reject').press('Enter');
    await one.callIs('idle');

    await asksFor(other).waitFor();
    await first.page.locator(`[data-colleague=ringing]:not([data-asked="${before}"])`).waitFor();
    await shots(first.page, 'consult-queue-rings');
    await centre.kill('calls');
    await first.page.locator('[data-notice=calls-away]').waitFor();
    await centre.start('calls');
    await first.page.locator('[data-notice=calls-away]').waitFor({ state: 'hidden' });
    await asked.waitFor();
    await music(call);
    await other.does('answer').waitFor();
    await other.press('F2');
    await talkAside(other, call);
    await shots(first.page, 'consult-queue-aside');
    await first.press('F7');
    await first.callIs('wrap-up');
    await first.page.locator('[data-ended=transferred]', { hasText: 'Soporte nivel 2' }).waitFor();
    await shots(first.page, 'consult-queue-given');
    await call.until(it => it.hears(COLLEAGUE_HZ), 15_000, 'the customer hears the colleague');
    await untilHears(other.page, CUSTOMER_HZ, 'the colleague hears the customer');
    await hasThemForGood(other);
    await other.press('F9');
    await call.ended;
    await first.press('F8', '0', 'Enter', 'Enter');
    await first.callIs('idle');
    await classifies(other);
    const whole = await office.ticketUntil(
      ticket,
      'has both parts',
      page => page.timeline.filter(({ fact }) => fact.kind === 'wrap-up-ended').length === 2,
    );
    const kinds = whole.timeline.map(({ fact }) => fact.kind);
    expect(kinds.filter(kind => kind === 'consulted')).toHaveLength(2);
    expect(await office.get(`/calls/${id}`)).toMatchObject({ queue: 'nivel-2' });
  });

  test('by mouse: nobody of it answers, or is free: the agent is told, and has the customer', async () => {
    const call = await talking.customerCalls('04145550102');
    await answers(first, call);
    await first.does('transfer').click();
    await dialog().locator('[data-target-flow]').first().check();
    await dialog().locator('[data-hint=menu]').waitFor();
    expect(await first.does('consult').isDisabled()).toBe(true);
    await shots(first.page, 'consult-queue-menu');
    await dialog().locator('[data-target=nivel-2]').check();
    await first.does('consult').click();
    const [one, other] = await rung();
    await one.does('reject').click();
    await other.does('reject').click();
    await first.page.locator('[data-unanswered=refused]', { hasText: 'Soporte nivel 2' }).waitFor();
    await music(call);
    await first.page.setViewportSize({ width: 1366, height: 768 });
    await shots(first.page, 'consult-queue-unanswered');
    for (const desk of queue) {
      await desk.callIs('idle');
      await desk.page.locator('[data-will=off]').click();
      await desk.stateIs('off');
    }
    await first.does('transfer').click();
    await dialog().locator('[data-target=nivel-2]').check();
    await dialog().getByText('0 libres').first().waitFor();
    await first.does('consult').click();
    await dialog().getByRole('alert').waitFor();
    await shots(first.page, 'consult-queue-nobody-free');
    await first.press('Escape');
    await first.does('resume').click();
    await voicesBothWays(first, call);
    await first.press('F9');
    await call.ended;
    await classifies(first);
  });

  test('is joined by mouse; in the conference the customer is given to nobody, and the dialog says why', async () => {
    for (const desk of queue) await desk.ready();
    const call = await talking.customerCalls('04145550103');
    await answers(first, call);
    await first.does('transfer').click();
    await dialog().locator('[data-target=nivel-2]').check();
    await first.does('consult').click();
    const [one] = await rung();
    await one.does('answer').click();
    await talkAside(one, call);
    await first.does('conference').click();
    await first.page.locator('[data-joined]').waitFor();
    await first.does('transfer').click();
    await dialog().locator('[data-target=nivel-2]').check();
    await dialog().locator('[data-hint=conference]').waitFor();
    expect(await first.does('confirm-transfer').isDisabled()).toBe(true);
    expect(await first.does('consult').isEnabled()).toBe(true);
    await shots(first.page, 'consult-queue-conference');
    await first.press('Escape');
    await first.press('F9');
    await first.callIs('wrap-up');
    await call.until(it => it.hears(COLLEAGUE_HZ), 15_000, 'the customer hears the colleague');
    await one.press('F9');
    await call.ended;
    await first.press('F8', '0', 'Enter', 'Enter');
    await first.callIs('idle');
    await classifies(one);
    // The browser itself writes down a request that was refused.
    const complaints = [first, ...queue].flatMap(each => each.complaints);
    expect(complaints.filter(each => !each.includes('409'))).toEqual([]);
  });
});
