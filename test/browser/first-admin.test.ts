import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AXE, graveFaults } from '../kit/accessibility.ts';
import { appCode } from '../kit/authenticator.ts';
import { hasChromium, launchBrowser, openPage } from '../kit/browser.ts';
import { shots } from '../kit/shots.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';

/** How a centre without the demo gets its first person (CAUCE_DEMO=0), who needs a second factor from the start. */

const settings = { scripts: [AXE], width: 1366, height: 650 };

let centre: CentreWorld;
let browser: Browser;

beforeAll(async () => {
  if (!hasChromium()) return;
  [centre, browser] = await Promise.all([startCentre({ env: { CAUCE_DEMO: '0' } }), launchBrowser()]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

const PASSWORD = 'barco-azul-lento-9';

/** Types a code and sends it. */
async function give(page: Page, code: string, action: string): Promise<void> {
  await page.locator('input[name=code]').fill(code);
  await page.locator(`[data-action=${action}]`).click();
}

async function logIn(page: Page): Promise<void> {
  await page.locator('input[name=username]').fill('jefatura');
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('[data-action=log-in]').click();
}

async function logOut(page: Page): Promise<void> {
  await page.locator('[data-action=account]').click();
  await page.locator('[data-action=log-out]').click();
  await page.locator('[data-action=log-in]').waitFor();
}

describe.skipIf(!hasChromium())('a centre without the demo', () => {
  test('is begun by whoever has the one-time link, and has its queues', async () => {
    const link = readFileSync(join(centre.dir, 'data', 'run', 'admin-link'), 'utf8').trim();
    const { page, problems } = await openPage(browser, link, settings);
    const make = page.locator('[data-action=make-first-admin]');
    await make.waitFor();
    await shots(page, 'first-admin');
    expect(await graveFaults(page)).toEqual([]);
    await page.locator('input[name=displayName]').fill('Jefatura');
    await page.locator('input[name=username]').fill('jefatura');
    await page.locator('input[name=password]').fill(PASSWORD);
    await make.click();

    // Administrators must have a second factor, and set it up before they are in.
    const secret = (await page.locator('[data-secret]').getAttribute('data-secret')) ?? '';
    await shots(page, 'enrolment');
    expect(await graveFaults(page)).toEqual([]);
    await give(page, appCode(secret), 'confirm-enrolment');
    await page.locator('[data-recovery-codes]').waitFor();
    const [recovery = '', ...others] = await page.locator('[data-recovery-codes] > *').allTextContents();
    expect(others).toHaveLength(9);
    await shots(page, 'recovery-codes');
    expect(await graveFaults(page)).toEqual([]);
    await page.getByRole('checkbox').check();
    await page.locator('[data-action=codes-kept]').click();
    await page.locator('[data-action=accept-agreement]').waitFor();
    await page.getByRole('checkbox').check();
    await page.locator('[data-action=accept-agreement]').click();
    await page.getByText('Averías').first().waitFor();

    // The next log-in asks for a code: one that was used is refused, the next one and a recovery code open.
    await logOut(page);
    await logIn(page);
    await page.locator('[data-action=verify-code]').waitFor();
    await shots(page, 'code');
    expect(await graveFaults(page)).toEqual([]);
    expect(problems).toEqual([]);
    await give(page, recovery.replace(/.$/, '1'), 'verify-code');
    await page.getByText('El código no es correcto').waitFor();
    await give(page, appCode(secret, 1), 'verify-code');
    await page.getByText('Averías').first().waitFor();
    await logOut(page);
    await logIn(page);
    await page.locator('[data-action=other-code]').click();
    await give(page, recovery, 'verify-code');
    await page.getByText('Averías').first().waitFor();
    await page.locator('[data-action=account]').click();
    await page.locator('[data-action=own-account]').click();
    await page.locator('[data-second-factor=on]').waitFor();
    await page.getByText('Le quedan 9 códigos de recuperación.').waitFor();
    // The menu fades away beside the sheet.
    await page.locator('[data-action=own-account]').waitFor({ state: 'hidden' });
    await shots(page, 'own-account');
    expect(await graveFaults(page)).toEqual([]);

    await page.goto('about:blank');
    await page.goto(link);
    await make.waitFor();
    await page.locator('input[name=displayName]').fill('Otra');
    await page.locator('input[name=username]').fill('otra');
    await page.locator('input[name=password]').fill(PASSWORD);
    await make.click();
    await page.getByText('Este enlace ya no sirve.').waitFor();
    await page.context().close();
  });

  test('does not send whoever logs in to a telephone for customers, who cannot call', async () => {
    const { page, problems } = await openPage(browser, `${centre.webUrl}/`, settings);
    // What the first load asks must be over: its answer goes with the page that is loaded anew.
    await page.waitForLoadState('networkidle');
    const asked = page.waitForResponse(response => response.url().endsWith('/api/v1/front'));
    await page.reload();
    expect(await (await asked).json()).toEqual({ guests: false });
    await page.locator('[data-action=log-in]').waitFor();
    expect(await page.locator('a[href="/call"]').count()).toBe(0);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
