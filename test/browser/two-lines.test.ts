import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import type { IncomingCall } from '../../src/sip-phone/incoming-call.ts';
import type { TicketCard } from '../../src/tickets/events.ts';
import { hasChromium } from '../kit/browser.ts';
import { untilHears, untilHearsToo } from '../kit/listening.ts';
import { shots } from '../kit/shots.ts';
import { tone } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { DeskPage } from '../worlds/desk-page.ts';
import type { DeskPhone } from '../worlds/desk-phone.ts';
import { type AgentAndLine, startAgentAndLine } from './agent-and-line.ts';
import { AGENT_HZ, answers, CUSTOMER_HZ, classifies, voicesBothWays } from './voices.ts';

/** An agent has two lines on one leg of their telephone: who is on hold hears music and nothing of the other talk. */

const SECOND_HZ = 1_100;

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

type Heard = Parameters<typeof voicesBothWays>[1];

/** With music, and with neither the agent nor the other customer. */
const waits = (call: Heard, other: number) =>
  call.until(
    it => !it.hears(AGENT_HZ) && !it.hears(other) && !it.earpiece.isQuiet(1_000),
    15_000,
    'music and nobody',
  );

const lineIs = (number: 1 | 2, state: string) =>
  desk.page.locator(`[data-line="${number}"][data-line-state=${state}]`).waitFor();

async function flash(number: string): Promise<void> {
  await desk.press('Shift+F8');
  await desk.page.locator('[data-text=dial-number]').fill(number);
}

async function talksTo(call: Heard, hz: number): Promise<void> {
  await untilHears(desk.page, hz, 'the agent hears this customer alone');
  await call.until(it => it.hears(AGENT_HZ), 15_000, 'the customer hears the agent');
}

/** The agent, the customer and who was called hear each other. */
async function all(customer: Heard, called: Heard): Promise<void> {
  await customer.until(
    it => it.hears(AGENT_HZ) && it.hears(SECOND_HZ),
    20_000,
    'the customer hears the agent and who was called',
  );
  await called.until(
    it => it.hears(AGENT_HZ) && it.hears(CUSTOMER_HZ),
    20_000,
    'who was called hears the agent and the customer',
  );
  await untilHearsToo(desk.page, CUSTOMER_HZ, 'the agent hears the customer');
  await untilHearsToo(desk.page, SECOND_HZ, 'the agent hears who was called');
}

/** What the second call was about is written while all talk. */
async function disposesSecond(): Promise<void> {
  await lineIs(2, 'wrap-up');
  await desk.press('Shift+F2');
  await desk.callIs('wrap-up');
  await desk.press('F8', '3', 'Enter', 'Enter');
  await desk.callIs('talking');
}

/** Who was called leaves, and the two talk on until the agent hangs up. */
async function parts(customer: Awaited<ReturnType<AgentAndLine['customerCalls']>>, called: IncomingCall) {
  await called.hangUp();
  await talksTo(customer, CUSTOMER_HZ);
  await desk.press('F9');
  await customer.ended;
  await classifies(desk);
  await desk.stateIs('ready');
}

