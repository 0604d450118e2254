import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import type { TicketCard } from '../../src/tickets/events.ts';
import { hasChromium } from '../kit/browser.ts';
import { shots } from '../kit/shots.ts';
import { tone } from '../kit/tone.ts';
import type { DeskPage } from '../worlds/desk-page.ts';
import type { DeskPhone } from '../worlds/desk-phone.ts';
import { type AgentAndLine, startAgentAndLine } from './agent-and-line.ts';
import { CUSTOMER_HZ, classifies, voicesBothWays } from './voices.ts';

/** An agent calls a number that they write or paste. */

let talking: AgentAndLine;
let desk: DeskPage;
let line: DeskPhone;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startAgentAndLine();
  ({ desk, line } = talking);
}, 120_000);

afterAll(async () => {
  await talking?.stop();
});

/** The customer answers and says their tone, both hear each other, and it is over and classified. */
async function talks(): Promise<string> {
  const call = await line.nextCall();
  await call.answer();
  void call.play(tone(CUSTOMER_HZ));
  await desk.callIs('talking');
  await voicesBothWays(desk, call);
  const ticket = (await desk.page.locator('article[data-ticket]').getAttribute('data-ticket')) ?? '';
  await desk.press('F9');
  await call.ended;
  await classifies(desk);
  return ticket;
}

describe.skipIf(!hasChromium())('a number that is keyed', () => {
  let first = '';

  test('in any notation is called by key: it opens a ticket of its own, which is the agent’s', async () => {
    await desk.press('Alt+5');
    await desk.page.locator('[data-text=dial-number]').fill('+58 (414) KKK.01.01');
    expect(await desk.page.locator('[data-dials]').textContent()).toContain('555');
    await shots(desk.page, 'dial-number');
    await desk.press('Enter');
    first = await talks();
    const office = await talking.centre.logIn('supervisor');
    const { items } = await office.get<List<TicketCard>>('/tickets');
    expect(items).toMatchObject([
      { number: first, area: 'averias', assigneeName: 'Agente Uno', callerNumber: '+584145550101' },
    ]);
  });

  test('again by one key is the same number, on the ticket that is open now', async () => {
    await desk.does('redial').waitFor();
    await shots(desk.page, 'redial');
    await desk.press('Alt+6');
    expect(await talks()).toBe(first);
    await desk.does('dial').click();
    await desk.does('redial-last').click();
    expect(await talks()).toBe(first);
  });

  test('is called at once after another one, by one key, and that one is wrapped up afterwards', async () => {
    await desk.does('redial').click();
    const one = await line.nextCall();
    await one.answer();
    await desk.callIs('talking');
    await desk.press('Alt+9');
    await one.ended;
    await desk.callIs('wrap-up');
    const field = desk.page.locator('[data-text=dial-number]');
    await field.waitFor();
    await shots(desk.page, 'dial-another');
    await desk.press('Escape');
    await shots(desk.page, 'wrap-up-another');
    await desk.does('flash').click();
    await field.fill('04145550102');
    await desk.press('Enter');
    const other = await line.nextCall();
    await shots(desk.page, 'another-rings');
    await other.answer();
    void other.play(tone(CUSTOMER_HZ));
    await desk.callIs('talking');
    await voicesBothWays(desk, other);
    await shots(desk.page, 'another-talks');
    await desk.press('F9');
    await other.ended;
    await desk.callIs('wrap-up');
    const last = await desk.page.locator('[data-call-id]').getAttribute('data-call-id');
    await desk.press('F8', '3', 'Enter', 'Enter');
    await desk.page.locator(`[data-call=wrap-up]:not([data-call-id="${last}"])`).waitFor();
    await desk.press('F8', '3', 'Enter', 'Enter');
    await desk.callIs('idle');
    await desk.stateIs('ready');
  });

  test('is called with no number shown where the policy lets the agent choose it', async () => {
    await talking.allows({ callerIds: { centre: '+582125550100', areas: {} }, mayWithhold: true });
    await desk.press('Alt+5');
    await desk.page.locator('[data-text=dial-number]').fill('04145550102');
    await desk.page.locator('[data-field=withhold]').check();
    await shots(desk.page, 'dial-withheld');
    await desk.press('Enter');
    await isCalledWithheld();

    // The last number again, and the customer of a ticket.
    await desk.page.locator('[data-field=redial-withheld]').check();
    await shots(desk.page, 'redial-withheld');
    await desk.press('Alt+6');
    await isCalledWithheld();
    await desk.page.goto(`${talking.centre.webUrl}/tickets/${first}`);
    await desk.does('call-back-withheld').waitFor();
    await shots(desk.page, 'call-back-withheld');
    await desk.does('call-back-withheld').click();
    await isCalledWithheld();
    await desk.does('redial').waitFor();
    await desk.press('Alt+6');
    const shown = await line.nextCall();
    expect(JSON.stringify(shown.invite)).toContain('2125550100');
    await goesUnanswered();
  });

  async function isCalledWithheld(): Promise<void> {
    const { caller, invite } = await line.nextCall();
    expect([caller.number, JSON.stringify(invite).includes('2125550100')]).toEqual(['anonymous', false]);
    await goesUnanswered();
  }

  async function goesUnanswered(): Promise<void> {
    await desk.press('F9');
    await desk.callIs('wrap-up');
    await desk.press('F8', '8', 'Enter', 'Enter');
    await desk.callIs('idle');
  }

  test('that may not be called is refused with a sentence, and rings nobody', async () => {
    await desk.does('dial').click();
    const field = desk.page.locator('[data-text=dial-number]');
    for (const key of '0412') await desk.page.locator(`[data-dialog=dial] [data-key="${key}"]`).click();
    await field.press('End');
    await field.pressSequentially('5559999');
    await desk.does('call-number').click();
    await desk.page.locator('[data-dialog=dial] [role=alert]').waitFor();
    await shots(desk.page, 'dial-refused');
    await desk.does('clear-number').click();
    expect([
      await field.inputValue(),
      await desk.page.locator('[data-dialog=dial] [role=alert]').count(),
    ]).toEqual(['', 0]);
    await field.fill('171');
    await desk.press('Enter');
    await desk.page.locator('[data-dialog=dial] [role=alert]').waitFor();
    await desk.press('Shift+Delete');
    expect(await field.inputValue()).toBe('');
    // Their own number is said to be theirs before anything is called.
    await field.fill('101');
    await desk.page.locator('[data-dials]', { hasText: /propio|own/ }).waitFor();
    expect(await desk.does('call-number').isDisabled()).toBe(true);
    await shots(desk.page, 'dial-own-number');
    await desk.press('Enter');
    await field.waitFor();
    await desk.press('Escape');
    await field.waitFor({ state: 'detached' });
    await desk.callIs('idle');
    expect(desk.complaints.filter(each => !/40[39]|422/.test(each))).toEqual([]);
  });

  test('whom one called last may be a colleague, who is called once more', async () => {
    const calls = async () => {
      await desk.page.locator('[data-internal=caller]').waitFor();
      await desk.press('F9');
      await desk.callIs('idle');
      await desk.stateIs('ready');
    };
    await desk.press('Alt+5');
    await desk.page.locator('[data-text=dial-number]').fill('201');
    await desk.press('Enter');
    await calls();
    await desk.does('redial').filter({ hasText: 'Técnico Nivel Dos' }).waitFor();
    await shots(desk.page, 'redial-colleague');
    await desk.press('Alt+6');
    await calls();
  });
});
