import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import type { RecordingCard } from '../../src/recordings/events.ts';
import { hasChromium } from '../kit/browser.ts';
import { untilHears, untilHearsOther, untilHearsToo } from '../kit/listening.ts';
import { shots } from '../kit/shots.ts';
import { tone, toneMs } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { Desk } from '../worlds/desk.ts';
import type { DeskPage } from '../worlds/desk-page.ts';
import type { DeskPhone } from '../worlds/desk-phone.ts';
import { COLLEAGUE_HZ, startTwoAgentsAndLine, type TwoAgentsAndLine } from './two-agents.ts';
import { AGENT_HZ, answers, CUSTOMER_HZ, classifies } from './voices.ts';

/** An agent joins the line of a customer and that of a colleague: the colleague comes into the customer's call. */

let talking: TwoAgentsAndLine;
let first: DeskPage;
let second: DeskPage;
let office: Desk;
let line: DeskPhone;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTwoAgentsAndLine();
  ({ first, second, line } = talking);
  office = await talking.centre.logIn('admin');
}, 120_000);

afterAll(async () => {
  await talking?.stop();
});

type Heard = Parameters<typeof answers>[1];

const lineOf = (desk: DeskPage, number: 1 | 2, state: string) =>
  desk.page.locator(`[data-line="${number}"][data-line-state=${state}]`);

/** With music, and with nobody. */
const waits = (call: Heard) =>
  call.until(
    it => !it.hears(AGENT_HZ) && !it.hears(COLLEAGUE_HZ) && !it.earpiece.isQuiet(1_000),
    15_000,
    'music and nobody',
  );

async function callsColleague(desk: DeskPage, number: string): Promise<void> {
  await desk.press('Alt+5');
  await desk.page.locator('[data-text=dial-number]').fill(number);
  await desk.press('Enter');
}

/** The agent, the customer and the colleague hear each other. */
async function all(customer: Heard): Promise<void> {
  await customer.until(
    it => it.hears(AGENT_HZ) && it.hears(COLLEAGUE_HZ),
    20_000,
    'the customer hears the agent and the colleague',
  );
  for (const [desk, hz, what] of [
    [first, CUSTOMER_HZ, 'the agent hears the customer'],
    [first, COLLEAGUE_HZ, 'the agent hears the colleague'],
    [second, CUSTOMER_HZ, 'the colleague hears the customer'],
    [second, AGENT_HZ, 'the colleague hears the agent'],
  ] as const)
    await untilHearsToo(desk.page, hz, what);
}

/** It is the conference that comes of asking a colleague aside, on both pages, and each of the two has one line. */
async function isConference(): Promise<void> {
  await first.page.locator('[data-joined]').waitFor();
  await second.page.locator('[data-guest=joined]').waitFor();
  await lineOf(first, 2, 'held').waitFor({ state: 'detached' });
  await first.page.locator('[data-line="2"]').waitFor({ state: 'detached' });
}

async function dies(): Promise<void> {
  await talking.centre.kill('calls');
  await talking.centre.start('calls');
  for (const { page } of [first, second])
    await page.locator('[data-notice=calls-away]').waitFor({ state: 'hidden' });
}

