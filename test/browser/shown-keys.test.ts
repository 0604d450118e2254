import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IncomingCall } from '../../src/sip-phone/incoming-call.ts';
import { hasChromium } from '../kit/browser.ts';
import { shots } from '../kit/shots.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { deskAgent } from '../worlds/desk-phone.ts';
import { type AgentAndLine, startAgentAndLine } from './agent-and-line.ts';

/** No key is shown that does nothing: in each moment of a day every key that is shown is pressed, and the page changes. */

let talking: AgentAndLine;
let desk: DeskPage;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startAgentAndLine({ width: 1366, height: 768 });
  ({ desk } = talking);
  await talking.centre.logIn('admin');
}, 120_000);

afterAll(async () => {
  await talking?.stop();
});

/**
 * What a person sees change by a key, without what changes by itself (times, how the voice is): the page, what is open and has
 * the focus, the call, its lines and lights, the own state and switches, what is said.
 */
const SIGHT = `(() => {
  const all = (where, of) => [...document.querySelectorAll(where)].map(of).join('|');
  const active = document.activeElement;
  const withoutTimes = text => text.replace(/\\d+:\\d\\d(:\\d\\d)?/g, '').trim();
  return JSON.stringify({
    page: location.pathname,
    open: all('[role=dialog]:not([aria-hidden=true]) h2, [role=menu]', each => each.textContent),
    focus: active === document.body ? '' : [active.id, active.dataset?.action, active.tagName].join(),
    call: all('[data-call]', each => [each.dataset.call, each.dataset.hold, each.dataset.callId].join()),
    bar: all('header section b', each => each.textContent),
    lines: all('[data-line]', each => [each.dataset.lineCall, each.dataset.lineState, each.ariaPressed].join()),
    muted: all('[data-action=mute]', each => each.ariaPressed),
    recorder: all('[data-recorder]', each => each.dataset.recorder),
    help: all('[data-help]', each => each.dataset.help),
    joined: all('[data-joined]', each => each.dataset.joined),
    state: all('[data-my-state]', each => each.dataset.myState),
    will: all('[data-will]', each => [each.dataset.will, each.ariaPressed].join()),
    switches: all('[data-my-state] input', each => each.checked),
    contacts: all('[data-action=contacts]', each => each.ariaExpanded),
    pane: all('aside [role=tab]', each => each.ariaSelected),
    said: all('.mantine-Notification-root', each => withoutTimes(each.textContent)),
    handsFree: document.querySelector('[data-hands-free]')?.dataset.handsFree,
  });
})()`;

const sight = (): Promise<string> => desk.page.evaluate<string>(SIGHT);

/** The page looks otherwise than `before`. */
const differs = (before: string, what: string) =>
  waitUntil(async () => (await sight()) !== before, {
    what: `${what} does something`,
    within: 10_000,
    every: 50,
  });

interface Shown {
  readonly name: string;
  readonly key: string;
}

/** What the window of the shortcuts shows as acting now, in its order. */
async function shownNow(one: string): Promise<Shown[]> {
  await desk.page.evaluate('document.activeElement.blur()');
  await desk.press('?');
  await desk.page.locator(`[data-keys=now] [data-shortcut=${one}]`).waitFor();
  const rows = await desk.page.locator('[data-keys=now] [data-shortcut]').evaluateAll(all =>
    (
      all as unknown as {
        dataset: Record<string, string>;
        querySelector(one: string): { textContent: string };
      }[]
    ).map(each => ({
      name: each.dataset.shortcut ?? '',
      key: each.querySelector('.sr-only').textContent,
    })),
  );
  await desk.press('Escape');
  await desk.page.locator('[data-shortcuts]').waitFor({ state: 'detached' });
  return rows;
}

/** As a keyboard has it: `⇧F4` is Shift and F4, digits and letters are those of the upper row and their place. */
const pressed = (key: string): string =>
  key
    .replace('⇧', 'Shift+')
    .replace('Ctrl+', 'Control+')
    .replace(/^Esc$/, 'Escape')
    .replace(/^Alt\+(\d)$/, 'Alt+Digit$1')
    .replace(/^Alt\+([A-Z])$/, 'Alt+Key$1');

