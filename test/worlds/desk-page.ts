import type { Browser, Locator, Page } from 'playwright-core';
import { openPage, type PageSettings } from '../kit/browser.ts';
import { EAR } from '../kit/listening.ts';
import type { CentreWorld } from './centre.ts';

/** Steady tones are what the tests listen for, and what echo cancellation is made to remove. */
const PLAIN_AUDIO = { 'cauce.plain-audio': '1' };

/** A member of the staff at their browser. */
export class DeskPage {
  readonly page: Page;
  private readonly problems: readonly string[];

  private constructor(page: Page, problems: readonly string[]) {
    this.page = page;
    this.problems = problems;
  }

  /** Logs in by the form, and accepts the confidentiality text when it is shown. */
  static async logIn(
    browser: Browser,
    centre: Pick<CentreWorld, 'webUrl' | 'password'>,
    username: string,
    settings: PageSettings = {},
  ): Promise<DeskPage> {
    const { page, problems } = await openPage(browser, `${centre.webUrl}/`, {
      scripts: [EAR],
      remembers: PLAIN_AUDIO,
      ...settings,
    });
    const desk = new DeskPage(page, problems);
    await page.locator('input[name=username]').fill(username);
    await page.locator('input[name=password]').fill(centre.password);
    await desk.does('log-in').click();
    const agree = desk.does('accept-agreement');
    await agree.or(desk.does('account')).waitFor();
    if (await agree.isVisible()) {
      await page.getByRole('checkbox').check();
      await agree.click();
    }
    await desk.does('account').waitFor();
    return desk;
  }

  /** Every error of its console and of its scripts. */
  get complaints(): readonly string[] {
    return this.problems;
  }

  /** The button of an action. */
  does(action: string): Locator {
    return this.page.locator(`[data-action=${action}]`);
  }

  /** Waits until the call area shows this. */
  async callIs(kind: 'idle' | 'ringing' | 'connecting' | 'dialling' | 'talking' | 'wrap-up'): Promise<void> {
    await this.page.locator(`[data-call=${kind}]`).waitFor();
  }

  /** Waits until I am what my state says. */
  async stateIs(state: string): Promise<void> {
    await this.page.locator(`[data-my-state=${state}]`).waitFor();
  }

  async phoneIsRegistered(): Promise<void> {
    await this.page.locator('body[data-phone-state=registered]').waitFor({ state: 'attached' });
  }

  /** Presses *Disponible* and waits until calls may come. */
  async ready(): Promise<void> {
    await this.phoneIsRegistered();
    await this.page.locator('[data-will=ready]').click();
    await this.stateIs('ready');
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** The same person in another tab of the same browser, e.g. after this one crashed. */
  async anotherTab(): Promise<DeskPage> {
    const page = await this.page.context().newPage();
    await page.goto(this.page.url());
    return new DeskPage(page, this.problems);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
