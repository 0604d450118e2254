import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { AXE, graveFaults } from '../kit/accessibility.ts';
import { hasChromium, launchBrowser } from '../kit/browser.ts';
import { EAR } from '../kit/listening.ts';
import { shots } from '../kit/shots.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { DIRECT_NUMBER, directFlows, openDirectNumber } from '../worlds/direct-number.ts';

/** The window of the shortcuts: which keys do something now, and each of them as its person wants it. */

let flowsDir: string;
let centre: CentreWorld;
let browser: Browser;
let phone: SipPhone;
let desk: DeskPage;

beforeAll(async () => {
  if (!hasChromium()) return;
  flowsDir = directFlows();
  [centre, browser, phone] = await Promise.all([startCentre({ flowsDir }), launchBrowser(), openPhone()]);
  await openDirectNumber(centre);
  desk = await DeskPage.logIn(browser, centre, 'agente1', { scripts: [EAR, AXE], width: 1366, height: 633 });
  await desk.ready();
}, 120_000);

afterAll(async () => {
  await desk?.close();
  await phone?.close();
  await browser?.close();
  await centre?.stop();
  if (flowsDir) rmSync(flowsDir, { recursive: true });
});

const window = (page: Page) => page.locator('[data-shortcuts]');
const row = (name: string) => desk.page.locator(`[data-shortcut=${name}]`);

async function open(page: Page = desk.page): Promise<void> {
  await page.evaluate('document.activeElement.blur()');
  await page.keyboard.press('?');
  await window(page).waitFor();
}

async function close(page: Page = desk.page): Promise<void> {
  await page.keyboard.press('Escape');
  await window(page).waitFor({ state: 'detached' });
}

/** What works now, as the window has it once it shows this one among them. */
async function worksNow(one: string): Promise<string[]> {
  await open();
  await desk.page.locator(`[data-shortcut=${one}][data-now=true]`).waitFor();
  const names = await desk.page
    .locator('[data-shortcut][data-now=true]')
    .evaluateAll(rows =>
      rows.map(each => (each as unknown as { dataset: { shortcut: string } }).dataset.shortcut),
    );
  await close();
  return names.sort();
}

/** Presses a key for `name`, and gives what the window says to it. */
async function set(name: string, key: string): Promise<string> {
  const button = row(name).locator('[data-action=set-key]');
  if ((await button.getAttribute('aria-pressed')) === 'false') await button.click();
  await row(name).locator('[aria-pressed=true]').waitFor();
  await desk.press(key);
  await desk.page.locator('[data-told=true]').waitFor();
  return (await desk.page.locator('[data-told=true]').textContent()) ?? '';
}

const shown = (action: string) => desk.does(action).getAttribute('aria-keyshortcuts');

const ALWAYS = ['contacts', 'customer', 'registration', 'scheduled', 'shortcuts'];
const STATES = ['autoAnswer', 'autoJoin', 'breakTime', 'callWaiting', 'doNotDisturb', 'off'];

