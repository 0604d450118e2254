import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';

/** Give this to `openPage` as a script: it notes what comes into live regions. */
export const SCREEN_READER = join(process.cwd(), 'test/kit/page-screen-reader.js');

interface AxNode {
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value: unknown } }[];
}

/** What a person hears who does not see the page, as the browser's accessibility tree and its live regions have it. */
export class ScreenReader {
  private readonly page: Page;
  private readonly cdp: CDPSession;
  private told = 0;

  private constructor(page: Page, cdp: CDPSession) {
    this.page = page;
    this.cdp = cdp;
  }

  static async of(page: Page): Promise<ScreenReader> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Accessibility.enable');
    const reader = new ScreenReader(page, cdp);
    await reader.spoken();
    return reader;
  }

  /** What was said by itself since this was asked last. */
  async spoken(): Promise<string[]> {
    const said = await this.page.evaluate<string[]>(`cauceSpoken.since(${this.told})`);
    this.told += said.length;
    return said;
  }

  /** Role and name of what has the focus, e.g. `button Retener`. */
  async focus(): Promise<string> {
    const { nodes } = (await this.cdp.send('Accessibility.getFullAXTree')) as { nodes: readonly AxNode[] };
    const focused = nodes.filter(
      ({ role, properties }) =>
        role?.value !== 'RootWebArea' &&
        properties?.some(({ name, value }) => name === 'focused' && value.value === true),
    );
    const [one] = focused;
    return one ? `${one.role?.value} ${one.name?.value}`.trim() : 'page';
  }
}
