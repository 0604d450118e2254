import type { Browser, Page } from 'playwright-core';
import { openPage } from '../kit/browser.ts';
import { EAR } from '../kit/listening.ts';
import type { CentreWorld } from './centre.ts';

/** A customer at the browser telephone of `/call`. */
export class CustomerPage {
  readonly page: Page;
  private readonly problems: readonly string[];

  private constructor(page: Page, problems: readonly string[]) {
    this.page = page;
    this.problems = problems;
  }

  /** Takes one of the demo lines; resolves when it can be called. */
  static async take(
    browser: Browser,
    centre: Pick<CentreWorld, 'webUrl'>,
    line: string,
  ): Promise<CustomerPage> {
    const { page, problems } = await openPage(browser, `${centre.webUrl}/call`, {
      scripts: [EAR],
      remembers: { 'cauce.plain-audio': '1' },
    });
    await page.locator(`[data-line="${line}"]`).click();
    await page.locator('body[data-phone-state=registered]').waitFor({ state: 'attached' });
    return new CustomerPage(page, problems);
  }

  /** Every error of its console and of its scripts. */
  get complaints(): readonly string[] {
    return this.problems;
  }

  async dial(number: string): Promise<void> {
    await this.page.locator('input[inputmode=tel]').fill('');
    for (const key of number) await this.press(key);
    await this.page.locator('[data-action=call]').click();
    await this.callIs('talking');
  }

  /** A key of the pad. */
  async press(key: string): Promise<void> {
    await this.page.locator(`[data-key="${key}"]`).click();
  }

  async callIs(phase: 'none' | 'ringing' | 'talking'): Promise<void> {
    await this.page.locator(`body[data-sip-call=${phase}]`).waitFor({ state: 'attached' });
  }

  async answer(): Promise<void> {
    await this.callIs('ringing');
    await this.page.locator('[data-action=answer]').click();
    await this.callIs('talking');
  }
}
