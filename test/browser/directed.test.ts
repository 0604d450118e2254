import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from '../kit/browser.ts';
import { misfits } from '../kit/misfits.ts';
import { shots } from '../kit/shots.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { AGENT_HZ, answers, classifies, voicesBothWays } from './voices.ts';

/** An agent gives a customer to a colleague: answered, declined, not answered, and with the sender gone meanwhile. */

const NOTE = 'Pide hablar con usted: dice que ya conoce su caso.';
/** A telephone that nobody answers rings for so long, ms. */
const RING_MS = 12_000;

let talking: TalkingCentre;
let centre: CentreWorld;
let sender: DeskPage;
let colleague: DeskPage;
let third: DeskPage;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  centre = talking.centre;
  const database = new pg.Client({ connectionString: centre.postgres.url });
  await database.connect();
  await database.query('update queues set ring_ms = $1', [RING_MS]);
  await database.end();
  sender = await DeskPage.logIn(talking.browser, centre, 'agente1');
  colleague = await DeskPage.logIn(talking.browser, centre, 'nivel2');
  third = await DeskPage.logIn(talking.browser, centre, 'agente3');
  for (const each of [colleague, third]) await each.phoneIsRegistered();
  await sender.ready();
}, 120_000);

afterAll(() => talking?.stop());

const target = (name: string) =>
  sender.page
    .locator('[data-dialog=transfer] label', { hasText: name })
    .locator('xpath=ancestor::*[.//input][1]//input');

/** The sender chooses somebody and presses Enter. */
async function gives(name: string, note = ''): Promise<void> {
  await sender.press('F7');
  await target(name).check();
  if (note) await sender.page.locator('[data-text=transfer-note]').fill(note);
  else await target(name).focus();
}

