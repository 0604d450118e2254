import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AXE, graveFaults } from '../kit/accessibility.ts';
import { hasChromium, launchBrowser, openPage } from '../kit/browser.ts';
import { shots } from '../kit/shots.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';

/** How a centre without the demo gets its first person (CAUCE_DEMO=0). */

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
    await page.locator('input[name=password]').fill('barco-azul-lento-9');
    await make.click();
    await page.getByRole('checkbox').check();
    await page.locator('[data-action=accept-agreement]').click();
    await page.getByText('Averías').waitFor();
    expect(problems).toEqual([]);

    await page.goto('about:blank');
    await page.goto(link);
    await make.waitFor();
    await page.locator('input[name=displayName]').fill('Otra');
    await page.locator('input[name=username]').fill('otra');
    await page.locator('input[name=password]').fill('barco-azul-lento-9');
    await make.click();
    await page.getByText('Este enlace ya no sirve.').waitFor();
    await page.context().close();
  });

  test('does not send whoever logs in to a telephone for customers, who cannot call', async () => {
    const { page, problems } = await openPage(browser, `${centre.webUrl}/`, settings);
    const asked = page.waitForResponse(response => response.url().endsWith('/api/v1/front'));
    await page.reload();
    expect(await (await asked).json()).toEqual({ guests: false });
    await page.locator('[data-action=log-in]').waitFor();
    expect(await page.locator('a[href="/call"]').count()).toBe(0);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
