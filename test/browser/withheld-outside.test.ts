import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OutgoingPolicy } from '../../src/outgoing/policy.ts';
import { openPhone } from '../../src/sip-phone/sip-phone.ts';
import { hasChromium } from '../kit/browser.ts';
import { shots } from '../kit/shots.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { DeskPhone } from '../worlds/desk-phone.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { answers, classifies, voicesBothWays } from './voices.ts';

/** Whom an agent asks at a number outside, or gives their customer to, need not see a number. */

let talking: TalkingCentre;
let desk: DeskPage;
let line: DeskPhone;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  line = new DeskPhone(await openPhone({ port: talking.centre.demoLinePort }));
  desk = await DeskPage.logIn(talking.browser, talking.centre, 'agente1');
  await desk.ready();
}, 120_000);

afterAll(async () => {
  await line?.phone.close();
  await talking?.stop();
});

async function mayWithhold(): Promise<void> {
  const office = await talking.centre.logIn('admin');
  const policy = await office.get<OutgoingPolicy>('/outgoing');
  const callerIds = { centre: '+582125550100', areas: {} };
  const changed = await office.raw('PUT', '/outgoing', { ...policy, callerIds, mayWithhold: true });
  expect(changed.status).toBe(200);
}

async function isWithheld(): Promise<void> {
  const { caller, invite } = await line.nextCall();
  expect([caller.number, JSON.stringify(invite).includes('2125550100')]).toEqual(['anonymous', false]);
}

describe.skipIf(!hasChromium())('a number outside', () => {
  test('is asked into a call, and given its customer, with no number shown, by key and by mouse', async () => {
    await mayWithhold();
    const call = await talking.customerCalls('04145550103');
    await answers(desk, call);
    const dialog = desk.page.locator('[data-dialog=transfer]');
    const withheld = dialog.locator('[data-field=transfer-withheld]');
    const isRung = desk.page.locator('[data-colleague=ringing]');
    const writes = async () => {
      await desk.press('F7');
      // Who is one of us is shown our number.
      expect(await withheld.count()).toBe(0);
      await dialog.locator('[data-text=transfer-search]').fill('04145550102');
      await withheld.waitFor();
    };
    await writes();
    await withheld.press('Space');
    await shots(desk.page, 'transfer-withheld');
    await desk.press('Shift+Enter');
    await isWithheld();
    await desk.page.locator('[data-action=resume]:enabled').click();
    await isRung.waitFor({ state: 'detached' });
    await voicesBothWays(desk, call);
    await writes();
    await desk.does('consult').click();
    const shown = await line.nextCall();
    expect(JSON.stringify(shown.invite)).toContain('2125550100');
    await isRung.waitFor();
    await desk.press('F4');
    await isRung.waitFor({ state: 'detached' });
    await voicesBothWays(desk, call);
    await writes();
    await withheld.check();
    await desk.does('confirm-transfer').click();
    await isWithheld();
    await call.hangUp();
    await classifies(desk);
  });
});
