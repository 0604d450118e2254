import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, launchBrowser } from '../kit/browser.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';
import { DeskPage } from '../worlds/desk-page.ts';

/** Parts of the pages are loaded when they are first shown; the server, or their file after an update, may be away by then. */

let centre: CentreWorld;
let browser: Browser;

beforeAll(async () => {
  if (!hasChromium()) return;
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

/** Files of the pages whose names begin so are not to be had, until what is returned is called. */
async function away({ page }: DeskPage, name: string): Promise<() => Promise<void>> {
  const files = `**/assets/${name}-*.js`;
  await page.route(files, route => route.abort());
  return () => page.unroute(files);
}

describe.skipIf(!hasChromium())('a part that cannot be loaded', () => {
  test('says so in its place when it is a page, and is there when the page was loaded anew', async () => {
    const desk = await DeskPage.logIn(browser, centre, 'agente1');
    await desk.callIs('idle');
    const isBack = await away(desk, 'tickets-page');
    const { page } = desk;
    await page.locator('a[href="/tickets"]').click();
    await desk.does('reload-page').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('No se pudo cargar');
    // The telephone is none of the page's business.
    await page.locator('body[data-phone-state=registered]').waitFor({ state: 'attached' });
    await isBack();
    await desk.does('reload-page').click();
    await page.locator('[data-loading=false]').waitFor();
    await desk.close();
  });

  test('is closed with a notice when it is a dialog, and opens when the page was loaded anew', async () => {
    const desk = await DeskPage.logIn(browser, centre, 'agente1');
    await desk.callIs('idle');
    const isBack = await away(desk, 'account-dialog');
    const open = async () => {
      await desk.does('account').click();
      await desk.does('own-account').click();
    };
    await open();
    await desk.page.getByText('No se pudo cargar esta parte').waitFor();
    await desk.callIs('idle');
    await isBack();
    await desk.page.reload();
    await open();
    await desk.page.getByRole('dialog').waitFor();
    await desk.close();
  });
});

describe.skipIf(!hasChromium())('a part that was loaded ahead of need', () => {
  test('opens at once where the server gives nothing any more, and gives the focus back', async () => {
    const desk = await DeskPage.logIn(browser, centre, 'agente1');
    const { page } = desk;
    await desk.callIs('idle');
    await page.locator('body[data-ahead=loaded]').waitFor({ state: 'attached' });
    await away(desk, '*');
    // A button that may not be pressed yet does not take the focus.
    await page.locator('[data-action=dial]:enabled').focus();
    await desk.press('Alt+5', '2', '0', '1');
    // The first key after the one that opens it is in its field.
    await page.locator('[data-text=dial-number]').and(page.locator('[value="201"]')).waitFor();
    await desk.press('Escape');
    await page.locator('[data-action=dial]:focus').waitFor();
    await desk.does('audio').click();
    await page.getByRole('dialog').waitFor();
    await desk.close();
  });
});
