import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from '../kit/browser.ts';
import { shots } from '../kit/shots.ts';
import type { DeskPage } from '../worlds/desk-page.ts';
import type { DeskPhone } from '../worlds/desk-phone.ts';
import { type AgentAndLine, startAgentAndLine } from './agent-and-line.ts';
import { answers, classifies, voicesBothWays } from './voices.ts';

/** Whom an agent asks at a number outside, or gives their customer to, need not see a number. */

let talking: AgentAndLine;
let desk: DeskPage;
let line: DeskPhone;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startAgentAndLine();
  ({ desk, line } = talking);
  await talking.allows({ callerIds: { centre: '+582125550100', areas: {} }, mayWithhold: true });
}, 120_000);

afterAll(async () => {
  await talking?.stop();
});

async function isWithheld(): Promise<void> {
  const { caller, invite } = await line.nextCall();
  expect([caller.number, JSON.stringify(invite).includes('2125550100')]).toEqual(['anonymous', false]);
}

describe.skipIf(!hasChromium())('a number outside', () => {
  test('is asked into a call, and given its customer, with no number shown, by key and by mouse', async () => {
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
    const search = dialog.locator('[data-text=transfer-search]');
    await writes();
    // Their own number is nobody's to be given to, and is said to be theirs.
    await desk.press('Shift+Delete');
    expect(await search.inputValue()).toBe('');
    await search.fill('101');
    await dialog.locator('[data-own-number]').waitFor();
    expect(await dialog.locator('[data-target-number]').count()).toBe(0);
    await shots(desk.page, 'transfer-own-number');
    await desk.does('clear-target').click();
    await search.fill('04145550102');
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
