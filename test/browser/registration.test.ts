import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AXE, graveFaults } from '../kit/accessibility.ts';
import { hasChromium, launchBrowser } from '../kit/browser.ts';
import { EAR } from '../kit/listening.ts';
import { shots } from '../kit/shots.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';
import { DeskPage } from '../worlds/desk-page.ts';

/** The window that says with which account and where the telephone is registered, and why not. */

let centre: CentreWorld;
let browser: Browser;
let desk: DeskPage;

beforeAll(async () => {
  if (!hasChromium()) return;
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
  desk = await DeskPage.logIn(browser, centre, 'agente1', { scripts: [EAR, AXE] });
  await desk.callIs('idle');
  await registered();
}, 120_000);

afterAll(async () => {
  await desk?.close();
  await browser?.close();
  await centre?.stop();
});

const registered = () =>
  desk.page.locator('body[data-phone-state=registered]').waitFor({ state: 'attached' });

describe.skipIf(!hasChromium())('the registration of a telephone', () => {
  test('is shown by its key, and made anew when it is asked for', async () => {
    const { page } = desk;
    await page.keyboard.press('Alt+KeyR');
    const dialog = page.getByRole('dialog');
    await dialog.locator('[data-line=registered]').waitFor();
    const shown = (await dialog.textContent()) ?? '';
    expect(shown).toMatch(/ag-[0-9a-f]+/);
    expect(shown).toContain('/sip');
    expect(shown).toContain('Sí, puede recibir llamadas');
    expect(shown).not.toContain('password');
    await desk.does('register-again').click();
    await dialog.getByText('Registrado de nuevo.').waitFor();
    expect(await graveFaults(page)).toEqual([]);
    await shots(page, 'registration');
  });

  test('says what was lost, with what helps, while it is away and after it', async () => {
    const { page } = desk;
    const dialog = page.getByRole('dialog');
    await centre.kill('web');
    await dialog.locator('[data-line=reconnecting]').waitFor();
    await dialog.locator('[data-last-fault=not-opened]').waitFor();
    expect(await dialog.textContent()).toContain('No se sabe mientras no haya conexión');
    expect(await dialog.textContent()).not.toContain('Registrado de nuevo.');
    await shots(page, 'registration-away');
    await centre.start('web');
    await dialog.locator('[data-line=registered]').waitFor();
    // The last fault is still told once all is well.
    await dialog.locator('[data-last-fault]').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  test('brings the telephone here from another tab', async () => {
    const other = await desk.page.context().newPage();
    await other.goto(`${centre.webUrl}/agent`);
    await other.locator('body[data-phone-state=elsewhere]').waitFor({ state: 'attached' });
    await other.locator('[data-action=account]').click();
    await other.locator('[data-action=registration]').click();
    await other.locator('[data-line=elsewhere]').waitFor();
    await other.locator('[data-action=register-again]').click();
    await other.locator('[data-line=registered]').waitFor();
    await desk.page.locator('body[data-phone-state=elsewhere]').waitFor({ state: 'attached' });
    await other.close();
  });
});