describe.skipIf(!hasChromium())('the shortcuts', () => {
  test('are shown by their key and from the menu, with those that do something now', async () => {
    expect(await worksNow('dial')).toEqual([...ALWAYS, ...STATES, 'dial'].sort());
    await desk.does('account').click();
    await desk.does('shortcuts').click();
    await row('dial').and(desk.page.locator('[data-now=true]')).waitFor();
    expect(await row('hold').textContent()).toContain('mientras habla');
    expect(await graveFaults(desk.page)).toEqual([]);
    await shots(desk.page, 'shortcuts');
    await close();
    // A question mark that is written is one.
    await desk.press('Alt+Digit5');
    await desk.page.locator('[data-text=dial-number]').waitFor();
    await desk.press('?');
    expect(await desk.page.locator('[data-text=dial-number]').inputValue()).toBe('?');
    await desk.press('Escape');
    await desk.page.locator('[data-text=dial-number]').waitFor({ state: 'detached' });
  });

  test('lead to the part of the manual for where one is, and to its PDF', async () => {
    await open();
    const href = (await desk.does('manual').getAttribute('href')) ?? '';
    expect(href).toBe('/manual/es/agent.html#states');
    await close();
    const manual = await desk.page.context().newPage();
    await manual.goto(`${centre.webUrl}${href}`);
    await manual.locator('#states').waitFor();
    expect(await graveFaults(manual)).toEqual([]);
    await manual.emulateMedia({ colorScheme: 'dark' });
    expect(await graveFaults(manual)).toEqual([]);
    await manual.close();
    const pdf = await fetch(`${centre.webUrl}/manual/es/agent.pdf`);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  });

  test('refuse what cannot be a key, with why and what else', async () => {
    await open();
    expect(await set('hold', 'F5')).toContain('F5 es del navegador');
    expect(await set('hold', 'Control+W')).toContain('Ctrl+W es del navegador');
    expect(await set('hold', 'Alt+F4')).toContain('es del sistema');
    expect(await set('hold', 'k')).toContain('escribe');
    expect(await set('hold', 'F6')).toContain('F6 ya es la tecla de «Silenciar»');
    await shots(desk.page, 'shortcuts-refused');
    await desk.press('Escape');
    await row('hold').locator('[aria-pressed=false]').waitFor();
    expect(await row('hold').textContent()).toContain('F4');
    await close();
  });

  test('are as their person sets them, on every page of theirs at once, and on another computer', async () => {
    const tab = await desk.page.context().newPage();
    await tab.goto(`${centre.webUrl}/tickets`);
    await tab.locator('[data-action=contacts][aria-keyshortcuts="Alt+C"]').waitFor();
    await open();
    expect(await set('hold', 'Control+F2')).toContain('Ctrl+F2');
    expect(await set('contacts', 'Alt+KeyK')).toContain('no vale mientras escribe');
    await tab.locator('[data-action=contacts][aria-keyshortcuts="Alt+K"]').waitFor();
    await tab.close();
    await close();
    const elsewhere = await DeskPage.logIn(browser, centre, 'agente1');
    await elsewhere.page.locator('[data-action=contacts][aria-keyshortcuts="Alt+K"]').waitFor();
    await elsewhere.close();
  });

  test('do in a call what its buttons say, and the old ones nothing', async () => {
    // Their log-in elsewhere began a shift anew.
    await desk.ready();
    const call = phone.call(`sip:${DIRECT_NUMBER}@127.0.0.1:${centre.sipPort}`, { from: '04145550101' });
    await desk.callIs('ringing');
    expect(await worksNow('answer')).toEqual(expect.arrayContaining(['answer', 'refuse']));
    expect(await shown('answer')).toBe('F2');
    await desk.press('F2');
    await desk.callIs('talking');
    // The customer hears the end of the notice first.
    await desk.page.locator('[data-action=transfer]:enabled').waitFor();
    const inTalk = await worksNow('hold');
    expect(inTalk).toEqual(
      expect.arrayContaining([
        'hold',
        'mute',
        'hangUp',
        'transfer',
        'keypad',
        'help',
        'flash',
        'disposition',
      ]),
    );
    for (const not of ['answer', 'refuse', 'dial', 'redial', 'swap', 'people'])
      expect(inTalk).not.toContain(not);
    expect(await shown('hold')).toBe('Control+F2');
    await desk.press('F4');
    await desk.press('Control+F2');
    await desk.page.locator('[data-action=resume]:enabled').waitFor();
    expect(await shown('resume')).toBe('Control+F2');
    await desk.press('Control+F2');
    await desk.page.locator('[data-action=hold]:enabled').waitFor();
    // What is pressed to be set does nothing to the call.
    await open();
    expect(await set('mute', 'F9')).toContain('F9 ya es la tecla de «Colgar»');
    await desk.press('Escape');
    await close();
    await desk.callIs('talking');
    await desk.press('F9');
    await desk.callIs('wrap-up');
    const wrapsUp = await worksNow('disposition');
    for (const not of ['hold', 'mute', 'hangUp', 'transfer']) expect(wrapsUp).not.toContain(not);
    await call.ended;
  });

  test('go back to those of everybody, one and all', async () => {
    await open();
    await row('hold').locator('[data-action=reset-key]').click();
    await row('hold').and(desk.page.locator('[data-own=false]')).waitFor();
    expect(await row('hold').textContent()).toContain('F4');
    await desk.does('reset-keys').click();
    await row('contacts').and(desk.page.locator('[data-own=false]')).waitFor();
    expect(await shown('contacts')).toBe('Alt+C');
    await close();
    expect(desk.complaints).toEqual([]);
  });
});
