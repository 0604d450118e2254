import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { launchBrowser } from '../kit/browser.ts';
import { EAR } from '../kit/listening.ts';
import { settled } from '../kit/settled.ts';
import { inEachLanguage } from '../kit/shots.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { DIRECT_NUMBER, directFlows, openDirectNumber } from '../worlds/direct-number.ts';

/**
 * Takes the pictures of the manual anew, as `npm run manual:pictures`: each scene on a real centre, in both languages. They are
 * committed, so that a build needs no browser.
 */

const PICTURES = join(import.meta.dirname, '../../softphone/manual/pictures');
/** The longest file, bytes; a picture is made coarser until it is no longer. */
const BYTES_MAX = 70_000;
const QUALITIES = [80, 70, 60, 50, 40];
/** Of whole pages, which are small in print, and of parts. */
const WHOLE = { width: 1120, height: 620 };
const SIZE = { width: 1366, height: 680 };

let flowsDir: string;
let centre: CentreWorld;
let browser: Browser;
let phone: SipPhone;
let agent: DeskPage;

beforeAll(async () => {
  flowsDir = directFlows();
  [centre, browser, phone] = await Promise.all([startCentre({ flowsDir }), launchBrowser(), openPhone()]);
  await openDirectNumber(centre);
  agent = await DeskPage.logIn(browser, centre, 'agente1', { scripts: [EAR], ...SIZE });
}, 120_000);

afterAll(async () => {
  await phone?.close();
  await browser?.close();
  await centre?.stop();
  if (flowsDir) rmSync(flowsDir, { recursive: true });
});

/** Of the whole page, or of the part of it that the scene is about. */
async function picture(page: Page, name: string, part?: string): Promise<void> {
  await page.setViewportSize(part === undefined ? WHOLE : SIZE);
  await inEachLanguage(page, async language => {
    await settled(page);
    mkdirSync(join(PICTURES, language), { recursive: true });
    for (const quality of QUALITIES) {
      const whole = part === undefined ? page : page.locator(part).first();
      const taken = await whole.screenshot({ type: 'jpeg', quality });
      if (taken.length > BYTES_MAX && quality !== QUALITIES.at(-1)) continue;
      expect(taken.length).toBeLessThanOrEqual(BYTES_MAX);
      writeFileSync(join(PICTURES, language, `${name}.jpg`), taken);
      return;
    }
  });
}

describe('the pictures of the manual', () => {
  test('show an agent through a call', async () => {
    const { page } = agent;
    await agent.ready();
    await picture(page, 'agent-idle');
    const call = phone.call(`sip:${DIRECT_NUMBER}@127.0.0.1:${centre.sipPort}`, { from: '04145550101' });
    await agent.callIs('ringing');
    await page.locator('article[data-ticket]').waitFor();
    await picture(page, 'agent-ringing', '[data-call]');
    await agent.press('F2');
    await agent.callIs('talking');
    await page.locator('[data-recording-light=true]').waitFor();
    await picture(page, 'agent-talking', '[data-call]');
    await agent.press('F7');
    await page.locator('[data-text=transfer-search]').waitFor();
    await picture(page, 'agent-transfer', '[role=dialog]');
    const floor = await DeskPage.logIn(browser, centre, 'supervisor', SIZE);
    await floor.page.locator('[data-waiting]').first().waitFor();
    await picture(floor.page, 'floor');
    await floor.close();
    await agent.press('Escape');
    await page.locator('[data-text=transfer-search]').waitFor({ state: 'detached' });
    await call.hangUp();
    await agent.callIs('wrap-up');
    await picture(page, 'agent-wrap-up');
    await agent.press('F8', '2', 'Enter');
    await page.keyboard.type('Sin tono desde ayer; necesita revisión de la central.');
    await agent.press('Enter');
    await agent.callIs('idle');
    await page.goto(`${centre.webUrl}/tickets`);
    await page.locator('[data-ticket-row]').first().click();
    await page.locator('article[data-ticket]').waitFor();
    await picture(page, 'ticket', 'article[data-ticket]');
  });

  test('show an analyst and an administrator', async () => {
    const analyst = await DeskPage.logIn(browser, centre, 'nivel2', SIZE);
    await analyst.page.goto(`${centre.webUrl}/tickets`);
    await analyst.page.locator('[data-loading=false]').first().waitFor();
    await picture(analyst.page, 'tickets');
    await analyst.close();
    const admin = await DeskPage.logIn(browser, centre, 'admin', SIZE);
    await admin.page.goto(`${centre.webUrl}/admin`);
    await admin.page.locator('[data-person]').first().waitFor();
    await picture(admin.page, 'admin');
    await admin.close();
  });
});