describe.skipIf(!hasChromium())('two lines, one of them with a colleague', () => {
  test('who called beside the talk is joined to it by key, and its recording has nothing of what the two said', async () => {
    const customer = await talking.customerCalls('04145550101');
    await answers(first, customer);
    await callsColleague(second, '101');
    await lineOf(first, 2, 'ringing').waitFor();
    await first.press('Shift+F2');
    await lineOf(first, 1, 'held').waitFor();
    await lineOf(first, 2, 'talking').waitFor();
    await untilHears(first.page, COLLEAGUE_HZ, 'the agent hears the colleague alone');
    await untilHears(second.page, AGENT_HZ, 'the colleague hears the agent alone');
    await waits(customer);
    await shots(first.page, 'colleague-line-joinable');

    await first.press('Shift+F7');
    await isConference();
    await all(customer);
    await shots(first.page, 'colleague-line-joined');
    await shots(second.page, 'colleague-line-joined-guest');
    await dies();
    await isConference();
    await all(customer);

    await second.press('F9');
    await second.callIs('idle');
    await untilHears(first.page, CUSTOMER_HZ, 'the two talk on');
    await first.press('F9');
    await customer.ended;
    await classifies(first);
    await first.stateIs('ready');
    await second.stateIs('ready');

    const ticket = await office.newestTicket();
    const kept = async () => {
      const { items } = await office.get<List<RecordingCard>>(`/recordings?ticket=${ticket}`);
      return items.length > 1 && items.every(({ state }) => state === 'kept') && items;
    };
    const recordings = (await waitUntil(kept, { what: 'all are kept', within: 20_000, every: 200 })).toSorted(
      (a, b) => a.startedAt - b.startedAt,
    );
    const heard = await Promise.all(
      recordings.map(async ({ id }) => {
        const audio = await office.raw('GET', `/recordings/${id}/audio`);
        const wav = Buffer.from(await audio.arrayBuffer());
        return [COLLEAGUE_HZ, CUSTOMER_HZ].map(hz => toneMs(wav, hz));
      }),
    );
    expect(heard[0]?.[0]).toBe(0);
    expect(heard.at(-1)?.[0]).toBeGreaterThan(0);
    // Wherever the colleague is heard, so is the customer.
    for (const [colleague, customers] of heard) if (colleague) expect(customers).toBeGreaterThan(0);
  }, 180_000);

  test('whom I called is joined by mouse to the customer on my second line, and has them when I leave', async () => {
    await callsColleague(first, '201');
    await second.does('answer').waitFor();
    await second.press('F2');
    await first.callIs('talking');
    await untilHears(first.page, COLLEAGUE_HZ, 'the agent hears the colleague');
    await first.does('flash').click();
    await first.page.locator('[data-text=dial-number]').fill('04145550102');
    await first.press('Enter');
    const customer = await line.nextCall();
    await customer.answer();
    void customer.play(tone(CUSTOMER_HZ));
    await lineOf(first, 2, 'talking').waitFor();
    await untilHears(first.page, CUSTOMER_HZ, 'the agent hears the customer alone');
    await untilHearsOther(second.page, AGENT_HZ, 'the colleague hears music');
    await shots(first.page, 'colleague-line-first');
    await shots(second.page, 'colleague-line-first-held');

    // Back at the colleague: it is the customer who is taken from hold by it.
    await lineOf(first, 1, 'held').click();
    await lineOf(first, 1, 'talking').waitFor();
    await untilHears(second.page, AGENT_HZ, 'the colleague hears the agent again');
    await waits(customer);
    await first.does('join-lines').click();
    await isConference();
    await all(customer);
    await shots(first.page, 'colleague-line-first-joined');
    await dies();
    await all(customer);

    await first.page.reload();
    await first.callIs('talking');
    await second.page.reload();
    await second.callIs('talking');
    await all(customer);

    await first.press('F9');
    await first.callIs('wrap-up');
    await customer.until(
      it => it.hears(COLLEAGUE_HZ) && !it.hears(AGENT_HZ),
      15_000,
      'the colleague has them',
    );
    await untilHears(second.page, CUSTOMER_HZ, 'the two talk on');
    await second.press('F9');
    await customer.ended;
    await first.press('F8', '3', 'Enter', 'Enter');
    await first.callIs('idle');
    await classifies(second);
    await first.stateIs('ready');
    await second.stateIs('ready');
  }, 180_000);

  test('a colleague who calls beside the talk joins it by themselves, with the switch on', async () => {
    const customer = await talking.customerCalls('04145550103');
    await answers(first, customer);
    await first.press('Alt+8');
    await first.page.locator('[data-action=auto-join]:checked').waitFor();
    await callsColleague(second, '101');
    await first.page.locator('[data-joins=soon]').waitFor();
    await isConference();
    await all(customer);
    await shots(first.page, 'colleague-line-joined-by-itself');
    await customer.hangUp();
    await second.press('F9');
    await second.callIs('idle');
    await classifies(first);
    await first.stateIs('ready');
    await second.stateIs('ready');
  }, 120_000);

  test('and comes into the call of a customer who calls beside the talk with them', async () => {
    await callsColleague(first, '201');
    await second.does('answer').waitFor();
    await second.press('F2');
    await first.callIs('talking');
    await untilHears(first.page, COLLEAGUE_HZ, 'the agent hears the colleague');
    await first.page.locator('[data-action=auto-join]:checked').waitFor();
    const customer = talking.calls('101', '04145550104');
    await first.page.locator('[data-joins=soon]').waitFor();
    await customer.answered;
    void customer.play(tone(CUSTOMER_HZ));
    await isConference();
    await all(customer);
    await first.press('Alt+8');
    await customer.hangUp();
    await second.press('F9');
    await second.callIs('idle');
    await classifies(first);
    // The browser itself writes down a request that was refused.
    for (const { complaints } of [first, second])
      expect(complaints.filter(each => !/40[39]|422|50[023]|WebSocket/.test(each))).toEqual([]);
  }, 120_000);
});
