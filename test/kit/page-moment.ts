import type { Page } from 'playwright-core';

/** Resolves with the epoch ms at which a condition, an expression of the page's own language, first holds there. */
export function momentOf(page: Page, condition: string): Promise<number> {
  return page.evaluate(`new Promise(done => {
    const look = () => {
      if (!(${condition})) return;
      observer.disconnect();
      done(Date.now());
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    look();
  })`);
}
