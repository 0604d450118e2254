import type { Page } from 'playwright-core';

/** Waits until nothing glides or fades any more: colours and places are then what they will stay. */
export async function settled(page: Page): Promise<void> {
  // What was just asked of the page begins with its next picture.
  await page.evaluate(`new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
    .then(() => Promise.allSettled(
      document.getAnimations().filter(each => each instanceof CSSTransition).map(each => each.finished),
    ))
    .then(() => null)`);
}
