import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tone } from '../../src/sip-phone/tones.ts';
import { hasChromium } from '../kit/browser.ts';
import { untilHears, untilHearsOther, untilHearsToo } from '../kit/listening.ts';
import { shots } from '../kit/shots.ts';
import type { DeskPage } from '../worlds/desk-page.ts';
import { COLLEAGUE_HZ, startTwoAgents, type TwoAgents } from './two-agents.ts';
import { AGENT_HZ, answers, CUSTOMER_HZ, classifies, voicesBothWays } from './voices.ts';

/** Calls for one agent alone while they consult, are in a conference or in a colleague's call, or wrap up. */

const OTHER_HZ = 1_300;

let talking: TwoAgents;
let first: DeskPage;
let second: DeskPage;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTwoAgents();
  ({ first, second } = talking);
}, 120_000);

afterAll(async () => {
  await talking?.stop();
});

type Call = ReturnType<TwoAgents['calls']>;

const line = (desk: DeskPage, number: 1 | 2, state: string) =>
  desk.page.locator(`[data-line="${number}"][data-line-state=${state}]`);

const musicAlone = (call: Call) =>
  call.until(
    it => !it.hears(AGENT_HZ) && !it.hears(COLLEAGUE_HZ) && !it.earpiece.isQuiet(1_000),
    15_000,
    'music and nobody',
  );

/** A customer talks with the first agent, who consults the second one. */
async function consults(from: string): Promise<Call> {
  const customer = await talking.customerCalls(from);
  await answers(first, customer);
  await first.press('F7');
  await first.page.locator('[data-dialog=transfer] [data-target-agent]:enabled').first().check();
  await first.press('Shift+Enter');
  await second.page.locator('[data-asked-by]').waitFor();
  await second.press('F2');
  await second.callIs('talking');
  await untilHears(first.page, COLLEAGUE_HZ, 'the agent hears the colleague');
  return customer;
}

async function takes(waits: Call, how: () => Promise<void>): Promise<void> {
  await how();
  await waits.answered;
  void waits.play(tone(OTHER_HZ));
  await line(first, 2, 'talking').waitFor();
  await untilHears(first.page, OTHER_HZ, 'the agent hears who waited');
  await waits.until(it => it.hears(AGENT_HZ), 15_000, 'who waited hears the agent');
}

/** What the second call was about is written beside the first. */
async function classifiesSecond(): Promise<void> {
  await line(first, 2, 'wrap-up').waitFor();
  await first.press('Shift+F2');
  await first.callIs('wrap-up');
  await first.press('F8', '3', 'Enter', 'Enter');
  await first.callIs('talking');
}

describe.skipIf(!hasChromium())('a call for one agent alone', () => {
  test('waits beside their consultation and beside the conference that they lead, and is taken from either', async () => {
    const customer = await consults('04145550101');
    const waits = talking.calls('101', '04145550105');
    await waits.ringing;
    await line(first, 2, 'ringing').waitFor();
    await shots(first.page, 'waits-beside-consultation');
    await takes(waits, () => first.press('Shift+F2'));
    await musicAlone(customer);
    await untilHearsOther(second.page, AGENT_HZ, 'the colleague hears music');
    await shots(first.page, 'waits-taken-from-consultation');
    await shots(second.page, 'waits-colleague-left-aside');

    // Back where they were, with the colleague, and the process that holds it all dies.
    await first.press('Shift+F1');
    await untilHears(first.page, COLLEAGUE_HZ, 'the agent is back with the colleague');
    await untilHears(second.page, AGENT_HZ, 'the colleague hears the agent again');
    await musicAlone(customer);
    await talking.centre.kill('calls');
    await talking.centre.start('calls');
    await first.page.locator('[data-notice=calls-away]').waitFor({ state: 'hidden' });
    await musicAlone(customer);
    await line(first, 2, 'held').click();
    await untilHears(first.page, OTHER_HZ, 'the agent is with who waited, by mouse');
    await first.press('F9');
    await waits.ended;
    await line(first, 1, 'held').click();
    await untilHears(first.page, COLLEAGUE_HZ, 'the agent is back with the colleague');
    await classifiesSecond();

    await first.press('Shift+F7');
    await first.page.locator('[data-joined]').waitFor();
    await untilHearsToo(second.page, CUSTOMER_HZ, 'the colleague hears the customer');
    const again = talking.calls('101', '04145550106');
    await again.ringing;
    await line(first, 2, 'ringing').waitFor();
    await shots(first.page, 'waits-beside-conference');
    await takes(again, () => line(first, 2, 'ringing').click());
    await customer.until(
      it => it.hears(COLLEAGUE_HZ) && !it.hears(AGENT_HZ),
      15_000,
      'the conference goes on without the agent',
    );
    await line(first, 1, 'goes-on').waitFor();
    await shots(first.page, 'waits-taken-from-conference');
    await first.press('Shift+F1');
    await customer.until(it => it.hears(COLLEAGUE_HZ) && it.hears(AGENT_HZ), 15_000, 'the agent is back');
    await again.hangUp();
    await classifiesSecond();
  }, 120_000);

  test('waits beside a colleague’s call that they are in, and rings when they leave it', async () => {
    const waits = talking.calls('201', '04145550107');
    await waits.ringing;
    await second.page.locator('[data-joins=guest]').waitFor();
    await shots(second.page, 'waits-beside-colleagues-call');
    await second.press('Shift+F2');
    await second.page.locator('[role=alert]').first().waitFor();
    await shots(second.page, 'waits-not-taken-there');
    await second.press('F9');
    await second.does('answer').waitFor();
    await second.press('F2');
    await waits.answered;
    await waits.until(it => it.hears(COLLEAGUE_HZ), 15_000, 'who waited hears the agent');
    await second.press('F9');
    await waits.ended;
    await classifies(second);
  });

  test('rings while they wrap up another, and what they wrote is there after it', async () => {
    await first.press('F9');
    await first.callIs('wrap-up');
    const note = first.page.locator('[data-text=note]');
    await note.fill('Cambio de módem pedido');
    // The list of colleagues says so.
    await second.press('Alt+5');
    await second.page.locator('[data-call-colleague][data-reach=rings-in-wrap-up]').waitFor();
    await shots(second.page, 'waits-list-says-rings');
    await second.press('Escape');
    for (const answer of [() => first.press('F2'), () => first.does('answer').click()]) {
      const rings = talking.calls('101', '04145550108');
      await rings.ringing;
      await first.does('answer').waitFor();
      await shots(first.page, 'rings-in-wrap-up');
      await answer();
      await rings.answered;
      void rings.play(tone(CUSTOMER_HZ));
      await first.callIs('talking');
      await voicesBothWays(first, rings);
      await rings.hangUp();
      await first.callIs('wrap-up');
      await shots(first.page, 'rang-in-wrap-up');
      await first.press('F8', '3', 'Enter', 'Enter');
      await line(first, 2, 'wrap-up').waitFor({ state: 'detached' });
      await first.callIs('wrap-up');
      await expect.poll(() => note.inputValue()).toBe('Cambio de módem pedido');
    }
    await classifies(first);
    expect(first.complaints.filter(each => !/409|50[0-9]|WebSocket/.test(each))).toEqual([]);
  }, 60_000);
});