/** Pressed again they are as before. */
const TOGGLES = [
  'hold',
  'mute',
  'help',
  'pauseRecording',
  'keypad',
  'contacts',
  'autoAnswer',
  'autoJoin',
  'callWaiting',
  'doNotDisturb',
  'handsFree',
];
/** They end the moment: each is pressed in one of its own. */
const ENDS = ['answer', 'refuse', 'hangUp', 'another', 'conference', 'line1', 'line2', 'redial', 'back'];

const pressedOnce = new Set<string>();
const shownOnce = new Set<string>();

async function acts({ name, key }: Shown): Promise<void> {
  const before = await sight();
  await desk.press(pressed(key));
  await differs(before, `${name} (${key})`);
  pressedOnce.add(name);
}

/** It may have led into a field, where it would write. */
async function actsAgain({ name, key }: Shown): Promise<void> {
  await desk.page.evaluate('document.activeElement.blur()');
  const before = await sight();
  await desk.press(pressed(key));
  await differs(before, `${name} (${key}) once more`);
}

/** Presses all that are shown but those that end the moment, and has the page as it was after each. */
async function pressAll(one: string, path: '/agent' | '/tickets' = '/agent'): Promise<string[]> {
  const shown = await shownNow(one);
  const names = shown.map(({ name }) => name);
  for (const name of names) shownOnce.add(name);
  for (const each of shown.filter(({ name }) => !ENDS.includes(name))) {
    await acts(each);
    if (TOGGLES.includes(each.name)) await actsAgain(each);
    else if (each.name === 'scheduled') await desk.press('Alt+KeyC');
    else if (each.name === 'customer') {
      // In a call the page of its customer lies beside it.
      if (await desk.page.locator('[data-customer-sheet]').isVisible()) await actsAgain(each);
    } else if (each.name === 'off') {
      await desk.page.locator('[data-will=ready]').click();
      await desk.page.locator('[data-will=ready][aria-pressed=true]').waitFor();
    }
    await quiet(path);
  }
  return names;
}

/** Nothing is open, has the focus or is said, and the page is this one. */
async function quiet(path: string): Promise<void> {
  const open = desk.page.locator('[role=dialog]:not([aria-hidden=true]), [role=menu]');
  if ((await open.count()) > 0) {
    await desk.press('Escape');
    await open.first().waitFor({ state: 'detached' });
  }
  for (const close of await desk.page.locator('.mantine-Notification-closeButton').all()) await close.click();
  await desk.page.locator('.mantine-Notification-root').first().waitFor({ state: 'detached' });
  await desk.page.locator(`nav a[href="${path}"]`).click();
  await desk.page.waitForURL(`**${path}`);
  await desk.page.evaluate('document.activeElement.blur()');
}

const one = async (name: string): Promise<Shown> => {
  const found = (await shownNow(name)).find(each => each.name === name);
  shownOnce.add(name);
  return found ?? expect.fail(`${name} is not shown`);
};

async function listed(): Promise<string[]> {
  return desk.page
    .locator('dt[data-key]')
    .evaluateAll(all => (all as unknown as { dataset: { key: string } }[]).map(each => each.dataset.key));
}

