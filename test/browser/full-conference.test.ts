import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPhone } from '../../src/sip-phone/sip-phone.ts';
import { hasChromium } from '../kit/browser.ts';
import { shots } from '../kit/shots.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { DeskPhone, deskAgent } from '../worlds/desk-phone.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { AGENT_HZ, answers, classifies } from './voices.ts';

/** As many people as a call has room for, at the page of the agent who leads them. */

/** As long as names are, and one that is longer. */
const COLLEAGUES = [
  'María Fernanda Rodríguez Colmenares',
  'José Gregorio Hernández de la Trinidad y Aristeguieta',
  'Luis Pérez',
  'Yusmary Coromoto Villanueva',
] as const;
const NINTH = 'Carmen Elena Useche';
/** Lines of customers: a new centre calls no others, and for one agent two at once. */
const OUTSIDE = ['04145550103', '04145550104'] as const;

let talking: TalkingCentre;
let centre: CentreWorld;
let desk: DeskPage;
let lines: DeskPhone;
const colleagues: DeskPhone[] = [];

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  centre = talking.centre;
  lines = new DeskPhone(await openPhone({ port: centre.demoLinePort }));
  lines.answersByItself = true;
  desk = await DeskPage.logIn(talking.browser, centre, 'agente1', { width: 1366, height: 768 });
  await desk.ready();
}, 120_000);

afterAll(async () => {
  for (const each of [lines, ...colleagues]) await each?.phone.close();
  await talking?.stop();
});

const dialog = (name: string) => desk.page.locator(`[data-dialog=${name}]`);
const people = () => dialog('people').locator('[data-person]');

/** Whom the dialog has chosen is asked, answers, and is one of them. */
async function joins(choose: () => Promise<void>, others: number): Promise<void> {
  await desk.press('F7');
  await choose();
  await desk.does('consult').click();
  await desk.page.locator('[data-colleague=aside]').waitFor();
  await desk.press('Shift+F7');
  await desk.page.locator('[data-colleague=aside]').waitFor({ state: 'detached' });
  await desk.page.locator('[data-action=people] .figures', { hasText: String(others + 2) }).waitFor();
}

/** Nothing of it is cut off. */
async function isWithin(each: Locator, frame: Locator): Promise<void> {
  const [box, around] = [await each.boundingBox(), await frame.boundingBox()];
  if (!box || !around) throw new Error('it is not there');
  expect(box.y).toBeGreaterThanOrEqual(around.y);
  expect(box.y + box.height).toBeLessThanOrEqual(around.y + around.height);
}

describe.skipIf(!hasChromium())('a conference of eight', () => {
  test('is listed whole, each with what can be done to them, and the ninth is refused with what to do', async () => {
    const call = await talking.customerCalls('04145550101');
    await answers(desk, call);
    for (const [at, displayName] of [...COLLEAGUES, NINTH].entries()) {
      const { phone } = await deskAgent(centre, { username: `puesto${at}`, displayName });
      phone.answersByItself = true;
      colleagues.push(phone);
    }
    for (const [at, name] of COLLEAGUES.entries())
      await joins(() => dialog('transfer').getByLabel(name).check(), at + 1);
    for (const [at, number] of OUTSIDE.entries())
      await joins(
        () => dialog('transfer').locator('[data-text=transfer-search]').fill(number),
        COLLEAGUES.length + at + 1,
      );
    await shots(desk.page, 'eight-talking');
    await isWithin(desk.does('hang-up'), desk.page.locator('[data-call=talking]'));

    await desk.press('Shift+F6');
    await waitUntil(async () => (await people().count()) === 7, { what: 'all others are listed' });
    for (const each of await people().all()) {
      await each.locator('[data-action=mute-person]').scrollIntoViewIfNeeded();
      expect(await each.locator('[data-action=mute-person]').isVisible()).toBe(true);
    }
    await shots(desk.page, 'eight-people');
    const [, longest] = COLLEAGUES;
    const row = people().filter({ hasText: longest });
    await row.locator('[data-action=mute-person]').focus();
    await desk.press('Space');
    await row.and(desk.page.locator('[data-muted=true]')).waitFor();
    await shots(desk.page, 'eight-muted');
    await desk.press('Escape');
    await dialog('people').waitFor({ state: 'hidden' });

    await desk.press('F7');
    await dialog('transfer').getByLabel(NINTH).check();
    await desk.does('consult').click();
    const refused = dialog('transfer').locator('[role=alert]');
    await refused.filter({ hasText: 'En una llamada caben 8 personas.' }).waitFor();
    await shots(desk.page, 'eight-full');
    // A laptop's screen less the bars of its browser.
    await desk.page.setViewportSize({ width: 1366, height: 633 });
    await shots(desk.page, 'eight-full-small');
    for (const each of [refused, desk.does('consult')])
      await isWithin(each, desk.page.locator('[role=dialog]'));
    await desk.page.setViewportSize({ width: 1366, height: 768 });
    await desk.press('Escape');
    await dialog('transfer').waitFor({ state: 'hidden' });

    // One leaves, and there is room.
    await desk.press('Shift+F6');
    await people().filter({ hasText: 'Luis Pérez' }).locator('[data-action=remove-person]').click();
    await waitUntil(async () => (await people().count()) === 6, { what: 'one has left' });
    await desk.press('Escape');
    await dialog('people').waitFor({ state: 'hidden' });
    await joins(() => dialog('transfer').getByLabel(NINTH).check(), 6);
    await call.until(it => it.hears(AGENT_HZ), 15_000, 'the customer hears the agent');
    // The others talk on, also when who leads them leaves.
    await call.hangUp();
    await desk.page.locator('[data-customer-left]').waitFor();
    await desk.press('F9');
    await classifies(desk);
    const kept = await colleagues[0]?.nextCall();
    expect(kept?.phase).toBe('up');
    expect(desk.complaints.filter(each => !/409/.test(each))).toEqual([]);
  });
});