describe.skipIf(!hasChromium())('two lines', () => {
  test('a second call from the panel, to and fro, hung up by key; the first is there again', async () => {
    const first = await talking.customerCalls('04145550101');
    await answers(desk, first);
    await shots(desk.page, 'lines-one');

    // A number that the gate does not let out changes nothing for the first caller.
    await flash('0900 1234567');
    await desk.press('Enter');
    await desk.page.locator('[data-dialog=dial] [role=alert]').waitFor();
    await shots(desk.page, 'lines-refused');
    await desk.press('Escape');
    await desk.page.locator('[data-dialog=dial]').waitFor({ state: 'detached' });
    await voicesBothWays(desk, first);

    await flash('04145550102');
    await shots(desk.page, 'lines-dial');
    await desk.press('Enter');
    const second = await line.nextCall();
    await desk.callIs('dialling');
    await lineIs(1, 'held');
    await waits(first, SECOND_HZ);
    await shots(desk.page, 'lines-calling');
    await second.answer();
    void second.play(tone(SECOND_HZ));
    await desk.callIs('talking');
    await talksTo(second, SECOND_HZ);
    await waits(first, SECOND_HZ);
    await lineIs(2, 'talking');
    await shots(desk.page, 'lines-two');

    await desk.press('Shift+F1');
    await lineIs(1, 'talking');
    await lineIs(2, 'held');
    await talksTo(first, CUSTOMER_HZ);
    await waits(second, CUSTOMER_HZ);
    await desk.page.locator('[data-line="2"]').click();
    await lineIs(2, 'talking');
    await talksTo(second, SECOND_HZ);

    // The process that holds both calls dies, and they are as they were.
    await talking.centre.kill('calls');
    await talking.centre.start('calls');
    await talksTo(second, SECOND_HZ);
    await waits(first, SECOND_HZ);
    // The web may be without it for a moment yet, and say so.
    await waitUntil(
      async () => {
        await desk.page.locator('[data-line="1"]').click();
        return desk.page.locator('[data-line="1"][data-line-state=talking]').isVisible();
      },
      { what: 'the first line is taken', within: 20_000, every: 500 },
    );
    await talksTo(first, CUSTOMER_HZ);
    await desk.press('Shift+F2');
    await talksTo(second, SECOND_HZ);

    // The page is loaded anew: its new leg is in both calls.
    await desk.page.reload();
    await lineIs(1, 'held');
    await desk.page.locator('[data-call=talking]').waitFor();
    await talksTo(second, SECOND_HZ);

    await desk.press('F9');
    await second.ended;
    await lineIs(1, 'held');
    await lineIs(2, 'wrap-up');
    await shots(desk.page, 'lines-back');
    await desk.press('Shift+F1');
    await talksTo(first, CUSTOMER_HZ);

    // What the second was about is written while the first goes on.
    await desk.press('Shift+F2');
    await desk.callIs('wrap-up');
    await shots(desk.page, 'lines-wrap-up');
    await desk.press('F8', '3', 'Enter', 'Enter');
    await desk.callIs('talking');
    await talksTo(first, CUSTOMER_HZ);
    await desk.press('F9');
    await first.ended;
    await classifies(desk);
    await desk.stateIs('ready');
    // The browser itself writes down a request that was refused.
    expect(desk.complaints.filter(each => !/40[39]|422|50[023]|WebSocket/.test(each))).toEqual([]);
  }, 180_000);

  test('the customer of another ticket is called on the second line, and not whom the agent talks with', async () => {
    const customer = await talking.customerCalls('04145550101');
    await answers(desk, customer);
    const office = await talking.centre.logIn('supervisor');
    const { items } = await office.get<List<TicketCard>>('/tickets');
    const { number } = items.find(({ callerNumber }) => callerNumber === '+584145550102') ?? {};
    expect(await desk.does('call-back').isDisabled()).toBe(true);
    await desk.page.locator('a[href="/tickets"]').first().click();
    await desk.page.locator(`[data-ticket-row="${number}"]`).click();
    await desk.page.locator('[data-action=call-back]:enabled').waitFor();
    await shots(desk.page, 'ticket-second-line');
    await desk.does('call-back').click();
    const called = await line.nextCall();
    await lineIs(1, 'held');
    await called.answer();
    void called.play(tone(SECOND_HZ));
    await desk.callIs('talking');
    await talksTo(called, SECOND_HZ);
    await waits(customer, SECOND_HZ);
    await desk.press('F9');
    await called.ended;
    await disposesSecond();
    await desk.press('F9');
    await customer.ended;
    await classifies(desk);
    await desk.stateIs('ready');
  }, 120_000);

  test('the two lines joined by key, by mouse, and by themselves; each hears the other two', async () => {
    for (const joins of [() => desk.press('Shift+F7'), () => desk.does('join-lines').click()]) {
      const customer = await talking.customerCalls('04145550101');
      await answers(desk, customer);
      await flash('04145550102');
      await desk.press('Enter');
      const called = await line.nextCall();
      await called.answer();
      void called.play(tone(SECOND_HZ));
      await desk.callIs('talking');
      await talksTo(called, SECOND_HZ);
      await waits(customer, SECOND_HZ);
      await desk.does('join-lines').waitFor();
      await shots(desk.page, 'lines-joinable');
      await joins();
      await lineIs(2, 'wrap-up');
      await lineIs(1, 'talking');
      await all(customer, called);
      await shots(desk.page, 'lines-joined');

      await disposesSecond();

      // Who is called is a leg of the first call, whose name they do not have.
      await talking.centre.kill('calls');
      await talking.centre.start('calls');
      await desk.page.locator('[data-notice=calls-away]').waitFor({ state: 'hidden' });
      await all(customer, called);
      await parts(customer, called);
    }

    // The same by itself, with the switch on.
    await desk.press('Alt+8');
    await desk.page.locator('[data-action=auto-join]:checked').waitFor();
    await desk.does('auto-join').click();
    await desk.page.locator('[data-action=auto-join]:not(:checked)').waitFor();
    await shots(desk.page, 'auto-join-off');
    await desk.press('Alt+8');
    await desk.page.locator('[data-action=auto-join]:checked').waitFor();
    await shots(desk.page, 'auto-join-on');
    const again = await talking.customerCalls('04145550101');
    await answers(desk, again);
    await flash('04145550102');
    await desk.press('Enter');
    const third = await line.nextCall();
    await third.answer();
    void third.play(tone(SECOND_HZ));
    await lineIs(2, 'wrap-up');
    await all(again, third);
    await shots(desk.page, 'lines-joined-by-itself');
    await disposesSecond();
    await parts(again, third);
    // The browser itself writes down a request that was refused.
    expect(desk.complaints.filter(each => !/40[39]|422|50[023]|WebSocket/.test(each))).toEqual([]);
  }, 180_000);
});
