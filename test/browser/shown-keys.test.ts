import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from '../kit/browser.ts';
import { shots } from '../kit/shots.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { DeskPage } from '../worlds/desk-page.ts';
import { type AgentAndLine, startAgentAndLine } from './agent-and-line.ts';

/** No key is shown that does nothing: at an idle desk and on another page every key that is shown is pressed, and the page changes. */

let talking: AgentAndLine;
let desk: DeskPage;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startAgentAndLine({ width: 1366, height: 768 });
  ({ desk } = talking);
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
async function acts({ name, key }: Shown): Promise<void> {
  const before = await sight();
  await desk.press(pressed(key));
  await differs(before, `${name} (${key})`);
}

/** It may have led into a field, where it would write. */
async function actsAgain({ name, key }: Shown): Promise<void> {
  await desk.page.evaluate('document.activeElement.blur()');
  const before = await sight();
  await desk.press(pressed(key));
  await differs(before, `${name} (${key}) once more`);
}

/** Presses all that are shown, and has the page as it was after each. */
async function pressAll(one: string, path: '/agent' | '/tickets' = '/agent'): Promise<string[]> {
  const shown = await shownNow(one);
  const names = shown.map(({ name }) => name);
  for (const each of shown) {
    await acts(each);
    if (TOGGLES.includes(each.name)) await actsAgain(each);
    else if (each.name === 'scheduled') await desk.press('Alt+KeyC');
    else if (each.name === 'off') {
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
});
