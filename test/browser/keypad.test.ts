import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from '../kit/browser.ts';
import { untilHears } from '../kit/listening.ts';
import { shots } from '../kit/shots.ts';
import { tone } from '../kit/tone.ts';
import type { DeskPage } from '../worlds/desk-page.ts';
import type { DeskPhone } from '../worlds/desk-phone.ts';
import { asksAside, COLLEAGUE_HZ, startTwoAgentsAndLine, type TwoAgentsAndLine } from './two-agents.ts';
import { answers, CUSTOMER_HZ, classifies } from './voices.ts';

/** The keypad where a menu is heard that nobody in the call has answered themselves: before the answer, and in a colleague's call. */

let talking: TwoAgentsAndLine;
let first: DeskPage;
let second: DeskPage;
let line: DeskPhone;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTwoAgentsAndLine();
  ({ first, second, line } = talking);
}, 120_000);

afterAll(async () => {
  await talking?.stop();
});

const open = (desk: DeskPage) => desk.page.locator('[data-key]:focus');
const pressesByMouse = (desk: DeskPage, key: string) =>
  desk.page.locator(`[data-key="${key}"]:visible`).click();

describe.skipIf(!hasChromium())('the keypad', () => {
  test('of a call that nobody has answered yet sends to the menu that its network plays, and is open still when it is answered', async () => {
    await first.press('Alt+5');
    await first.page.locator('[data-text=dial-number]').fill('04145550101');
    await first.press('Enter');
    const call = await line.nextCall();
    await first.callIs('dialling');
    void call.play(tone(CUSTOMER_HZ));
    await call.sayEarly();
    await untilHears(first.page, CUSTOMER_HZ, 'the agent hears the menu');
    await first.press('Shift+F10');
    await open(first).waitFor();
    await first.press('4', '2', '2', '0');
    await call.until(it => it.digitsHeard === '4220', 10_000, 'the menu hears the keys');
    expect(await first.page.locator('[data-sent]:visible').textContent()).toBe('4220');
    await pressesByMouse(first, '#');
    await call.until(it => it.digitsHeard === '4220#', 10_000, 'the menu hears the mouse');
    await shots(first.page, 'keypad-dialling');
    expect(call.phase).toBe('ringing');
    await call.answer();
    await first.callIs('talking');
    await open(first).waitFor();
    await first.press('7');
    await call.until(it => it.digitsHeard === '4220#7', 15_000, 'who answered hears the next key');
    await shots(first.page, 'keypad-answered');
    await first.press('Escape');
    await open(first).waitFor({ state: 'detached' });
    await first.press('F9');
    await call.ended;
    await classifies(first);
    await first.stateIs('ready');
  });

  test('of a colleague who is in the talk sends to its customer; who is asked aside has nobody to send to, and sees what is recorded', async () => {
    const call = await talking.customerCalls('04145550101');
    await answers(first, call);
    await asksAside(first, second);
    const keypad = second.does('keypad');
    const recorder = (state: string) => second.page.locator(`[data-recorder=${state}]`);
    await recorder('off').waitFor();
    expect(await keypad.isDisabled()).toBe(true);
    await shots(second.page, 'keypad-guest-aside');
    await first.press('Shift+F7');
    await first.page.locator('[data-joined]').waitFor();
    await call.until(it => it.hears(COLLEAGUE_HZ, { ms: 400 }), 15_000, 'the customer hears the colleague');
    await recorder('on').waitFor();
    expect(await second.page.locator('[data-action^=recording-]').count()).toBe(0);
    await second.press('Shift+F10');
    await open(second).waitFor();
    await second.press('1', '9');
    await call.until(it => it.digitsHeard === '19', 10_000, 'the customer hears the keys');
    await second.press('Escape');
    await keypad.click();
    await pressesByMouse(second, '*');
    await call.until(it => it.digitsHeard === '19*', 10_000, 'the customer hears the mouse');
    await shots(second.page, 'keypad-guest');
    await second.press('Escape');

    await first.press('F3');
    await recorder('paused').waitFor();
    await shots(second.page, 'recorder-guest-paused');
    await second.press('F3', 'Shift+F3');
    await first.press('F3');
    await recorder('on').waitFor();
    await second.press('F9');
    await second.callIs('idle');
    await first.press('F9');
    await call.ended;
    await classifies(first);
    expect([first, second].flatMap(each => each.complaints)).toEqual([]);
  });
});