describe.skipIf(!hasChromium())('a key that is shown does something', () => {
  test('at the desk without a call, in the list there and on the page of the tickets', async () => {
    await desk.page.locator('dt[data-key=dial]').waitFor();
    await shots(desk.page, 'keys-idle');
    const idle = await pressAll('dial');
    for (const not of ['answer', 'hold', 'mute', 'hangUp', 'disposition', 'ready', 'redial', 'back'])
      expect(idle).not.toContain(not);
    expect((await listed()).sort()).toEqual(idle.sort());
    await quiet('/tickets');
    const elsewhere = await pressAll('contacts', '/tickets');
    for (const not of ['dial', 'ready', 'disposition', 'summary', 'transfer', 'hold'])
      expect(elsewhere).not.toContain(not);
    await quiet('/agent');
  });

  test('while it rings, in a talk, on hold, and on another page in the talk', async () => {
    const call = await talking.customerCalls('04145550101');
    await desk.does('answer').waitFor();
    const rings = await pressAll('answer');
    for (const not of ['hold', 'mute', 'hangUp', 'transfer', 'keypad']) expect(rings).not.toContain(not);
    await acts(await one('answer'));
    await desk.callIs('talking');
    await desk.page.locator('[data-action=transfer]:enabled').waitFor();
    await desk.page.locator('[data-recorder=on]').waitFor();
    await desk.page.locator('article[data-ticket]').waitFor();
    await shots(desk.page, 'keys-talking');
    const talks = await pressAll('hold');
    for (const not of ['answer', 'refuse', 'swap', 'people', 'dial', 'record'])
      expect(talks).not.toContain(not);
    await desk.press('F4');
    await desk.page.locator('[data-hold=true]').waitFor();
    await pressAll('hold');
    await quiet('/tickets');
    const elsewhere = await pressAll('hold', '/tickets');
    expect(elsewhere).toEqual(
      expect.arrayContaining(['transfer', 'keypad', 'flash', 'disposition', 'summary']),
    );
    await quiet('/agent');
    await desk.press('F4');
    await desk.page.locator('[data-hold=false]').waitFor();

    const waits = await secondCall();
    await acts(await one('line1'));
    await desk.page.locator('[data-line="1"][data-line-state=talking]').waitFor();
    await pressAll('conference');
    await acts(await one('line2'));
    await desk.page.locator('[data-line="2"][data-line-state=talking]').waitFor();
    await acts(await one('conference'));
    await desk.page.locator('[data-joined]').waitFor();
    await pressAll('people');
    await waits.hangUp();
    await desk.page.locator('[data-joined]').waitFor({ state: 'detached' });
    await acts(await one('line2'));
    await desk.callIs('wrap-up');
    await desk.press('F8', '3', 'Enter', 'Enter');
    await desk.callIs('talking');
    await acts(await one('hangUp'));
    await call.ended;
  });

  /** A number outside, on the second line; who is called answers. */
  async function secondCall(): Promise<IncomingCall> {
    await desk.press('Shift+F8');
    await desk.page.locator('[data-text=dial-number]').fill('04145550102');
    await desk.press('Enter');
    const called = await talking.line.nextCall();
    await called.answer();
    await desk.page.locator('[data-line="2"][data-line-state=talking]').waitFor();
    return called;
  }

  test('in wrap-up, after it, and while the next one rings', async () => {
    await desk.callIs('wrap-up');
    const wrapsUp = await pressAll('disposition');
    for (const not of ['hold', 'mute', 'hangUp', 'transfer', 'help']) expect(wrapsUp).not.toContain(not);
    await desk.press('F8', '3', 'Enter', 'Enter');
    await desk.callIs('idle');
    const call = await talking.customerCalls('04145550103');
    await desk.does('answer').waitFor();
    await acts(await one('refuse'));
    await desk.callIs('idle');
    await call.hangUp();
    await call.ended;
    await acts(await one('redial'));
    const again = await talking.line.nextCall();
    await again.answer();
    await desk.callIs('talking');
    await acts(await one('another'));
    await again.ended;
    await quiet('/agent');
  });

  test('and all that were shown were pressed', () => {
    expect([...shownOnce].filter(name => !pressedOnce.has(name))).toEqual([]);
  });

  test('of a call that rings at a telephone on the desk none answers it', async () => {
    const { phone } = await deskAgent(talking.centre, { username: 'mesa' });
    const table = await DeskPage.logIn(talking.browser, talking.centre, 'mesa');
    await desk.page.locator('nav a[href="/agent"]').click();
    const call = await talking.customerCalls('04145550104');
    const rung = await phone.nextCall();
    await table.callIs('ringing');
    await table.press('?');
    await table.page.locator('[data-keys=now] [data-shortcut=disposition]').waitFor();
    await table.page
      .locator('[data-keys=later] [data-shortcut=answer]', { hasText: 'espera otra' })
      .waitFor();
    await table.press('Escape');
    await rung.answer();
    await table.callIs('talking');
    await call.hangUp();
    await table.callIs('wrap-up');
    expect([table.complaints, desk.complaints]).toEqual([[], []]);
    await table.close();
  });
});