describe.skipIf(!hasChromium())('a transfer to a colleague', () => {
  test('who is not free cannot be chosen; as soon as they are, they have the customer, who sent them and why', async () => {
    const call = await talking.customerCalls('04145550101');
    await answers(sender, call);
    await sender.press('F7');
    const dialog = sender.page.locator('[data-dialog=transfer]');
    await dialog.waitFor();
    // Of another queue, and off: that is to be seen, and moves as they do.
    const away = dialog.locator('[data-target-agent][data-free=false]');
    await away.first().waitFor();
    expect(await away.first().isDisabled()).toBe(true);
    await colleague.page.locator('[data-will=ready]').click();
    await colleague.stateIs('ready');
    const free = dialog.locator('[data-target-agent][data-free=true]');
    await free.waitFor();
    // Their own number is theirs, and no number outside.
    await dialog.locator('[data-text=transfer-search]').fill('201');
    await expect.poll(() => free.isChecked()).toBe(true);
    expect(await dialog.locator('[data-target-number]').count()).toBe(0);
    await sender.page.locator('[data-text=transfer-note]').fill(NOTE);
    await shots(sender.page, 'directed-dialog');
    await sender.press('Enter');
    await sender.callIs('wrap-up');
    await sender.page.locator('[data-ended=transferred]', { hasText: /^Timbra .*Nivel Dos/ }).waitFor();
    await shots(sender.page, 'directed-sent');
    await colleague.does('answer').waitFor();
    await colleague.page.locator('[data-sent-by]', { hasText: NOTE }).waitFor();
    await colleague.press('F2');
    await colleague.callIs('talking');
    await voicesBothWays(colleague, call);
    await sender.page.locator('[data-ended=transferred]', { hasText: 'pasó a' }).waitFor();
    await sender.press('F8', '0', 'Enter', 'Enter');
    await sender.callIs('idle');
    await colleague.press('F9');
    await call.ended;
    await classifies(colleague);
  });

  test('declined, the customer comes back to who sent them, in their wrap-up, with the reason', async () => {
    const call = await talking.customerCalls('04145550102');
    await answers(sender, call);
    await gives('Nivel Dos', NOTE);
    await sender.press('Enter');
    await colleague.does('answer').waitFor();
    await shots(colleague.page, 'directed-rings');
    // The key that hangs up refuses nothing.
    await colleague.press('F9');
    await colleague.callIs('ringing');
    await colleague.press('Shift+F9');
    await colleague.callIs('idle');
    await sender.page.locator('[data-back=refused]', { hasText: NOTE }).waitFor();
    await sender.does('answer').waitFor();
    await shots(sender.page, 'directed-back');
    expect(await misfits(sender.page, 'directed-back')).toEqual([]);
    await sender.press('F2');
    await sender.callIs('talking');
    await voicesBothWays(sender, call);
    await sender.press('F9');
    await call.ended;
    // One talk for the customer, one disposition.
    await classifies(sender);
    await sender.stateIs('ready');
  });

  test('`calls` is killed while the colleague is rung, and while it rings again at the sender: nobody is lost', async () => {
    const call = await talking.customerCalls('04145550105');
    await answers(sender, call);
    await gives('Nivel Dos', NOTE);
    await sender.press('Enter');
    await colleague.does('answer').waitFor();
    await centre.kill('calls');
    await centre.start('calls');
    await colleague.page.locator('[data-notice=calls-away]').waitFor({ state: 'hidden' });
    await colleague.does('reject').click();
    await sender.page.locator('[data-back=refused]', { hasText: NOTE }).waitFor();
    await centre.kill('calls');
    await centre.start('calls');
    await sender.page.locator('[data-notice=calls-away]').waitFor({ state: 'hidden' });
    await sender.does('answer').waitFor();
    await sender.press('F2');
    await sender.callIs('talking');
    await voicesBothWays(sender, call);
    await sender.press('F9');
    await call.ended;
    await classifies(sender);
    await sender.stateIs('ready');
  });

  test('not answered, they come back too; not taken there either, they are the head of the queue', async () => {
    const call = await talking.customerCalls('04145550103');
    await answers(sender, call);
    await gives('Nivel Dos');
    await sender.press('Enter');
    await sender.callIs('wrap-up');
    await sender.page.locator('[data-back=ignored]').waitFor();
    await sender.callIs('ringing');
    await third.ready();
    await sender.does('reject').click();
    await sender.callIs('wrap-up');
    await third.does('answer').waitFor();
    await third.page.locator('[data-sent-by][data-back]').waitFor();
    await shots(third.page, 'directed-head-of-queue');
    await third.press('F2');
    await voicesBothWays(third, call);
    await sender.press('F8', '0', 'Enter', 'Enter');
    await sender.callIs('idle');
    await third.press('F9');
    await call.ended;
    await classifies(third);
    await third.page.locator('[data-will=off]').click();
  });

  test('the sender is gone meanwhile: the customer is the head of their queue', async () => {
    await colleague.ready();
    const call = await talking.customerCalls('04145550104');
    await answers(sender, call);
    await gives('Nivel Dos');
    await sender.press('Enter');
    await sender.callIs('wrap-up');
    await sender.page.locator('[data-will=off]').click();
    await colleague.does('reject').click();
    await call.until(it => !it.hears(AGENT_HZ) && !it.earpiece.isQuiet(1_000), 15_000, 'music and no agent');
    // They are rung as soon as they are available.
    await third.page.locator('[data-will=ready]').click();
    await third.does('answer').waitFor();
    await third.press('F2');
    await voicesBothWays(third, call);
    await third.press('F9');
    await call.ended;
    await classifies(third);
    await sender.press('F8', '0', 'Enter', 'Enter');
    await sender.callIs('idle');
    // Who declined may not read the ticket any more; the browser itself writes down that it was refused.
    const complaints = [sender, colleague, third].flatMap(each => each.complaints);
    expect(complaints.filter(each => !/403 .*\/tickets\//.test(each))).toEqual([]);
  });
});
